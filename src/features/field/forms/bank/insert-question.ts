import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { findReferences } from '../../../../xforms/xlsform/tree/names.ts';
import { columnsOf } from '../editing/columns/sheet-columns.ts';
import type { BankList, BankQuestion } from './bank-question.ts';
import { type BroughtList, type FittedLists, fitLists } from './fit-lists.ts';
import { listKey, renameLists } from './needed-lists.ts';
import { placeRows } from './place-rows.ts';
import { fromBankRows, type ReadRow, readRows } from './read-rows.ts';
import { freeNames, madeNames, type Names, renameQuestions, renameReferences } from './rename-questions.ts';

/** What had to get another name, because the form has it already for something else. */
export interface Renamed {
  readonly kind: 'question' | 'list';
  readonly from: string;
  readonly to: string;
}

/** The form with the question in it. */
export interface InsertedQuestion {
  readonly workbook: Workbook;
  readonly renamed: readonly Renamed[];
  /** Questions to which the inserted ones refer, and which the form does not have: the converter will refuse them. */
  readonly missing: readonly string[];
}

/**
 * Puts a question of the bank, or its whole group or repeat, into a form after row `afterRow` of the survey (1: right below the
 * header). Columns are united; lists are added unless the form has them; what is taken gets a new name (`overall_2`), also where
 * the inserted rows refer to it.
 */
export function insertQuestion(workbook: Workbook, question: BankQuestion, afterRow: number): InsertedQuestion {
  const present = readRows(workbook, 'survey');
  const brought = fromBankRows('survey', question.rows);
  const names = freeNames(brought, present);
  const lists = question.lists.map((list) => readList(list, names));
  const fitted = fitLists(workbook, lists);
  const rows = renameLists(renameQuestions(brought, names), fitted.renamed);
  const placed = placeRows(workbook, rows, { sheet: 'survey', after: afterRow });
  return {
    workbook: fitted.added.reduce(appendList, placed),
    renamed: [
      ...[...names].map(([from, to]) => ({ kind: 'question' as const, from, to })),
      ...renamedLists(lists, fitted),
    ],
    missing: findMissing([...rows, ...lists.flatMap((list) => list.rows)], [...rows, ...present]),
  };
}

function readList({ sheet, name, rows }: BankList, names: Names): BroughtList {
  return {
    sheet,
    name,
    rows: renameReferences(fromBankRows(sheet, rows), names),
  };
}

function appendList(workbook: Workbook, { sheet, rows }: BroughtList): Workbook {
  return placeRows(workbook, rows, { sheet, after: columnsOf(workbook, sheet)?.sheet.rows.length ?? 1 });
}

function renamedLists(lists: readonly BroughtList[], { renamed }: FittedLists): Renamed[] {
  return lists.flatMap((list): Renamed[] => {
    const to = renamed.get(listKey(list));
    return to === undefined ? [] : [{ kind: 'list', from: list.name, to }];
  });
}

function findMissing(referring: readonly ReadRow[], named: readonly ReadRow[]): string[] {
  const known = new Set(named.flatMap((row) => madeNames(row)));
  const references = referring.flatMap(({ cells }) => cells.flatMap(({ text }) => findReferences(text) ?? []));
  return [...new Set(references.map(({ name }) => name))].filter((name) => !known.has(name));
}
