import type { Sheet, Workbook } from '../../../../xforms/workbook/workbook.ts';

/** What became of two edits of the same workbook. */
export interface Merged {
  readonly workbook: Workbook;
  /** Cells that both changed, each to something else; there stands mine. */
  readonly contested: readonly { readonly sheet: string; readonly row: number }[];
}

type Rows = Sheet['rows'];

/**
 * Brings two edits of one workbook together: what only one of them changed is taken from there, row by row and cell by
 * cell; what both changed differently is contested, and mine stands. Where both inserted or deleted rows of a sheet, the
 * whole sheet is contested, named by its row 1.
 *
 * @param base what both began with.
 */
export function mergeWorkbooks(base: Workbook, mine: Workbook, theirs: Workbook): Merged {
  const names = [...new Set([...mine.sheets, ...theirs.sheets].map(({ name }) => name))];
  const contested: { sheet: string; row: number }[] = [];
  const sheets = names.flatMap((name) => {
    const rowsOf = (workbook: Workbook) => workbook.sheets.find((sheet) => sheet.name === name)?.rows ?? null;
    const merged = mergeRows({ base: rowsOf(base), mine: rowsOf(mine), theirs: rowsOf(theirs) });
    contested.push(...merged.contested.map((row) => ({ sheet: name, row })));
    return merged.rows === null ? [] : [{ name, rows: merged.rows }];
  });
  return { workbook: { sheets }, contested };
}

interface Sides<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** Rows null: the sheet is not there. */
function mergeRows({ base, mine, theirs }: Sides<Rows | null>): { rows: Rows | null; contested: readonly number[] } {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { rows: mine, contested: [] };
  if (isSame(base, mine)) return { rows: theirs, contested: [] };
  if (base === null || mine === null || theirs === null) return { rows: mine ?? theirs, contested: [1] };
  if (mine.length === base.length && theirs.length === base.length) return mergeCells({ base, mine, theirs });
  if (theirs.length === base.length) return mergeShifted({ base, shifted: mine, edited: theirs, isMineShifted: true });
  if (mine.length === base.length) return mergeShifted({ base, shifted: theirs, edited: mine, isMineShifted: false });
  return { rows: mine, contested: [1] };
}

function mergeCells({ base, mine, theirs }: Sides<Rows>): { rows: Rows; contested: readonly number[] } {
  const contested: number[] = [];
  const rows = base.map((row, index) => {
    const merged = mergeRow({ base: row, mine: mine[index] ?? [], theirs: theirs[index] ?? [] });
    if (merged.isContested) contested.push(index + 1);
    return merged.row;
  });
  return { rows, contested };
}

function mergeRow({ base, mine, theirs }: Sides<Rows[number]>): { row: Rows[number]; isContested: boolean } {
  const width = Math.max(base.length, mine.length, theirs.length);
  let isContested = false;
  const row = Array.from({ length: width }, (_, column) => {
    const [was, own, other] = [base[column] ?? '', mine[column] ?? '', theirs[column] ?? ''];
    if (own === was) return other;
    if (other !== was && other !== own) isContested = true;
    return own;
  });
  while (row.at(-1) === '') row.pop();
  return { row, isContested };
}

/**
 * One side inserted or deleted rows, the other changed cells only: what it changed is carried to where its row has gone.
 * Rows are followed from both ends; a row that is gone or was changed by both is contested.
 */
function mergeShifted(sides: {
  readonly base: Rows;
  readonly shifted: Rows;
  readonly edited: Rows;
  readonly isMineShifted: boolean;
}): { rows: Rows; contested: readonly number[] } {
  const { base, shifted, edited, isMineShifted } = sides;
  const rows = [...shifted];
  const contested: number[] = [];
  const head = commonLength(base, shifted, (index) => index);
  const tail = Math.min(
    commonLength(base, shifted, (index, rowsOf) => rowsOf.length - 1 - index),
    Math.min(base.length, shifted.length) - head,
  );
  base.forEach((row, index) => {
    if (isSameRow(row, edited[index] ?? [])) return;
    const target = index < head ? index : index >= base.length - tail ? index + shifted.length - base.length : null;
    if (target === null) contested.push(index + 1);
    else rows[target] = edited[index] ?? [];
  });
  return contested.length > 0 && !isMineShifted ? { rows: edited, contested } : { rows, contested };
}

/** How many rows are the same, counted from one end. */
function commonLength(one: Rows, other: Rows, at: (index: number, rows: Rows) => number): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && isSameRow(one[at(count, one)] ?? [], other[at(count, other)] ?? [])) count += 1;
  return count;
}

function isSame(one: Rows | null, other: Rows | null): boolean {
  if (one === other) return true;
  if (one === null || other === null || one.length !== other.length) return false;
  return one.every((row, index) => isSameRow(row, other[index] ?? []));
}

function isSameRow(one: Rows[number], other: Rows[number]): boolean {
  if (one === other) return true;
  const width = Math.max(one.length, other.length);
  for (let column = 0; column < width; column += 1) {
    if ((one[column] ?? '') !== (other[column] ?? '')) return false;
  }
  return true;
}
