import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import type { DeviceSecrets, ListedDevice } from '../device-replies.ts';

/** What is about to be done with a device. */
export interface DeviceChange {
  readonly act: 'renew' | 'revoke';
  readonly device: ListedDevice;
}

/** Asks why, and does it. */
export function ChangeDevice(props: {
  readonly change: DeviceChange;
  readonly path: string;
  readonly onSecrets: (secrets: DeviceSecrets) => void;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { act, device } = props.change;
  const send = async (reason: string) => {
    if (act === 'renew') {
      props.onSecrets(await api.post<DeviceSecrets>(`${props.path}/${device.id}/secrets`, { reason }));
      return;
    }
    await api.post(`${props.path}/${device.id}/revoke`, { reason });
    showToast({ message: t('devices.revoked', { name: device.name }) });
    props.onRevoked();
  };
  return (
    <ReasonForm
      class="devices-form"
      words={{ label: t('devices.reason'), missing: t('devices.reason-missing') }}
      submitLabel={t(act === 'revoke' ? 'devices.revoke' : `devices.renew.${device.kind}`)}
      look={act === 'revoke' ? 'danger' : 'primary'}
      onSubmit={send}
      onClose={props.onClose}
    >
      {() => <p>{t(act === 'revoke' ? 'devices.revoke-hint' : `devices.renew-hint.${device.kind}`)}</p>}
    </ReasonForm>
  );
}
