import type { Db } from '../../../../../platform/http/endpoint.ts';

/** A report that was typed at the desk for somebody. */
export interface TypedEntry {
  /** Of the version that it became, in hexadecimal digits. */
  readonly sha256: string;
  readonly at: Date;
  readonly cameBy: string;
  readonly pseudonym: string | null;
  /** In a few words; null: a device, or erased. */
  readonly reporter: string | null;
  readonly note: string | null;
  readonly typistId: string;
  readonly typistName: string;
}

/** All that was typed for somebody in a mission, in the order of time. */
export async function readEntries(sql: Db, missionId: string): Promise<TypedEntry[]> {
  return await sql<TypedEntry[]>`
    select encode(e.sha256, 'hex') as sha256, e.at, e.came_by as "cameBy", d.pseudonym, e.reporter, e.note,
      e.typist_id as "typistId", e.typist_name as "typistName"
    from report_entry e left join device d on d.id = e.device_id
    where e.mission_id = ${missionId} order by e.at, e.id`;
}

/** A sheet of paper, and what became of it. */
export interface TypedSheet {
  readonly id: string;
  readonly label: string;
  readonly formId: string;
  readonly formNumber: number;
  readonly station: string | null;
  readonly addedAt: Date;
  readonly adderId: string;
  readonly adderName: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  /** Of its picture, in hexadecimal digits. */
  readonly scanSha256: string | null;
  readonly scanType: string | null;
  /** The report that it became. */
  readonly report: string | null;
  readonly settledAt: Date | null;
  /** Who settled what differed; null: nobody had to. */
  readonly settlerId: string | null;
  readonly settlerName: string | null;
  readonly settlementReason: string | null;
  readonly firstErrors: number | null;
  readonly secondErrors: number | null;
}

/** The sheets of a mission in the order in which they were added. */
export async function readSheets(sql: Db, missionId: string): Promise<TypedSheet[]> {
  return await sql<TypedSheet[]>`
    select p.id, p.label, f.form_id as "formId", p.form_number as "formNumber", p.station, p.added_at as "addedAt",
      p.adder_id as "adderId", p.adder_name as "adderName", p.withdrawn_at as "withdrawnAt",
      p.withdrawal_reason as "withdrawalReason", encode(p.scan_sha256, 'hex') as "scanSha256", p.scan_type as "scanType",
      s.report_id as report, s.at as "settledAt", s.settler_id as "settlerId", s.settler_name as "settlerName",
      s.reason as "settlementReason", s.first_errors as "firstErrors", s.second_errors as "secondErrors"
    from paper p join form f on f.id = p.form_id left join paper_settlement s on s.paper_id = p.id
    where p.mission_id = ${missionId} order by p.added_at, p.id`;
}

/** What somebody typed from a sheet. */
export interface TypedCopy {
  readonly place: number;
  readonly typistId: string;
  readonly typistName: string;
  readonly at: Date;
  readonly withdrawnAt: Date | null;
  /** Null: its report was erased. */
  readonly raw: Uint8Array | null;
}

/** The copies of a sheet, those that were taken back as well, by their places. */
export async function readCopies(sql: Db, paperId: string): Promise<TypedCopy[]> {
  return await sql<TypedCopy[]>`
    select place, typist_id as "typistId", typist_name as "typistName", at, withdrawn_at as "withdrawnAt", raw
    from paper_entry where paper_id = ${paperId} order by place, at, id`;
}
