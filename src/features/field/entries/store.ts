import type { TransactionSql } from 'postgres';
import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { CameBy, ShownEntry } from './report-entry.ts';

/** An entry that is to be stored. */
export interface NewEntry {
  readonly id: string;
  readonly missionId: string;
  readonly sha256: Uint8Array;
  readonly cameBy: CameBy;
  readonly deviceId: string | null;
  readonly reporter: string | null;
  readonly note: string | null;
  readonly typist: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/**
 * Stores who typed a record; of the same entry, or the same record, only the first is stored. Whoever sends the same meanwhile
 * waits.
 *
 * @returns whether it is new.
 * @throws Problem `conflict` where the entry was stored with another record.
 */
export async function saveEntry(sql: TransactionSql, entry: NewEntry): Promise<boolean> {
  const digest = Buffer.from(entry.sha256);
  const inserted = await sql`
    insert into report_entry (id, mission_id, sha256, came_by, device_id, reporter, note, typist_id, typist_name, at)
    values (${entry.id}, ${entry.missionId}, ${digest}, ${entry.cameBy}, ${entry.deviceId}, ${entry.reporter},
      ${entry.note}, ${entry.typist.id}, ${entry.typist.name}, ${entry.at})
    on conflict do nothing`;
  if (inserted.count > 0) return true;
  const same = await sql`
    select from report_entry where mission_id = ${entry.missionId} and sha256 = ${digest}
    and not exists (select from report_entry o where o.id = ${entry.id} and o.sha256 <> ${digest})`;
  if (same.length === 0) throw new Problem('conflict', { what: `entry ${entry.id}` });
  return false;
}

/** Who typed the versions of a report, in the order in which they came. */
export async function listEntries(sql: Db, missionId: string, reportIds: readonly string[]): Promise<ShownEntry[]> {
  const rows = await sql<(Omit<ShownEntry, 'at'> & { readonly at: Date })[]>`
    select encode(e.sha256, 'hex') as sha256, e.came_by as "cameBy", d.name as "deviceName", e.reporter, e.note,
      e.typist_name as "typistName", e.at
    from report_item i
    join report_entry e on e.mission_id = i.mission_id and e.sha256 = i.sha256
    left join device d on d.id = e.device_id
    where i.report_id in ${sql(reportIds)} and i.mission_id = ${missionId} and i.channel = 'desk'
    order by i.leaf_index`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The ids under which the versions of a report stand. */
export async function idsOfReport(sql: Db, id: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with own as (select coalesce((select report_id from report_alias where id = ${id}), ${id}::uuid) as id)
    select id from own union select m.id from report_alias m join own on m.report_id = own.id`;
  return rows.map((row) => row.id);
}

/** Takes away the words that were noted beside versions of a report that is erased. */
export async function eraseEntries(
  sql: TransactionSql,
  missionId: string,
  { reportId, at }: { readonly reportId: string; readonly at: Date },
): Promise<void> {
  await sql`
    update report_entry e set reporter = null, note = null, erased_at = ${at}
    from report_item i
    where i.report_id in ${sql(await idsOfReport(sql, reportId))} and i.mission_id = ${missionId}
      and e.mission_id = i.mission_id and e.sha256 = i.sha256 and e.erased_at is null`;
}

/** Takes away for whom reports were typed, and what was noted beside them. Who typed them stays. */
export async function forgetReporters(sql: TransactionSql, entryIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update report_entry set reporter = null, note = null, forgotten_at = ${at}
    where id = any (${entryIds as string[]}::uuid[]) and forgotten_at is null`;
}
