import type { Sql, TransactionSql } from 'postgres';
import type { AnswerColumn } from '../../arrivals/list/list-replies.ts';

/** The columns of a form: the questions of all of its versions. */
export interface FormColumns {
  readonly formUuid: string;
  readonly columns: readonly AnswerColumn[];
}

interface Codebook {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

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

/** The columns of a form, in the order of its newest version; questions that only older ones have come after these. */
export async function loadColumns(sql: Sql | TransactionSql, formUuid: string): Promise<readonly AnswerColumn[]> {
  const rows = await sql<{ codebook: Codebook }[]>`
    select codebook from form_version where form_id = ${formUuid} order by number desc limit ${MOST_VERSIONS}`;
  const found = new Map<string, AnswerColumn>();
  for (const { codebook } of rows) {
    for (const column of columnsOf(codebook)) if (!found.has(column.path)) found.set(column.path, column);
  }
  return [...found.values()];
}

const LABEL = 'label';

function columnsOf({ columns, rows }: Codebook): AnswerColumn[] {
  const [path, control, type, value] = ['path', 'control', 'type', 'value'].map((name) => columns.indexOf(name));
  const cell = (row: readonly string[], at: number | undefined) => row[at ?? -1] ?? '';
  const labelsOf = (row: readonly string[]) =>
    Object.fromEntries(
      columns.flatMap((name, at) =>
        (name === LABEL || name.startsWith(`${LABEL}::`)) && row[at] ? [[name.slice(LABEL.length + 2), row[at]]] : [],
      ),
    );
  const found = new Map<string, AnswerColumn & { choices: AnswerColumn['choices'][number][] }>();
  for (const row of rows) {
    const known = found.get(cell(row, path));
    const labels = labelsOf(row);
    if (cell(row, control) === 'choice') known?.choices.push({ value: cell(row, value), labels });
    else if (known === undefined) {
      const kind = kindOf(cell(row, control), cell(row, type));
      found.set(cell(row, path), { path: cell(row, path), labels, kind, choices: [] });
    }
  }
  return [...found.values()];
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
