import type { Workbook } from '../workbook/workbook.ts';
import type { FaultList } from './fault-list.ts';
import type { Settings } from './settings.ts';
import { type Cell, type CellMap, mapOf, textOf } from './tables/cell.ts';
import { findSheet, type SheetName } from './tables/find-sheets.ts';
import { LIST_HEADERS } from './tables/headers.ts';
import { readTable, type Table } from './tables/read-table.ts';
import { hasReference } from './tree/names.ts';

/** One choice of a list. */
export interface Choice {
  readonly name: string;
  readonly label: Cell | null;
  readonly media: CellMap;
  /** Columns of the author's own, which filters may ask for. */
  readonly more: ReadonlyMap<string, string>;
  readonly row: number | null;
}

/** A list of choices; `other` may be added by a question that asks for it. */
export interface ChoiceTable {
  readonly name: string;
  readonly choices: Choice[];
  /** Set where a question looks the choices up by `search()`: they are then written into the question. */
  isUsedBySearch: boolean;
}

export type ChoiceTables = Map<string, ChoiceTable>;

/** The choices of a sheet by list. */
export interface ReadChoices {
  readonly tables: ChoiceTables;
  readonly table: Table | null;
}

/** Reads `choices`: every choice has a list and a name; names differ within a list unless the settings allow otherwise. */
export function readChoices(workbook: Workbook, settings: Settings, faults: FaultList): ReadChoices {
  const table = readList(workbook, 'choices', { settings, faults, required: ['name'] });
  const tables: ChoiceTables = new Map();
  if (table === null) return { tables, table };
  const unfit = unfitColumns(table, faults);
  for (const { number, cells } of table.rows) {
    const list = textOf(cells, 'list name');
    if (list === null) continue;
    const choice = readChoice(cells, number, unfit);
    const place = { sheet: 'choices', row: number };
    if (choice === null) faults.error('choice-without-name', { ...place, column: 'name' }, { list });
    else addChoice(tables, list, choice);
    if (choice !== null && choice.label === null)
      faults.warn('choice-without-label', { ...place, column: 'label' }, { list });
  }
  if (!settings.allowsDuplicates) for (const list of tables.values()) checkDuplicates(list, faults);
  return { tables, table };
}

/** Reads a sheet of lists as it is: `external_choices`, `osm`. */
export function readList(
  workbook: Workbook,
  sheet: SheetName,
  { settings, faults, required = [] }: { settings: Settings; faults: FaultList; required?: readonly string[] },
): Table | null {
  const found = findSheet(workbook, sheet);
  if (found === null || found.rows.length < 2) return null;
  const options = { sheet, names: LIST_HEADERS, required, unnamed: settings.defaultLanguage, isCleaned: false };
  return readTable(found, options, faults);
}

/** Columns become elements, so their headers must not have spaces. */
function unfitColumns(table: Table, faults: FaultList): Set<string> {
  const unfit = new Set<string>();
  for (const path of table.paths) {
    const first = path?.[0] ?? '';
    if (path === null || first === 'list name' || !first.includes(' ')) continue;
    faults.warn('choice-column-unfit', { sheet: 'choices', row: 1, column: first });
    unfit.add(first);
  }
  return unfit;
}

function readChoice(cells: CellMap, row: number, unfit: ReadonlySet<string>): Choice | null {
  const name = textOf(cells, 'name');
  if (name === null) return null;
  const more = new Map<string, string>();
  for (const [column, cell] of cells) {
    const isOwn = ['list name', 'name', 'label', 'media'].includes(column) || unfit.has(column);
    if (!isOwn && typeof cell === 'string') more.set(column, cell);
  }
  return { name, label: cells.get('label') ?? null, media: mapOf(cells, 'media'), more, row };
}

function addChoice(tables: ChoiceTables, list: string, choice: Choice): void {
  const table = tables.get(list) ?? { name: list, choices: [], isUsedBySearch: false };
  table.choices.push(choice);
  tables.set(list, table);
}

function checkDuplicates({ name: list, choices }: ChoiceTable, faults: FaultList): void {
  const seen = new Map<string, number | null>();
  for (const { name, row } of choices) {
    const other = seen.get(name);
    if (other !== undefined) {
      faults.error('choice-twice', { sheet: 'choices', row, column: 'name' }, { found: name, list, other: other ?? 0 });
    } else seen.set(name, row);
  }
}

/** Whether the labels of a list stand among the translations, because they differ by language or have values in them. */
export function needsItext({ choices }: ChoiceTable): boolean {
  return choices.some(
    ({ label, media }) => media.size > 0 || label instanceof Map || (label !== null && hasReference(label)),
  );
}

/** `itemsets.csv`: what `select_one_external` looks up; null where the form has no such sheet. */
export function writeItemsets(table: Table | null): string | null {
  if (table === null) return null;
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [
    table.headers,
    ...table.written.map(({ cells }) => table.headers.map((name) => cells.get(name) ?? '')),
  ];
  return lines.map((line) => `${line.map(quote).join(',')}\n`).join('');
}
