import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Danger, Facts, Priority, Standing, Status, Veracity } from '../incident.ts';
import type { ListedIncident } from '../incident-replies.ts';
import { isWanted, type WantedIncidents } from './filter-incidents.ts';

/** An incident of a list, without the names of its place. */
export type FoundIncident = Omit<ListedIncident, 'placeNames'>;

interface Row {
  readonly id: string;
  readonly number: number;
  readonly what: string | null;
  readonly category: string | null;
  readonly happenedAt: Date | null;
  readonly station: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly placeWords: string | null;
  readonly danger: Danger | null;
  readonly status: Status;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly priority: Priority | null;
  readonly dueAt: Date | null;
  readonly veracity: Veracity | null;
  readonly standing: Standing | null;
  readonly report: string | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly mergedInto: string | null;
  readonly duplicates: number;
  readonly at: Date;
  readonly changedAt: Date;
  readonly revision: number;
}

const rowsOf = (sql: Db) => sql`
  select i.id, i.number, i.what, i.category, i.happened_at as "happenedAt", i.station, i.latitude, i.longitude,
    i.place_words as "placeWords", i.danger, i.status, i.assignee_id as "assigneeId", i.assignee_name as "assigneeName",
    i.priority, i.due_at as "dueAt", i.veracity, i.standing, i.report_id as report, i.acknowledged_at as "acknowledgedAt",
    i.acknowledged_by as "acknowledgedBy", i.merged_into as "mergedInto", i.at, i.changed_at as "changedAt", i.revision,
    (select count(*)::int from incident d where d.mission_id = i.mission_id and d.merged_into = i.id) as duplicates
  from incident i`;

function foundOf(row: Row): FoundIncident {
  const { id, number, status, priority, veracity, standing, report, mergedInto, duplicates, revision } = row;
  const given = {
    ...{ what: row.what, category: row.category, happenedAt: row.happenedAt?.toISOString() ?? null },
    ...{ station: row.station, latitude: row.latitude, longitude: row.longitude, placeWords: row.placeWords },
    danger: row.danger,
  };
  const facts = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Facts;
  return {
    ...{ id, number, status, priority, veracity, standing, report, mergedInto, duplicates, revision, facts },
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    dueAt: row.dueAt?.toISOString() ?? null,
    isLoud: row.danger === 'sos' && row.acknowledgedAt === null,
    acknowledged:
      row.acknowledgedAt === null ? null : { by: row.acknowledgedBy ?? '', at: row.acknowledgedAt.toISOString() },
    at: row.at.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

/** In which order incidents are listed. */
export type IncidentOrder = 'newest' | 'oldest' | 'due';

/** Where a page ended. */
export interface IncidentCursor {
  readonly number: number;
  /** Where the order is by due time; null: it has none. */
  readonly dueAt: string | null;
}

interface Asked {
  readonly wanted: WantedIncidents;
  readonly now: Date;
}

/** Incidents of a mission behind `after`, so many at most. */
export async function listIncidents(
  sql: Db,
  missionId: string,
  {
    order,
    after,
    limit,
    ...asked
  }: Asked & { readonly order: IncidentOrder; readonly after: IncidentCursor | null; readonly limit: number },
): Promise<FoundIncident[]> {
  const behind = after === null ? sql`true` : isBehind(sql, order, after);
  const sorted = {
    newest: sql`i.number desc`,
    oldest: sql`i.number`,
    due: sql`i.due_at nulls last, i.number`,
  }[order];
  const rows = await sql<Row[]>`
    ${rowsOf(sql)} where ${isWanted(sql, missionId, asked)} and ${behind} order by ${sorted} limit ${limit}`;
  return rows.map(foundOf);
}

function isBehind(sql: Db, order: IncidentOrder, { number, dueAt }: IncidentCursor) {
  if (order === 'newest') return sql`i.number < ${number}`;
  if (order === 'oldest') return sql`i.number > ${number}`;
  if (dueAt === null) return sql`i.due_at is null and i.number > ${number}`;
  return sql`((i.due_at, i.number) > (${dueAt}::timestamptz, ${number}::int) or i.due_at is null)`;
}

/** How many incidents are wanted. */
export async function countIncidents(sql: Db, missionId: string, asked: Asked): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from incident i where ${isWanted(sql, missionId, asked)}`;
  return row?.count ?? 0;
}

/** These incidents of a mission, by number. */
export async function findIncidents(sql: Db, missionId: string, ids: readonly string[]): Promise<FoundIncident[]> {
  const rows = await sql<Row[]>`
    ${rowsOf(sql)} where i.mission_id = ${missionId} and i.id = any (${ids as string[]}::uuid[]) order by i.number`;
  return rows.map(foundOf);
}

/** The duplicates of an incident. */
export async function listDuplicates(sql: Db, missionId: string, id: string): Promise<FoundIncident[]> {
  const rows = await sql<Row[]>`
    ${rowsOf(sql)} where i.mission_id = ${missionId} and i.merged_into = ${id} order by i.number`;
  return rows.map(foundOf);
}

/** Those whose SOS was acknowledged since then, the last first. */
export async function listHeard(sql: Db, missionId: string, since: Date): Promise<FoundIncident[]> {
  const rows = await sql<Row[]>`
    ${rowsOf(sql)} where i.mission_id = ${missionId} and i.danger = 'sos' and i.acknowledged_at > ${since}
    order by i.acknowledged_at desc limit 3`;
  return rows.map(foundOf);
}
