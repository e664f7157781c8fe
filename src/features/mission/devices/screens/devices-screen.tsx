import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { isOnlyHere } from '../device.ts';
import type { DeviceSecrets, ListedDevice, SeveralAdded } from '../device-replies.ts';
import { AddDevice } from './add-device.tsx';
import { AddSeveral } from './add-several.tsx';
import { ChangeDevice, type DeviceChange } from './change-device.tsx';
import { createCopy } from './copy-device.ts';
import { DeviceSheet } from './device-sheet.tsx';
import { DeviceTable } from './device-table.tsx';
import { devicesPath } from './devices-path.ts';
import { SeveralSheet } from './several-sheet.tsx';
import './devices.css';

/** What is open above the list. */
type Opened =
  | { readonly what: 'add' }
  | { readonly what: 'add-several' }
  | { readonly what: 'change'; readonly change: DeviceChange }
  | { readonly what: 'secrets'; readonly secrets: DeviceSecrets };

/** The devices that report to a mission: which there are, how one becomes another, and how one is shut out. */
export function DevicesScreen(props: {
  readonly mission: string;
  readonly missionName: string;
  /** Address of the server; null: not known yet. */
  readonly origin: string | null;
  readonly canAdd: boolean;
  readonly canRevoke: boolean;
  readonly canCopy: boolean;
}) {
  const path = () => devicesPath(props.mission);
  const [devices, { refetch }] = createResource(path, (address) => api.get<ListedDevice[]>(address));
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const [several, setSeveral] = createSignal<SeveralAdded | null>(null);
  const copying = createCopy(path);
  const close = () => setOpened(null);
  const showSecrets = (secrets: DeviceSecrets) => {
    setOpened({ what: 'secrets', secrets });
    void refetch();
  };
  const showSeveral = (told: SeveralAdded) => {
    close();
    setSeveral(told);
    void refetch();
  };
  const closeSeveral = () => {
    setSeveral(null);
    document.getElementById('main')?.focus();
  };
  return (
    <div class="devices">
      <Show when={copying.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <Show
        when={several()}
        fallback={
          <Show when={devices.error === undefined} fallback={<ErrorState problem={devices.error} onRetry={refetch} />}>
            <Show when={devices.latest} fallback={<Skeleton rows={4} />}>
              {(list) => (
                <DeviceList
                  {...props}
                  devices={list()}
                  onOpen={setOpened}
                  onCopy={props.canCopy ? copying.copy : null}
                />
              )}
            </Show>
          </Show>
        }
      >
        {(added) => <SeveralSheet {...props} added={added()} onClose={closeSeveral} />}
      </Show>
      <OpenedDialog
        opened={opened()}
        path={path()}
        origin={props.origin}
        missionName={props.missionName}
        devices={devices.latest ?? []}
        onSecrets={showSecrets}
        onSeveral={showSeveral}
        onRevoked={() => {
          close();
          void refetch();
        }}
        onClose={close}
      />
    </div>
  );
}

function DeviceList(props: {
  readonly devices: readonly ListedDevice[];
  readonly canAdd: boolean;
  readonly canRevoke: boolean;
  readonly onOpen: (opened: Opened) => void;
  readonly onCopy: ((device: ListedDevice) => void) | null;
}) {
  const { t } = useMessages();
  const addButtons = () => (
    <Show when={props.canAdd}>
      <Button look="primary" onClick={() => props.onOpen({ what: 'add' })}>
        {t('devices.add')}
      </Button>
      <Button onClick={() => props.onOpen({ what: 'add-several' })}>{t('devices.several')}</Button>
    </Show>
  );
  return (
    <Show
      when={props.devices.length > 0}
      fallback={
        <EmptyState title={t('devices.none')} actions={addButtons()}>
          {t('devices.none-hint')}
        </EmptyState>
      }
    >
      <Buttons>{addButtons()}</Buttons>
      <DeviceTable
        devices={props.devices}
        canRenew={props.canAdd}
        canRevoke={props.canRevoke}
        onChange={(change) => props.onOpen({ what: 'change', change })}
        onCopy={props.onCopy}
      />
    </Show>
  );
}

function OpenedDialog(props: {
  readonly opened: Opened | null;
  readonly path: string;
  readonly origin: string | null;
  readonly missionName: string;
  readonly devices: readonly ListedDevice[];
  readonly onSecrets: (secrets: DeviceSecrets) => void;
  readonly onSeveral: (added: SeveralAdded) => void;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const titleOf = (opened: Opened | null) => {
    if (opened === null) return '';
    if (opened.what === 'add') return t('devices.add');
    if (opened.what === 'add-several') return t('devices.several');
    if (opened.what === 'secrets') return opened.secrets.name;
    const { act, device } = opened.change;
    return t(act === 'revoke' ? 'devices.revoke-of' : 'devices.renew-of', { name: device.name });
  };
  const taken = () => props.devices.filter(({ state }) => state !== 'revoked').map(({ name }) => name);
  const unreachable = () => (props.origin !== null && isOnlyHere(props.origin) ? props.origin : null);
  const secrets = () => (props.opened?.what === 'secrets' ? props.opened.secrets : null);
  const change = () => (props.opened?.what === 'change' ? props.opened.change : null);
  return (
    <Dialog isOpen={props.opened !== null} title={titleOf(props.opened)} onClose={props.onClose}>
      <Show when={props.opened?.what.startsWith('add') ? unreachable() : null}>
        {(address) => (
          <p class="device-warning" role="alert">
            {t('devices.only-here-yet', { address: address() })}
          </p>
        )}
      </Show>
      <Show when={props.opened?.what === 'add'}>
        <AddDevice path={props.path} onAdded={props.onSecrets} onClose={props.onClose} />
      </Show>
      <Show when={props.opened?.what === 'add-several'}>
        <AddSeveral path={props.path} taken={taken()} onAdded={props.onSeveral} onClose={props.onClose} />
      </Show>
      <Show when={change()} keyed>
        {(wanted) => <ChangeDevice {...props} change={wanted} />}
      </Show>
      <Show when={secrets()} keyed>
        {(told) => <DeviceSheet secrets={told} missionName={props.missionName} onClose={props.onClose} />}
      </Show>
    </Dialog>
  );
}
