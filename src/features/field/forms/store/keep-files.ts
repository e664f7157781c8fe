import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { FORM_FILE_LIMITS } from '../checking/named-files.ts';

/** Puts a file beside the draft, in place of one of the same name. @throws Problem `too-large` where there are too many. */
export async function putDraftFile(
  sql: Db,
  formId: string,
  file: { name: string; content: Uint8Array },
): Promise<void> {
  const sha256 = createHash('sha256').update(file.content).digest();
  // Until this transaction ends, `pruneFiles` takes nothing away.
  await sql`select pg_advisory_xact_lock_shared(hashtext('scrutineer.form-files'))`;
  await sql`
    insert into form_file (sha256, content) values (${sha256}, ${Buffer.from(file.content)}) on conflict do nothing`;
  await sql`
    insert into form_draft_file (form_id, name, sha256, bytes)
    values (${formId}, ${file.name}, ${sha256}, ${file.content.byteLength})
    on conflict (form_id, name) do update set sha256 = excluded.sha256, bytes = excluded.bytes`;
  const [found] = await sql<{ count: number }[]>`
    select count(*)::int as count from form_draft_file where form_id = ${formId}`;
  if ((found?.count ?? 0) > FORM_FILE_LIMITS.files) throw new Problem('too-large', { limit: FORM_FILE_LIMITS.files });
}

/** Takes a file away from beside the draft. @throws Problem `not-found`. */
export async function removeDraftFile(sql: Db, formId: string, name: string): Promise<void> {
  const rows = await sql`delete from form_draft_file where form_id = ${formId} and name = ${name} returning name`;
  if (rows.length === 0) throw new Problem('not-found', { what: `file ${name}` });
}

/** Puts the files of a version beside the draft, where nothing of their names is. */
export async function takeFilesOfVersion(sql: Db, formId: string, number: number): Promise<void> {
  await sql`
    insert into form_draft_file (form_id, name, sha256, bytes)
    select form_id, name, sha256, bytes from form_version_file where form_id = ${formId} and number = ${number}
    on conflict do nothing`;
}

/** A file beside the draft (`number` null) or beside a version. @throws Problem `not-found`. */
export async function getFormFile(
  sql: Db,
  file: { formId: string; number: number | null; name: string },
): Promise<{ content: Uint8Array; tag: string }> {
  const { formId, number, name } = file;
  const place =
    number === null
      ? sql`from form_draft_file g where g.form_id = ${formId} and g.name = ${name}`
      : sql`from form_version_file g where g.form_id = ${formId} and g.number = ${number} and g.name = ${name}`;
  const rows = await sql<{ content: Uint8Array; tag: string }[]>`
    select c.content, encode(c.sha256, 'hex') as tag from form_file c where c.sha256 = (select g.sha256 ${place})`;
  const [row] = rows;
  if (row === undefined) throw new Problem('not-found', { what: `file ${name}` });
  return row;
}

/** Removes the contents that neither a draft nor a version names any more. @returns how many there were. */
export async function pruneFiles(sql: Sql): Promise<number> {
  return await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtext('scrutineer.form-files'))`;
    const removed = await transaction`
      delete from form_file c
      where not exists (select from form_draft_file g where g.sha256 = c.sha256)
        and not exists (select from form_version_file g where g.sha256 = c.sha256)`;
    return removed.count;
  });
}

/** The most bytes of files that a form is opened with. */
const MOST_OPENED_BYTES = 100_000_000;

/**
 * The contents of those files beside the draft (`number` null) or beside a version, by name; others are left out.
 *
 * @throws Problem `too-large` for more than 100 MB together.
 */
export async function loadFiles(
  sql: Db,
  place: { id: string; number: number | null },
  names: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const { id, number } = place;
  const beside =
    number === null
      ? sql`form_draft_file g where g.form_id = ${id}`
      : sql`form_version_file g where g.form_id = ${id} and g.number = ${number}`;
  const [sum] = await sql<{ bytes: number }[]>`
    select coalesce(sum(g.bytes), 0)::float8 as bytes from ${beside} and g.name = any (${names as string[]}::text[])`;
  if ((sum?.bytes ?? 0) > MOST_OPENED_BYTES) throw new Problem('too-large', { limitBytes: MOST_OPENED_BYTES });
  const rows = await sql<{ name: string; content: Uint8Array }[]>`
    select named.name, c.content
    from (select g.name, g.sha256 from ${beside} and g.name = any (${names as string[]}::text[])) named
    join form_file c on c.sha256 = named.sha256`;
  return new Map(rows.map(({ name, content }) => [name, content]));
}
