import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import type { BankList } from './bank-question.ts';
import { listKey } from './needed-lists.ts';
import { cellOf, type ReadRow, readRows } from './read-rows.ts';
import { firstFree } from './rename-questions.ts';

/** A list that a question brings along, its rows read. */
export interface BroughtList {
  readonly sheet: BankList['sheet'];
  readonly name: string;
  readonly rows: readonly ReadRow[];
}

/** Lists under the names that they get in the form, and which of them have to be added to it. */
export interface FittedLists {
  /** Key of the list (see `listKey`) → new name, where it has one. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly added: readonly BroughtList[];
}

/**
 * Looks for each list in the form. One of the same name and content serves as it is; where the name has other content, the
 * list gets a new name, unless a list of that name has the same content.
 */
export function fitLists(workbook: Workbook, lists: readonly BroughtList[]): FittedLists {
  const renamed = new Map<string, string>();
  const added: BroughtList[] = [];
  const brought = new Set(lists.map(listKey));
  for (const list of lists) {
    const present = rowsByList(readRows(workbook, list.sheet));
    const serves = (name: string) => hasSame(present.get(name), list.rows);
    const fits = (name: string) => !present.has(name) || serves(name);
    const isFree = (other: string) => fits(other) && !brought.has(listKey({ sheet: list.sheet, name: other }));
    const name = fits(list.name) ? list.name : firstFree(list.name, isFree);
    if (name !== list.name) renamed.set(listKey(list), name);
    if (!serves(name)) added.push({ ...list, name, rows: list.rows.map((row) => withList(row, name)) });
  }
  return { renamed, added };
}

function rowsByList(rows: readonly ReadRow[]): Map<string, ReadRow[]> {
  const byList = new Map<string, ReadRow[]>();
  for (const row of rows) {
    const name = cellOf(row, 'list name');
    const own = byList.get(name) ?? [];
    own.push(row);
    byList.set(name, own);
  }
  return byList;
}

/** Whether a list of the form has the same choices in the same order, with all that is said of them; it may say more. */
function hasSame(present: readonly ReadRow[] | undefined, wanted: readonly ReadRow[]): boolean {
  if (present?.length !== wanted.length) return false;
  return wanted.every((row, at) => {
    const known = new Map(present[at]?.cells.map(({ key, text }) => [key, text]));
    return row.cells.every(({ key, text }) => key === 'list name' || known.get(key) === text);
  });
}

function withList(row: ReadRow, name: string): ReadRow {
  const cells = row.cells.map((cell) => (cell.key === 'list name' ? { ...cell, text: name } : cell));
  return { ...row, cells };
}
