import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import type { Sheet, Workbook } from '../../../../xforms/workbook/workbook.ts';
import { toSnakeCase } from '../../../../xforms/xlsform/tables/headers.ts';

/** Where in a workbook, as a fault says it: row 1 is the header, `column` the text of the header. */
export type WrittenPlace = Pick<FormFault, 'sheet' | 'row' | 'column'>;

/** The same place counted from 0, with the name of the sheet as it is written; null where the place is wider than that. */
export interface GridPlace {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: number | null;
}

/** A fault and where it is shown. */
export interface PlacedFault extends GridPlace {
  readonly fault: FormFault;
}

/** The faults of one sheet. */
export interface SheetFaults {
  readonly errors: number;
  readonly warnings: number;
  /** Row and column (see `cellKey`) → faults of that very cell. */
  readonly cells: ReadonlyMap<string, readonly PlacedFault[]>;
  /** Row → faults that mean the row as a whole. */
  readonly rows: ReadonlyMap<number, readonly PlacedFault[]>;
}

/** All faults of a workbook with their places. */
export interface PlacedFaults {
  /** Those of no sheet of the workbook first, then in reading order. */
  readonly all: readonly PlacedFault[];
  readonly sheets: ReadonlyMap<string, SheetFaults>;
}

/** The key of a cell in `SheetFaults.cells`. */
export function cellKey(row: number, column: number): string {
  return `${row}:${column}`;
}

/** Finds the cells that faults speak of; a place that the workbook has not becomes the next wider one that it has. */
export function placeFaults(workbook: Workbook, faults: readonly FormFault[]): PlacedFaults {
  const order = new Map(workbook.sheets.map(({ name }, index) => [name, index]));
  const rank = ({ sheet }: PlacedFault) => (sheet === null ? -1 : (order.get(sheet) ?? -1));
  const all = faults
    .map((fault): PlacedFault => ({ fault, ...findPlace(workbook, fault) }))
    .sort((a, b) => rank(a) - rank(b) || compare(a.row, b.row) || compare(a.column, b.column));
  const sheets = new Map<string, PlacedFault[]>();
  for (const placed of all) {
    if (placed.sheet !== null) pushTo(sheets, placed.sheet, placed);
  }
  return { all, sheets: new Map([...sheets].map(([name, own]) => [name, gather(own)])) };
}

/** Where in the workbook a place lies that is written as faults write it. */
export function findPlace(workbook: Workbook, written: WrittenPlace): GridPlace {
  const sheet = findWritten(workbook, written.sheet);
  if (sheet === null) return { sheet: null, row: null, column: null };
  const row = written.row === null ? null : Math.max(0, written.row - 1);
  const column = written.column === null ? null : findColumn(sheet, written.column, row);
  if (row === null) return { sheet: sheet.name, row: column === null ? null : 0, column };
  return { sheet: sheet.name, row, column };
}

/** A place of the grid as faults write it. */
export function writePlace(workbook: Workbook, place: GridPlace): WrittenPlace {
  const sheet = workbook.sheets.find(({ name }) => name === place.sheet);
  const header = place.column === null ? '' : (sheet?.rows[0]?.[place.column] ?? '');
  return {
    sheet: place.sheet,
    row: place.row === null ? null : place.row + 1,
    column: header === '' ? null : header,
  };
}

/** The next (`step` 1) or previous (-1) fault from a place, round and round; null where no fault has a sheet. */
export function findNextFault(
  workbook: Workbook,
  faults: readonly PlacedFault[],
  { from, step }: { readonly from: GridPlace; readonly step: -1 | 1 },
): PlacedFault | null {
  const reachable = faults.filter(({ sheet }) => sheet !== null);
  const rank = (place: GridPlace) => workbook.sheets.findIndex(({ name }) => name === place.sheet);
  const order = (place: GridPlace) =>
    rank(place) - rank(from) || compare(place.row ?? 0, from.row) || compare(place.column ?? 0, from.column);
  const ahead = step > 0 ? reachable.find((one) => order(one) > 0) : reachable.findLast((one) => order(one) < 0);
  return ahead ?? reachable.at(step > 0 ? 0 : -1) ?? null;
}

function findWritten(workbook: Workbook, written: string | null): Sheet | null {
  if (written === null) return null;
  const exact = workbook.sheets.find(({ name }) => name === written);
  if (exact !== undefined) return exact;
  const alike = workbook.sheets.find(({ name }) => name.trim().toLowerCase() === written.toLowerCase());
  if (alike !== undefined) return alike;
  const [only, ...others] = workbook.sheets;
  return written === 'survey' && others.length === 0 ? (only ?? null) : null;
}

/** The column of that header: exactly, else whatever its case and spaces. Of several, a fault of the header means the last. */
function findColumn(sheet: Sheet, written: string, row: number | null): number | null {
  const headers = (sheet.rows[0] ?? []).map((header) => header.trim().replace(/\s+/g, ' '));
  const exact = row === 0 ? headers.lastIndexOf(written) : headers.indexOf(written);
  if (exact >= 0) return exact;
  const loose = headers.findIndex((header) => header !== '' && toSnakeCase(header) === toSnakeCase(written));
  return loose >= 0 ? loose : null;
}

function gather(own: readonly PlacedFault[]): SheetFaults {
  const cells = new Map<string, PlacedFault[]>();
  const rows = new Map<number, PlacedFault[]>();
  for (const placed of own) {
    if (placed.row === null) continue;
    if (placed.column === null) pushTo(rows, placed.row, placed);
    else pushTo(cells, cellKey(placed.row, placed.column), placed);
  }
  const errors = own.filter(({ fault }) => fault.severity === 'error').length;
  return { errors, warnings: own.length - errors, cells, rows };
}

function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** What is wider stands before what is in it. */
function compare(a: number | null, b: number | null): number {
  return (a ?? -1) - (b ?? -1);
}
