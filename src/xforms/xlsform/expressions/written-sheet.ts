import type { Workbook } from '../../workbook/workbook.ts';
import { findSheet, type SheetName } from '../tables/find-sheets.ts';
import { type HeaderNames, plainHeaders, readHeader, SETTINGS_HEADERS, SURVEY_HEADERS } from '../tables/headers.ts';
import { straightQuotes } from '../tables/read-table.ts';

/** A cell as it is written, white space included; only curly quotes are straight, which changes no place. */
export interface WrittenCell {
  /** The column as it is written. */
  readonly column: string;
  /** What the column stands for: `['bind', 'relevant']`. */
  readonly path: readonly string[];
  readonly text: string;
}

const HEADERS: Partial<Record<SheetName, HeaderNames>> = { survey: SURVEY_HEADERS, settings: SETTINGS_HEADERS };

/** The filled cells of a sheet by the number of their row, the first below the header being 2; none where there is no such sheet. */
export function* writtenRows(
  workbook: Workbook,
  sheet: SheetName,
): Generator<readonly [number, readonly WrittenCell[]]> {
  const [first = [], ...rows] = findSheet(workbook, sheet)?.rows ?? [];
  const headers = first.map((header) => header.trim().replace(/\s+/g, ' '));
  const hasDoubleColons = headers.some((header) => header.includes('::'));
  const names = HEADERS[sheet] ?? plainHeaders([]);
  const paths = headers.map((header) => readHeader(header, names, hasDoubleColons));
  for (const [index, texts] of rows.entries()) {
    const cells = texts.flatMap((text, at): WrittenCell[] => {
      const [column, path] = [headers[at] ?? '', paths[at] ?? []];
      return column === '' || text.trim() === '' ? [] : [{ column, path, text: straightQuotes(text) }];
    });
    yield [index + 2, cells];
  }
}

/** The cell of what a column stands for. */
export function cellAt(cells: readonly WrittenCell[], ...path: readonly string[]): WrittenCell | undefined {
  return cells.find((cell) => path.every((name, at) => cell.path[at] === name));
}
