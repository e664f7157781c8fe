import type { Db } from '../../../../platform/http/endpoint.ts';
import type { FormCore } from '../../../../xforms/package/form-package.ts';
import type { CodebookTable } from '../../forms/checking/codebook-table.ts';

/** A form of a mission, as an export looks for it. */
export interface NamedForm {
  /** In tables. */
  readonly id: string;
  /** Of its newest version. */
  readonly title: string;
  readonly newestVersion: number;
}

/** The form that telephones know by that name; null: it was never published. */
export async function findForm(sql: Db, missionId: string, formId: string): Promise<NamedForm | null> {
  const rows = await sql<NamedForm[]>`
    select f.id, v.title, v.number as "newestVersion"
    from form f join lateral (
      select title, number from form_version where form_id = f.id order by number desc limit 1
    ) v on true
    where f.mission_id = ${missionId} and f.form_id = ${formId}`;
  return rows[0] ?? null;
}

/** A version of a form, as far as an export needs it. */
export interface LoadedVersion {
  readonly number: number;
  readonly version: string | null;
  readonly core: FormCore;
  readonly codebook: CodebookTable;
}

/** Versions of a form, newest first; both bounds are included. */
export async function loadVersions(
  sql: Db,
  formUuid: string,
  bounds: { readonly from: number; readonly to: number },
): Promise<LoadedVersion[]> {
  return await sql<LoadedVersion[]>`
    select number, version, codebook, json_build_object(
      'nodes', package -> 'core' -> 'nodes', 'language', package -> 'core' -> 'language', 'rules', '[]'::json
    ) as core
    from form_version where form_id = ${formUuid} and number between ${bounds.from} and ${bounds.to}
    order by number desc`;
}

/** What somebody may choose from who wants an export of a form. */
export interface FormChoices {
  readonly formId: string;
  readonly title: string;
  readonly titles: Readonly<Record<string, string>> | null;
  readonly languages: readonly string[];
  readonly versions: readonly { readonly number: number; readonly version: string | null }[];
}

/** The forms of a mission with their versions, newest first. */
export async function listFormChoices(sql: Db, missionId: string): Promise<FormChoices[]> {
  return await sql<FormChoices[]>`
    select f.form_id as "formId", newest.title, newest.titles, newest.languages, (
      select json_agg(json_build_object('number', v.number, 'version', v.version) order by v.number desc)
      from form_version v where v.form_id = f.id
    ) as versions
    from form f join lateral (
      select title, titles, languages from form_version where form_id = f.id order by number desc limit 1
    ) newest on true
    where f.mission_id = ${missionId} order by newest.title, f.form_id`;
}
