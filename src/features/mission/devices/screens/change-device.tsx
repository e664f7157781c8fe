import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
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
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const { act, device } = props.change;
  const send = async () => {
    const body = { reason: reason().trim() };
    if (act === 'renew') props.onSecrets(await api.post<DeviceSecrets>(`${props.path}/${device.id}/secrets`, body));
    else {
      await api.post(`${props.path}/${device.id}/revoke`, body);
      showToast({ message: t('devices.revoked', { name: device.name }) });
      props.onRevoked();
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (reason().trim() !== '') void work.run(send);
  };
  return (
    <form class="devices-form" onSubmit={submit}>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <p>{t(act === 'revoke' ? 'devices.revoke-hint' : `devices.renew-hint.${device.kind}`)}</p>
      <TextArea
        label={t('devices.reason')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('devices.reason-missing') : undefined}
        onInput={setReason}
      />
      <div class="buttons">
        <Button type="submit" look={act === 'revoke' ? 'danger' : 'primary'} isBusy={work.isBusy()}>
          {t(act === 'revoke' ? 'devices.revoke' : `devices.renew.${device.kind}`)}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}
