import type { Db } from '../../../platform/http/endpoint.ts';
import { computeCalendar } from './calendar.ts';
import type { CalendarEntry } from './entry.ts';
import { loadCalendarRecords } from './store.ts';

/**
 * What every rule of an election comes to at a moment, in milliseconds since the epoch; nothing where there is no election, or
 * nothing of it was entered yet.
 */
export async function loadCalendar(sql: Db, electionId: string | null, now: number): Promise<CalendarEntry[]> {
  if (electionId === null) return [];
  const records = await loadCalendarRecords(sql, electionId);
  return records.election.length === 0 ? [] : computeCalendar(records, now);
}
