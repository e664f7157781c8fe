import { parseCsv } from './csv.ts';
import { WORKBOOK_LIMITS } from './limits.ts';
import { type CellText, plainText } from './sheet-cells.ts';
import { WorkbookGrid } from './sheet-grid.ts';
import type { Workbook } from './workbook.ts';
import { WorkbookStop, workbookFault } from './workbook-fault.ts';

/**
 * Several sheets in one CSV text: the first column names the sheet, the others are its cells.
 *
 * @throws WorkbookStop with the faults of the text.
 */
export function readCsvSheets(text: string): Workbook {
  const table = parseCsv(text, WORKBOOK_LIMITS.cells);
  if (!table.ok) throw new WorkbookStop([workbookFault(table.error.code, table.error.parameters)]);
  return sheetsOfRows(table.value);
}

/**
 * Several sheets in one Markdown table: the first column names the sheet, the others are its cells; `\|` is a bar inside a
 * cell. Lines that are no rows, rulers and comments (`#`) are passed over.
 *
 * @throws WorkbookStop with the faults of the text.
 */
export function readMarkdownSheets(text: string): Workbook {
  if (hasMoreCells(text, WORKBOOK_LIMITS.cells)) {
    throw new WorkbookStop([workbookFault('workbook-too-many-cells', { limit: WORKBOOK_LIMITS.cells })]);
  }
  const rows = text.split(/\r\n?|\n/).flatMap((line) => {
    const bare = line
      .trim()
      .replace(/#[^|]+$/, '')
      .trim();
    if (!/^\|.*\|$/.test(bare) || (/^[|\-:\s]+$/.test(bare.replace(/\|\s*\|/g, '|')) && bare.includes('-'))) return [];
    return [
      bare
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    ];
  });
  if (rows.length === 0) throw new WorkbookStop([workbookFault('workbook-unknown')]);
  return sheetsOfRows(rows);
}

function hasMoreCells(text: string, limit: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= limit; at += 1) if (text[at] === '|' || text[at] === '\n') count += 1;
  return count > limit;
}

function sheetsOfRows(rows: readonly (readonly string[])[]): Workbook {
  const grid = new WorkbookGrid();
  let next = -1;
  for (const [first = '', ...cells] of rows) {
    if (first.trim() !== '') {
      grid.begin(first.trim());
      next = 0;
    }
    if (next < 0 && cells.some((cell) => cell !== '')) throw new WorkbookStop([workbookFault('workbook-unknown')]);
    const isRow = cells.some((cell) => cell !== '');
    if (!isRow && next <= 0) continue;
    if (!isRow && first.trim() !== '') continue;
    cells.forEach((cell, column) => {
      const text: CellText = plainText(cell);
      grid.fill(next, column, text);
    });
    next += 1;
  }
  return { sheets: grid.finish() };
}
