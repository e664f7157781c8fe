import { escapeLike } from '../../../../../kernel/text.ts';
import type { Db } from '../../../../../platform/http/endpoint.ts';
import { parsePlaceQuery } from '../../../../register/places/search.ts';
import type {
  ChoiceMatches,
  ChoiceNames,
  ChoicePlaces,
  FileChoice,
  GivenAnswer,
  ListedWords,
  PlacedChoice,
} from '../../checking/file-choices.ts';

type Labels = FileChoice['labels'];

/**
 * The words of what was chosen from files, of these values alone; answers to other questions have none.
 *
 * @param number of the version whose words count before those of newer ones; null: the newest that knows a value counts.
 */
export async function nameChoices(
  sql: Db,
  answers: readonly GivenAnswer[],
  number: number | null = null,
): Promise<ChoiceNames> {
  const asked = await ofLists(sql, answers);
  if (asked.length === 0) return {};
  const rows = await sql<{ path: string; value: string; labels: Labels }[]>`
    select distinct on (q.path, c.value) q.path, c.value, c.labels
    from json_to_recordset(${JSON.stringify(asked)}::text::json) as a ("formUuid" uuid, path text, value text)
    join lateral (
      select path, list_id, bool_or(number = ${number}::int) as is_own, max(number) as newest from form_question_list
      where form_id = a."formUuid" and path = a.path group by path, list_id
    ) q on true
    join form_choice c on c.list_id = q.list_id and c.value = a.value
    order by q.path, c.value, q.is_own desc nulls last, q.newest desc`;
  const found: Record<string, Record<string, Labels>> = {};
  for (const { path, value, labels } of rows) {
    found[path] ??= {};
    found[path][value] = labels;
  }
  return found;
}

/** The answers to questions that choose from files, each value once. */
async function ofLists(sql: Db, answers: readonly GivenAnswer[]): Promise<readonly GivenAnswer[]> {
  const questions = new Map(answers.map(({ formUuid, path }) => [`${formUuid}${path}`, { formUuid, path }]));
  if (questions.size === 0) return [];
  const rows = await sql<{ key: string }[]>`
    select distinct q.form_id || q.path as key from form_question_list q
    join json_to_recordset(${JSON.stringify([...questions.values()])}::text::json) as a ("formUuid" uuid, path text)
      on q.form_id = a."formUuid" and q.path = a.path`;
  const listed = new Set(rows.map(({ key }) => key));
  const asked = new Map<string, GivenAnswer>();
  for (const { formUuid, path, value } of answers) {
    if (!listed.has(`${formUuid}${path}`)) continue;
    for (const one of [value, ...value.split(' ')])
      asked.set(`${formUuid}${path} ${one}`, { formUuid, path, value: one });
  }
  return [...asked.values()];
}

/** The choices of a question that hold every word, in its newest version that chooses from a file. */
export async function searchChoices(
  sql: Db,
  question: Omit<GivenAnswer, 'value'>,
  { search, most }: { readonly search: string; readonly most: number },
): Promise<ChoiceMatches> {
  const words = parsePlaceQuery(search)?.words ?? [];
  // Signs alone are found nowhere.
  if (words.length === 0 && search.trim() !== '') return { choices: [], isCut: false };
  const patterns = words.map((word) => `%${escapeLike(word)}%`);
  const rows = await sql<PlacedChoice[]>`
    select value, labels, place from form_choice
    where list_id = (
      select list_id from form_question_list where form_id = ${question.formUuid} and path = ${question.path}
      order by number desc limit 1
    ) and search like all (${patterns}::text[])
    order by place limit ${most + 1}`;
  return { choices: rows.slice(0, most), isCut: rows.length > most };
}

/** More rows than these no file has: places in the files of older versions come behind. */
const MOST_PLACES = 1_000_000_000;

/** The places of all choices that a question takes from files; none: it takes them from no file. */
export async function placeChoices(sql: Db, question: Omit<GivenAnswer, 'value'>): Promise<ChoicePlaces> {
  const rows = await sql<{ value: string; place: number }[]>`
    select distinct on (c.value) c.value, (q.age * ${MOST_PLACES}::float8 + c.place)::float8 as place
    from (
      select list_id, row_number() over (order by max(number) desc) - 1 as age from form_question_list
      where form_id = ${question.formUuid} and path = ${question.path} group by list_id
    ) q join form_choice c on c.list_id = q.list_id
    order by c.value, q.age`;
  return new Map(rows.map(({ value, place }) => [value, place]));
}

const AT_ONCE = 5_000;

/**
 * All choices that questions of some versions take from files, in one language: path → words. Where versions differ, the
 * newest that knows a value counts. Questions that choose from the same files share one table.
 */
export async function loadListedWords(
  sql: Db,
  formUuid: string,
  wanted: {
    /** Numbers of versions, both included. */
    readonly versions: { readonly from: number; readonly to: number };
    readonly wordOf: (labels: Labels) => string | null;
  },
): Promise<ReadonlyMap<string, ListedWords>> {
  const { versions, wordOf } = wanted;
  const questions = await sql<{ path: string; file: string; lists: string[] }[]>`
    select path, (array_agg(file_name order by newest desc))[1] as file,
      array_agg(list_id::text order by newest desc) as lists
    from (
      select path, list_id, max(file_name) as file_name, max(number) as newest from form_question_list
      where form_id = ${formUuid} and number between ${versions.from} and ${versions.to} group by path, list_id
    ) q group by path`;
  const tables = new Map<string, ReadonlyMap<string, string>>();
  const found = new Map<string, ListedWords>();
  for (const { path, file, lists } of questions) {
    const key = lists.join(' ');
    const words = tables.get(key) ?? (await loadWords(sql, lists, wordOf));
    tables.set(key, words);
    found.set(path, { file, words });
  }
  return found;
}

async function loadWords(
  sql: Db,
  lists: readonly string[],
  wordOf: (labels: Labels) => string | null,
): Promise<ReadonlyMap<string, string>> {
  const words = new Map<string, string>();
  for (const list of lists) {
    const rows = sql<FileChoice[]>`select value, labels from form_choice where list_id = ${list} order by place`;
    for await (const batch of rows.cursor(AT_ONCE)) {
      for (const { value, labels } of batch) {
        const word = words.has(value) ? null : wordOf(labels);
        if (word !== null) words.set(value, word);
      }
    }
  }
  return words;
}
