import type { Sql, TransactionSql } from 'postgres';

/** A report of which incidents may be made. */
export interface ChangedReport {
  readonly id: string;
  readonly state: 'read' | 'held' | 'void' | 'erased' | 'joined';
  readonly formUuid: string | null;
  readonly formNumber: number | null;
  readonly station: string | null;
  readonly answers: Readonly<Record<string, string | null>> | null;
  /** When it came first. */
  readonly firstAt: Date;
  /** Whether its form makes incidents. */
  readonly isOn: boolean;
}

/** Missions with reports that have changed since incidents were made of them. */
export async function listChangedMissions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct mission_id as id from incident_changed_report order by 1`;
  return rows.map(({ id }) => id);
}

/** Takes some of the reports of a mission that have changed: they count as looked at. @returns null: there are none. */
export async function takeChanged(
  sql: TransactionSql,
  missionId: string,
  most: number,
): Promise<ChangedReport[] | null> {
  const taken = await sql<{ id: string }[]>`
    delete from incident_changed_report where report_id in (
      select report_id from incident_changed_report where mission_id = ${missionId} order by report_id limit ${most}
      for update skip locked
    ) returning report_id as id`;
  if (taken.length === 0) return null;
  return await sql<ChangedReport[]>`
    select p.id, p.state, p.form_uuid as "formUuid", p.form_number as "formNumber", p.station, r.answers,
      p.first_at as "firstAt", makes_incidents(p.form_uuid) as "isOn"
    from report p left join report_reading r
      on r.report_id = p.version_report_id and r.sha256 = p.version_sha256
    where p.id = any (${taken.map(({ id }) => id)}::uuid[]) order by p.ordinal`;
}
