import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { QrPicture } from '../../../../platform/ui/parts/marks/qr-picture.tsx';
import { isOnlyHere } from '../device.ts';
import type { DeviceSecrets } from '../device-replies.ts';
import { formatMoment } from './device-table.tsx';

/** What is to be taken over letter by letter. */
interface Secret {
  readonly label: string;
  readonly text: string;
}

/** How a phone becomes the device: shown once, to be scanned, copied or printed. */
export function DeviceSheet(props: {
  readonly secrets: DeviceSecrets;
  readonly missionName: string;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const text = () => (props.secrets.kind === 'odk' ? props.secrets.qr : props.secrets.link);
  const address = () => (props.secrets.kind === 'odk' ? props.secrets.openRosaUrl : props.secrets.link);
  const steps = () =>
    props.secrets.kind === 'odk'
      ? t('devices.steps.odk')
      : t('devices.steps.app', { time: formatMoment(messages, props.secrets.endsAt) });
  const secretsOf = (told: DeviceSecrets): Secret[] => {
    if (told.kind === 'app') return [{ label: t('devices.link'), text: told.link }];
    const { login } = told;
    const byName =
      login === null
        ? []
        : [
            { label: t('devices.login-url'), text: login.url },
            { label: t('devices.login'), text: login.name },
            { label: t('devices.password'), text: login.password },
          ];
    return [{ label: t('devices.url'), text: told.openRosaUrl }, ...byName];
  };
  return (
    <div class="device-sheet">
      <p class="device-sheet-mission">
        <bdi>{props.missionName}</bdi> · <code>{props.secrets.pseudonym}</code>
      </p>
      <p class="device-sheet-once" role="status">
        {t('devices.once')}
      </p>
      <Show when={isOnlyHere(address())}>
        <p class="device-warning" role="alert">
          {t('devices.only-here')}
        </p>
      </Show>
      <QrPicture text={text()} label={t(`devices.picture.${props.secrets.kind}`)} correction="L" />
      <p>{steps()}</p>
      <h3>{t('devices.by-hand')}</h3>
      <For each={secretsOf(props.secrets)}>
        {(secret) => (
          <div>
            <p class="device-sheet-label">{secret.label}</p>
            <CodeBlock label={secret.label} text={secret.text} />
          </div>
        )}
      </For>
      <div class="buttons">
        <Button look="primary" onClick={props.onClose}>
          {t('devices.done')}
        </Button>
        <Button onClick={() => window.print()}>{t('devices.print')}</Button>
      </div>
    </div>
  );
}
