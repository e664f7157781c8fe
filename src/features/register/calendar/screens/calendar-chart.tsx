import { createMemo, Show } from 'solid-js';
import { type CalendarDate, daysBetween } from '../../../../kernel/calendar-date.ts';
import { localDateOf } from '../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { PhaseChart } from '../../../../platform/ui/charts/phase-chart.tsx';
import { PHASES } from '../../election/election.ts';
import type { CalendarEntry, CalendarRecords } from '../entry.ts';
import { statusWord, titleOf } from './entry-words.tsx';

/** More lines than that are no picture. */
const MOST_DRAWN = 300;

/** The calendar as a picture: what was allowed from when and until when, phase by phase. */
export function CalendarChart(props: {
  readonly entries: readonly CalendarEntry[];
  /** The same entries under no supposition, by their id; empty where nothing is supposed. */
  readonly recorded: ReadonlyMap<string, CalendarEntry>;
  readonly records: CalendarRecords;
  readonly now: number;
}) {
  const messages = useMessages();
  const dated = createMemo(() => props.entries.filter((entry) => dayOf(entry) !== null));
  const drawn = createMemo(() => withoutStragglers(dated()));
  const barOf = (entry: CalendarEntry) => {
    const before = props.recorded.get(entry.id);
    const isMoved = before !== undefined && before.due !== entry.due && before.due !== null;
    return {
      id: entry.id,
      phase: entry.rule.phase,
      label: titleOf(entry, props.records, messages),
      ...sidesOf(entry),
      status: entry.status,
      statusLabel: statusWord(entry, messages),
      done: entry.done,
      record: { kind: 'calendar-rule', key: entry.rule.key },
      ...(isMoved ? { formerly: sidesOf(before) } : {}),
    };
  };
  const phases = () => PHASES.map((phase) => ({ id: phase, title: messages.t(`fields.choice.phase.${phase}`) }));
  const election = () => props.records.election[0];
  return (
    <Show
      when={drawn().length <= MOST_DRAWN}
      fallback={<p class="calendar-faint">{messages.t('calendar.chart.many')}</p>}
    >
      <PhaseChart
        title={messages.t('calendar.chart.title')}
        caption={messages.t('calendar.chart.caption', {
          count: drawn().length,
          far: dated().length - drawn().length,
          undated: props.entries.length - dated().length,
        })}
        phases={phases()}
        bars={drawn().map(barOf)}
        electionDay={election()?.election_day ?? localDateOf(props.now, 'UTC')}
        today={localDateOf(props.now, election()?.timezone ?? 'UTC')}
      />
    </Show>
  );
}

/** From when and until when the act may be done; a side without limit is null. */
function sidesOf({ dueBounds: { earliest, latest }, side }: CalendarEntry) {
  return {
    from: side === 'until' ? null : (earliest ?? latest),
    to: side === 'from' ? null : (latest ?? earliest),
  };
}

/** The day by which an entry is drawn, or null where it is not drawn. */
function dayOf({ dueBounds, status }: CalendarEntry): CalendarDate | null {
  return status === 'not-applicable' ? null : (dueBounds.latest ?? dueBounds.earliest);
}

/**
 * The entries without the few that come so long after all others that these would be pressed together: one in ten at
 * most, behind a gap longer than half of the time that the others take.
 */
function withoutStragglers(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  const days = entries.flatMap((entry) => dayOf(entry) ?? []).sort();
  const [first] = days;
  const fewest = Math.ceil(days.length * 0.9);
  const cut = days.findIndex((day, index) => {
    const before = days[index - 1];
    if (first === undefined || before === undefined || index < fewest) return false;
    return daysBetween(before, day) > daysBetween(first, before) / 2;
  });
  const last = cut === -1 ? undefined : days[cut - 1];
  return last === undefined ? entries : entries.filter((entry) => (dayOf(entry) ?? last) <= last);
}
