import type { Db } from '../../../platform/http/endpoint.ts';
import { computeCalendar } from './calendar.ts';
import type { CalendarEntry } from './entry.ts';
import { loadCalendarRecords } from './store.ts';

/** What every rule of an election comes to at a moment, in milliseconds since the epoch; null: no election, so no rules. */
export async function loadCalendar(sql: Db, electionId: string | null, now: number): Promise<CalendarEntry[]> {
  return electionId === null ? [] : computeCalendar(await loadCalendarRecords(sql, electionId), now);
}
