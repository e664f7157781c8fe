import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { CheckVersion, ListedCheck, Severity } from '../check.ts';

/** A check as it rests, with its newest version. */
export interface StoredCheck {
  readonly id: string;
  readonly missionId: string;
  readonly formUuid: string;
  readonly form: string;
  readonly version: number;
  readonly title: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly expression: string;
  readonly other: string | null;
  readonly otherUuid: string | null;
  readonly formNumber: number;
  readonly otherNumber: number | null;
  readonly isOn: boolean;
  readonly ruleVersion: number;
  readonly judgedVersion: number | null;
  readonly readsRegister: boolean;
  readonly judgedRegister: number | null;
  readonly judgedTo: number | null;
}

const columns = (sql: Db) => sql`
  c.id, c.mission_id as "missionId", c.form_uuid as "formUuid", f.form_id as form, c.version, v.title, v.severity,
  v.expression, o.form_id as other, v.other_uuid as "otherUuid", v.form_number as "formNumber",
  v.other_number as "otherNumber", c.is_on as "isOn", c.rule_version as "ruleVersion",
  c.judged_version as "judgedVersion", c.reads_register as "readsRegister",
  c.judged_register::float8 as "judgedRegister", c.judged_to as "judgedTo"`;

const tables = (sql: Db) => sql`
  report_check c join report_check_version v on v.check_id = c.id and v.number = c.version
  join form f on f.id = c.form_uuid left join form o on o.id = v.other_uuid`;

/** The checks of a mission, in the order in which they were made. */
export async function listChecks(sql: Db, missionId: string): Promise<StoredCheck[]> {
  return await sql<StoredCheck[]>`
    select ${columns(sql)} from ${tables(sql)} where c.mission_id = ${missionId} order by c.created_at, c.id`;
}

/** A check of a mission, held until the transaction ends where it is to be changed. @throws Problem `not-found`. */
export async function getCheck(
  sql: Db,
  missionId: string,
  { id, isHeld = false }: { readonly id: string; readonly isHeld?: boolean },
): Promise<StoredCheck> {
  if (isHeld) await sql`select id from report_check where id = ${id} and mission_id = ${missionId} for update`;
  const rows = await sql<StoredCheck[]>`
    select ${columns(sql)} from ${tables(sql)} where c.mission_id = ${missionId} and c.id = ${id}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `check ${id}` });
  return rows[0];
}

/** How many reports a check found, by state. */
export async function countResults(
  sql: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListedCheck['counts']>> {
  const rows = await sql<{ id: string; state: keyof ListedCheck['counts']; count: number }[]>`
    select check_id as id, state, sum(bit_count(rows))::float8 as count from check_found
    where check_id = any (${ids as string[]}::uuid[]) group by 1, 2`;
  const none = { flagged: 0, verified: 0, missing: 0 };
  const counts = new Map(ids.map((id): [string, ListedCheck['counts']] => [id, none]));
  for (const { id, state, count } of rows) counts.set(id, { ...(counts.get(id) ?? none), [state]: count });
  return counts;
}

/** All versions of a check, newest first. */
export async function listVersions(sql: Db, id: string): Promise<CheckVersion[]> {
  const rows = await sql<(Omit<CheckVersion, 'at'> & { readonly at: Date })[]>`
    select v.number, v.title, v.severity, v.expression, o.form_id as other, v.is_on as "isOn", v.by_name as "byName",
      v.at, v.reason
    from report_check_version v left join form o on o.id = v.other_uuid where v.check_id = ${id} order by v.number desc`;
  return rows.map(({ at, ...version }) => ({ ...version, at: at.toISOString() }));
}

/** A version of a check that is to be kept. */
export interface NewVersion {
  readonly id: string;
  readonly number: number;
  readonly title: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly expression: string;
  readonly otherUuid: string | null;
  readonly formNumber: number;
  readonly otherNumber: number | null;
  readonly isOn: boolean;
  readonly readsRegister: boolean;
  /** Whether it asks something else than the version before. */
  readonly isNewRule: boolean;
  readonly reason: string | null;
  readonly by: { readonly id: string; readonly name: string; readonly at: Date };
}

/** Keeps a new check; @returns false: it is there already, as somebody sent it before. @throws Problem `conflict`. */
export async function saveCheck(
  sql: Db,
  { missionId, formUuid }: { readonly missionId: string; readonly formUuid: string },
  version: NewVersion,
): Promise<boolean> {
  const { id, isOn, otherUuid, readsRegister, by } = version;
  const rows = await sql`
    insert into report_check (id, mission_id, form_uuid, created_at, version, is_on, other_uuid, rule_version, reads_register)
    values (${id}, ${missionId}, ${formUuid}, ${by.at}, 1, ${isOn}, ${otherUuid}, 1, ${readsRegister})
    on conflict do nothing returning id`;
  if (rows.length > 0) {
    await saveVersion(sql, version);
    return true;
  }
  const same = await sql`
    select c.id from report_check c join report_check_version v on v.check_id = c.id and v.number = 1
    where c.id = ${id} and c.mission_id = ${missionId} and c.form_uuid = ${formUuid}
      and v.expression = ${version.expression} and v.severity = ${version.severity} and v.by_id = ${by.id}
      and v.title = ${sql.json(version.title)} and v.is_on = ${isOn} and v.other_uuid is not distinct from ${otherUuid}`;
  if (same.length === 0) throw new Problem('conflict', { what: `check ${id}` });
  return false;
}

/** Keeps a new version of a check, which becomes what it is. What was found goes where it asks something else. */
export async function changeCheck(sql: Db, version: NewVersion): Promise<void> {
  const { id, number, isOn, otherUuid, readsRegister, isNewRule } = version;
  await saveVersion(sql, version);
  // What was found before it was switched off, or while it asked something else, is forgotten by whoever judges next.
  await sql`
    update report_check set version = ${number}, is_on = ${isOn}, other_uuid = ${otherUuid}, reads_register = ${readsRegister},
      rule_version = case when ${isNewRule} then ${number} else rule_version end,
      judged_version = case when ${isNewRule} or is_on <> ${isOn} then null else judged_version end,
      judged_to = case when not ${isOn} then 0 when ${isNewRule} or not is_on then null else judged_to end
    where id = ${id}`;
}

async function saveVersion(sql: Db, version: NewVersion): Promise<void> {
  const { id, number, title, severity, expression, otherUuid, formNumber, otherNumber, isOn, reason, by } = version;
  await sql`
    insert into report_check_version (check_id, number, title, severity, expression, other_uuid, form_number,
      other_number, is_on, by_id, by_name, at, reason)
    values (${id}, ${number}, ${sql.json(title)}, ${severity}, ${expression}, ${otherUuid}, ${formNumber},
      ${otherNumber}, ${isOn}, ${by.id}, ${by.name}, ${by.at}, ${reason})`;
}
