import { createSignal, For, type JSX, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { type ApiProblem, api } from '../../../../platform/ui/api.ts';
import { sizeWords } from '../../../../platform/ui/form/media/size-words.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { CopyButton } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { ProgressBar } from '../../../../platform/ui/parts/states/progress-bar.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import {
  LEFT_OUT,
  type ListState,
  nextStep,
  type RetentionReply,
  type ShownList,
  type Step,
  total,
} from '../retention.ts';
import { ConfirmList } from './confirm-list.tsx';
import { CountTable } from './count-table.tsx';

const MARKS: Readonly<Record<ListState, Status>> = {
  made: 'pending',
  asked: 'pending',
  waiting: 'pending',
  running: 'pending',
  done: 'met',
  withdrawn: 'withheld',
};

/** What a list is called, as far as it has come. */
const HEADS = {
  made: 'list-of',
  asked: 'list-of',
  waiting: 'deletion-of',
  running: 'deletion-of',
  done: 'deletion-of',
  withdrawn: 'withdrawn-of',
} as const satisfies Record<ListState, string>;

interface EntryProps {
  /** Of the retention of a mission. */
  readonly path: string;
  readonly list: ShownList;
  readonly reply: RetentionReply;
  readonly onChanged: () => void;
}

/** A list: what stands on it, what became of it, and what can be done with it. */
export function ListEntry(props: EntryProps) {
  const messages = useMessages();
  const { t } = messages;
  const state = () => props.list.state;
  return (
    <li class="retention-list">
      <div class="retention-head">
        <h3>{t(`retention.${HEADS[state()]}`, { day: wordDay(messages, props.list.asOf) })}</h3>
        <StatusMark status={MARKS[state()]}>{t(`retention.state.${state()}`)}</StatusMark>
      </div>
      <Show when={state() === 'running'}>
        <ProgressBar
          label={t('retention.state.running')}
          detail={t('retention.through', { done: props.list.through, count: total(props.list.counts) })}
          value={props.list.through}
          max={Math.max(1, total(props.list.counts))}
        />
      </Show>
      <Show when={state() === 'running' && props.list.freshFiles > 0}>
        <p class="retention-note" role="status">
          {t('retention.fresh-files', { count: props.list.freshFiles })}
        </p>
      </Show>
      <Show when={total(props.list.counts) > 0} fallback={<p>{t('retention.empty')}</p>}>
        <CountTable list={props.list} />
      </Show>
      <For each={LEFT_OUT}>
        {(reason) => (
          <Show when={props.list.leftOut[reason]}>
            {(count) => <p class="retention-note">{t(`retention.left-out.${reason}`, { count: count() })}</p>}
          </Show>
        )}
      </For>
      <ListFacts list={props.list} />
      <ListActions {...props} />
    </li>
  );
}

function wordDay(messages: Messages, day: string): string {
  const date = parseCalendarDate(day);
  return date === null ? day : messages.formatDate(date);
}

function ListFacts(props: { readonly list: ShownList }) {
  const messages = useMessages();
  const { t } = messages;
  const by = (name: string, at: string) => t('retention.by', { name, time: formatMoment(messages, at) });
  const person = (term: JSX.Element, name: string | null, at: string | null) => (
    <Show when={name !== null && at !== null}>
      <Fact term={term}>{by(name ?? '', at ?? '')}</Fact>
    </Show>
  );
  return (
    <Facts>
      <Fact term={t('retention.made-by')}>{by(props.list.madeBy, props.list.madeAt)}</Fact>
      {person(t('retention.asked-by'), props.list.askedBy, props.list.askedAt)}
      {person(t('retention.confirmed-by'), props.list.confirmedBy, props.list.confirmedAt)}
      <Show when={props.list.state === 'done' && props.list.endedAt}>
        {(at) => <Fact term={t('retention.ended')}>{formatMoment(messages, at())}</Fact>}
      </Show>
      <Fact term={t('retention.size')}>{sizeWords(messages, props.list.bytes)}</Fact>
      <Fact term={t('retention.sha256')}>
        <code>{props.list.sha256}</code> <CopyButton text={props.list.sha256} />
      </Fact>
    </Facts>
  );
}

/** What keeps a list from being deleted, in words; null: nothing does. */
function wordObstacle({ t }: Messages, { list, reply }: EntryProps): string | null {
  if (list.kinds.some((kind) => !reply.due.includes(kind))) return t('retention.early');
  if (list.state === 'asked' && list.isAskedByMe && reply.hasSecond) return t('retention.own-asking');
  return null;
}

/** The step that comes next with a list, where one does. */
function stepOf({ list: { state, isAskedByMe }, reply: { hasSecond } }: EntryProps): Step | null {
  return state === 'made' || state === 'asked' ? nextStep({ state, isAskedByMe, hasSecond }) : null;
}

function ListActions(props: EntryProps) {
  const messages = useMessages();
  const { t } = messages;
  /** The step that the dialog asks about. */
  const [asked, setAsked] = createSignal<Step | null>(null);
  /** Kept where another step came first, so that nobody has to type it again. */
  const draft = createSignal('');
  const [overtaken, setOvertaken] = createSignal<ApiProblem | null>(null);
  const work = createRequest();
  const step = () => stepOf(props);
  const isOpen = () => step() !== null;
  const obstacle = () => wordObstacle(messages, props);
  const withdraw = () =>
    work.run(async () => {
      await api.post(`${props.path}/lists/${props.list.id}/withdrawal`);
      showToast({ message: t('retention.withdrawn') });
      props.onChanged();
    });
  const confirmed = (next: ShownList) => {
    setAsked(null);
    showToast({ message: t(next.state === 'asked' ? 'retention.asked' : 'retention.begun') });
    props.onChanged();
  };
  const ask = () => {
    setOvertaken(null);
    setAsked(step());
  };
  const showAnew = (problem: ApiProblem) => {
    setAsked(null);
    setOvertaken(problem);
    props.onChanged();
  };
  return (
    <>
      <Show when={work.problem() ?? overtaken()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <Show when={isOpen() && total(props.list.counts) > 0 && obstacle()}>
        {(words) => <p class="retention-note">{words()}</p>}
      </Show>
      <Buttons>
        <Show when={props.list.state !== 'withdrawn' && total(props.list.counts) > 0}>
          <LinkButton isExternal href={`${props.path}/lists/${props.list.id}/list.csv`} download="">
            {t('retention.download')}
          </LinkButton>
        </Show>
        <Show when={isOpen() && total(props.list.counts) > 0 && obstacle() === null}>
          <Button look="danger" onClick={ask}>
            {t(step() === 'agree' ? 'retention.agree' : 'retention.delete')}
          </Button>
        </Show>
        <Show when={isOpen()}>
          <Button look="quiet" isBusy={work.isBusy()} onClick={() => void withdraw()}>
            {t('retention.withdraw')}
          </Button>
        </Show>
      </Buttons>
      <Dialog isOpen={asked() !== null} title={t('retention.confirm-title')} onClose={() => setAsked(null)}>
        <ConfirmList
          path={props.path}
          list={props.list}
          step={asked() ?? 'ask'}
          draft={draft}
          onOvertaken={showAnew}
          onConfirmed={confirmed}
          onClose={() => setAsked(null)}
        />
      </Dialog>
    </>
  );
}
