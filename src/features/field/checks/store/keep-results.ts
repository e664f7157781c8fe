import type { Sql, TransactionSql } from 'postgres';
import type { CheckState } from '../check.ts';
import type { BulkOrder } from './bulk/answer-query.ts';
import { queriesOf } from './bulk/run-bulk.ts';

type Db = Sql | TransactionSql;

/** What a check says of a report. */
export interface NewResult {
  readonly checkId: string;
  readonly reportId: string;
  readonly ordinal: number;
  readonly version: number;
  readonly state: CheckState;
}

/** Keeps what checks of a mission say of reports, in place of what they said before. */
export async function saveResults(
  sql: Db,
  missionId: string,
  { results, at }: { readonly results: readonly NewResult[]; readonly at: Date },
): Promise<void> {
  if (results.length === 0) return;
  const rows = JSON.stringify(results);
  const given = sql`json_to_recordset(${rows}::text::json) as g ("checkId" uuid, "reportId" uuid, ordinal int, version int, state text)`;
  await sql`
    delete from check_result r using ${given}
    where r.check_id = "checkId" and r.report_id = "reportId" and g.state = 'ok'`;
  await sql`
    insert into check_result (check_id, report_id, mission_id, ordinal, version, state, at)
    select "checkId", "reportId", ${missionId}, ordinal, version, state, ${at} from ${given} where state <> 'ok'
    on conflict (check_id, report_id) do update set version = excluded.version, state = excluded.state, at = excluded.at
    where (check_result.version, check_result.state) is distinct from (excluded.version, excluded.state)`;
}

/** Forgets what checks said of reports that say nothing any more. */
export async function forgetReports(sql: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from check_result where report_id = any (${ids as string[]}::uuid[])`;
}

/** Forgets all that a check said. */
export async function forgetResults(sql: Db, checkId: string): Promise<void> {
  await sql`delete from check_result where check_id = ${checkId}`;
}

/** Judges all reports by SQL and keeps what was found. @returns ordinals of those that are left to the engine. */
export async function judgeInBulk(
  sql: Db,
  order: BulkOrder,
  check: { readonly id: string; readonly version: number; readonly at: Date },
): Promise<number[]> {
  const left: number[] = [];
  for (const { text, values } of queriesOf(order)) {
    const [id, mission, version, at] = [1, 2, 3, 4].map((place) => `$${values.length + place}`);
    const rows = await sql.unsafe<{ ordinal: number }[]>(
      `with judged as materialized (select ordinal, verdict from (${text}) j where verdict is distinct from 'ok'),
      kept as (
        insert into check_result (check_id, report_id, mission_id, ordinal, version, state, at)
        select ${id}::uuid, p.id, ${mission}::uuid, p.ordinal, ${version}::int, j.verdict, ${at}::timestamptz
        from judged j join report p on p.mission_id = ${mission}::uuid and p.ordinal = j.ordinal where j.verdict is not null
        on conflict do nothing
      ) select ordinal from judged where verdict is null`,
      [...values, check.id, order.missionId, check.version, check.at.toISOString()],
    );
    for (const { ordinal } of rows) left.push(ordinal);
  }
  return left;
}

/** Reports that a check flags and of which somebody made sure of answers. */
export async function listVerifiable(sql: Db, checkId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct r.report_id as id from check_result r join check_verification v on v.report_id = r.report_id
    where r.check_id = ${checkId} and r.state = 'flagged' and v.withdrawn_at is null`;
  return rows.map(({ id }) => id);
}

/** Notes how far all reports were judged by a check. */
export async function saveJudged(
  sql: Db,
  checkId: string,
  done: { readonly version: number | null; readonly register: number | null; readonly to: number | null },
): Promise<void> {
  await sql`
    update report_check set judged_version = ${done.version}, judged_register = ${done.register}, judged_to = ${done.to}
    where id = ${checkId}`;
}

/** A check by which all reports are to be judged, or whose results are to be forgotten. */
export interface PendingCheck {
  readonly id: string;
  readonly missionId: string;
}

/** Checks that were made, changed, switched, or read a register that has changed. */
export async function listPending(sql: Db): Promise<PendingCheck[]> {
  return await sql<PendingCheck[]>`
    select c.id, c.mission_id as "missionId" from report_check c join mission m on m.id = c.mission_id
    left join election e on e.id = m.election_id
    where (c.is_on and (c.judged_version is distinct from c.rule_version
        or (c.reads_register and c.judged_register is distinct from e.revision)))
      or (not c.is_on and (c.judged_version is not null or c.judged_to is not null))
    order by c.created_at`;
}

/** Waits until whoever was changing reports of a mission is done: from then on each change has them judged anew. */
export async function awaitChanges(sql: Sql, missionId: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select from report_progress where mission_id = ${missionId} for update`;
  });
}
