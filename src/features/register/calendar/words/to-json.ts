import { formatInstant } from '../../../../kernel/time/zoned-time.ts';
import { computeCalendar } from '../calendar.ts';
import type { CalendarEntry, CalendarRecords, DayBounds, Side, Status } from '../entry.ts';
import { type CalendarWords, explainEntry } from './explain.ts';

/** The calendar as other programs read it: what `scrutineer calendar FOLDER --json` prints. */
export interface CalendarJson {
  readonly election: string;
  readonly electionDay: string;
  readonly timezone: string;
  /** The instant that decides what is pending, such as `2024-02-07T04:00:00Z`. */
  readonly asOf: string;
  readonly entries: readonly CalendarEntryJson[];
}

/** One rule, or one case of it. What is not known is null or empty, never left out. */
export interface CalendarEntryJson {
  /** Key of the rule. */
  readonly key: string;
  /** The candidate that this case is about, for a rule that is counted per candidate. */
  readonly candidate: string | null;
  readonly title: string;
  readonly phase: string;
  readonly actors: readonly string[];
  /** Whether the act may lie `on` the date due, `from` it on, or `until` it. */
  readonly side: Side;
  /** `YYYY-MM-DD` where it is known exactly; else `dueBounds` says what it lies between. */
  readonly due: string | null;
  readonly dueBounds: DayBounds;
  /** `HH:MM` in the time zone of the election. */
  readonly times: readonly string[];
  /** The one instant that the rule turns on, in UTC; null where it turns on a whole day. */
  readonly instant: string | null;
  /** As well as it is known, in the notation of the file: `2024-01-09`, `by 2024-01-09`, `2024-01`. */
  readonly done: string | null;
  readonly doneTime: string | null;
  /** `late` is done outside of the time set; `deviation` says whether after it or before it. */
  readonly status: Status;
  readonly deviation: CalendarEntry['deviation'];
  /** One sentence a step. */
  readonly explanation: readonly string[];
  readonly provisions: readonly string[];
  readonly sources: readonly string[];
  readonly doneSources: readonly string[];
  readonly basis: string;
  readonly confidence: string | null;
}

/**
 * The calendar of an election as plain values.
 *
 * @param now milliseconds since the epoch.
 * @param words the language of titles and explanations.
 */
export function calendarToJson(records: CalendarRecords, now: number, words: CalendarWords): CalendarJson {
  const entries = computeCalendar(records, now);
  const [election] = records.election;
  return {
    election: election?.key ?? '',
    electionDay: election?.election_day ?? '',
    timezone: election?.timezone ?? '',
    asOf: formatInstant(now),
    entries: entries.map((entry) => entryToJson(entry, explainEntry(entry, records, words), words)),
  };
}

function entryToJson(entry: CalendarEntry, explanation: readonly string[], words: CalendarWords): CalendarEntryJson {
  const { rule } = entry;
  return {
    key: rule.key,
    candidate: entry.candidate,
    title: words.localized(rule.title)?.text ?? rule.key,
    phase: rule.phase,
    actors: rule.actors,
    side: entry.side,
    due: entry.due,
    dueBounds: entry.dueBounds,
    times: entry.times,
    instant: entry.instant === null ? null : formatInstant(entry.instant),
    done: entry.done?.text ?? null,
    doneTime: entry.doneTime,
    status: entry.status,
    deviation: entry.deviation,
    explanation,
    provisions: rule.provisions,
    sources: rule.sources,
    doneSources: rule.done_sources,
    basis: rule.basis,
    confidence: rule.confidence,
  };
}
