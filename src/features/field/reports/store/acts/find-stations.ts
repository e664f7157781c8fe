import { must } from '../../../../../kernel/result.ts';
import type { Db } from '../../../../../platform/http/endpoint.ts';

/** Whether an election has a precinct of that code; null: it lists none. */
export async function isPrecinctOf(sql: Db, electionId: string, code: string): Promise<boolean | null> {
  const rows = await sql<{ isKnown: boolean; isAny: boolean }[]>`
    select exists (
      select from record where election_id = ${electionId} and kind = 'place' and key = ${code} and not withdrawn
        and cells ->> 'level' = 'precinct'
    ) as "isKnown", exists (
      select from record where election_id = ${electionId} and kind = 'place' and not withdrawn
        and cells ->> 'level' = 'precinct'
    ) as "isAny"`;
  return rows[0]?.isAny === true ? rows[0].isKnown : null;
}

/** The newest versions of a mission's forms beside which a file of that name lies: their JSON, and the file. */
export async function loadFormsWithFile(
  sql: Db,
  missionId: string,
  fileName: string,
): Promise<{ package: string; file: Uint8Array }[]> {
  return await sql<{ package: string; file: Uint8Array }[]>`
    select v.package::text as package, c.content as file
    from form f cross join lateral (
      select form_id, number, package from form_version where form_id = f.id order by number desc limit 1
    ) v
    join form_version_file g on g.form_id = v.form_id and g.number = v.number and g.name = ${fileName}
    join form_file c on c.sha256 = g.sha256
    where f.mission_id = ${missionId} order by f.form_id`;
}

/** The newest version of a form beside which a file lies. */
export interface VersionWithFile {
  readonly formId: string;
  readonly number: number;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** The newest versions of a mission's forms beside which a file of that name lies, without what they hold. */
export async function listFormsWithFile(sql: Db, missionId: string, fileName: string): Promise<VersionWithFile[]> {
  return await sql<VersionWithFile[]>`
    select g.form_id as "formId", g.number, encode(g.sha256, 'hex') as sha256
    from form f cross join lateral (
      select max(number) as number from form_version where form_id = f.id
    ) v
    join form_version_file g on g.form_id = f.id and g.number = v.number and g.name = ${fileName}
    where f.mission_id = ${missionId} order by f.form_id`;
}

/** The package of a version of a form, as JSON. @throws Error where there is none. */
export async function getFormPackage(sql: Db, { formId, number }: Omit<VersionWithFile, 'sha256'>): Promise<string> {
  const rows = await sql<{ package: string }[]>`
    select package::text as package from form_version where form_id = ${formId} and number = ${number}`;
  return must(rows[0], `version ${number} of form ${formId}`).package;
}

/** A file of forms by its content. @throws Error where there is none. */
export async function getFormFile(sql: Db, sha256: string): Promise<Uint8Array> {
  const rows = await sql<{ content: Uint8Array }[]>`
    select content from form_file where sha256 = ${Buffer.from(sha256, 'hex')}`;
  return must(rows[0], `file ${sha256}`).content;
}
