import type { Sql, TransactionSql } from 'postgres';
import type { FormAct } from '../../../forms/observation-form.ts';

/** How a version calls its form. */
export interface FormName {
  readonly formId: string;
  readonly version: string | null;
}

/** A form that somebody named. */
export interface NamedForm extends FormName {
  /** Of the form, in tables. */
  readonly id: string;
  /** Of the newest version that its author called so; null: there is none. */
  readonly number: number | null;
  /** Oldest first. */
  readonly acts: readonly { readonly act: FormAct; readonly at: string }[];
}

/** The forms of a mission among those names; a version without a name and one with an empty name are the same. */
export async function findForms(
  sql: TransactionSql,
  missionId: string,
  names: readonly FormName[],
): Promise<NamedForm[]> {
  if (names.length === 0) return [];
  return await sql<NamedForm[]>`
    select g."formId", g.version, f.id, (
      select v.number from form_version v
      where v.form_id = f.id and coalesce(v.version, '') = coalesce(g.version, '') order by v.number desc limit 1
    ) as number, (
      select coalesce(json_agg(json_build_object('act', a.act, 'at', a.at) order by a.number), '[]')
      from form_act a where a.form_id = f.id
    ) as acts
    from json_to_recordset(${JSON.stringify(names)}::text::json) as g ("formId" text, version text)
    join form f on f.mission_id = ${missionId} and f.form_id = g."formId"`;
}

/** A version of a form as JSON, with the content of a file beside it, null where there is none of the name. */
export async function loadPackage(
  sql: TransactionSql,
  version: { readonly id: string; readonly number: number },
  fileName: string,
): Promise<{ package: string; file: Uint8Array | null } | null> {
  const rows = await sql<{ package: string; file: Uint8Array | null }[]>`
    select v.package::text as package, c.content as file
    from form_version v
    left join form_version_file g on g.form_id = v.form_id and g.number = v.number and g.name = ${fileName}
    left join form_file c on c.sha256 = g.sha256
    where v.form_id = ${version.id} and v.number = ${version.number}`;
  return rows[0] ?? null;
}

/** Number of the newest version of every form, so that a new one is noticed. */
export async function listNewestVersions(sql: Sql): Promise<{ missionId: string; formId: string; number: number }[]> {
  return await sql<{ missionId: string; formId: string; number: number }[]>`
    select f.mission_id as "missionId", f.form_id as "formId", max(v.number) as number
    from form f join form_version v on v.form_id = f.id group by f.id`;
}
