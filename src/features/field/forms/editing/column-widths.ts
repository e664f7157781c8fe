import { cellAt, type Rows } from './sheet-cells.ts';

/** Rows that are looked at: what comes later is cut short where it is longer. */
const SAMPLED_ROWS = 300;
const NARROWEST = 72;
const WIDEST = 320;
/** Pixels that a letter takes on average, and what a cell has around its text, with room for a mark. */
const LETTER = 7.4;
const AROUND = 32;
/** Width of a column that holds nothing yet. */
const EMPTY = 120;

/** What the columns that say what a row is have room for at least: the longest of the usual types. */
const USUAL_TYPE = 'select_one yes_no_na'.length;

/**
 * Widths of the columns of a sheet in px: as wide as most of what stands in them, within limits; type and name of questions
 * never narrower than the usual types.
 */
export function columnWidths(rows: Rows, count: number): number[] {
  return Array.from({ length: count }, (_, column) => widthOfColumn(rows, column));
}

function widthOfColumn(rows: Rows, column: number): number {
  const header = cellAt(rows, 0, column);
  const lengths = rows
    .slice(1, SAMPLED_ROWS + 1)
    .map((row) => (row[column] ?? '').length)
    .filter((length) => length > 0)
    .sort((a, b) => a - b);
  if (header === '' && lengths.length === 0) return EMPTY;
  const most = lengths[Math.floor((lengths.length - 1) * 0.95)] ?? 0;
  const least = isOfQuestions(rows, header) ? Math.round(USUAL_TYPE * LETTER + AROUND) : NARROWEST;
  return Math.round(Math.max(least, Math.min(WIDEST, Math.max(most, header.length) * LETTER + AROUND)));
}

function isOfQuestions(rows: Rows, header: string): boolean {
  const headers = rows[0]?.map((one) => one.trim().toLowerCase()) ?? [];
  return ['type', 'name'].includes(header.trim().toLowerCase()) && headers.includes('type') && headers.includes('name');
}
