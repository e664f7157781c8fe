import type { Db } from '../../../../platform/http/endpoint.ts';
import type { CheckState, FoundReport } from '../check.ts';

interface FoundRow extends Omit<FoundReport, 'receivedAt'> {
  readonly receivedAt: Date;
}

const shown = ({ receivedAt, ...report }: FoundRow): FoundReport => ({
  ...report,
  receivedAt: receivedAt.toISOString(),
});

/** Reports of which a check says so, the newest first. */
export async function listFound(
  sql: Db,
  checkId: string,
  page: { readonly state: CheckState; readonly after: number | null; readonly limit: number },
): Promise<FoundReport[]> {
  const rows = await sql<FoundRow[]>`
    select p.id, p.ordinal, p.station, p.first_at as "receivedAt" from check_result r join report p on p.id = r.report_id
    where r.check_id = ${checkId} and r.state = ${page.state}
      and ${page.after === null ? sql`true` : sql`r.ordinal < ${page.after}`}
    order by r.ordinal desc limit ${page.limit}`;
  return rows.map(shown);
}

/** Reports by their ordinals, the newest first. */
export async function listReportsAt(sql: Db, missionId: string, ordinals: readonly number[]): Promise<FoundReport[]> {
  const rows = await sql<FoundRow[]>`
    select id, ordinal, station, first_at as "receivedAt" from report
    where mission_id = ${missionId} and ordinal = any (${ordinals as number[]}::int[]) order by ordinal desc`;
  return rows.map(shown);
}

/** What checks say of a report, by check; what is in order stands nowhere. */
export async function loadStates(sql: Db, reportId: string): Promise<ReadonlyMap<string, CheckState>> {
  const rows = await sql<{ id: string; state: CheckState }[]>`
    select check_id as id, state from check_result where report_id = ${reportId}`;
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** How a report stands that checks are asked about. */
export interface CheckedStanding {
  readonly id: string;
  readonly state: string;
  /** Number of the version of its form that it was read with. */
  readonly formNumber: number | null;
  /** It has changed since it was judged. */
  readonly isDue: boolean;
}

/** The report that an id belongs to, held until the transaction ends; null: there is none in the mission. */
export async function findReport(sql: Db, missionId: string, id: string): Promise<CheckedStanding | null> {
  const rows = await sql<CheckedStanding[]>`
    select id, state, form_number as "formNumber",
      exists (select from check_due d where d.report_id = report.id) as "isDue"
    from report where mission_id = ${missionId}
      and id = coalesce((select report_id from report_alias where id = ${id}), ${id})`;
  return rows[0] ?? null;
}
