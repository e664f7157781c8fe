import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Choice, Judgement } from '../comparing/judge-settlement.ts';
import type { HeldCopy } from './keep-papers.ts';

/** How two copies became one report. */
export interface NewSettlement extends Judgement {
  readonly paperId: string;
  readonly copies: readonly [HeldCopy, HeldCopy];
  /** Null: they were equal. */
  readonly settler: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
  readonly sha256: Uint8Array;
  readonly report: { readonly id: string; readonly code: string };
  readonly at: Date;
}

/** Stores it. That whoever settles is neither of the two is held by the database as well. */
export async function insertSettlement(sql: TransactionSql, settlement: NewSettlement): Promise<void> {
  const { paperId, copies, settler, choices, reason, report } = settlement;
  const [first, second] = copies;
  await sql`
    insert into paper_settlement (paper_id, first_entry, first_typist, second_entry, second_typist, settler_id,
      settler_name, choices, first_errors, second_errors, answers, reason, sha256, report_id, code, at)
    values (${paperId}, ${first.id}, ${first.typistId}, ${second.id}, ${second.typistId}, ${settler?.id ?? null},
      ${settler?.name ?? null}, ${sql.json(choices as never)}, ${settlement.firstErrors}, ${settlement.secondErrors},
      ${settlement.answers}, ${reason}, ${Buffer.from(settlement.sha256)}, ${report.id}, ${report.code},
      ${settlement.at})`;
  await sql`delete from paper_claim where paper_id = ${paperId}`;
}

/** What a sheet became. */
export interface StoredSettlement {
  readonly sha256: Uint8Array;
  readonly reportId: string;
  readonly code: string;
  /** Null: its report was erased. */
  readonly choices: readonly Choice[] | null;
}

/** How a sheet was settled; null: it was not yet. */
export async function findSettlement(sql: Db, paperId: string): Promise<StoredSettlement | null> {
  const rows = await sql<StoredSettlement[]>`
    select sha256, report_id as "reportId", code, choices from paper_settlement where paper_id = ${paperId}`;
  return rows[0] ?? null;
}

/** The sheet that a report was typed from; null: none. */
export async function findPaperOfReport(sql: Db, missionId: string, reportId: string): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    select p.id from paper_settlement s join paper p on p.id = s.paper_id
    where p.mission_id = ${missionId} and s.report_id = coalesce(
      (select a.report_id from report_alias a where a.id = ${reportId}), ${reportId}::uuid)`;
  return rows[0]?.id ?? null;
}

/** Takes away what was typed from the sheet of a report that is erased, its picture and how it was settled. */
export async function erasePapers(
  sql: TransactionSql,
  missionId: string,
  { reportId, at }: { readonly reportId: string; readonly at: Date },
): Promise<void> {
  const paperId = await findPaperOfReport(sql, missionId, reportId);
  if (paperId === null) return;
  await sql`
    update paper_settlement set choices = null, reason = null, erased_at = ${at}
    where paper_id = ${paperId} and erased_at is null`;
  await sql`update paper_entry set raw = null, erased_at = ${at} where paper_id = ${paperId} and erased_at is null`;
  await sql`update paper set scan_sha256 = null, scan_type = null where id = ${paperId}`;
}
