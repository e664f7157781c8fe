import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, formatSort, nextSort, parseSort, type SortValue, sortRows } from './column.ts';

interface Row {
  readonly id: number;
  readonly value: SortValue;
}
const columns: readonly Column<Row>[] = [
  { id: 'value', title: 'Value', cell: ({ value }) => value, sortBy: ({ value }) => value },
  { id: 'id', title: 'Id', cell: ({ id }) => id },
];
const sorted = (values: readonly SortValue[], isDescending: boolean, language = 'en') =>
  sortRows(
    values.map((value, id) => ({ id, value })),
    columns,
    { sort: { column: 'value', isDescending }, language },
  );

describe('sortRows', () => {
  test('numbers by size, texts with their numbers, nothing last either way', () => {
    expect(sorted([10, null, 9], false).map(({ value }) => value)).toEqual([9, 10, null]);
    expect(sorted([10, null, 9], true).map(({ value }) => value)).toEqual([10, 9, null]);
    expect(sorted(['S10', 'S9', 's1'], false).map(({ value }) => value)).toEqual(['s1', 'S9', 'S10']);
  });
  test('keeps the order of rows that are equal, and loses none', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value), fc.boolean(), (values, isDescending) => {
        const rows = sorted(values, isDescending);
        expect(rows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(values.map((_, id) => id));
        for (const [at, row] of rows.entries()) {
          const next = rows[at + 1];
          if (next !== undefined && next.value === row.value) expect(next.id).toBeGreaterThan(row.id);
        }
      }),
    );
  });
  test('leaves the list as it came where there is nothing to sort by', () => {
    const rows = [{ id: 1, value: 2 }];
    expect(sortRows(rows, columns, { sort: null, language: 'en' })).toBe(rows);
    expect(sortRows(rows, columns, { sort: { column: 'id', isDescending: true }, language: 'en' })).toBe(rows);
  });
});

test('a header is pressed up, down and off', () => {
  const up = nextSort(null, 'value');
  const down = nextSort(up, 'value');
  expect([up, down, nextSort(down, 'value'), nextSort(down, 'id')]).toEqual([
    { column: 'value', isDescending: false },
    { column: 'value', isDescending: true },
    null,
    { column: 'id', isDescending: false },
  ]);
});

test('a sort goes into an address and comes back', () => {
  for (const sort of [nextSort(null, 'a'), { column: 'a', isDescending: true }]) {
    expect(parseSort(sort && formatSort(sort))).toEqual(sort);
  }
  expect(parseSort('')).toBeNull();
});
