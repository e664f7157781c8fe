import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { RetentionRule, ShownHold } from '../retention.ts';

/** A rule as it rests. */
export interface StoredRule extends RetentionRule {
  readonly revision: number;
  readonly setAt: Date;
  readonly setBy: string;
}

/** How long a mission keeps what; null: nobody has decided. */
export async function findRule(sql: Db, missionId: string): Promise<StoredRule | null> {
  const rows = await sql<StoredRule[]>`
    select to_char(ends_on, 'YYYY-MM-DD') as "endsOn", days, revision, set_at as "setAt", set_by_name as "setBy"
    from retention_rule where mission_id = ${missionId}`;
  return rows[0] ?? null;
}

/** Who does something, and when. */
export interface Doer {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
}

/** Keeps a rule in place of the one with revision `base` (0: the first). @throws Problem `changed-meanwhile`. */
export async function saveRule(
  sql: Db,
  missionId: string,
  { rule, base, by }: { readonly rule: RetentionRule; readonly base: number; readonly by: Doer },
): Promise<void> {
  const { endsOn, days } = rule;
  const rows =
    base === 0
      ? await sql`
          insert into retention_rule (mission_id, ends_on, days, revision, set_by, set_by_name, set_at)
          values (${missionId}, ${endsOn}, ${sql.json(days)}, 1, ${by.id}, ${by.name}, ${by.at})
          on conflict do nothing returning 1`
      : await sql`
          update retention_rule set ends_on = ${endsOn}, days = ${sql.json(days)}, revision = revision + 1,
            set_by = ${by.id}, set_by_name = ${by.name}, set_at = ${by.at}
          where mission_id = ${missionId} and revision = ${base} returning 1`;
  if (rows.length === 0) throw new Problem('changed-meanwhile');
}

/** The reports of a mission that are kept at present, whatever its rule says; newest first. */
export async function listHolds(sql: Db, missionId: string): Promise<ShownHold[]> {
  const rows = await sql<(Omit<ShownHold, 'at'> & { readonly at: Date })[]>`
    select id, report_id as "reportId", code, reason, by_name as by, at from retention_hold
    where mission_id = ${missionId} and ended_at is null order by at desc, id desc`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The report of a mission whose version has that place in the log and that leaf hash's beginning; null: none has. */
export async function findReportAt(
  sql: Db,
  missionId: string,
  index: number,
): Promise<{ readonly reportId: string; readonly leafHash: Uint8Array } | null> {
  const rows = await sql<{ reportId: string; leafHash: Uint8Array }[]>`
    select coalesce(a.report_id, i.report_id) as "reportId", i.leaf_hash as "leafHash"
    from report_item i left join report_alias a on a.id = i.report_id
    where i.mission_id = ${missionId} and i.leaf_index = ${index} limit 1`;
  return rows[0] ?? null;
}

/** A report that is to be kept. */
export interface NewHold {
  readonly id: string;
  readonly missionId: string;
  readonly reportId: string;
  readonly code: string;
  readonly reason: string;
}

/** Keeps a report from deletion; the same again changes nothing. @throws Problem `conflict` where it is kept already. */
export async function saveHold(sql: Db, hold: NewHold, by: Doer): Promise<void> {
  const added = await sql`
    insert into retention_hold (id, mission_id, report_id, code, reason, by_id, by_name, at)
    values (${hold.id}, ${hold.missionId}, ${hold.reportId}, ${hold.code}, ${hold.reason}, ${by.id}, ${by.name}, ${by.at})
    on conflict do nothing`;
  if (added.count > 0) return;
  const same = await sql`
    select from retention_hold where id = ${hold.id} and report_id = ${hold.reportId} and reason = ${hold.reason}`;
  if (same.length === 0) throw new Problem('conflict', { what: `hold of ${hold.code}` });
}

/** From now on the report is deleted like others. @throws Problem `not-found`. */
export async function endHold(
  sql: Db,
  missionId: string,
  { id, reason, by }: { readonly id: string; readonly reason: string; readonly by: Doer },
): Promise<{ readonly code: string; readonly reportId: string }> {
  const rows = await sql<{ code: string; reportId: string }[]>`
    update retention_hold set ended_at = ${by.at}, ended_by_name = ${by.name}, ended_reason = ${reason}
    where id = ${id} and mission_id = ${missionId} and ended_at is null
    returning code, report_id as "reportId"`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `hold ${id}` });
  return rows[0];
}

/** Whether the server has an administrator beside that one. */
export async function hasOtherAdministrator(sql: Db, personId: string): Promise<boolean> {
  const rows = await sql`
    select from account where role = 'administrator' and disabled_at is null and id <> ${personId} limit 1`;
  return rows.length > 0;
}
