import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { ExportAsk, ExportFault, ExportState, ShownExport } from '../export-job.ts';

/** An export as it is asked for. */
export interface NewExport {
  readonly id: string;
  readonly missionId: string;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly askedAt: Date;
  readonly ask: ExportAsk;
  readonly formTitle: string;
  readonly endOrdinal: number;
}

/** Puts an export into the queue. @returns false where one of that id is there already. */
export async function addExport(sql: Db, added: NewExport): Promise<boolean> {
  const { askedBy } = added;
  const rows = await sql`
    insert into export_job (id, mission_id, asked_by, asked_by_name, asked_at, ask, form_title, end_ordinal, state)
    values (${added.id}, ${added.missionId}, ${askedBy.id}, ${askedBy.name}, ${added.askedAt},
      ${JSON.stringify(added.ask)}::text::json, ${added.formTitle}, ${added.endOrdinal}, 'waiting')
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
}

/** How many exports of a person wait or run. One who asks twice at once waits here for the first time. */
export async function countOpenOf(sql: Db, personId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('export_job ' || ${personId}::text, 0))`;
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from export_job
    where asked_by = ${personId} and state in ('waiting', 'running')`;
  return rows[0]?.count ?? 0;
}

/** How many bytes the files of all exports have together. */
export async function sumKeptBytes(sql: Db): Promise<number> {
  const rows = await sql<{ bytes: string }[]>`
    select coalesce(sum(bytes), 0)::text as bytes from export_job where state = 'done'`;
  return Number(rows[0]?.bytes ?? 0);
}

/** From which ordinal on reports of a mission are still to come. */
export async function findNextOrdinal(sql: Db, missionId: string): Promise<number> {
  const rows = await sql<{ next: number }[]>`
    select coalesce(max(ordinal) + 1, 0)::int as next from report where mission_id = ${missionId}`;
  return rows[0]?.next ?? 0;
}

/** An export as it rests. */
export interface StoredExport extends Omit<ShownExport, 'isOwn' | 'askedAt' | 'endedAt' | 'expiresAt' | 'askedBy'> {
  readonly missionId: string;
  readonly askedById: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly expiresAt: Date | null;
}

interface Row extends Omit<StoredExport, 'files' | 'bytes'> {
  readonly bytes: string | null;
  readonly filesTotal: number;
  readonly filesDone: number;
  readonly filesMissing: number;
}

const columns = (sql: Db) => sql`
  id, mission_id as "missionId", asked_by as "askedById", asked_by_name as "askedBy", asked_at as "askedAt", ask,
  form_title as "formTitle", (
    select v.titles from form f join form_version v on v.form_id = f.id
    where f.mission_id = export_job.mission_id and f.form_id = export_job.ask ->> 'formId'
    order by v.number desc limit 1
  ) as "formTitles", end_ordinal as covers, state, ended_at as "endedAt", done, total,
  files_total as "filesTotal", files_done as "filesDone", files_missing as "filesMissing", cut_texts as "cutTexts",
  file_name as "fileName", bytes, encode(sha256, 'hex') as sha256, expires_at as "expiresAt", fault`;

function exportOf({ filesTotal, filesDone, filesMissing, bytes, ...row }: Row): StoredExport {
  const files = { total: filesTotal, done: filesDone, missing: filesMissing };
  return { ...row, files, bytes: bytes === null ? null : Number(bytes) };
}

const MOST_LISTED = 50;

/** The last exports of a mission, newest first; those of one person, or of all. */
export async function listExports(sql: Db, missionId: string, personId: string | null): Promise<StoredExport[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from export_job
    where mission_id = ${missionId} ${personId === null ? sql`` : sql`and asked_by = ${personId}`}
    order by asked_at desc, id desc limit ${MOST_LISTED}`;
  return rows.map(exportOf);
}

/** The export of a mission with that id, or null. */
export async function findExport(sql: Db, missionId: string, id: string): Promise<StoredExport | null> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from export_job where id = ${id} and mission_id = ${missionId}`;
  return rows[0] === undefined ? null : exportOf(rows[0]);
}

/** Ends an export that waits or runs. @returns whether it did. */
export async function cancelExport(sql: Db, id: string, at: Date): Promise<boolean> {
  const rows = await sql`
    update export_job set state = 'cancelled', ended_at = ${at}, place = null
    where id = ${id} and state in ('waiting', 'running') returning id`;
  return rows.length > 0;
}

/** Work that was taken up: where it stands, and all that it needs. */
export interface ClaimedExport<P> {
  readonly id: Uuid;
  readonly missionId: string;
  readonly slug: string;
  readonly ask: ExportAsk;
  readonly endOrdinal: number;
  readonly newestVersion: number | null;
  readonly attempts: number;
  readonly place: P | null;
}

/** Takes up the next export that is open and not among `held`; null: there is none. */
export async function claimExport<P>(sql: Db, held: readonly string[], at: Date): Promise<ClaimedExport<P> | null> {
  const rows = await sql<ClaimedExport<P>[]>`
    update export_job j set state = 'running', attempts = j.attempts + 1, started_at = coalesce(j.started_at, ${at})
    from mission m
    where m.id = j.mission_id and j.id = (
      select id from export_job
      where state in ('waiting', 'running') and not (id = any (${held as string[]}::uuid[]))
      order by asked_at, id limit 1 for update skip locked
    )
    returning j.id, j.mission_id as "missionId", m.slug, j.ask, j.end_ordinal as "endOrdinal",
      j.newest_version as "newestVersion", j.attempts, j.place`;
  return rows[0] ?? null;
}

/** How far an export has come. */
export interface ExportProgress<P> {
  readonly done: number;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly filesMissing: number;
  readonly cutTexts: number;
  /** From where it can go on after an end of the program; null: not to be noted now. */
  readonly place: P | null;
}

/** Notes how far an export has come. @returns false where it was cancelled meanwhile. */
export async function saveProgress<P>(sql: Db, id: string, progress: ExportProgress<P>): Promise<boolean> {
  const { place } = progress;
  const noted = place === null ? sql`` : sql`, place = ${JSON.stringify(place)}::text::json, attempts = 0`;
  const rows = await sql`
    update export_job set done = ${progress.done}, files_done = ${progress.filesDone},
      files_total = ${progress.filesTotal}, files_missing = ${progress.filesMissing},
      cut_texts = ${progress.cutTexts} ${noted}
    where id = ${id} and state = 'running' returning id`;
  return rows.length > 0;
}

/** Notes what an export found when it began. */
export async function saveFound(
  sql: Db,
  id: string,
  found: { readonly total: number; readonly newestVersion: number },
): Promise<void> {
  await sql`
    update export_job set total = ${found.total}, newest_version = ${found.newestVersion}
    where id = ${id} and state = 'running'`;
}

/** What an export came to. */
export interface FinishedExport {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: Uint8Array;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Says that the file of an export is there. @returns false where it was cancelled meanwhile. */
export async function finishExport(sql: Db, id: string, finished: FinishedExport): Promise<boolean> {
  const rows = await sql`
    update export_job set state = 'done', ended_at = ${finished.at}, place = null, file_name = ${finished.fileName},
      bytes = ${finished.bytes}, sha256 = ${finished.sha256 as Buffer}, expires_at = ${finished.expiresAt}
    where id = ${id} and state = 'running' returning id`;
  return rows.length > 0;
}

/** Says why an export came to nothing. */
export async function failExport(sql: Db, id: string, failed: { at: Date; fault: ExportFault }): Promise<void> {
  await sql`
    update export_job set state = 'failed', ended_at = ${failed.at}, place = null, fault = ${failed.fault}
    where id = ${id} and state in ('waiting', 'running')`;
}

/** Lets what is older than its time expire. */
export async function expireExports(sql: Db, now: Date): Promise<void> {
  await sql`update export_job set state = 'expired' where state = 'done' and expires_at <= ${now}`;
}

/** Forgets exports that ended before that moment and have no file any more. */
export async function removeEnded(sql: Db, before: Date): Promise<void> {
  await sql`delete from export_job where state in ('expired', 'cancelled', 'failed') and ended_at <= ${before}`;
}

/**
 * Lets the exports of a mission go from which something was erased: the file of one that is done expires at once, and the work
 * on others begins anew.
 */
export async function forgetExports(sql: Db, missionId: string): Promise<void> {
  await sql`
    update export_job set state = case state when 'done' then 'expired' else 'waiting' end, place = null,
      newest_version = null, total = null, done = 0, files_done = 0, files_total = 0, files_missing = 0, cut_texts = 0
    where mission_id = ${missionId} and state in ('waiting', 'running', 'done')`;
}

/** Which of these exports still need their folders. */
export async function findKept(sql: Db, ids: readonly string[]): Promise<readonly string[]> {
  const kept: readonly ExportState[] = ['waiting', 'running', 'done'];
  const rows = await sql<{ id: string }[]>`
    select id from export_job where id = any (${ids as string[]}::uuid[]) and state = any (${kept as string[]}::text[])`;
  return rows.map(({ id }) => id);
}
