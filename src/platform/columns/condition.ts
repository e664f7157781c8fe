import { CELL_SEPARATOR, foldText } from '../../kernel/text.ts';
import { cellKey, compareKeys } from './cell-order.ts';
import type { Column } from './column/column.ts';

/**
 * What a row has to have in a column. `is`: one of these values; where a cell has several (copies of a repeat, or several
 * choices where `isMultiple`), one of them. `from`, `to`: from one value to another, in the order of cells, both included.
 * `has`: a text that holds these letters, folded. `isEmpty`: nothing, or something.
 */
export type Condition =
  | { readonly column: string; readonly is: readonly string[]; readonly isMultiple?: boolean }
  | { readonly column: string; readonly isNot: readonly string[]; readonly isMultiple?: boolean }
  | { readonly column: string; readonly from: string | null; readonly to: string | null }
  | { readonly column: string; readonly has: string }
  | { readonly column: string; readonly isEmpty: boolean };

/** For every code of the column, 0 for rows without a value among them, whether a row with it is wanted: 1, or 0. */
export function matchCodes(column: Column, condition: Condition): Uint8Array {
  const match = new Uint8Array(column.size + 1);
  if ('isEmpty' in condition) return match.fill(condition.isEmpty ? 0 : 1, 1).fill(condition.isEmpty ? 1 : 0, 0, 1);
  if ('has' in condition) {
    for (const code of column.findFolded(foldText(condition.has))) match[code] = 1;
    return match;
  }
  if (!column.hasCopies && 'from' in condition) return matchRange(column, condition);
  if (!column.hasCopies && !('from' in condition) && condition.isMultiple !== true)
    return matchValues(column, condition);
  const holds = testOf(condition);
  for (let code = 1; code <= column.size; code += 1) match[code] = holds(column.value(code)) ? 1 : 0;
  // What is asked not to have a value need not have another one.
  match[0] = 'isNot' in condition ? 1 : 0;
  return match;
}

/** Values lie in order: where a range begins and ends is found without looking at each. */
function matchRange(column: Column, { from, to }: Extract<Condition, { readonly from: unknown }>): Uint8Array {
  const { least, most, isOfNumbers } = boundsOf(from, to);
  const firstText = column.firstCode(({ number }) => Number.isNaN(number));
  const first = least === null ? 1 : column.firstCode((key) => compareKeys(key, least) >= 0);
  const end = most === null ? column.size + 1 : column.firstCode((key) => compareKeys(key, most) > 0);
  const [low, high] = isOfNumbers ? [first, Math.min(end, firstText)] : [Math.max(first, firstText), end];
  return new Uint8Array(column.size + 1).fill(1, low, Math.max(low, high));
}

/** Each value that is asked for is looked up, in place of asking of each value whether it is. */
function matchValues(
  column: Column,
  condition: Extract<Condition, { readonly is: unknown } | { readonly isNot: unknown }>,
): Uint8Array {
  const [values, wanted] = 'is' in condition ? [condition.is, 1] : [condition.isNot, 0];
  const match = new Uint8Array(column.size + 1).fill(1 - wanted);
  for (const value of values) {
    const code = column.codeOf(value);
    if (code !== null) match[code] = wanted;
  }
  return match;
}

/** What is wanted of rows where no row has a value in the column. */
export function matchesNothing(condition: Condition): boolean {
  return 'isNot' in condition || ('isEmpty' in condition && condition.isEmpty);
}

type TextCondition = Exclude<Condition, { readonly has: string } | { readonly isEmpty: boolean }>;

function testOf(condition: TextCondition): (value: string) => boolean {
  if ('from' in condition) return rangeOf(condition.from, condition.to);
  const wanted = new Set('is' in condition ? condition.is : condition.isNot);
  const hasOne = (value: string) => partsOf(value, condition.isMultiple ?? false).some((part) => wanted.has(part));
  return 'is' in condition ? hasOne : (value) => !hasOne(value);
}

/** A number is not compared with a text: `n/a` is not more than 5. */
function boundsOf(from: string | null, to: string | null) {
  const [least, most] = [from === null ? null : cellKey(from), to === null ? null : cellKey(to)];
  return { least, most, isOfNumbers: [least, most].some((bound) => bound !== null && !Number.isNaN(bound.number)) };
}

function rangeOf(from: string | null, to: string | null): (value: string) => boolean {
  const { least, most, isOfNumbers } = boundsOf(from, to);
  return (value) =>
    partsOf(value, false).some((part) => {
      const key = cellKey(part);
      if (isOfNumbers === Number.isNaN(key.number)) return false;
      return (least === null || compareKeys(key, least) >= 0) && (most === null || compareKeys(key, most) <= 0);
    });
}

/** The values of a cell. */
export function partsOf(value: string, isMultiple: boolean): readonly string[] {
  const copies = value.includes(CELL_SEPARATOR) ? value.split(CELL_SEPARATOR) : [value];
  return isMultiple ? copies.flatMap((copy) => copy.split(' ')) : copies;
}
