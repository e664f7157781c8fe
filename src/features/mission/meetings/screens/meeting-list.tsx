import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { isOverdue, type MeetingList, type ShownItem, type ShownMeeting } from '../meeting.ts';
import type { MeetingDesk } from './meeting-desk.ts';
import './meetings.css';

/** Whom the mission met, under what is open of it: what is overdue first. */
export function MeetingsScreen(props: { readonly desk: MeetingDesk }) {
  const { t } = useMessages();
  const { desk } = props;
  return (
    <div class="meetings">
      <Show when={desk.canEdit()}>
        <Buttons>
          <LinkButton look="primary" href="?new=meeting" keepScroll>
            {t('meetings.add')}
          </LinkButton>
        </Buttons>
      </Show>
      <Show when={desk.error() === undefined} fallback={<ErrorState problem={desk.error()} onRetry={desk.retry} />}>
        <Show when={desk.list()} fallback={<Skeleton rows={8} />}>
          {(list) => (
            <Show
              when={list().meetings.length > 0}
              fallback={<EmptyState title={t('meetings.none')}>{t('meetings.none-hint')}</EmptyState>}
            >
              <OpenItems list={list()} />
              <MeetingTable desk={desk} meetings={list().meetings} />
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function OpenItems(props: { readonly list: MeetingList }) {
  const messages = useMessages();
  const { t } = messages;
  const query = (item: ShownItem) => `?${new URLSearchParams({ meeting: item.meeting, item: item.id })}`;
  return (
    <section class="meetings">
      <h2>{t('meetings.open')}</h2>
      <ul class="meetings-plain">
        <For each={props.list.open} fallback={<li class="meetings-aside">{t('meetings.nothing-open')}</li>}>
          {(item) => (
            <li>
              <ItemMark item={item} today={props.list.today} />
              <a href={query(item)} noScroll>
                {item.what}
              </a>
              <span class="meetings-aside">
                <bdi>{item.whose ?? item.institution}</bdi>
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** How something that has to follow stands, with its day. */
export function ItemMark(props: { readonly item: ShownItem; readonly today: MeetingList['today'] }) {
  const messages = useMessages();
  const shape = () => {
    if (props.item.state !== 'open') return props.item.state === 'done' ? 'met' : 'not-applicable';
    return isOverdue(props.item, props.today) ? 'missed' : 'pending';
  };
  return <StatusMark status={shape()}>{wordItem(messages, props.item, props.today)}</StatusMark>;
}

function wordItem({ t, formatDate }: Messages, item: ShownItem, today: MeetingList['today']): string {
  if (item.state !== 'open') return t(`meetings.state.${item.state}`);
  if (item.dueOn === null) return t('meetings.no-due');
  return t(isOverdue(item, today) ? 'meetings.overdue' : 'meetings.due', { day: formatDate(item.dueOn) });
}

function MeetingTable(props: { readonly desk: MeetingDesk; readonly meetings: readonly ShownMeeting[] }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ShownMeeting>[] => [
    {
      id: 'institution',
      title: t('meetings.institution'),
      cell: ({ id, institution }) => (
        <a
          href={`?${new URLSearchParams({ meeting: id })}`}
          noScroll
          aria-current={props.desk.query.meeting === id ? 'true' : undefined}
        >
          <bdi>{institution}</bdi>
        </a>
      ),
    },
    {
      id: 'held',
      title: t('meetings.held'),
      width: 'fit',
      cell: ({ heldAt }) => <time datetime={heldAt}>{formatMoment(messages, heldAt)}</time>,
    },
    { id: 'met', title: t('meetings.met'), cell: ({ met }) => <bdi>{met}</bdi> },
    { id: 'topics', title: t('meetings.topics'), width: 'wide', cell: ({ topics }) => topics },
    {
      id: 'follows',
      title: t('meetings.follows'),
      cell: ({ openItems, overdueItems, struckReason }) =>
        struckReason === null
          ? t('meetings.open-count', { open: openItems, overdue: overdueItems })
          : t('meetings.struck', { reason: struckReason }),
    },
  ];
  return <Table caption={t('meetings.list')} columns={columns()} rows={props.meetings} />;
}
