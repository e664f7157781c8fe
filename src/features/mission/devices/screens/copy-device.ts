import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { ListedDevice } from '../device-replies.ts';

/** Has the browser fetch the copy of an observer's data; `path`: of the devices of the mission. */
export function createCopy(path: () => string) {
  const { t } = useMessages();
  const work = createRequest();
  // A link alone would show the bare refusal where a recent sign-in is wanted.
  const copy = (device: ListedDevice) =>
    work.run(async () => {
      const { fileName } = await api.get<{ readonly fileName: string }>(`${path()}/${device.id}/copy`);
      window.location.assign(`${path()}/${device.id}/copy.zip`);
      showToast({ message: t('devices.copy-ready', { file: fileName }) });
    });
  return { copy: (device: ListedDevice) => void copy(device), problem: work.problem };
}
