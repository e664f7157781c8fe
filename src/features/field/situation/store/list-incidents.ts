import type { Db } from '../../../../platform/http/endpoint.ts';
import { OPEN_STATUSES } from '../../incidents/incident.ts';
import type { IncidentCounts, IncidentLine } from '../situation.ts';

/** An incident of the room, its category by its key. */
export type FoundLine = Omit<IncidentLine, 'categoryNames' | 'placeNames'> & { readonly category: string | null };

/** The gravest that are open, and those that came last. */
export interface FoundLines {
  readonly gravest: readonly FoundLine[];
  readonly newest: readonly FoundLine[];
}

const [GRAVEST, NEWEST] = [8, 8];

const isOpen = (sql: Db) => sql`i.status in ${sql(OPEN_STATUSES)} and i.merged_into is null`;

/** How many incidents are open, by what is to be seen at a look; each as the list counts it that the number opens. */
export async function countOpenIncidents(sql: Db, missionId: string, now: Date): Promise<IncidentCounts> {
  const [found] = await sql<IncidentCounts[]>`
    select count(*)::int as open, count(*) filter (where i.danger = 'sos')::int as sos,
      count(*) filter (where i.danger = 'high')::int as high, count(*) filter (where i.danger = 'low')::int as low,
      count(*) filter (where i.priority = 'urgent')::int as urgent,
      count(*) filter (where i.assignee_id is null)::int as unassigned,
      count(*) filter (where i.due_at < ${now})::int as overdue,
      (select count(*)::int from incident s where s.mission_id = ${missionId} and s.danger = 'sos' and s.acknowledged_at is null)
        as loud
    from incident i where i.mission_id = ${missionId} and ${isOpen(sql)}`;
  return found ?? { open: 0, loud: 0, sos: 0, high: 0, low: 0, urgent: 0, unassigned: 0, overdue: 0 };
}

/** Incidents of a mission: open ones, an SOS that nobody has heard before all others, then by danger and priority; and the newest. */
export async function listRoomIncidents(sql: Db, missionId: string): Promise<FoundLines> {
  const gravest = await sql<FoundLine[]>`
    ${linesOf(sql)} where i.mission_id = ${missionId} and ${isOpen(sql)}
    order by "isLoud" desc, array_position(array['none', 'low', 'high', 'sos'], i.danger) desc nulls last,
      array_position(array['low', 'normal', 'high', 'urgent'], coalesce(i.priority, 'normal')) desc, i.number desc limit ${GRAVEST}`;
  const newest = await sql<FoundLine[]>`
    ${linesOf(sql)} where i.mission_id = ${missionId} and i.merged_into is null order by i.number desc limit ${NEWEST}`;
  return { gravest, newest };
}

const linesOf = (sql: Db) => sql`
  select i.id, i.number, i.at, i.danger, i.priority, i.status, i.category, i.what, i.station,
    coalesce(i.danger = 'sos' and i.acknowledged_at is null, false) as "isLoud"
  from incident i`;
