import { escapeLike } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { ListedPaper, PaperPage, PaperReply, PaperState, PaperTask } from '../paper.ts';
import type { HeldPaper } from './keep-papers.ts';

/** Who looks, in which mission. */
export interface Looker {
  readonly missionId: string;
  readonly readerId: string;
}

const standing = (sql: Db, readerId: string) => sql`
  from paper p
  join form f on f.id = p.form_id
  join form_version v on v.form_id = p.form_id and v.number = p.form_number
  left join paper_settlement s on s.paper_id = p.id
  cross join lateral (
    select count(*)::integer as copies, coalesce(bool_or(typist_id = ${readerId}), false) as is_mine
    from paper_entry where paper_id = p.id and withdrawn_at is null
  ) e
  cross join lateral (
    select case
      when p.withdrawn_at is not null then 'withdrawn'
      when s.paper_id is not null then 'settled'
      when e.copies = 2 then 'differing'
      when e.copies = 1 then 'second'
      else 'first' end as state
  ) t`;

const listed = (sql: Db) => sql`
  p.id, p.label, p.station, f.form_id as "formId", v.title as "formTitle",
  v.titles as "formTitles", p.form_number as number,
  p.scan_sha256 is not null as "hasScan", t.state, e.is_mine as "isMine", s.code, s.report_id as "reportId",
  (select r.station from report r where r.id = coalesce(
    (select a.report_id from report_alias a where a.id = s.report_id), s.report_id)) as "reportStation"`;

/** What narrows the list of sheets down. */
export interface PaperFilter {
  readonly state: PaperState | null;
  readonly search: string | null;
  /** The sheet that this report was typed from. */
  readonly report: string | null;
  readonly limit: number;
}

const reportId = (sql: Db, id: string) => sql`
  coalesce((select a.report_id from report_alias a where a.id = ${id}), ${id}::uuid)`;

/** The sheets of a mission by their labels, `2` before `10`. */
export async function listPapers(
  sql: Db,
  { missionId, readerId }: Looker,
  asked: PaperFilter,
): Promise<Pick<PaperPage, 'papers' | 'isMore'>> {
  const { state, search, report, limit } = asked;
  const pattern = search === null ? null : `%${escapeLike(search)}%`;
  const rows = await sql<ListedPaper[]>`
    select ${listed(sql)} ${standing(sql, readerId)}
    where p.mission_id = ${missionId}
      ${state === null ? sql`` : sql`and t.state = ${state}`}
      ${pattern === null ? sql`` : sql`and (p.label ilike ${pattern} or p.station ilike ${pattern})`}
      ${report === null ? sql`` : sql`and s.report_id = ${reportId(sql, report)}`}
    order by t.state = 'withdrawn', length(p.label), p.label, p.id limit ${limit + 1}`;
  return { papers: rows.slice(0, limit), isMore: rows.length > limit };
}

/** How many sheets stand where, and how many of them the reader can type or settle. */
export async function countPapers(
  sql: Db,
  { missionId, readerId }: Looker,
): Promise<Pick<PaperPage, 'counts' | 'open'>> {
  const rows = await sql<{ state: PaperState; count: number; others: number }[]>`
    select t.state, count(*)::integer as count, (count(*) filter (where not e.is_mine))::integer as others
    ${standing(sql, readerId)} where p.mission_id = ${missionId} group by t.state`;
  const of = (state: PaperState, kind: 'count' | 'others') => rows.find((row) => row.state === state)?.[kind] ?? 0;
  const states = ['first', 'second', 'differing', 'settled', 'withdrawn'] as const;
  const counts = Object.fromEntries(states.map((state) => [state, of(state, 'count')])) as PaperPage['counts'];
  const type = of('first', 'others') + of('second', 'others');
  return { counts, open: { type, settle: of('differing', 'others') } };
}

interface PaperRow extends ListedPaper {
  readonly settlerName: string | null;
  readonly settledAt: Date | null;
  readonly reason: string | null;
  readonly differences: number | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnByName: string | null;
  readonly withdrawalReason: string | null;
}

/** A sheet as somebody sees it. @throws Problem `not-found`. */
export async function getPaper(sql: Db, { missionId, readerId }: Looker, id: string): Promise<PaperReply> {
  const rows = await sql<PaperRow[]>`
    select ${listed(sql)}, s.settler_name as "settlerName", s.at as "settledAt", s.reason,
      json_array_length(s.choices) as differences, p.withdrawn_at as "withdrawnAt",
      p.withdrawn_by_name as "withdrawnByName", p.withdrawal_reason as "withdrawalReason"
    ${standing(sql, readerId)} where p.mission_id = ${missionId} and p.id = ${id}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `sheet ${id}` });
  const { settlerName, settledAt, reason, differences, withdrawnAt, withdrawnByName, withdrawalReason, ...paper } = row;
  return {
    ...paper,
    task: taskOf(paper),
    settlement:
      settledAt === null ? null : { settlerName, at: settledAt.toISOString(), reason, differences: differences ?? 0 },
    withdrawal:
      withdrawnAt === null
        ? null
        : { by: withdrawnByName ?? '', at: withdrawnAt.toISOString(), reason: withdrawalReason ?? '' },
  };
}

function taskOf({ state, isMine }: ListedPaper): PaperTask | null {
  if (isMine) return null;
  if (state === 'first' || state === 'second') return 'type';
  return state === 'differing' ? 'settle' : null;
}

/** The form of a sheet in tables, and the station that it was labelled for. @throws Problem `not-found`. */
export async function getPaperForm(
  sql: Db,
  missionId: string,
  id: string,
): Promise<Pick<HeldPaper, 'form' | 'station'>> {
  const rows = await sql<{ formId: string; number: number; station: string | null }[]>`
    select form_id as "formId", form_number as number, station from paper where mission_id = ${missionId} and id = ${id}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `sheet ${id}` });
  return { form: { id: row.formId, number: row.number }, station: row.station };
}

/** The picture of a sheet. @throws Problem `not-found`. */
export async function getScan(sql: Db, missionId: string, id: string): Promise<{ sha256: Uint8Array; type: string }> {
  const rows = await sql<{ sha256: Uint8Array; type: string }[]>`
    select scan_sha256 as sha256, scan_type as type from paper
    where mission_id = ${missionId} and id = ${id} and scan_sha256 is not null`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `picture of sheet ${id}` });
  return rows[0];
}
