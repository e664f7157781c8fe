import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { QrPicture } from '../../../../platform/ui/parts/marks/qr-picture.tsx';
import { createLeaveHold } from '../../../../platform/ui/parts/panel/leave-hold.ts';
import { saveFile } from '../../../../platform/ui/save-file.ts';
import { isOnlyHere } from '../device.ts';
import type { DeviceSecrets, SeveralAdded } from '../device-replies.ts';
import { addressOf, codeOf, secretsOf, stepsOf } from './way-in.ts';

/** How many phones become devices: shown once, to be printed and cut, or downloaded. Nobody leaves it unasked before that. */
export function SeveralSheet(props: {
  readonly added: SeveralAdded;
  readonly mission: string;
  readonly missionName: string;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [isKept, setIsKept] = createSignal(false);
  const leaving = createLeaveHold(() => !isKept());
  let heading: HTMLHeadingElement | undefined;
  const keep = () => setIsKept(true);
  window.addEventListener('afterprint', keep);
  onCleanup(() => window.removeEventListener('afterprint', keep));
  onMount(() => heading?.focus());
  const download = () => {
    saveFile(new Blob([props.added.csv], { type: 'text/csv;charset=utf-8' }), `devices-${props.mission}.csv`);
    keep();
  };
  const isUnreachable = () => props.added.devices.some((device) => isOnlyHere(addressOf(device)));
  return (
    <section class="several-sheet" aria-labelledby="several-sheet">
      <h2 id="several-sheet" tabIndex={-1} ref={heading}>
        {t('devices.several-of', { count: props.added.devices.length })}
      </h2>
      <p class="several-once">{t('devices.several-once')}</p>
      <Show when={isUnreachable()}>
        <p class="device-warning" role="alert">
          {t('devices.only-here')}
        </p>
      </Show>
      <Buttons>
        <Button look="primary" onClick={() => window.print()}>
          {t('devices.print')}
        </Button>
        <Button onClick={download}>{t('devices.several-csv')}</Button>
        <Button look="quiet" onClick={() => leaving.ask(props.onClose)}>
          {t('devices.done')}
        </Button>
      </Buttons>
      <ul class="several-cards">
        <For each={props.added.devices}>
          {(device) => <DeviceCard secrets={device} missionName={props.missionName} />}
        </For>
      </ul>
      <Dialog isOpen={leaving.wanted() !== null} title={t('devices.several-leave')} onClose={leaving.stay}>
        <div class="devices-form">
          <p>{t('devices.several-leave-hint')}</p>
          <Buttons>
            <Button look="primary" onClick={leaving.stay}>
              {t('devices.several-back')}
            </Button>
            <Button look="danger" onClick={leaving.go}>
              {t('devices.several-go')}
            </Button>
          </Buttons>
        </div>
      </Dialog>
    </section>
  );
}

/** What one observer is handed. */
function DeviceCard(props: { readonly secrets: DeviceSecrets; readonly missionName: string }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <li class="several-card">
      <QrPicture
        text={codeOf(props.secrets)}
        label={`${props.secrets.name}: ${t(`devices.picture.${props.secrets.kind}`)}`}
        correction="L"
      />
      <div>
        <h3>
          <bdi>{props.secrets.name}</bdi>
        </h3>
        <p class="device-sheet-mission">
          <bdi>{props.missionName}</bdi> · <code>{props.secrets.pseudonym}</code>
        </p>
        <p>{stepsOf(messages, props.secrets)}</p>
        <For each={secretsOf(messages, props.secrets)}>
          {({ label, text }) => (
            <p>
              <span class="device-sheet-label">{label}</span>
              <code>{text}</code>
            </p>
          )}
        </For>
      </div>
    </li>
  );
}
