import { For, Show } from 'solid-js';
import type { When } from '../../../../kernel/when.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Move } from '../compute/what-if.ts';
import type { CalendarEntry } from '../entry.ts';
import { explainEntry, type NamedRecords, nameOfCandidate } from '../words/explain.ts';

const MINUS = '\u2212';

/** The date due as a When: by that day, from it on, or on it; null where there is none. */
export function dueAsWhen({ dueBounds: { earliest, latest }, side }: CalendarEntry): When | null {
  if (earliest === null && latest === null) return null;
  const isExact = earliest === latest;
  if (isExact && side === 'until') return { text: `by ${latest}`, earliest: null, latest };
  if (isExact && side === 'from') return { text: `from ${earliest}`, earliest, latest: null };
  return { text: '', earliest, latest };
}

/** The date due in a few words, with its times of day. */
export function DueWords(props: { readonly entry: CalendarEntry }) {
  const messages = useMessages();
  return (
    <Show when={dueAsWhen(props.entry)} fallback={<span class="calendar-faint">{messages.t('calendar.no-date')}</span>}>
      {(when) => (
        <>
          {messages.formatWhen(when(), 'short')}
          <Show when={props.entry.due}>
            {(day) => <span class="calendar-faint"> {messages.formatWeekday(day(), true)}</span>}
          </Show>
          <Show when={props.entry.times.length > 0}>
            {' '}
            <span class="calendar-times">{props.entry.times.join(', ')}</span>
          </Show>
        </>
      )}
    </Show>
  );
}

/** When it was done, in a few words. */
export function DoneWords(props: { readonly entry: CalendarEntry }) {
  const messages = useMessages();
  const isAboutDay = () => props.entry.rule.unit === 'weekday' && props.entry.rule.offset === 0;
  const nothing = () => (isAboutDay() ? '–' : messages.t('calendar.not-recorded'));
  return (
    <Show when={props.entry.done} fallback={<span class="calendar-faint">{nothing()}</span>}>
      {(done) => (
        <>
          {messages.formatWhen(done(), 'short')}
          <Show when={props.entry.doneTime}>{(time) => <> {time()}</>}</Show>
        </>
      )}
    </Show>
  );
}

/** Where the entry stands; an act before its time has its own word. */
export function EntryStatus(props: { readonly entry: CalendarEntry }) {
  const messages = useMessages();
  return <StatusMark status={props.entry.status}>{statusWord(props.entry, messages)}</StatusMark>;
}

/** The word for where the entry stands. */
export function statusWord({ status, deviation }: CalendarEntry, { t }: Messages): string {
  return deviation === 'early' ? t('calendar.deviation.early') : t(`ui.status.${status}`);
}

/** What is to be done, with the candidate for whom, where the rule is counted for each. */
export function titleOf(entry: CalendarEntry, records: NamedRecords, messages: Messages): string {
  const title = messages.localized(entry.rule.title)?.text ?? entry.rule.key;
  return entry.candidate === null ? title : `${title} (${nameOfCandidate(entry.candidate, records, messages)})`;
}

/** How the date came about and why the entry stands where it does, sentence by sentence. */
export function ExplanationSteps(props: { readonly entry: CalendarEntry; readonly records: NamedRecords }) {
  const messages = useMessages();
  return (
    <ol class="calendar-steps">
      <For each={explainEntry(props.entry, props.records, messages)}>{(sentence) => <li>{sentence}</li>}</For>
    </ol>
  );
}

/** By how many days the date due moves, with its sign. */
export function MovedBy(props: { readonly move: Move | undefined }) {
  const { t } = useMessages();
  const days = () => props.move?.days ?? null;
  return (
    <Show when={days()} fallback={<span class="calendar-faint">–</span>}>
      {(moved) => (
        <strong class="calendar-moved numeral">
          {t('calendar.moved', { days: Math.abs(moved()), sign: moved() < 0 ? MINUS : '+' })}
        </strong>
      )}
    </Show>
  );
}

/** The date due without the supposition, where it is another. */
export function WasDue(props: { readonly move: Move | undefined }) {
  const isMoved = ({ before, after }: Move) =>
    before.dueBounds.earliest !== after.dueBounds.earliest ||
    before.dueBounds.latest !== after.dueBounds.latest ||
    before.instant !== after.instant;
  const moved = () => (props.move !== undefined && isMoved(props.move) ? props.move : null);
  return (
    <Show when={moved()}>
      {(move) => (
        <del class="calendar-was">
          <DueWords entry={move().before} />
        </del>
      )}
    </Show>
  );
}

/** The status without the supposition, where it is another. */
export function WasStatus(props: { readonly move: Move | undefined }) {
  const messages = useMessages();
  const changed = () => (props.move?.isStatusChanged ? props.move : null);
  return (
    <Show when={changed()}>{(move) => <del class="calendar-was">{statusWord(move().before, messages)}</del>}</Show>
  );
}
