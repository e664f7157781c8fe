import { foldText } from '../../kernel/text.ts';

/** What cells are ordered by: numbers before texts, numbers by their size, texts by their folded form. */
export interface CellKey {
  /** NaN: it is no number. */
  readonly number: number;
  readonly folded: string;
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** @example cellKey('12.50').number // 12.5 */
export function cellKey(value: string): CellKey {
  if (NUMBER.test(value)) return { number: Number(value), folded: value };
  return { number: Number.NaN, folded: foldText(value) };
}

/** One order for whatever stands in a column, the same on every machine: no collation that a newer version might alter. */
export function compareKeys(one: CellKey, other: CellKey): number {
  const [isNumber, isOther] = [!Number.isNaN(one.number), !Number.isNaN(other.number)];
  if (isNumber && isOther) return one.number - other.number;
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return compareTexts(one.folded, other.folded);
}

/** By code units. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** How two values lie: by their ranks where values have an order of their own, those without one behind; else as `compareKeys` says. */
export function compareValues(one: string, other: string, ranks: ReadonlyMap<string, number> | null): number {
  const [rank, otherRank] = [one, other].map((value) => ranks?.get(value) ?? Number.POSITIVE_INFINITY);
  if (rank !== otherRank) return (rank ?? 0) < (otherRank ?? 0) ? -1 : 1;
  return compareKeys(cellKey(one), cellKey(other)) || compareTexts(one, other);
}
