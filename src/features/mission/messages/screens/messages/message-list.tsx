import { useLocation } from '@solidjs/router';
import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { AnswerPage, Audience, MessageCounts, MessagePage, ShownAnswer, ShownMessage } from '../../message.ts';
import type { MessageDesk } from './message-desk.ts';
import './messages.css';

/** What was sent, or what was answered, the newest first. */
export function MessageList(props: { readonly desk: MessageDesk }) {
  const { t } = useMessages();
  const { desk } = props;
  const reply = () => desk.list.shown.reply;
  return (
    <div class="messages" aria-busy={desk.list.isBehind()}>
      <Show when={desk.canEdit()}>
        <Buttons>
          <LinkButton look="primary" href="?new=message" keepScroll>
            {t('messages.write')}
          </LinkButton>
        </Buttons>
      </Show>
      <Show when={desk.list.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={desk.list.now} />}</Show>
      <Show
        when={!desk.list.isBehind() && reply()}
        fallback={<Show when={desk.list.problem() === null}>{<Skeleton rows={8} />}</Show>}
      >
        {(page) => (
          <>
            <Show when={desk.part() === 'sent'} fallback={<AnswerTable answers={(page() as AnswerPage).answers} />}>
              <SentTable messages={(page() as MessagePage).messages} current={desk.query.message} />
            </Show>
            <Show when={page().next}>
              {(next) => (
                <LinkButton href={`?${new URLSearchParams({ part: desk.part(), after: next() })}`}>
                  {t('plan.next-page')}
                </LinkButton>
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function SentTable(props: { readonly messages: readonly ShownMessage[]; readonly current: string | undefined }) {
  const messages = useMessages();
  const { t } = messages;
  const hrefTo = createHref();
  const columns = (): Column<ShownMessage>[] => [
    {
      id: 'text',
      title: t('messages.text'),
      width: 'wide',
      cell: (message) => (
        <a
          class="messages-text"
          href={hrefTo({ message: message.id })}
          noScroll
          aria-current={props.current === message.id ? 'true' : undefined}
        >
          {messages.localized(message.texts)?.text ?? ''}
        </a>
      ),
    },
    { id: 'to', title: t('messages.to'), cell: ({ audience }) => wordAudience(messages, audience) },
    { id: 'reached', title: t('messages.reached'), cell: (message) => <Counts message={message} /> },
    {
      id: 'when',
      title: t('messages.when'),
      width: 'fit',
      cell: ({ at }) => <time datetime={at}>{formatMoment(messages, at)}</time>,
    },
    { id: 'by', title: t('messages.by'), cell: ({ by }) => <bdi>{by}</bdi> },
  ];
  return (
    <Table
      caption={t('messages.sent')}
      isCaptionHidden
      columns={columns()}
      rows={props.messages}
      empty={<EmptyState title={t('messages.none')}>{t('messages.none-hint')}</EmptyState>}
    />
  );
}

function Counts(props: { readonly message: ShownMessage }) {
  const messages = useMessages();
  return (
    <Show when={props.message.withdrawn === null} fallback={messages.t('messages.withdrawn')}>
      {wordCounts(messages, props.message.counts)}
    </Show>
  );
}

/** How far a message came, in words. */
export function wordCounts({ t }: Messages, { recipients, delivered, read, answered }: MessageCounts): string {
  const parts = [
    t('messages.count.delivered', { count: delivered, all: recipients }),
    t('messages.count.read', { count: read }),
    t('messages.count.answered', { count: answered }),
  ];
  return parts.join(' · ');
}

/** How those were chosen whom a message was for. */
export function wordAudience({ t, find, formatDate }: Messages, { kind, asked }: Audience): string {
  const { day, phase, status, area } = asked;
  const named = status === undefined ? undefined : (find(`plan.status.${status}`) ?? status);
  const date = day === undefined ? undefined : formatDate(day as Parameters<typeof formatDate>[0]);
  const what = [named, area, phase, date].filter((part) => part !== undefined).join(', ');
  return t(`messages.audience.${kind}`, { area: area ?? '', what });
}

function AnswerTable(props: { readonly answers: readonly ShownAnswer[] }) {
  const messages = useMessages();
  const { t } = messages;
  const hrefTo = createHref();
  const columns = (): Column<ShownAnswer>[] => [
    {
      id: 'text',
      title: t('messages.text'),
      width: 'wide',
      cell: ({ text, thread, recipient }) => (
        <a class="messages-text" href={hrefTo({ message: thread, with: recipient })} noScroll>
          {text}
        </a>
      ),
    },
    {
      id: 'who',
      title: t('messages.who'),
      cell: ({ team, person, device }) => <bdi>{team?.code ?? person?.code ?? device}</bdi>,
    },
    {
      id: 'when',
      title: t('messages.when'),
      width: 'fit',
      cell: ({ at }) => <time datetime={at}>{formatMoment(messages, at)}</time>,
    },
  ];
  return (
    <Table
      caption={t('messages.answers')}
      isCaptionHidden
      columns={columns()}
      rows={props.answers}
      empty={<EmptyState title={t('messages.no-answers')} />}
    />
  );
}

/** The page that is open, with something else beside it. */
function createHref() {
  const location = useLocation();
  return (part: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(location.search);
    for (const name of ['new', 'with', 'message']) query.delete(name);
    for (const [name, value] of Object.entries(part)) query.set(name, value);
    return `?${query}`;
  };
}
