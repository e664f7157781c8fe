import { foldText } from '../../../../kernel/text.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { readBegin, readEnd } from '../../../../xforms/xlsform/survey/containers.ts';
import { QUESTION_TYPES, readYesNo, TYPE_ALIASES } from '../../../../xforms/xlsform/survey/question-types.ts';
import { readSelect } from '../../../../xforms/xlsform/survey/selects.ts';
import { readTextPath } from '../editing/columns/text-columns.ts';
import type { BankList, BankQuestion } from './bank-question.ts';
import { listKey, neededLists } from './needed-lists.ts';
import { cellOf, type ReadRow, readRows, toBankRow } from './read-rows.ts';

/** So many choices of a list can be found by their words; more would make the bank of long lists unwieldy. */
const MOST_SEARCHED_CHOICES = 50;
const LIST_SHEETS = ['choices', 'external_choices', 'osm'] as const;

/** Sheet and name → list, each read once and shared by all questions that need it. */
type Lists = ReadonlyMap<string, { readonly list: BankList; readonly text: string }>;

/**
 * The questions of a workbook and its whole groups and repeats, each with all that it needs to stand in another form. What is
 * filled in without asking (`start`, `today`, `audit`, …), settings, and groups that are not closed are left out; so is what
 * is disabled.
 */
export function questionsOf(workbook: Workbook, source: string): BankQuestion[] {
  const rows = readRows(workbook, 'survey').filter((row) => readYesNo(cellOf(row, 'disabled')) !== true);
  const lists = readLists(workbook);
  const found: BankQuestion[] = [];
  rows.forEach((row, at) => {
    const type = cellOf(row, 'type');
    const begin = readBegin(type);
    if (begin !== null) {
      const end = findEnd(rows, at);
      const kind = begin.control === 'repeat' ? 'repeat' : 'group';
      if (end !== null) found.push(makeQuestion(rows.slice(at, end + 1), { source, kind }, lists));
    } else if (isAsked(type)) found.push(makeQuestion([row], { source, kind: 'question' }, lists));
  });
  return found;
}

function isAsked(written: string): boolean {
  if (readSelect(written) !== null || /^osm \S+$/.test(written)) return true;
  const type = TYPE_ALIASES.get(written) ?? written;
  const known = QUESTION_TYPES.get(type);
  return known !== undefined && !Object.hasOwn(known.bind, 'jr:preload') && type !== 'audit';
}

/** Where what begins at `from` ends; null where it does not. */
function findEnd(rows: readonly ReadRow[], from: number): number | null {
  let depth = 0;
  for (let at = from; at < rows.length; at += 1) {
    const type = cellOf(rows[at] ?? { cells: [] }, 'type');
    if (readBegin(type) !== null) depth += 1;
    else if (readEnd(type) !== null) depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

function makeQuestion(
  rows: readonly ReadRow[],
  given: Pick<BankQuestion, 'source' | 'kind'>,
  lists: Lists,
): BankQuestion {
  const first = rows[0] ?? { number: 0, cells: [] };
  const wanted = new Set(rows.flatMap(neededLists).map(listKey));
  const needed = [...wanted].flatMap((key) => lists.get(key) ?? []);
  const said = rows.flatMap((row) => [cellOf(row, 'name'), ...textsOf(row)]);
  const labels = first.cells.flatMap(({ path, text }) => {
    const read = readTextPath(path);
    return read?.base === 'label' ? [[read.language, text] as const] : [];
  });
  return {
    ...given,
    row: first.number,
    type: cellOf(first, 'type'),
    name: cellOf(first, 'name'),
    labels: Object.fromEntries(labels),
    rows: rows.map(toBankRow),
    lists: needed.map(({ list }) => list),
    text: [foldText(said.join(' ')), ...needed.map(({ text }) => text)].join(' '),
  };
}

function readLists(workbook: Workbook): Lists {
  const grouped = new Map<string, { sheet: BankList['sheet']; name: string; rows: ReadRow[] }>();
  for (const sheet of LIST_SHEETS) {
    for (const row of readRows(workbook, sheet)) {
      const name = cellOf(row, 'list name');
      if (name === '') continue;
      const key = listKey({ sheet, name });
      const group = grouped.get(key) ?? { sheet, name, rows: [] };
      group.rows.push(row);
      grouped.set(key, group);
    }
  }
  return new Map(
    [...grouped].map(([key, { sheet, name, rows }]) => {
      const text = foldText(rows.slice(0, MOST_SEARCHED_CHOICES).flatMap(textsOf).join(' '));
      return [key, { list: { sheet, name, rows: rows.map(toBankRow) }, text }];
    }),
  );
}

function textsOf({ cells }: ReadRow): string[] {
  return cells.filter(({ path }) => readTextPath(path) !== null).map(({ text }) => text);
}
