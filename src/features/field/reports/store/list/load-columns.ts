import type { Sql, TransactionSql } from 'postgres';
import { type CodebookTable, readCodebookTable } from '../../../forms/checking/codebook-table.ts';
import type { AnswerColumn } from '../../arrivals/list/list-replies.ts';

/** The newest versions have the word: of more than so many, older questions have no columns. */
const MOST_VERSIONS = 50;

/** Which form has this name in a mission, and how many versions it has; null: none has. */
export async function findForm(
  sql: Sql | TransactionSql,
  missionId: string,
  formId: string,
): Promise<{ readonly id: string; readonly newest: number } | null> {
  const rows = await sql<{ id: string; newest: number }[]>`
    select f.id, coalesce(max(v.number), 0)::int as newest from form f left join form_version v on v.form_id = f.id
    where f.mission_id = ${missionId} and f.form_id = ${formId} group by f.id`;
  return rows[0] ?? null;
}

/** The names by which telephones know forms, by their ids in tables. */
export async function nameForms(sql: TransactionSql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`
    select id, form_id as name from form where id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The columns of a form, in the order of its newest version; questions that only older ones have come after these. */
async function loadColumns(sql: Sql | TransactionSql, formUuid: string): Promise<readonly AnswerColumn[]> {
  const rows = await sql<{ codebook: CodebookTable }[]>`
    select codebook from form_version where form_id = ${formUuid} order by number desc limit ${MOST_VERSIONS}`;
  const found = new Map<string, AnswerColumn>();
  for (const { codebook } of rows) {
    for (const { path, control, type, labels, choices } of readCodebookTable(codebook).values())
      if (!found.has(path)) found.set(path, { path, labels, kind: kindOf(control, type), choices });
  }
  return [...found.values()];
}

const FORMS_KEPT = 50;

/** Columns of forms that were asked for last, by form and number of its newest version: they change with that alone. */
export class FormColumns {
  private readonly kept = new Map<string, readonly AnswerColumn[]>();

  async of(
    sql: Sql | TransactionSql,
    form: { readonly id: string; readonly newest: number },
  ): Promise<readonly AnswerColumn[]> {
    const version = `${form.id} ${form.newest}`;
    const columns = this.kept.get(version) ?? (await loadColumns(sql, form.id));
    this.kept.delete(version);
    this.kept.set(version, columns);
    for (const oldest of this.kept.keys()) if (this.kept.size > FORMS_KEPT) this.kept.delete(oldest);
    return columns;
  }
}

const KINDS: Readonly<Record<string, AnswerColumn['kind']>> = {
  int: 'number',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  dateTime: 'moment',
  binary: 'file',
  geopoint: 'place',
  geotrace: 'place',
  geoshape: 'place',
};

function kindOf(control: string, type: string): AnswerColumn['kind'] {
  if (control === 'select1') return 'choice';
  if (control === 'select' || control === 'rank') return 'choices';
  return KINDS[type] ?? 'text';
}
