import ical, { type ICalEventData, ICalEventTransparency } from 'ical-generator';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import { toInstant } from '../../../../kernel/time/zoned-time.ts';
import { computeCalendar } from '../calendar.ts';
import { shiftDays } from '../compute/working-days.ts';
import type { CalendarEntry, CalendarRecords } from '../entry.ts';
import { type CalendarWords, explainEntry, nameOfCandidate } from '../words/explain.ts';

/** How a calendar is written for the calendar programs of others. */
export interface IcsOptions {
  /** When the records were last changed, in milliseconds since the epoch: DTSTAMP of every event. */
  readonly changedAt: number;
  /** The language of titles, categories and descriptions. */
  readonly words: CalendarWords;
  /** Address of the page of the calendar, to which `?record=…` is added. */
  readonly page: string;
}

/** Sentences that are true today and not tomorrow have no place in a copy that others keep. */
const PASSING = /^(open|unrecorded|planned)\./;

/**
 * The calendar as iCalendar (RFC 5545): a date is an event of a whole day, an hour an event in UTC, one for each of
 * several times. What has no exact date and what does not apply is left out. The text follows from the records and
 * the options alone, not from the day on which it is written.
 */
export function writeIcs(records: CalendarRecords, options: IcsOptions): string {
  const election = must(records.election[0], 'Write the calendar: the file has no election');
  const { words } = options;
  const calendar = ical({
    prodId: { company: 'Scrutineer', product: 'Legal calendar', language: words.language.toUpperCase() },
    name: escapeText(words.localized(election.title)?.text ?? election.key),
    events: computeCalendar(records, Number.POSITIVE_INFINITY)
      .filter(({ status }) => status !== 'not-applicable')
      .flatMap((entry) => eventsOf(entry, records, options)),
  });
  return `${calendar.toString()}\r\n`;
}

function eventsOf(entry: CalendarEntry, records: CalendarRecords, options: IcsOptions): ICalEventData[] {
  const election = must(records.election[0], 'Write an event: the file has no election');
  const { due } = entry;
  if (due === null) return [];
  const event = describeEvent(entry, records, options);
  const id = `${entry.id}@${election.key}.scrutineer`;
  const times = entry.times.map((time) => toInstant({ date: due, time }, election.timezone).instant);
  const instants = entry.instant === null ? times : [entry.instant];
  if (instants.length === 0) return [{ ...event, id, ...wholeDay(due) }];
  return instants.map((instant, index) => ({
    ...event,
    id: index === 0 ? id : `${index + 1}.${id}`,
    start: new Date(instant),
  }));
}

function describeEvent(entry: CalendarEntry, records: CalendarRecords, options: IcsOptions) {
  const { rule, candidate } = entry;
  const { words, changedAt, page } = options;
  const lasting = { ...entry, explanation: entry.explanation.filter(({ code }) => !PASSING.test(code)) };
  const title = words.localized(rule.title)?.text ?? rule.key;
  return {
    stamp: new Date(changedAt),
    summary: candidate === null ? title : `${title} (${nameOfCandidate(candidate, records, words)})`,
    description: explainEntry(lasting, records, words).join(' '),
    categories: [{ name: words.find(`fields.choice.phase.${rule.phase}`) ?? rule.phase }],
    url: `${page}?record=${encodeURIComponent(`calendar-rule/${rule.key}`)}`,
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

/** The end of an event of a day is the day after it; the last day that there is has none. */
function wholeDay(day: CalendarDate): Pick<ICalEventData, 'allDay' | 'start' | 'end'> {
  const next = shiftDays(day, 1);
  const at = (date: CalendarDate) => new Date(`${date}T00:00:00Z`);
  return next === null ? { allDay: true, start: at(day) } : { allDay: true, start: at(day), end: at(next) };
}

/** The name of the calendar is the one text that the generator leaves as it is. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n|\r/g, '\\n');
}
