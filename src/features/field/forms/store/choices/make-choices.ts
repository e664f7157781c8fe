import type { Sql, TransactionSql } from 'postgres';
import { foldText } from '../../../../../kernel/text.ts';
import { CopyRows, copyRows } from '../../../../../platform/db/rows/copy-rows.ts';
import { readItems } from '../../../../../xforms/openrosa/read-items.ts';
import type { FormPackage } from '../../../../../xforms/package/form-package.ts';
import { fileChoices } from '../../checking/file-choices.ts';
import { type FileColumns, type FileQuestion, fileQuestions } from '../../checking/file-questions.ts';

interface Version {
  readonly formId: string;
  readonly number: number;
}

/** Makes the lists of choices of all published versions that have none yet, each version in a transaction of its own. */
export async function makeChoiceLists(sql: Sql): Promise<void> {
  const versions = await sql<Version[]>`
    select v.form_id as "formId", v.number from form_version v
    where not exists (select from form_version_listed l where l.form_id = v.form_id and l.number = v.number)
    order by v.at, v.form_id, v.number`;
  for (const version of versions) await sql.begin((transaction) => listVersion(transaction, version));
}

async function listVersion(sql: TransactionSql, { formId, number }: Version): Promise<void> {
  const isFirst = await sql`
    insert into form_version_listed (form_id, number) values (${formId}, ${number}) on conflict do nothing returning number`;
  if (isFirst.length === 0) return;
  const files = await sql<{ name: string; sha256: Uint8Array }[]>`
    select name, sha256 from form_version_file where form_id = ${formId} and number = ${number}`;
  if (files.length === 0) return;
  const contents = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  for (const question of await loadQuestions(sql, { formId, number })) {
    const sha256 = contents.get(question.file);
    if (sha256 === undefined) continue;
    const list = await listOf(sql, sha256, question);
    await sql`
      insert into form_question_list (form_id, number, path, file_name, list_id)
      values (${formId}, ${number}, ${question.path}, ${question.file}, ${list}) on conflict do nothing`;
  }
}

async function loadQuestions(sql: TransactionSql, { formId, number }: Version): Promise<readonly FileQuestion[]> {
  const [row] = await sql<{ core: FormPackage['core'] | null }[]>`
    select json_build_object(
      'nodes', package -> 'core' -> 'nodes', 'body', package -> 'core' -> 'body', 'rules', '[]'::json, 'instances', (
        select coalesce(json_object_agg(key, value) filter (where value -> 'src' is not null), '{}')
        from json_each(package -> 'core' -> 'instances')
      )
    ) as core from form_version where form_id = ${formId} and number = ${number} and package -> 'core' is not null`;
  return row?.core == null ? [] : fileQuestions(row.core);
}

/** The list of those columns of a file, which is made where there is none. */
async function listOf(sql: TransactionSql, sha256: Uint8Array, { file, value, label }: FileQuestion): Promise<string> {
  const made = await sql<{ id: string }[]>`
    insert into form_choice_list (sha256, value_column, label_column) values (${sha256}, ${value}, ${label})
    on conflict do nothing returning id`;
  if (made[0] !== undefined) {
    await fillList(sql, { id: made[0].id, sha256, file, columns: { value, label } });
    return made[0].id;
  }
  const [known] = await sql<{ id: string }[]>`
    select id from form_choice_list where sha256 = ${sha256} and value_column = ${value} and label_column = ${label}`;
  if (known === undefined) throw new Error(`List the choices of ${file}: the list is gone, but lists stay for ever`);
  return known.id;
}

/** A file that cannot be read gives no choices: the form would not have been published with it. */
async function fillList(
  sql: TransactionSql,
  list: {
    readonly id: string;
    readonly sha256: Uint8Array;
    readonly file: string;
    readonly columns: FileColumns;
  },
): Promise<void> {
  const [row] = await sql<{ content: Uint8Array }[]>`select content from form_file where sha256 = ${list.sha256}`;
  const read = readItems(new TextDecoder().decode(row?.content), list.file);
  if (!read.ok) return;
  const rows = new CopyRows(5, row?.content.length);
  let place = 0;
  for (const { value, labels } of fileChoices(read.value, list.columns)) {
    const search = foldText([value, ...Object.values(labels)].join(' '));
    rows.row().int8(Number(list.id)).int4(place).text(value).text(JSON.stringify(labels)).text(search);
    place += 1;
  }
  await copyRows(sql, 'form_choice (list_id, place, value, labels, search)', rows);
}
