import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { computeCalendar } from '../calendar.ts';
import type { CalendarRecords } from '../entry.ts';
import { nameOfCandidate } from '../words/explain.ts';
import { createSupposition } from './calendar-file.ts';
import { DueWords, EntryStatus, ExplanationSteps } from './entry-words.tsx';
import './calendar.css';

/**
 * When a rule is due, where it stands and how that came about, for the panel of its record; under the supposition that
 * the address makes, where it makes one.
 */
export function CalendarExplanation(props: {
  readonly file: CalendarRecords;
  readonly ruleKey: string;
  readonly now: number;
}) {
  const messages = useMessages();
  const supposition = createSupposition(() => props.file);
  const entries = createMemo(() => {
    const records = supposition.file();
    const rules = records['calendar-rule'].filter(({ key }) => key === props.ruleKey);
    return computeCalendar({ ...records, 'calendar-rule': rules }, props.now);
  });
  return (
    <section class="calendar-explanation">
      <h3>{messages.t('calendar.explain.heading')}</h3>
      <SupposedDay file={props.file} />
      <For each={entries()}>
        {(entry) => (
          <article>
            <p class="calendar-verdict">
              <Show when={entry.candidate}>
                {(candidate) => <strong>{nameOfCandidate(candidate(), props.file, messages)}</strong>}
              </Show>
              <span class="numeral">
                <DueWords entry={entry} />
              </span>
              <EntryStatus entry={entry} />
            </p>
            <ExplanationSteps entry={entry} records={props.file} />
          </article>
        )}
      </For>
    </section>
  );
}

/** Says that what is seen is a supposition, where the address makes one. */
export function SupposedDay(props: { readonly file: CalendarRecords }) {
  const { t, formatDate } = useMessages();
  const supposition = createSupposition(() => props.file);
  return (
    <Show when={supposition.day()}>
      {(day) => (
        <p class="calendar-supposed" role="status">
          {t('calendar.whatif.banner', {
            day: formatDate(day(), 'full'),
            recorded: formatDate(props.file.election[0]?.election_day ?? day(), 'full'),
          })}
        </p>
      )}
    </Show>
  );
}
