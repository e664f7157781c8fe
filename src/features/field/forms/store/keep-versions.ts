import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import type { VersionHead, VersionReply } from '../form-replies.ts';
import type { DraftAuthor } from './keep-drafts.ts';

const head = (sql: Db) => sql`
  number, title, titles, version, questions, languages, author_name as "authorName", at, reason, warnings,
  (select coalesce(json_agg(json_build_object('name', name, 'bytes', bytes) order by name), '[]')
    from form_version_file g where g.form_id = v.form_id and g.number = v.number) as files`;

/** The versions of a form, newest first. */
export async function listVersions(sql: Db, formId: string): Promise<VersionHead[]> {
  const rows = await sql<(Omit<VersionHead, 'at'> & { at: Date })[]>`
    select ${head(sql)} from form_version v where form_id = ${formId} order by number desc`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** A version with its workbook. @throws Problem `not-found`. */
export async function getVersion(sql: Db, formId: string, number: number): Promise<VersionReply> {
  const rows = await sql<(Omit<VersionReply, 'at'> & { at: Date })[]>`
    select ${head(sql)}, workbook, source_name as "sourceName"
    from form_version v where form_id = ${formId} and number = ${number}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `version ${number}` });
  return { ...row, at: row.at.toISOString() };
}

/** The workbook of a version as JSON. @throws Problem `not-found`. */
export async function getVersionSource(
  sql: Db,
  formId: string,
  number: number,
): Promise<{ workbook: string; sourceName: string; fileCount: number }> {
  const rows = await sql<{ workbook: string; sourceName: string; fileCount: number }[]>`
    select workbook::text as workbook, source_name as "sourceName",
      (select count(*)::int from form_version_file g where g.form_id = v.form_id and g.number = v.number) as "fileCount"
    from form_version v where form_id = ${formId} and number = ${number}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `version ${number}` });
  return row;
}

/** What was made of a version when it was published, as text. @throws Problem `not-found`. */
export async function getVersionOutput(
  sql: Db,
  version: { formId: string; number: number },
  output: 'xform' | 'package' | 'codebook',
): Promise<string> {
  const columns = { xform: sql`xform`, package: sql`package::text`, codebook: sql`codebook::text` };
  const rows = await sql<{ text: string }[]>`
    select ${columns[output]} as text
    from form_version where form_id = ${version.formId} and number = ${version.number}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `version ${version.number}` });
  return row.text;
}

/** A version as it is to be published, beside the workbook of the draft; package and codebook are JSON. */
export interface NewVersion {
  readonly number: number;
  readonly title: string;
  readonly titles: VersionHead['titles'];
  readonly version: string | null;
  readonly xform: string;
  readonly package: string;
  readonly codebook: string;
  readonly warnings: readonly FormFault[];
  readonly questions: number;
  readonly languages: readonly string[];
  readonly reason: string | null;
}

/** Writes a version of the workbook of the draft, with the files that lie beside it. The form must be locked. */
export async function saveVersion(sql: Db, formId: string, saved: NewVersion & { author: DraftAuthor }): Promise<void> {
  const { author } = saved;
  const json = (text: string) => sql`${text}::text::json`;
  await sql`
    insert into form_version (form_id, number, title, titles, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_id, author_name, at, reason)
    select form_id, ${saved.number}::int, ${saved.title}::text,
      ${saved.titles === null ? null : JSON.stringify(saved.titles)}::text::json, ${saved.version}::text, source_name, workbook,
      ${saved.xform}::text, ${json(saved.package)}, ${json(saved.codebook)}, ${json(JSON.stringify(saved.warnings))},
      ${saved.questions}::int, ${saved.languages as string[]}::text[], ${author.id}::uuid, ${author.name}::text,
      ${author.at}::timestamptz, ${saved.reason}::text
    from form_draft where form_id = ${formId}`;
  await sql`
    insert into form_version_file (form_id, number, name, sha256, bytes)
    select form_id, ${saved.number}, name, sha256, bytes from form_draft_file where form_id = ${formId}`;
}

/** Number of the newest version; 0 where nothing was published. */
export async function newestNumber(sql: Db, formId: string): Promise<number> {
  const rows = await sql<{ number: number | null }[]>`
    select max(number) as number from form_version where form_id = ${formId}`;
  return rows[0]?.number ?? 0;
}

/** The most characters of one workbook, and of all together, that the bank of questions is given. */
const BANK_LIMITS = { one: 2_000_000, all: 10_000_000 } as const;

/** The workbooks of the newest versions of all forms of a mission, by form id; null where there would be too much of them. */
export async function loadNewestWorkbooks(
  sql: Db,
  missionId: string,
): Promise<{ formId: string; title: string; workbook: Workbook | null }[]> {
  return await sql<{ formId: string; title: string; workbook: Workbook | null }[]>`
    with newest as (
      select f.form_id, v.title, v.workbook, length(v.workbook::text) as size
      from form f join lateral (
        select title, workbook from form_version where form_id = f.id order by number desc limit 1
      ) v on true
      where f.mission_id = ${missionId}
    ), summed as (
      select form_id, title, workbook, size,
        sum(size) filter (where size <= ${BANK_LIMITS.one}) over (order by form_id) as total
      from newest
    )
    select form_id as "formId", title,
      case when size <= ${BANK_LIMITS.one} and total <= ${BANK_LIMITS.all} then workbook end as workbook
    from summed order by form_id`;
}
