import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { CallOutcome, ShownCall } from '../call.ts';

/** A call that somebody enters. */
export interface NewCall {
  readonly id: string;
  readonly team: string | null;
  readonly person: string | null;
  readonly visit: string | null;
  readonly report: string | null;
  readonly outcome: CallOutcome;
  readonly note: string | null;
  readonly calledAt: Date;
}

interface Row extends Omit<ShownCall, 'calledAt' | 'at' | 'struck'> {
  readonly calledAt: Date;
  readonly at: Date;
  readonly struckAt: Date | null;
  readonly struckBy: string | null;
  readonly struckReason: string | null;
}

const callRows = (sql: Db) => sql`
  select c.id, case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as team,
    case when p.id is not null then jsonb_build_object('id', p.id, 'code', p.code) end as person,
    case when e.id is not null then jsonb_build_object('id', e.id, 'station', e.station, 'phase', e.phase, 'day', e.day)
    end as visit, c.report_id as report, c.outcome, c.note, c.called_at as "calledAt", c.by_name as by, c.at,
    c.struck_at as "struckAt", c.struck_by_name as "struckBy", c.struck_reason as "struckReason"
  from call_entry c
  left join team t on t.mission_id = c.mission_id and t.id = c.team_id
  left join person p on p.mission_id = c.mission_id and p.id = c.person_id
  left join expected_visit e on e.mission_id = c.mission_id and e.id = c.visit_id`;

function callOf({ calledAt, at, struckAt, struckBy, struckReason, ...row }: Row): ShownCall {
  const struck = struckAt && { by: struckBy ?? '', at: struckAt.toISOString(), reason: struckReason ?? '' };
  return { ...row, calledAt: calledAt.toISOString(), at: at.toISOString(), struck };
}

/** Which calls are listed. */
export interface CallFilter {
  readonly team?: string | undefined;
  readonly person?: string | undefined;
  readonly visit?: string | undefined;
  readonly report?: string | undefined;
  readonly outcome?: CallOutcome | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly words?: string | undefined;
  readonly struck?: 'with' | 'without' | undefined;
}

/** Calls, the newest first, behind the one with the id `after`; struck ones among them. */
export async function listCalls(
  sql: Db,
  missionId: string,
  { filter, after, limit }: { readonly filter: CallFilter; readonly after: string | null; readonly limit: number },
): Promise<ShownCall[]> {
  const parts = [...filterParts(sql, filter), sql`c.mission_id = ${missionId}`];
  if (after !== null) {
    parts.push(sql`(c.called_at, c.id) < (
      select called_at, id from call_entry where mission_id = ${missionId} and id = ${after})`);
  }
  const rows = await sql<Row[]>`
    ${callRows(sql)} where ${parts.reduce((all, part) => sql`${all} and ${part}`)}
    order by c.called_at desc, c.id desc limit ${limit}`;
  return rows.map(callOf);
}

function filterParts(sql: Db, filter: CallFilter) {
  const parts = [];
  if (filter.team !== undefined) parts.push(sql`c.team_id = ${filter.team}`);
  if (filter.person !== undefined) parts.push(sql`c.person_id = ${filter.person}`);
  if (filter.visit !== undefined) parts.push(sql`c.visit_id = ${filter.visit}`);
  if (filter.report !== undefined) parts.push(sql`c.report_id = ${filter.report}`);
  if (filter.outcome !== undefined) parts.push(sql`c.outcome = ${filter.outcome}`);
  if (filter.since !== undefined) parts.push(sql`c.called_at >= ${filter.since}`);
  if (filter.until !== undefined) parts.push(sql`c.called_at < ${filter.until}`);
  if (filter.struck === 'without') parts.push(sql`c.struck_at is null`);
  if (filter.words !== undefined) {
    parts.push(sql`position(lower(${filter.words}) in lower(concat_ws(' ', c.note, c.by_name))) > 0`);
  }
  return parts;
}

/** The call with that id. @throws Problem `not-found`. */
export async function getCall(sql: Db, missionId: string, id: string): Promise<ShownCall> {
  const [found] = await sql<Row[]>`${callRows(sql)} where c.mission_id = ${missionId} and c.id = ${id}`;
  if (found === undefined) throw new Problem('not-found', { what: `call ${id}` });
  return callOf(found);
}

/** What a call names and the mission does not have; null: everything is there. */
export async function findUnknownOfCall(sql: Db, missionId: string, call: NewCall): Promise<string | null> {
  const [row] = await sql<Record<'team' | 'person' | 'visit' | 'report', boolean>[]>`
    select
      ${call.team}::uuid is null or exists (select from team where mission_id = ${missionId} and id = ${call.team}) as team,
      ${call.person}::uuid is null or exists (
        select from person where mission_id = ${missionId} and id = ${call.person}
      ) as person,
      ${call.visit}::uuid is null or exists (
        select from expected_visit where mission_id = ${missionId} and id = ${call.visit}
      ) as visit,
      ${call.report}::uuid is null or exists (
        select from report where mission_id = ${missionId} and id = ${call.report}
      ) as report`;
  const missing = (['team', 'person', 'visit', 'report'] as const).find((name) => row?.[name] !== true);
  return missing === undefined ? null : `${missing} ${call[missing]}`;
}

/** Enters a call. @returns whether it is new; false: the id is taken. */
export async function insertCall(
  sql: TransactionSql,
  missionId: string,
  {
    call,
    by,
  }: { readonly call: NewCall; readonly by: { readonly id: string; readonly name: string; readonly at: Date } },
): Promise<boolean> {
  const rows = await sql`
    insert into call_entry (mission_id, id, team_id, person_id, visit_id, report_id, outcome, note, called_at, by_id, by_name, at)
    values (${missionId}, ${call.id}, ${call.team}, ${call.person}, ${call.visit}, ${call.report}, ${call.outcome},
      ${call.note}, ${call.calledAt}, ${by.id}, ${by.name}, ${by.at})
    on conflict do nothing returning id`;
  return rows.length > 0;
}

/** Strikes out a call that was not. @returns false: it was struck out already. */
export async function strikeCall(
  sql: TransactionSql,
  { missionId, id }: { readonly missionId: string; readonly id: string },
  by: { readonly name: string; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const rows = await sql`
    update call_entry set struck_at = ${by.at}, struck_by_name = ${by.name}, struck_reason = ${by.reason}
    where mission_id = ${missionId} and id = ${id} and struck_at is null returning id`;
  return rows.length > 0;
}
