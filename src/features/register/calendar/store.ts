import type { Cells } from '../../../kernel/record.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import { CALENDAR_KINDS, type CalendarKind } from './records.ts';

/** The records that the calendar is computed from, as they stand, in the order of their files. */
export async function loadCalendarCells(
  sql: Db,
  electionId: string,
): Promise<{ readonly kind: CalendarKind; readonly cells: Cells }[]> {
  return await sql<{ kind: CalendarKind; cells: Cells }[]>`
    select kind, cells from record
    where election_id = ${electionId} and kind in ${sql(CALENDAR_KINDS)} and not withdrawn
    order by kind, position, key`;
}

/** When one of these records was last written or withdrawn; null where there never was one. */
export async function findLastChange(sql: Db, electionId: string): Promise<Date | null> {
  const rows = await sql<{ at: Date | null }[]>`
    select max(at) as at from record_version where election_id = ${electionId} and kind in ${sql(CALENDAR_KINDS)}`;
  return rows[0]?.at ?? null;
}
