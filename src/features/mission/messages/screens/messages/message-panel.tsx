import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { Status } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts, SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { LONGEST_TEXT, type OpenedMessage, type Reached, type Recipient, type ThreadEntry } from '../../message.ts';
import type { MessageDesk } from './message-desk.ts';
import { wordAudience, wordCounts } from './message-list.tsx';
import './messages.css';

const SHAPES: Readonly<Record<Reached, Status>> = {
  'no-phone': 'gap',
  waiting: 'pending',
  delivered: 'to-verify',
  read: 'met',
  answered: 'met',
};

/** A message beside the list: its texts, whom it was for and how far it came; or what was said with one of them. */
export function MessagePanel(props: { readonly desk: MessageDesk; readonly message: OpenedMessage }) {
  const { t } = useMessages();
  const { desk } = props;
  const close = () => desk.setQuery({ message: null, with: null });
  const whose = () => props.message.recipients.find(({ id }) => id === desk.query.with);
  return (
    <Show
      when={whose()}
      keyed
      fallback={
        <SidePanel title={t('messages.message')} onClose={close}>
          <MessageFacts desk={desk} message={props.message} />
        </SidePanel>
      }
    >
      {(recipient) => (
        <SidePanel title={t('messages.thread', { who: nameOf(recipient) })} onClose={close}>
          <Thread desk={desk} message={props.message} recipient={recipient} />
        </SidePanel>
      )}
    </Show>
  );
}

function nameOf({ team, person, devices }: Recipient): string {
  return team?.code ?? person?.code ?? devices[0] ?? '';
}

function MessageFacts(props: { readonly desk: MessageDesk; readonly message: OpenedMessage }) {
  const messages = useMessages();
  const { t } = messages;
  const missed = () => props.message.counts.recipients - props.message.counts.delivered;
  return (
    <div class="messages">
      <For each={Object.entries(props.message.texts)}>
        {([language, text]) => (
          <p class="messages-said" lang={language}>
            {text}
          </p>
        )}
      </For>
      <Facts>
        <Fact term={t('messages.to')}>{wordAudience(messages, props.message.audience)}</Fact>
        <Fact term={t('messages.by')}>
          <bdi>{props.message.by}</bdi>
        </Fact>
        <Fact term={t('messages.when')}>{formatMoment(messages, props.message.at)}</Fact>
        <Fact term={t('messages.reached')}>{wordCounts(messages, props.message.counts)}</Fact>
      </Facts>
      <Show when={props.message.withdrawn}>
        {(gone) => (
          <p class="messages-aside">
            {t('messages.withdrawn-by', {
              name: gone().by,
              time: formatMoment(messages, gone().at),
              reason: gone().reason,
            })}
          </p>
        )}
      </Show>
      <Show when={missed() > 0 && props.message.withdrawn === null}>
        <LinkButton href={props.desk.callsHref(props.message.id)}>{t('messages.call', { count: missed() })}</LinkButton>
      </Show>
      <section>
        <h3>{t('messages.recipients')}</h3>
        <ul class="messages-plain">
          <For each={props.message.recipients}>{(one) => <RecipientLine desk={props.desk} recipient={one} />}</For>
        </ul>
      </section>
      <Show when={props.desk.canEdit() && props.message.withdrawn === null}>
        <Withdraw desk={props.desk} message={props.message} />
      </Show>
    </div>
  );
}

function RecipientLine(props: { readonly desk: MessageDesk; readonly recipient: Recipient }) {
  const messages = useMessages();
  const at = () => props.recipient.answeredAt ?? props.recipient.readAt ?? props.recipient.deliveredAt;
  const query = () => {
    const asked = new URLSearchParams({ message: props.desk.query.message ?? '', with: props.recipient.id });
    return `?${asked}`;
  };
  return (
    <li>
      <a href={query()} noScroll>
        <bdi>{nameOf(props.recipient)}</bdi>
      </a>
      <StatusMark status={SHAPES[props.recipient.reached]}>
        {messages.t(`messages.state.${props.recipient.reached}`)}
      </StatusMark>
      <Show when={at()}>{(time) => <span class="messages-aside">{formatMoment(messages, time())}</span>}</Show>
    </li>
  );
}

function Withdraw(props: { readonly desk: MessageDesk; readonly message: OpenedMessage }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const withdraw = async (reason: string) => {
    await api.post(`${props.desk.missionPath()}/messages/${props.message.id}/withdraw`, { reason });
    showToast({ message: t('messages.withdrawn-done') });
    props.desk.refresh();
  };
  return (
    <Show when={isOpen()} fallback={<Button onClick={() => setIsOpen(true)}>{t('messages.withdraw')}</Button>}>
      <ReasonForm
        class="messages-form"
        words={{
          label: t('messages.reason'),
          hint: t('messages.withdraw-hint'),
          missing: t('messages.reason-missing'),
        }}
        submitLabel={t('messages.withdraw')}
        look="danger"
        onSubmit={withdraw}
        onClose={() => setIsOpen(false)}
      />
    </Show>
  );
}

function Thread(props: { readonly desk: MessageDesk; readonly message: OpenedMessage; readonly recipient: Recipient }) {
  const messages = useMessages();
  const { t } = messages;
  const path = () => `${props.desk.missionPath()}/messages/${props.message.id}/threads/${props.recipient.id}`;
  const [thread, { mutate }] = createResource(path, (address) => api.get<ThreadEntry[]>(address));
  return (
    <div class="messages">
      <LinkButton href={`?${new URLSearchParams({ message: props.message.id })}`} keepScroll>
        {t('messages.back')}
      </LinkButton>
      <Show when={thread.error === undefined} fallback={<ErrorState problem={thread.error} />}>
        <ol class="messages-thread">
          <For each={thread.latest ?? []}>
            {(entry) => (
              <li data-from={entry.from}>
                <p class="messages-said">
                  {entry.isWithdrawn ? t('messages.withdrawn') : (messages.localized(entry.texts)?.text ?? '')}
                </p>
                <p class="messages-aside">
                  {t(`messages.from-${entry.from}`, { name: entry.by })} ·{' '}
                  <time datetime={entry.at}>{formatMoment(messages, entry.at)}</time>
                </p>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={props.desk.canEdit() && props.recipient.reached !== 'no-phone'}>
        <Reply path={path()} language={messages.language} onSent={(entries) => mutate(entries)} />
      </Show>
    </div>
  );
}

function Reply(props: {
  readonly path: string;
  readonly language: string;
  readonly onSent: (entries: ThreadEntry[]) => void;
}) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // The same for as long as the same is tried: an answer that was lost does not make two.
  let id = crypto.randomUUID();
  const fault = () => {
    if (text().length > LONGEST_TEXT) return t('messages.text-long', { most: LONGEST_TEXT });
    return isTried() && text().trim() === '' ? t('messages.text-missing') : undefined;
  };
  const send = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (fault() !== undefined) return focusFirstFault(event);
    void run(async () => {
      props.onSent(await api.postOnce<ThreadEntry[]>(props.path, { id, texts: { [props.language]: text() } }));
      id = crypto.randomUUID();
      setText('');
      setIsTried(false);
    });
  };
  return (
    <form class="messages-form" onSubmit={send} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <TextArea label={t('messages.reply')} value={text()} error={fault()} onInput={setText} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('messages.reply-send')}
        </Button>
      </Buttons>
    </form>
  );
}
