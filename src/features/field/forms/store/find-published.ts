import type { Db } from '../../../../platform/http/endpoint.ts';
import { type FormAct, formState } from '../observation-form.ts';

/** A published version of a form, without its contents. */
export interface PublishedVersion {
  /** Of the form, in tables. */
  readonly id: string;
  readonly formId: string;
  readonly number: number;
  readonly title: string;
  /** Language, as the form names it → its title in it; null: it has one title. */
  readonly titles: Readonly<Record<string, string>> | null;
  /** As its author wrote it; null: none. */
  readonly version: string | null;
}

/** What telephones compare to tell whether they have it; as hexadecimal digits. */
export interface VersionHashes {
  /** Of the XForm in UTF-8. */
  readonly md5: string;
  readonly files: readonly PublishedFile[];
}

/** A file that lies beside a version. */
export interface PublishedFile {
  readonly name: string;
  readonly bytes: number;
  readonly md5: string;
}

/** The newest versions of the forms of a mission that are in use, by their form ids. */
export async function listOpenVersions(sql: Db, missionId: string): Promise<PublishedVersion[]> {
  const rows = await sql<(PublishedVersion & { act: FormAct | null })[]>`
    select f.id, f.form_id as "formId", v.number, v.title, v.titles, v.version,
      (select act from form_act a where a.form_id = f.id order by a.number desc limit 1) as act
    from form f
    join lateral (
      select number, title, titles, version from form_version where form_id = f.id order by number desc limit 1
    ) v on true
    where f.mission_id = ${missionId}
    order by f.form_id`;
  return rows.filter(({ act }) => formState(act === null ? [] : [{ act }], true) !== 'retired').map(withoutAct);
}

function withoutAct({ act: _act, ...version }: PublishedVersion & { act: FormAct | null }): PublishedVersion {
  return version;
}

/** The version of that number, or null. */
export async function findVersionByNumber(
  sql: Db,
  missionId: string,
  wanted: { formId: string; number: number },
): Promise<PublishedVersion | null> {
  const rows = await sql<PublishedVersion[]>`
    select f.id, f.form_id as "formId", v.number, v.title, v.titles, v.version
    from form f join form_version v on v.form_id = f.id
    where f.mission_id = ${missionId} and f.form_id = ${wanted.formId} and v.number = ${wanted.number}`;
  return rows[0] ?? null;
}

/** The hashes of a version and of what lies beside it, computed anew. */
export async function hashVersion(sql: Db, version: { id: string; number: number }): Promise<VersionHashes | null> {
  const rows = await sql<VersionHashes[]>`
    select md5(v.xform) as md5, (
      select coalesce(json_agg(json_build_object('name', g.name, 'bytes', g.bytes, 'md5', md5(c.content)) order by g.name),
        '[]')
      from form_version_file g join form_file c on c.sha256 = g.sha256
      where g.form_id = v.form_id and g.number = v.number
    ) as files
    from form_version v where v.form_id = ${version.id} and v.number = ${version.number}`;
  return rows[0] ?? null;
}
