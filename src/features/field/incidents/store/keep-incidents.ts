import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import {
  type ActDetails,
  type Assignee,
  applyAct,
  type DoneAct,
  type Facts,
  factsOf,
  type IncidentState,
  NOTHING,
  type Priority,
  type Standing,
  type Status,
  type Veracity,
} from '../incident.ts';

/** An incident as it is stored. */
export interface StoredIncident {
  readonly id: string;
  readonly missionId: string;
  readonly number: number;
  readonly reportId: string | null;
  readonly revision: number;
  readonly state: IncidentState;
}

interface Row {
  readonly id: string;
  readonly missionId: string;
  readonly number: number;
  readonly reportId: string | null;
  readonly revision: number;
  readonly said: Facts;
  readonly told: Facts;
  readonly standing: Standing | null;
  readonly status: Status;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly priority: Priority | null;
  readonly dueAt: Date | null;
  readonly veracity: Veracity | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly mergedInto: string | null;
  readonly links: readonly string[];
}

const rowsOf = (sql: Db) => sql`
  select i.id, mission_id as "missionId", number, report_id as "reportId", revision, said, told, standing, status,
    assignee_id as "assigneeId", assignee_name as "assigneeName", priority, due_at as "dueAt", veracity,
    acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy", merged_into as "mergedInto",
    array(select l.kind || ' ' || l.target_id from incident_link l where l.incident_id = i.id order by 1) as links
  from incident i`;

function storedOf(row: Row): StoredIncident {
  const { id, missionId, number, reportId, revision, said, told, standing, status, priority, veracity, links } = row;
  const assignee: Assignee | null =
    row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' };
  const acknowledged =
    row.acknowledgedAt === null ? null : { by: row.acknowledgedBy ?? '', at: row.acknowledgedAt.toISOString() };
  const dueAt = row.dueAt?.toISOString() ?? null;
  const state: IncidentState = {
    ...{ said, told, standing, status, assignee, priority, dueAt, veracity, acknowledged },
    ...{ mergedInto: row.mergedInto, links: [...links].sort() },
  };
  return { id, missionId, number, reportId, revision, state };
}

/** The incident of that id, held until the transaction ends. @throws Problem `not-found`. */
export async function holdIncident(sql: TransactionSql, missionId: string, id: string): Promise<StoredIncident> {
  // In one order everywhere, so that two that are merged into each other do not wait for each other.
  await sql`select id from incident where mission_id = ${missionId} and id = ${id} for update`;
  return await getIncident(sql, missionId, id);
}

/** The incident of that id. @throws Problem `not-found`. */
export async function getIncident(sql: Db, missionId: string, id: string): Promise<StoredIncident> {
  const [row] = await sql<Row[]>`${rowsOf(sql)} where i.mission_id = ${missionId} and i.id = ${id}`;
  if (row === undefined) throw new Problem('not-found', { what: `incident ${id}` });
  return storedOf(row);
}

/** The incidents of these reports, by report, held until the transaction ends. */
export async function holdOfReports(
  sql: TransactionSql,
  reports: readonly string[],
): Promise<ReadonlyMap<string, StoredIncident>> {
  await sql`select id from incident where report_id = any (${reports as string[]}::uuid[]) order by id for update`;
  const rows = await sql<Row[]>`${rowsOf(sql)} where i.report_id = any (${reports as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.reportId ?? '', storedOf(row)]));
}

/** Who did an act. */
export interface Doer {
  readonly id: string;
  readonly name: string;
}

/** An act that is to be stored. */
export interface NewAct {
  /** From the client; absent: of the program. */
  readonly id?: string;
  readonly details: ActDetails;
  readonly reason: string | null;
  readonly by: Doer | null;
  readonly at: Date;
}

/** Makes an incident. @returns null: the id is taken. */
export async function insertIncident(
  sql: TransactionSql,
  place: { readonly id: string; readonly missionId: string; readonly reportId: string | null; readonly knownAt: Date },
  act: NewAct & { readonly details: { readonly kind: 'made' } },
): Promise<StoredIncident | null> {
  // Two that come at once with one id: the second waits here, and finds what the first has made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`incident ${place.id}`}, 0))`;
  const [taken] = await sql`select from incident where id = ${place.id}`;
  if (taken !== undefined) return null;
  const [counted] = await sql<{ count: number }[]>`
    insert into incident_count (mission_id, count) values (${place.missionId}, 1)
    on conflict (mission_id) do update set count = incident_count.count + 1 returning count`;
  const number = counted?.count ?? 0;
  const { id, missionId, reportId, knownAt } = place;
  const state = applyAct(NOTHING, doneOf(act));
  await sql`
    insert into incident (id, mission_id, number, report_id, revision, status, standing, at, changed_at)
    values (${id}, ${missionId}, ${number}, ${reportId}, 1, 'new', ${state.standing}, ${knownAt}, ${act.at})`;
  const made = { id, missionId, number, reportId, revision: 1, state };
  await keep(sql, made, act);
  return made;
}

/** Does something to an incident that is held. */
export async function doAct(sql: TransactionSql, before: StoredIncident, act: NewAct): Promise<StoredIncident> {
  const after = { ...before, revision: before.revision + 1, state: applyAct(before.state, doneOf(act)) };
  await keep(sql, after, act);
  const { details } = act;
  if (details.kind === 'linked') {
    await sql`
      insert into incident_link (incident_id, kind, target_id, mission_id)
      values (${before.id}, ${details.link}, ${details.target}, ${before.missionId})`;
  } else if (details.kind === 'unlinked') {
    await sql`
      delete from incident_link
      where incident_id = ${before.id} and kind = ${details.link} and target_id = ${details.target}`;
  }
  return after;
}

function doneOf({ details, by, at }: NewAct): DoneAct {
  return { details, by: by?.name ?? null, at: at.toISOString() };
}

async function keep(sql: TransactionSql, { id, missionId, revision, state }: StoredIncident, act: NewAct) {
  const facts = factsOf(state);
  const { assignee, acknowledged } = state;
  await sql`
    insert into incident_act (incident_id, number, id, mission_id, kind, details, reason, by_id, by_name, at)
    values (${id}, ${revision}, ${act.id ?? randomUUID()}, ${missionId}, ${act.details.kind},
      ${JSON.stringify(act.details)}::text::jsonb, ${act.reason}, ${act.by?.id ?? null}, ${act.by?.name ?? null}, ${act.at})`;
  await sql`
    update incident set revision = ${revision}, said = ${JSON.stringify(state.said)}::text::jsonb,
      told = ${JSON.stringify(state.told)}::text::jsonb, standing = ${state.standing}, what = ${facts.what ?? null},
      category = ${facts.category ?? null}, happened_at = ${facts.happenedAt ?? null}, station = ${facts.station ?? null},
      latitude = ${facts.latitude ?? null}, longitude = ${facts.longitude ?? null},
      place_words = ${facts.placeWords ?? null}, danger = ${facts.danger ?? null}, status = ${state.status},
      assignee_id = ${assignee?.id ?? null}, assignee_name = ${assignee?.name ?? null}, priority = ${state.priority},
      due_at = ${state.dueAt}, veracity = ${state.veracity}, acknowledged_at = ${acknowledged?.at ?? null},
      acknowledged_by = ${acknowledged?.by ?? null}, merged_into = ${state.mergedInto}, changed_at = ${act.at}
    where id = ${id}`;
}

/** The act of that id; null: there is none. */
export async function findAct(
  sql: Db,
  id: string,
): Promise<{ readonly incident: string; readonly details: ActDetails; readonly reason: string | null } | null> {
  const rows = await sql<{ incident: string; details: ActDetails; reason: string | null }[]>`
    select incident_id as incident, details, reason from incident_act where id = ${id}`;
  return rows[0] ?? null;
}

/** Whether a mission has such a report or person. */
export async function hasTarget(
  sql: Db,
  missionId: string,
  { link, target }: { readonly link: 'report' | 'person'; readonly target: string },
): Promise<boolean> {
  const [found] =
    link === 'report'
      ? await sql`select from report where mission_id = ${missionId} and id = ${target} and state <> 'joined'`
      : await sql`select from person where mission_id = ${missionId} and id = ${target}`;
  return found !== undefined;
}

/** Whether an election has such a place. */
export async function hasPlace(sql: Db, electionId: string, key: string): Promise<boolean> {
  const [found] = await sql`
    select from record where election_id = ${electionId} and kind = 'place' and key = ${key} and not withdrawn`;
  return found !== undefined;
}

/** Whether an incident has duplicates of its own. */
export async function hasDuplicates(sql: Db, missionId: string, id: string): Promise<boolean> {
  const [found] = await sql`select from incident where mission_id = ${missionId} and merged_into = ${id} limit 1`;
  return found !== undefined;
}
