import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { QrPicture } from '../../../../platform/ui/parts/marks/qr-picture.tsx';
import { isOnlyHere } from '../device.ts';
import type { DeviceSecrets } from '../device-replies.ts';
import { addressOf, codeOf, secretsOf, stepsOf } from './way-in.ts';

/** How a phone becomes the device: shown once, to be scanned, copied or printed. */
export function DeviceSheet(props: {
  readonly secrets: DeviceSecrets;
  readonly missionName: string;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <div class="device-sheet">
      <p class="device-sheet-mission">
        <bdi>{props.missionName}</bdi> · <code>{props.secrets.pseudonym}</code>
      </p>
      <p class="device-sheet-once" role="status">
        {t('devices.once')}
      </p>
      <Show when={isOnlyHere(addressOf(props.secrets))}>
        <p class="device-warning" role="alert">
          {t('devices.only-here')}
        </p>
      </Show>
      <QrPicture text={codeOf(props.secrets)} label={t(`devices.picture.${props.secrets.kind}`)} correction="L" />
      <p>{stepsOf(messages, props.secrets)}</p>
      <h3>{t('devices.by-hand')}</h3>
      <For each={secretsOf(messages, props.secrets)}>
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
