import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { findSheet } from '../../../../xforms/xlsform/tables/find-sheets.ts';
import { addColumn, getColumns, type WithColumn } from '../editing/columns/add-column.ts';
import { type ColumnSheet, findColumn } from '../editing/columns/sheet-columns.ts';
import { isLanguageName, readTextPath, withLanguageColumn } from '../editing/columns/text-columns.ts';
import { writeBlock } from '../editing/edit-cells.ts';
import { insertRows } from '../editing/edit-rows.ts';
import type { ReadCell, ReadRow } from './read-rows.ts';

const STARTS: Readonly<Partial<Record<ColumnSheet, readonly string[]>>> = {
  survey: ['type', 'name'],
  choices: ['list_name', 'name'],
  external_choices: ['list_name', 'name'],
  osm: ['list_name', 'name', 'label'],
};

/** Puts rows into a sheet after its row `after`, counted as a person does; columns that it lacks are added. */
export function placeRows(
  workbook: Workbook,
  rows: readonly ReadRow[],
  place: { readonly sheet: ColumnSheet; readonly after: number },
): Workbook {
  if (rows.length === 0) return workbook;
  const heads = new Map(rows.flatMap(({ cells }) => cells).map((cell) => [cell.key, cell]));
  let widened = withSheet(workbook, place.sheet);
  for (const head of heads.values()) widened = withColumnFor(widened, place.sheet, head).workbook;
  const columns = new Map([...heads].map(([key, head]) => [key, withColumnFor(widened, place.sheet, head).column]));
  const { sheet } = getColumns(widened, place.sheet);
  const at = Math.max(1, Math.min(place.after, sheet.rows.length));
  const block = rows.map((row) => layRow(row, columns));
  return writeBlock(
    insertRows(widened, sheet.name, { at, count: rows.length }),
    { sheet: sheet.name, row: at, column: 0 },
    block,
  );
}

/** A sheet that stands alone counts as the survey whatever its name, but not beside others: it is named as it is meant. */
function withSheet(workbook: Workbook, name: ColumnSheet): Workbook {
  const start = [STARTS[name] ?? []];
  const survey = findSheet(workbook, 'survey');
  const sheets = workbook.sheets.map((sheet) =>
    sheet === survey && sheet.name.toLowerCase() !== 'survey' ? { ...sheet, name: 'survey' } : sheet,
  );
  const found = findSheet({ sheets }, name);
  if (found === null) return { sheets: [...sheets, { name, rows: start }] };
  if (found.rows.length > 0) return { sheets };
  return { sheets: sheets.map((sheet) => (sheet === found ? { ...sheet, rows: start } : sheet)) };
}

function withColumnFor(workbook: Workbook, sheet: ColumnSheet, { header, path }: ReadCell): WithColumn {
  const text = readTextPath(path);
  if (text !== null && isLanguageName(text.language)) return withLanguageColumn(workbook, { sheet, ...text });
  const known = findColumn(getColumns(workbook, sheet), path);
  if (known !== null) return { workbook, column: known };
  const parted = header.includes('::') ? withDoubleColons(workbook, sheet) : workbook;
  const columns = getColumns(parted, sheet);
  return addColumn(parted, columns, { header, at: columns.headers.length });
}

/** A sheet with one header in double colons reads single ones as part of a name: all are parted alike. */
function withDoubleColons(workbook: Workbook, name: ColumnSheet): Workbook {
  const { sheet, separator, paths, headers } = getColumns(workbook, name);
  if (separator === '::') return workbook;
  const row = headers.map((header, at) => (header.includes(':') ? (paths[at] ?? [header]).join('::') : header));
  return writeBlock(workbook, { sheet: sheet.name, row: 0, column: 0 }, [row]);
}

function layRow({ cells }: ReadRow, columns: ReadonlyMap<string, number>): string[] {
  const texts: string[] = [];
  for (const { key, text } of cells) texts[columns.get(key) ?? 0] = text;
  return Array.from(texts, (text) => text ?? '');
}
