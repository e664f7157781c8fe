import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { NO_LANGUAGE } from '../../../../xforms/xlsform/settings.ts';
import { type ColumnSheet, columnsOf, pathOfHeader, type SheetColumns } from '../editing/columns/sheet-columns.ts';
import { readTextPath } from '../editing/columns/text-columns.ts';
import type { BankRow } from './bank-question.ts';

/** A cell with what its header stands for. */
export interface ReadCell {
  readonly header: string;
  readonly path: readonly string[];
  /** What it is found and compared by: kind of text and language, or the path of the header; parts are parted by line breaks. */
  readonly key: string;
  readonly text: string;
}

/** A row of a sheet whose header has been read; cells that are empty are left out. */
export interface ReadRow {
  /** As a person counts: the header is row 1. */
  readonly number: number;
  readonly cells: readonly ReadCell[];
}

/** The rows below the header, with headers that mean the same in any other form; none where there is no such sheet. */
export function readRows(workbook: Workbook, name: ColumnSheet): readonly ReadRow[] {
  const columns = columnsOf(workbook, name);
  if (columns === null) return [];
  const heads = columns.paths.map((path, at) => (path === null ? null : portable(columns, path, at)));
  return columns.sheet.rows.slice(1).map((row, index) => ({
    number: index + 2,
    cells: row.flatMap((written, at): ReadCell[] => {
      const head = heads[at] ?? null;
      if (head === null || written.trim() === '') return [];
      return [{ ...head, text: head.key === 'type' ? written.trim().replace(/\s+/g, ' ') : written.trim() }];
    }),
  }));
}

/** A header that reads the same elsewhere: parted by double colons, a text with the language that the settings give it. */
function portable(
  { headers, separator, unnamed }: SheetColumns,
  path: readonly string[],
  at: number,
): Omit<ReadCell, 'text'> {
  const written = headers[at] ?? '';
  const header = separator === ':' && written.includes(':') ? path.join('::') : written;
  const text = readTextPath(path);
  const isUnnamed = text !== null && text.language === NO_LANGUAGE && path.at(-1) !== NO_LANGUAGE;
  if (!isUnnamed || unnamed === NO_LANGUAGE) return { header, path, key: keyOf(path) };
  const named = [...path, unnamed];
  return { header: `${header}::${unnamed}`, path: named, key: keyOf(named) };
}

/** The text under a key such as `name`, `list name` or `control\njr:count`; empty where there is none. */
export function cellOf({ cells }: Pick<ReadRow, 'cells'>, key: string): string {
  return cells.find((cell) => cell.key === key)?.text ?? '';
}

function keyOf(path: readonly string[]): string {
  const text = readTextPath(path);
  return text === null ? path.join('\n') : `${text.base}\n${text.language}`;
}

/** Rows of the bank as those of a sheet; each header is read once. */
export function fromBankRows(sheet: ColumnSheet, rows: readonly BankRow[]): readonly ReadRow[] {
  const heads = new Map<string, Omit<ReadCell, 'text'>>();
  const headOf = (header: string) => {
    const path = pathOfHeader(sheet, header);
    const head = { header, path, key: keyOf(path) };
    heads.set(header, head);
    return head;
  };
  return rows.map((row) => ({
    number: 0,
    cells: Object.entries(row).map(([header, text]) => ({ ...(heads.get(header) ?? headOf(header)), text })),
  }));
}

/** The row as the bank keeps it. */
export function toBankRow({ cells }: ReadRow): BankRow {
  return Object.fromEntries(cells.map(({ header, text }) => [header, text]));
}
