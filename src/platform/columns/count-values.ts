import { cellKey, compareValues } from './cell-order.ts';
import { partsOf } from './condition.ts';
import type { Matched } from './segment.ts';

/** How often a value stands in the wanted rows. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What stands in a column, over the wanted rows. */
export interface Tally {
  /** Wanted rows, and those of them without a value. */
  readonly rows: number;
  readonly empty: number;
  /** Most frequent first; the most frequent ones where there are more than asked for. */
  readonly values: readonly ValueCount[];
  readonly isCut: boolean;
  /** Of the values that are numbers; null: none is. */
  readonly numbers: NumberTally | null;
}

/** Numbers in a column. `sum` and `mean` in floating point: for a look, never for a figure. */
export interface NumberTally {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** How a column is counted. */
export interface TallyAsked {
  readonly isMultiple: boolean;
  readonly most: number;
  /** Value → its place, where values have an order of their own: of those that are equally frequent, the first comes first. */
  readonly ranks?: ReadonlyMap<string, number> | null | undefined;
}

/** Counts the values of a column; a cell with several counts for each. */
export function tallyColumn(
  matched: readonly Matched[],
  key: string,
  { isMultiple, most, ranks = null }: TallyAsked,
): Tally {
  const counts = new Map<string, number>();
  let [rows, empty] = [0, 0];
  for (const part of matched) {
    rows += part.count;
    empty += countPart(part, key, (cell, count) => {
      for (const value of new Set(partsOf(cell, isMultiple))) counts.set(value, (counts.get(value) ?? 0) + count);
    });
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((one, other) => other.count - one.count || compareValues(one.value, other.value, ranks));
  return { rows, empty, values: values.slice(0, most), isCut: values.length > most, numbers: numbersOf(values) };
}

/** @returns how many of the wanted rows have no value. */
function countPart({ segment, mask, count }: Matched, key: string, add: (cell: string, count: number) => void): number {
  const column = count === 0 ? null : segment.column(key);
  if (column === null) return count;
  const byCode = new Uint32Array(column.size + 1);
  const { codes } = column;
  for (let row = 0; row < mask.length; row += 1) {
    const code = codes[row] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + (mask[row] ?? 0);
  }
  for (let code = 1; code <= column.size; code += 1) if (byCode[code] !== 0) add(column.value(code), byCode[code] ?? 0);
  return byCode[0] ?? 0;
}

function numbersOf(values: readonly ValueCount[]): NumberTally | null {
  let [counted, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value, count } of values) {
    const { number } = cellKey(value);
    if (Number.isNaN(number)) continue;
    counted += count;
    sum += number * count;
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return counted === 0 ? null : { count: counted, sum, mean: sum / counted, least, most };
}
