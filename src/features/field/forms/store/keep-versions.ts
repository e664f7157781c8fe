import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import type { VersionHead, VersionReply } from '../form-replies.ts';
import type { DraftAuthor } from './keep-drafts.ts';

const head = (sql: Db) => sql`
  number, title, version, questions, languages, author_name as "authorName", at, reason, warnings,
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

/** What was made of a version when it was published, as text. @throws Problem `not-found`. */
export async function getVersionOutput(
  sql: Db,
  version: { formId: string; number: number },
  output: 'xform' | 'package',
): Promise<string> {
  const rows = await sql<{ text: string }[]>`
    select ${output === 'xform' ? sql`xform` : sql`package::text`} as text
    from form_version where form_id = ${version.formId} and number = ${version.number}`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `version ${version.number}` });
  return row.text;
}

/** A version as it is to be published. */
export interface NewVersion {
  readonly number: number;
  readonly title: string;
  readonly version: string | null;
  readonly sourceName: string;
  readonly workbook: Workbook;
  readonly xform: string;
  readonly package: FormPackage;
  readonly warnings: readonly FormFault[];
  readonly questions: number;
  readonly languages: readonly string[];
  readonly reason: string | null;
}

/** Writes a version, with the files that lie beside the draft. The form must be locked. */
export async function saveVersion(sql: Db, formId: string, saved: NewVersion & { author: DraftAuthor }): Promise<void> {
  const { author, workbook, warnings } = saved;
  const json = (value: unknown) => sql`${JSON.stringify(value)}::text::json`;
  await sql`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, warnings, questions,
      languages, author_id, author_name, at, reason)
    values (${formId}, ${saved.number}, ${saved.title}, ${saved.version}, ${saved.sourceName}, ${json(workbook)},
      ${saved.xform}, ${json(saved.package)}, ${json(warnings)}, ${saved.questions}, ${saved.languages as string[]}::text[],
      ${author.id}, ${author.name}, ${author.at}, ${saved.reason})`;
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

/** The workbooks of the newest versions of all forms of a mission, by form id. */
export async function loadNewestWorkbooks(
  sql: Db,
  missionId: string,
): Promise<{ formId: string; title: string; workbook: Workbook }[]> {
  return await sql<{ formId: string; title: string; workbook: Workbook }[]>`
    select f.form_id as "formId", v.title, v.workbook
    from form f join lateral (
      select title, workbook from form_version where form_id = f.id order by number desc limit 1
    ) v on true
    where f.mission_id = ${missionId} order by f.form_id`;
}
