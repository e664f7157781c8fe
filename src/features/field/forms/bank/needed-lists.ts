import { readBegin } from '../../../../xforms/xlsform/survey/containers.ts';
import { readSelect } from '../../../../xforms/xlsform/survey/selects.ts';
import type { BankList } from './bank-question.ts';
import { cellOf, type ReadRow } from './read-rows.ts';

/** A list by the sheet in which it stands and its name. */
export type ListName = Pick<BankList, 'sheet' | 'name'>;

/** Where an expression asks for a list. */
const ASKED = /(?<=instance\(\s*['"])[^'"]+(?=['"]\s*\))/g;

/** A text that tells two lists apart. */
export function listKey({ sheet, name }: ListName): string {
  return `${sheet}\n${name}`;
}

/** The list that a type names, `select_one yes_no`, `begin loop over list`, `osm tags`, with what stands around it; or null. */
function listOfType(type: string): (ListName & { readonly start: string; readonly end: string }) | null {
  const select = readSelect(type);
  if (select !== null) {
    const sheet = select.type === 'select one external' ? 'external_choices' : 'choices';
    const start = `${select.command} `;
    return { sheet, name: select.list, start, end: type.slice(start.length + select.list.length) };
  }
  const osm = /^osm (\S+)$/.exec(type)?.[1] ?? null;
  const name = osm ?? readBegin(type)?.list ?? null;
  if (name === null) return null;
  return { sheet: osm === null ? 'choices' : 'osm', name, start: type.slice(0, -name.length), end: '' };
}

/** The lists that a row takes its choices from or asks for in an expression, whether they exist or not. */
export function neededLists(row: ReadRow): ListName[] {
  const chosen = listOfType(cellOf(row, 'type'));
  const asked = row.cells.flatMap(({ text }) => [...text.matchAll(ASKED)]);
  const named = asked.map((match): ListName => ({ sheet: 'choices', name: match[0] }));
  return chosen === null ? named : [chosen, ...named];
}

/** The rows with new names of lists (key of the list → its new name), in their type and where expressions ask for them. */
export function renameLists(rows: readonly ReadRow[], renamed: ReadonlyMap<string, string>): readonly ReadRow[] {
  if (renamed.size === 0) return rows;
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const isType = cell.key === 'type';
      return { ...cell, text: isType ? renameInType(cell.text, renamed) : renameAsked(cell.text, renamed) };
    }),
  }));
}

function renameInType(type: string, renamed: ReadonlyMap<string, string>): string {
  const list = listOfType(type);
  const name = list === null ? undefined : renamed.get(listKey(list));
  return list === null || name === undefined ? type : `${list.start}${name}${list.end}`;
}

function renameAsked(text: string, renamed: ReadonlyMap<string, string>): string {
  return text.replace(ASKED, (name) => renamed.get(listKey({ sheet: 'choices', name })) ?? name);
}
