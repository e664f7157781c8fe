import type { TransactionSql } from 'postgres';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { PlannedVisit } from '../plan-replies.ts';
import type { VisitMark } from '../visit.ts';
import type { PlanDoer } from './keep-plan.ts';

/** Where and when a team is expected. */
export interface VisitKey {
  readonly team: string;
  readonly day: CalendarDate;
  readonly phase: string;
  readonly station: string;
}

/** A visit that is expected from now on. */
export interface NewVisit extends VisitKey {
  readonly id: string;
  readonly position: number;
  readonly source: 'route' | 'post' | 'sample';
  readonly sample: string | null;
}

/** What may change of an expected visit. */
export interface VisitWords {
  readonly position: number;
  readonly mark: VisitMark | null;
  readonly markedAt: string | null;
  readonly note: string | null;
}

const visitColumns = (sql: Db) => sql`
  e.id, jsonb_build_object('id', t.id, 'code', t.code) as team, e.day::text as day, e.phase, e.station, e.position,
  e.source, e.sample_id as sample, e.mark, e.marked_at as "markedAt", e.note, e.revision, e.changed_by as "changedBy"`;

type Row = Omit<PlannedVisit, 'markedAt'> & { readonly markedAt: Date | null };

function visitOf({ markedAt, ...row }: Row): PlannedVisit {
  return { ...row, markedAt: markedAt?.toISOString() ?? null };
}

/** Which expected visits are listed. */
export interface PlannedFilter {
  readonly team?: string | undefined;
  readonly day?: CalendarDate | undefined;
  readonly phase?: string | undefined;
  readonly station?: string | undefined;
}

const filtered = (sql: Db, missionId: string, { team, day, phase, station }: PlannedFilter) => sql`
  e.mission_id = ${missionId} and (${team ?? null}::uuid is null or e.team_id = ${team ?? null})
  and (${day ?? null}::date is null or e.day = ${day ?? null}) and (${phase ?? null}::text is null or e.phase = ${phase ?? null})
  and (${station ?? null}::text is null or e.station = ${station ?? null})`;

/** Expected visits by day, team, stop and id, behind the one with the id `after`. */
export async function listPlanned(
  sql: Db,
  missionId: string,
  { filter, after, limit }: { readonly filter: PlannedFilter; readonly after: string | null; readonly limit: number },
): Promise<PlannedVisit[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(e.day, t.code_key, e.team_id, e.position, e.id) > (
          select a.day, b.code_key, a.team_id, a.position, a.id
          from expected_visit a join team b on b.mission_id = a.mission_id and b.id = a.team_id
          where a.mission_id = ${missionId} and a.id = ${after})`;
  const rows = await sql<Row[]>`
    select ${visitColumns(sql)} from expected_visit e join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where ${filtered(sql, missionId, filter)} and ${behind}
    order by e.day, t.code_key, e.team_id, e.position, e.id limit ${limit}`;
  return rows.map(visitOf);
}

/** All that are expected at these stations, called-off ones among them. */
export async function listAllPlanned(sql: Db, missionId: string, stations: readonly string[]): Promise<PlannedVisit[]> {
  const rows = await sql<Row[]>`
    select ${visitColumns(sql)} from expected_visit e join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where e.mission_id = ${missionId} and e.station = any (${stations as string[]}::text[])`;
  return rows.map(visitOf);
}

/** Teams of a mission by their codes. */
export async function listTeamCodes(
  sql: Db,
  missionId: string,
): Promise<{ readonly id: string; readonly code: string }[]> {
  return await sql<{ id: string; code: string }[]>`
    select id, code from team where mission_id = ${missionId} order by code_key`;
}

/** How many expected visits a list has. */
export async function countPlanned(sql: Db, missionId: string, filter: PlannedFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from expected_visit e where ${filtered(sql, missionId, filter)}`;
  return row?.count ?? 0;
}

/** An expected visit, held until the transaction ends. @throws Problem `not-found`. */
export async function lockVisit(sql: TransactionSql, missionId: string, id: string): Promise<PlannedVisit> {
  const [found] = await sql<Row[]>`
    select ${visitColumns(sql)} from expected_visit e join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where e.mission_id = ${missionId} and e.id = ${id} for no key update of e`;
  if (found === undefined) throw new Problem('not-found', { what: `visit ${id}` });
  return visitOf(found);
}

/**
 * The visits of a team in a phase of a day by their stops, called-off ones among them, held until the transaction ends; nobody
 * else draws that route meanwhile.
 *
 * @throws Problem `not-found` where there is no such team.
 */
export async function lockRoute(
  sql: TransactionSql,
  missionId: string,
  { team, day, phase }: Omit<VisitKey, 'station'>,
): Promise<{ readonly team: PlannedVisit['team']; readonly visits: readonly PlannedVisit[] }> {
  const name = `route ${missionId} ${team} ${day} ${phase}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  const [found] = await sql<PlannedVisit['team'][]>`
    select id, code from team where mission_id = ${missionId} and id = ${team}`;
  if (found === undefined) throw new Problem('not-found', { what: `team ${team}` });
  const rows = await sql<Row[]>`
    select ${visitColumns(sql)} from expected_visit e join team t on t.mission_id = e.mission_id and t.id = e.team_id
    where ${filtered(sql, missionId, { team, day, phase })} order by e.position, e.id for no key update of e`;
  return { team: found, visits: rows.map(visitOf) };
}

/** Visits that are there under these ids, or where these are expected. */
export async function findThere(sql: Db, missionId: string, visits: readonly NewVisit[]): Promise<PlannedVisit[]> {
  const rows = await sql<Row[]>`
    select distinct ${visitColumns(sql)}
    from jsonb_to_recordset(${sql.json(visits as never)}) as r (id uuid, team uuid, day date, phase text, station text)
    join expected_visit e on e.mission_id = ${missionId} and (
      e.id = r.id or (e.team_id = r.team and e.day = r.day and e.phase = r.phase and e.station = r.station)
    )
    join team t on t.mission_id = e.mission_id and t.id = e.team_id`;
  return rows.map(visitOf);
}

/** Keeps new visits. The caller has looked that none of them is there. */
export async function insertVisits(
  sql: TransactionSql,
  missionId: string,
  { visits, by }: { readonly visits: readonly NewVisit[]; readonly by: PlanDoer },
): Promise<void> {
  if (visits.length === 0) return;
  await sql`
    insert into expected_visit (mission_id, id, team_id, day, phase, station, position, source, sample_id, changed_by, changed_at)
    select ${missionId}::uuid, r.id, r.team, r.day, r.phase, r.station, r.position, r.source, r.sample, ${by.name},
      ${by.at}::timestamptz
    from jsonb_to_recordset(${sql.json(visits as never)}) as r (id uuid, team uuid, day date, phase text, station text,
      position integer, source text, sample uuid)`;
}

/** Changes what is said of visits; what stood before is kept. */
export async function updateVisits(
  sql: TransactionSql,
  missionId: string,
  {
    changes,
    by,
  }: {
    readonly changes: readonly { readonly before: PlannedVisit; readonly words: VisitWords }[];
    readonly by: PlanDoer;
  },
): Promise<void> {
  if (changes.length === 0) return;
  const versions = changes.map(({ before: { id, revision, position, mark, markedAt, note } }) => {
    return { id, revision: revision + 1, before: { position, mark, markedAt, note } };
  });
  await sql`
    insert into expected_visit_version (mission_id, visit_id, revision, before, by_id, by_name, at, reason)
    select ${missionId}::uuid, r.id, r.revision, r.before, ${by.id}::uuid, ${by.name}, ${by.at}::timestamptz,
      ${by.reason}::text
    from jsonb_to_recordset(${sql.json(versions as never)}) as r (id uuid, revision integer, before jsonb)`;
  const rows = changes.map(({ before: { id }, words }) => ({ id, ...words }));
  await sql`
    update expected_visit e set position = r.position, mark = r.mark, marked_at = r."markedAt", note = r.note,
      revision = e.revision + 1, changed_by = ${by.name}, changed_at = ${by.at}, is_matched = false
    from jsonb_to_recordset(${sql.json(rows as never)})
      as r (id uuid, position integer, mark text, "markedAt" timestamptz, note text)
    where e.mission_id = ${missionId} and e.id = r.id`;
}

/** Those of these codes that are no polling stations of the election that a mission observes. */
export async function findUnknownStations(
  sql: Db,
  electionId: string | null,
  stations: readonly string[],
): Promise<string[]> {
  if (electionId === null || stations.length === 0) return [];
  const rows = await sql<{ station: string }[]>`
    select s.station from unnest(${stations as string[]}::text[]) s (station)
    where not exists (
      select from record p where p.election_id = ${electionId} and p.kind = 'place' and p.key = s.station
        and not p.withdrawn and p.cells ->> 'level' = 'precinct'
    )`;
  return rows.map(({ station }) => station);
}

/** Those of these ids that are no teams of a mission. */
export async function findUnknownTeams(sql: Db, missionId: string, teams: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id from unnest(${teams as string[]}::uuid[]) s (id)
    where not exists (select from team t where t.mission_id = ${missionId} and t.id = s.id)`;
  return rows.map(({ id }) => id);
}

/** Those of these ids that are no samples of a mission, or were withdrawn. */
export async function findUnknownSamples(sql: Db, missionId: string, samples: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select s.id from unnest(${samples as string[]}::uuid[]) s (id)
    where not exists (select from sample p where p.mission_id = ${missionId} and p.id = s.id)
      or exists (select from sample_withdrawal w where w.mission_id = ${missionId} and w.sample_id = s.id)`;
  return rows.map(({ id }) => id);
}

/** What was changed of an expected visit, newest first. */
export async function listVisitVersions(sql: Db, missionId: string, id: string): Promise<VisitVersion[]> {
  const rows = await sql<(Omit<VisitVersion, 'at'> & { readonly at: Date })[]>`
    select revision, before, by_name as by, at, reason from expected_visit_version
    where mission_id = ${missionId} and visit_id = ${id} order by revision desc`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** What stood before a change of an expected visit. */
export interface VisitVersion {
  /** The one that the change made. */
  readonly revision: number;
  readonly before: VisitWords;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}
