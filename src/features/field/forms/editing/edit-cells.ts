import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { type Range, type Rows, trimRow, trimRows, withRows } from './sheet-cells.ts';

/** A block of texts, row by row; rows may be of different lengths. */
export type Block = readonly (readonly string[])[];

/** Writes a block of texts with its first cell at `at` (counted from 0); the sheet grows where it must. */
export function writeBlock(
  workbook: Workbook,
  at: { readonly sheet: string; readonly row: number; readonly column: number },
  block: Block,
): Workbook {
  return withRows(workbook, at.sheet, (rows) => writeRows(rows, at, block));
}

/** Writes one text. */
export function writeCell(
  workbook: Workbook,
  at: { readonly sheet: string; readonly row: number; readonly column: number },
  text: string,
): Workbook {
  return writeBlock(workbook, at, [[text]]);
}

/** Empties the cells of a range; rows and columns stay. */
export function clearRange(workbook: Workbook, sheet: string, range: Range): Workbook {
  return withRows(workbook, sheet, (rows) => {
    const bottom = Math.min(range.bottom, rows.length - 1);
    const blank = Array.from({ length: range.right - range.left + 1 }, () => '');
    const block = Array.from({ length: Math.max(0, bottom - range.top + 1) }, () => blank);
    return writeRows(rows, { row: range.top, column: range.left }, block);
  });
}

/**
 * The block as often side by side and below each other as it fits into the range, where the range is a whole multiple of
 * it: one text pasted over many cells fills them all. Else the block itself.
 */
export function fillRange(block: Block, range: Range): Block {
  const height = range.bottom - range.top + 1;
  const width = range.right - range.left + 1;
  const blockWidth = block.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (block.length === 0 || blockWidth === 0 || height % block.length !== 0 || width % blockWidth !== 0) return block;
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => block[row % block.length]?.[column % blockWidth] ?? ''),
  );
}

function writeRows(rows: Rows, at: { readonly row: number; readonly column: number }, block: Block): Rows {
  const next = [...rows];
  let isChanged = false;
  block.forEach((texts, index) => {
    const place = at.row + index;
    const before = next[place] ?? [];
    const after = writeRow(before, at.column, texts);
    if (after === before) return;
    isChanged = true;
    while (next.length < place) next.push([]);
    next[place] = after;
  });
  return isChanged ? trimRows(next) : rows;
}

function writeRow(row: readonly string[], column: number, texts: readonly string[]): readonly string[] {
  if (texts.every((text, index) => (row[column + index] ?? '') === text)) return row;
  const next = [...row];
  while (next.length < column) next.push('');
  texts.forEach((text, index) => {
    next[column + index] = text;
  });
  return trimRow(next);
}
