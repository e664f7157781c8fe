import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Badge, StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ListedArrival } from '../../arrivals/arrival-replies.ts';
import { wordFlag, wordReason, wordSender } from '../arrival-words.ts';

/** What arrives, newest first. */
export function ArrivalTable(props: {
  readonly rows: readonly ListedArrival[];
  readonly chosen: string | null;
  readonly hrefOf: (reportId: string) => string;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ListedArrival>[] => [
    {
      id: 'receipt',
      title: t('reports.receipt'),
      width: 'fit',
      cell: (row) => (
        <a
          class="arrival-code"
          href={props.hrefOf(row.reportId)}
          noScroll
          aria-current={props.chosen === row.reportId ? 'true' : undefined}
        >
          {row.code}
        </a>
      ),
    },
    {
      id: 'received',
      title: t('reports.received'),
      width: 'fit',
      cell: (row) => <time datetime={row.receivedAt}>{formatMoment(messages, row.receivedAt)}</time>,
    },
    {
      id: 'state',
      title: t('reports.state'),
      cell: (row) => <StateMark version={row} />,
    },
    { id: 'form', title: t('reports.form'), cell: (row) => <FormOf row={row} /> },
    { id: 'sender', title: t('reports.sender'), cell: (row) => <SenderOf row={row} /> },
    { id: 'channel', title: t('reports.channel'), width: 'fit', cell: (row) => t(`reports.channel.${row.channel}`) },
    { id: 'flags', title: t('reports.flags'), cell: (row) => <Flags flags={row.flags} /> },
    { id: 'files', title: t('reports.files'), width: 'fit', cell: (row) => wordFiles(messages, row) },
  ];
  return <Table caption={t('reports.list')} isCaptionHidden columns={columns()} rows={props.rows} />;
}

function FormOf(props: { readonly row: ListedArrival }) {
  const messages = useMessages();
  const title = () => titleIn(messages, { title: props.row.formTitle, titles: props.row.formTitles });
  return (
    <>
      <bdi>{title() ?? props.row.formId ?? '–'}</bdi>
      <Show when={props.row.formVersion}>
        {(version) => (
          <>
            {' '}
            <bdi class="arrival-small">{version()}</bdi>
          </>
        )}
      </Show>
    </>
  );
}

function SenderOf(props: { readonly row: ListedArrival }) {
  const messages = useMessages();
  const sender = () => wordSender(messages, props.row);
  return <bdi title={sender().whyNone ?? undefined}>{sender().name ?? '–'}</bdi>;
}

const STATUS = {
  waiting: 'pending',
  read: 'met',
  held: 'late',
  accepted: 'not-applicable',
  erased: 'not-applicable',
} as const;

/** How far a version was read, why it is held, that a person settled that, or that it was erased. */
export function StateMark(props: {
  readonly version: Pick<ListedArrival, 'state' | 'reason' | 'wasAccepted' | 'isErased'>;
}) {
  const messages = useMessages();
  const state = () =>
    props.version.isErased ? 'erased' : props.version.wasAccepted ? 'accepted' : props.version.state;
  const reason = () => wordReason(messages, props.version.reason ?? '');
  const words = () => (state() === 'held' ? reason() : messages.t(`reports.state.${state()}`, { reason: reason() }));
  return <StatusMark status={STATUS[state()]}>{words()}</StatusMark>;
}

/** What a person should know, word by word. */
export function Flags(props: { readonly flags: readonly string[] }) {
  const messages = useMessages();
  return (
    <span class="arrival-flags">
      <For each={props.flags}>{(flag) => <Badge>{wordFlag(messages, flag)}</Badge>}</For>
    </span>
  );
}

/** Files belong to the report: of one that another version named, this one may name none. */
function wordFiles(messages: Messages, { files: { came, expected }, isErased }: ListedArrival): string {
  if (isErased) return '';
  if (expected === null || expected <= came) return came === 0 ? '' : messages.formatNumber(came);
  return messages.t('reports.files-of', { came, expected });
}
