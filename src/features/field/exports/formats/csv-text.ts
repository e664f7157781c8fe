import { neutralizeCell } from '../../../../kernel/text.ts';
import type { Cell } from '../tables/plan-tables.ts';

/** Ends a line, as RFC 4180 has it. */
export const LINE_END = '\r\n';
/** By this Excel knows that a file is in UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** What may need quotes, or an apostrophe before it; most cells do not. */
const SPECIAL = /[",\r\n]|^'*[=+\-@\t＝＋－＠]/;

/**
 * A cell as it stands in a CSV file (RFC 4180): no spreadsheet takes it for a formula, and `restoreCell` gives it back.
 *
 * @example quoteCell('=1+1') // "'=1+1"
 */
export function quoteCell(cell: Cell): string {
  if (cell === null || cell === '') return '';
  if (!SPECIAL.test(cell)) return cell;
  const safe = neutralizeCell(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines of rows. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  let text = '';
  for (const row of rows) {
    for (let at = 0; at < row.length; at += 1) {
      if (at > 0) text += ',';
      text += quoteCell(row[at] ?? null);
    }
    text += LINE_END;
  }
  return text;
}
