import type { Sql, TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
import { type Category, FIRST_CATEGORIES } from '../category.ts';
import type { Assignee } from '../incident.ts';
import type { FormMapping, MappableQuestion } from '../mapping.ts';

/** What a mission says of a form. */
export interface SetForm {
  /** The name that telephones know it by. */
  readonly form: string;
  readonly isOn: boolean;
  readonly mapping: FormMapping;
}

/** How a mission tells incidents, as it is stored. */
export interface StoredSettings {
  readonly revision: number;
  readonly categories: readonly Category[];
  readonly forms: readonly SetForm[];
  readonly by: string | null;
  readonly at: Date | null;
  readonly reason: string | null;
}

const FIRST: StoredSettings = {
  ...{ revision: 0, categories: FIRST_CATEGORIES, forms: [] },
  ...{ by: null, at: null, reason: null },
};

/** The last version; before anybody changed anything, what missions begin with. */
export async function loadSettings(sql: Db, missionId: string): Promise<StoredSettings> {
  const [row] = await sql<StoredSettings[]>`
    select revision, categories, forms, by_name as by, at, reason from incident_setting
    where mission_id = ${missionId} order by revision desc limit 1`;
  return row ?? FIRST;
}

/** A form of a mission with the questions of its newest version. */
export interface StoredForm {
  readonly id: string;
  readonly form: string;
  readonly title: string;
  readonly questions: readonly (MappableQuestion & { readonly labels: Readonly<Record<string, string>> })[];
}

/** The published forms of a mission. */
export async function loadForms(sql: Db, missionId: string): Promise<StoredForm[]> {
  const rows = await sql<(Omit<StoredForm, 'questions'> & { codebook: CodebookTable })[]>`
    select distinct on (f.form_id) f.id, f.form_id as form, v.title, v.codebook
    from form f join form_version v on v.form_id = f.id
    where f.mission_id = ${missionId} order by f.form_id, v.number desc`;
  return rows.map(({ codebook, ...form }) => ({ ...form, questions: [...readCodebookTable(codebook).values()] }));
}

/** Of these categories the ones that incidents have. */
export async function findUsed(sql: Db, missionId: string, keys: readonly string[]): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key from unnest(${keys as string[]}::text[]) k (key)
    where exists (select from incident where mission_id = ${missionId} and category = key)`;
  return rows.map(({ key }) => key);
}

/** Stores a new version; reports of forms that are told otherwise now are looked at anew. @returns false: there is such a version. */
export async function saveSettings(
  sql: TransactionSql,
  missionId: string,
  {
    settings,
    by,
  }: {
    readonly settings: Pick<StoredSettings, 'revision' | 'categories' | 'forms' | 'reason'>;
    readonly by: { readonly id: string; readonly name: string; readonly at: Date };
  },
): Promise<boolean> {
  const before = await loadSettings(sql, missionId);
  const rows = await sql`
    insert into incident_setting (mission_id, revision, categories, forms, by_id, by_name, at, reason)
    values (${missionId}, ${settings.revision}, ${JSON.stringify(settings.categories)}::text::jsonb,
      ${JSON.stringify(settings.forms)}::text::jsonb, ${by.id}, ${by.name}, ${by.at}, ${settings.reason})
    on conflict do nothing returning revision`;
  if (rows.length === 0) return false;
  const known = new Map(before.forms.map((one) => [one.form, JSON.stringify(one)]));
  const changed = settings.forms.filter((one) => known.get(one.form) !== JSON.stringify(one)).map(({ form }) => form);
  await sql`
    insert into incident_form (mission_id, form_uuid, is_on)
    select ${missionId}, f.id, (s ->> 'isOn')::boolean from jsonb_array_elements(${JSON.stringify(settings.forms)}::text::jsonb) s
    join form f on f.mission_id = ${missionId} and f.form_id = s ->> 'form'
    on conflict (form_uuid) do update set is_on = excluded.is_on`;
  await sql`
    insert into incident_changed_report (report_id, mission_id)
    select r.id, r.mission_id from report r join form f on f.id = r.form_uuid
    where r.mission_id = ${missionId} and f.form_id = any (${changed}::text[]) on conflict do nothing`;
  return true;
}

/** Whom incidents can be assigned to: who may change something at the desk. */
export async function listAssignees(sql: Db): Promise<Assignee[]> {
  return await sql<Assignee[]>`
    select id, name from account where role in ('editor', 'administrator') and disabled_at is null order by name, id`;
}

/** A version of a form that reports were read with: its questions. */
export async function loadQuestions(
  sql: Sql | TransactionSql,
  version: { readonly formUuid: string; readonly number: number },
): Promise<{ readonly form: string; readonly questions: readonly MappableQuestion[] } | null> {
  const [row] = await sql<{ form: string; codebook: CodebookTable }[]>`
    select f.form_id as form, v.codebook from form_version v join form f on f.id = v.form_id
    where v.form_id = ${version.formUuid} and v.number = ${version.number}`;
  return row === undefined ? null : { form: row.form, questions: [...readCodebookTable(row.codebook).values()] };
}
