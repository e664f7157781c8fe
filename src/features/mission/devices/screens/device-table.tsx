import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Menu, MenuItem } from '../../../../platform/ui/parts/actions/menu.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { DeviceState } from '../device.ts';
import type { ListedDevice } from '../device-replies.ts';
import type { DeviceChange } from './change-device.tsx';

const SHAPES: Readonly<Record<DeviceState, Status>> = {
  waiting: 'pending',
  'in-use': 'met',
  revoked: 'not-applicable',
};

/** The devices of a mission, each with where it stands. */
export function DeviceTable(props: {
  readonly devices: readonly ListedDevice[];
  readonly canRenew: boolean;
  readonly canRevoke: boolean;
  readonly onChange: (change: DeviceChange) => void;
  /** Null: whoever looks may not. */
  readonly onCopy: ((device: ListedDevice) => void) | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const acts = (): Column<ListedDevice>[] =>
    props.canRevoke
      ? [
          {
            id: 'acts',
            title: t('devices.acts'),
            width: 'fit',
            cell: (device) => <DeviceMenu {...props} device={device} />,
          },
        ]
      : [];
  return (
    <Table
      caption={t('devices.list')}
      isCaptionHidden
      columns={[...columnsOf(messages), ...acts()]}
      rows={props.devices}
      sortParameter="sort"
    />
  );
}

function columnsOf(messages: Messages): Column<ListedDevice>[] {
  const { t } = messages;
  return [
    {
      id: 'name',
      title: t('devices.name'),
      width: 'wide',
      cell: ({ name, login }) => (
        <>
          <bdi>{name}</bdi>{' '}
          <Show when={login}>
            {(said) => <span class="devices-aside">{t('devices.login-of', { login: said() })}</span>}
          </Show>
        </>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'state',
      title: t('devices.state'),
      cell: (device) => <DeviceStanding device={device} />,
      sortBy: ({ state }) => ['waiting', 'in-use', 'revoked'].indexOf(state),
    },
    {
      id: 'kind',
      title: t('devices.kind'),
      width: 'fit',
      cell: ({ kind }) => t(`devices.kind.${kind}`),
      sortBy: ({ kind }) => kind,
    },
    {
      id: 'pseudonym',
      title: t('devices.pseudonym'),
      width: 'fit',
      cell: ({ pseudonym }) => <code>{pseudonym}</code>,
    },
    {
      id: 'seen',
      title: t('devices.seen'),
      width: 'fit',
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('devices.never') : formatMoment(messages, lastSeenAt)),
      sortBy: ({ lastSeenAt }) => lastSeenAt,
    },
  ];
}

/** Where the device stands, and what about it wants attention. */
function DeviceStanding(props: { readonly device: ListedDevice }) {
  const messages = useMessages();
  const { t } = messages;
  const isOver = (at: string) => Date.parse(at) <= Date.now();
  const aside = () => {
    const { state, revocationReason, forgottenAt, codeEndsAt } = props.device;
    if (forgottenAt !== null) return t('retention.device-forgotten', { time: formatMoment(messages, forgottenAt) });
    if (state === 'revoked') return revocationReason ?? '';
    if (codeEndsAt === null) return '';
    const time = formatMoment(messages, codeEndsAt);
    return t(isOver(codeEndsAt) ? 'devices.code-over' : 'devices.code-until', { time });
  };
  return (
    <div class="devices-standing">
      <StatusMark status={SHAPES[props.device.state]}>{t(`devices.state.${props.device.state}`)}</StatusMark>
      <span class="devices-aside">{aside()}</span>
      <Show when={props.device.refusedAt}>
        {(at) => (
          <StatusMark status="late">
            {t('devices.refused', { count: props.device.refusals, time: formatMoment(messages, at()) })}
          </StatusMark>
        )}
      </Show>
    </div>
  );
}

function DeviceMenu(props: {
  readonly device: ListedDevice;
  readonly canRenew: boolean;
  readonly onChange: (change: DeviceChange) => void;
  readonly onCopy: ((device: ListedDevice) => void) | null;
}) {
  const { t } = useMessages();
  const choose = (act: DeviceChange['act']) => props.onChange({ act, device: props.device });
  const isOpen = () => props.device.state !== 'revoked';
  return (
    <Show when={isOpen() || props.onCopy !== null}>
      <Menu button={t('devices.change')} label={t('devices.change-of', { name: props.device.name })}>
        <Show when={isOpen() && props.canRenew}>
          <MenuItem onChoose={() => choose('renew')}>{t(`devices.renew.${props.device.kind}`)}</MenuItem>
        </Show>
        <Show when={isOpen()}>
          <MenuItem onChoose={() => choose('revoke')}>{t('devices.revoke')}</MenuItem>
        </Show>
        <Show when={props.onCopy}>
          {(copy) => <MenuItem onChoose={() => copy()(props.device)}>{t('devices.copy')}</MenuItem>}
        </Show>
      </Menu>
    </Show>
  );
}
