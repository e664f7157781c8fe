import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';

/** Who does something, and when. */
export interface Doer {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
}

/** A sheet that is to be added. */
export interface NewPaper {
  readonly id: string;
  readonly label: string;
  readonly station: string | null;
}

/** The version of a form that sheets are typed with. */
export interface PaperForm {
  readonly missionId: string;
  readonly formId: string;
  readonly number: number;
}

/** Of labels that are taken so many are named. */
const MOST_NAMED = 10;

/**
 * Adds sheets; one that is there already is passed over.
 *
 * @returns how many are new.
 * @throws Problem `paper-labels-taken`, `conflict`.
 */
export async function addPapers(
  sql: TransactionSql,
  { missionId, formId, number }: PaperForm,
  { papers, by }: { readonly papers: readonly NewPaper[]; readonly by: Doer },
): Promise<number> {
  const given = sql`
    unnest(${papers.map(({ id }) => id)}::uuid[], ${papers.map(({ label }) => label)}::text[],
      ${papers.map(({ station }) => station)}::text[]) as g (id, label, station)`;
  const taken = await sql<{ label: string }[]>`
    select g.label from ${given} join paper p on p.label = g.label and p.id <> g.id
    where p.mission_id = ${missionId} and p.form_id = ${formId} and p.withdrawn_at is null
    union select g.label from ${given} group by g.label having count(*) > 1
    order by label limit ${MOST_NAMED}`;
  if (taken.length > 0) throw new Problem('paper-labels-taken', { labels: taken.map(({ label }) => label).join(', ') });
  const inserted = await sql`
    insert into paper (id, mission_id, form_id, form_number, label, station, adder_id, adder_name, added_at)
    select g.id, ${missionId}, ${formId}, ${number}, g.label, g.station, ${by.id}, ${by.name}, ${by.at}
    from ${given} on conflict (id) do nothing`;
  const other = await sql`
    select from ${given} join paper p on p.id = g.id
    where p.mission_id <> ${missionId} or p.form_id <> ${formId} or p.label <> g.label limit 1`;
  if (other.length > 0) throw new Problem('conflict', { what: 'sheets' });
  return inserted.count;
}

/** A sheet that nobody else changes until the transaction ends. */
export interface HeldPaper {
  readonly id: string;
  readonly label: string;
  /** For which it was labelled; null: it is not said. */
  readonly station: string | null;
  /** The form in tables, and the version that it is typed with. */
  readonly form: { readonly id: string; readonly number: number };
  readonly isWithdrawn: boolean;
  readonly isSettled: boolean;
  /** Copies that stand, in their order. */
  readonly copies: readonly HeldCopy[];
}

/** A copy of a sheet that stands. */
export interface HeldCopy {
  readonly id: string;
  readonly typistId: string;
  readonly sha256: Uint8Array;
  /** Null: it was erased. */
  readonly raw: Uint8Array | null;
}

/** Holds a sheet. @throws Problem `not-found`. */
export async function holdPaper(sql: TransactionSql, missionId: string, id: string): Promise<HeldPaper> {
  const rows = await sql<(Omit<HeldPaper, 'form' | 'copies'> & { formId: string; number: number })[]>`
    select p.id, p.label, p.station, p.form_id as "formId", p.form_number as number, p.withdrawn_at is not null as "isWithdrawn",
      exists (select from paper_settlement s where s.paper_id = p.id) as "isSettled"
    from paper p where p.mission_id = ${missionId} and p.id = ${id} for update of p`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `sheet ${id}` });
  const { formId, number, ...paper } = row;
  return { ...paper, form: { id: formId, number }, copies: await listCopies(sql, id) };
}

/** The copies of a sheet that stand, in their order. */
export async function listCopies(sql: Db, paperId: string): Promise<HeldCopy[]> {
  return await sql<HeldCopy[]>`
    select id, typist_id as "typistId", sha256, raw from paper_entry
    where paper_id = ${paperId} and withdrawn_at is null order by place`;
}

/** Keeps which picture shows a sheet. */
export async function saveScan(
  sql: TransactionSql,
  paperId: string,
  scan: { readonly sha256: Uint8Array; readonly type: string },
): Promise<void> {
  await sql`
    update paper set scan_sha256 = ${Buffer.from(scan.sha256)}, scan_type = ${scan.type} where id = ${paperId}`;
}

/** Marks a sheet as added by mistake. */
export async function withdrawPaper(
  sql: TransactionSql,
  paperId: string,
  { id, name, at, reason }: Doer & { readonly reason: string },
): Promise<void> {
  await sql`
    update paper set withdrawn_at = ${at}, withdrawn_by = ${id}, withdrawn_by_name = ${name},
      withdrawal_reason = ${reason}
    where id = ${paperId}`;
}
