import { compareValues } from './cell-order.ts';
import type { Cell, Column } from './column/column.ts';
import type { Matched } from './segment.ts';

/** A row in its place: what it is sorted by, and its place among all. */
export interface RowPlace {
  readonly ordinal: number;
  /** What stands in the column that is sorted by; null: nothing, or no column is. */
  readonly cell: Cell;
}

/** The order of a list. Rows that are equal stand newest first, and those without a value after all others. */
export interface RowOrdering {
  /** Null: newest first. */
  readonly column: string | null;
  readonly isDescending: boolean;
  /** Value → its place, where values have an order of their own, as choices of a form; others come after these. */
  readonly ranks: ReadonlyMap<string, number> | null;
}

/** Which part of a list is wanted. */
export interface PageAsked {
  /** The last row of the page before; null: from the first on. */
  readonly after: RowPlace | null;
  readonly limit: number;
}

/**
 * The next rows of a list; of the column that it is sorted by, `lendLetters` brings what is looked at. Looks in each segment at those rows alone that may be among them, so that a page costs nearly the
 * same wherever it lies.
 */
export function pageOfRows(
  matched: readonly Matched[],
  ordering: RowOrdering,
  { after, limit }: PageAsked,
): readonly RowPlace[] {
  const compare = comparePlaces(ordering);
  const best: RowPlace[] = [];
  for (const part of matched) {
    if (part.count === 0) continue;
    for (const place of rowsFrom(part, ordering, after)) {
      if (after !== null && compare(place, after) <= 0) continue;
      const worst = best.at(-1);
      if (best.length === limit && worst !== undefined && compare(place, worst) >= 0) break;
      insert(best, place, compare);
      if (best.length > limit) best.pop();
    }
  }
  return best;
}

type Compare = (one: RowPlace, other: RowPlace) => number;

function insert(best: RowPlace[], place: RowPlace, compare: Compare): void {
  best.splice(
    firstAtOrBehind(0, best.length, (at) => compare(best[at] as RowPlace, place) > 0),
    0,
    place,
  );
}

function comparePlaces(ordering: RowOrdering): Compare {
  const compareCells = cellComparison(ordering);
  return (one, other) => compareCells(one.cell, other.cell) || other.ordinal - one.ordinal;
}

/** How two cells lie in the order of a list: below 0, the first one comes first. */
export function cellComparison({ column, isDescending, ranks }: RowOrdering): (one: Cell, other: Cell) => number {
  if (column === null) return () => 0;
  const sign = isDescending ? -1 : 1;
  return (one, other) => {
    if (one === other) return 0;
    if (one === null || other === null) return one === null ? 1 : -1;
    return sign * compareValues(one, other, ranks);
  };
}

/** Wanted rows of a segment in the order of the list, from about the one on after which the page begins. */
function* rowsFrom({ segment, mask }: Matched, ordering: RowOrdering, after: RowPlace | null): Generator<RowPlace> {
  const column = ordering.column === null ? null : segment.column(ordering.column);
  if (column === null) {
    yield* newestFirst({ start: 0, end: mask.length, row: (at) => at }, null);
    return;
  }
  const { rows, starts } = column.rowsByCode();
  for (const code of codesFrom(column, ordering, after)) {
    const group = { start: starts[code] ?? 0, end: starts[code + 1] ?? 0, row: (at: number) => rows[at] ?? 0 };
    yield* newestFirst(group, code === 0 ? null : column.value(code));
  }

  function* newestFirst({ start, end, row }: Group, cell: Cell): Generator<RowPlace> {
    const isBehind = after === null || after.cell !== cell;
    const last = isBehind ? end : firstAtOrBehind(start, end, (at) => segment.ordinal(row(at)) >= after.ordinal);
    for (let at = last - 1; at >= start; at -= 1) {
      const own = row(at);
      if (mask[own] === 1) yield { ordinal: segment.ordinal(own), cell };
    }
  }
}

/** Rows with one value, ascending. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly row: (at: number) => number;
}

/** The first place from `start` on at which `isBehind` is true, and stays so; `end`: none. */
function firstAtOrBehind(start: number, end: number, isBehind: (at: number) => boolean): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The codes in the order of the list, from the first on that is not before the row after which the page begins; 0 last. */
function* codesFrom(column: Column, ordering: RowOrdering, after: RowPlace | null): Generator<number> {
  const codes = orderedCodes(column, ordering);
  const compareCells = cellComparison(ordering);
  // Rows without a value come last: values need not be looked at.
  if (after === null || after.cell !== null) {
    const isBehind = (at: number) => {
      if (after === null) return true;
      const side = column.sideOf(codes.at(at));
      if (side === 'here') return compareCells(column.value(codes.at(at)), after.cell) >= 0;
      return side === (ordering.isDescending ? 'before' : 'behind');
    };
    const first = firstAtOrBehind(0, codes.length, isBehind);
    for (let at = first; at < codes.length; at += 1) yield codes.at(at);
  }
  yield 0;
}

/** Codes in an order. */
export interface Codes {
  readonly length: number;
  at(place: number): number;
}

/** The codes of a column in the order of a list, without 0. */
export function orderedCodes(column: Column, { isDescending, ranks }: RowOrdering): Codes {
  if (ranks === null) {
    return { length: column.size, at: (place) => (isDescending ? column.size - place : place + 1) };
  }
  const codes = Array.from({ length: column.size }, (_, at) => at + 1);
  const sign = isDescending ? -1 : 1;
  codes.sort((one, other) => sign * compareValues(column.value(one), column.value(other), ranks));
  return { length: codes.length, at: (place) => codes[place] ?? 0 };
}
