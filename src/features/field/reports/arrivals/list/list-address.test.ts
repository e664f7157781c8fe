import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress, readFilters, writeAddress } from './list-address.ts';
import { FIRST_VIEW, isSameView, type ListView, PAGE_SIZES, withFilter, withForm } from './list-view.ts';
import type { ColumnFilter } from './report-query.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const awkward = fc.stringMatching(/^[\\;,=!~*?.\- a/]{1,8}$/);
const value = fc.oneof(text, awkward);
const column = fc.oneof(
  fc.constantFrom('state', 'station', 'received'),
  fc.oneof(text, awkward).map((rest) => `/${rest}`),
);
const filter: fc.Arbitrary<ColumnFilter> = fc.oneof(
  fc.record({ column, is: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ column, isNot: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ column, from: value, to: fc.constant(null) }),
  fc.record({ column, from: fc.constant(null), to: value }),
  fc.record({ column, from: value, to: value }),
  fc.record({ column, has: value }),
  fc.record({ column, isEmpty: fc.boolean() }),
);
const view: fc.Arbitrary<ListView> = fc.record({
  form: fc.option(value, { nil: null }),
  filters: fc.array(filter, { maxLength: 4 }),
  search: fc.option(text, { nil: null }),
  sort: fc.option(fc.record({ column, isDescending: fc.boolean() }), { nil: null }),
  columns: fc.array(column, { maxLength: 5 }),
  size: fc.constantFrom(...PAGE_SIZES),
});

/** As a browser carries it. */
function carried(address: ReturnType<typeof writeAddress>): Record<string, string> {
  const given = Object.entries(address).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(new URLSearchParams(new URLSearchParams(given).toString()));
}

describe('the address of a list', () => {
  test('gives back every list that was written into it', () => {
    fc.assert(
      fc.property(view, (given) => {
        expect(readAddress(carried(writeAddress(given)))).toEqual(given);
      }),
    );
  });

  test('is bare for the list as it opens', () => {
    expect(carried(writeAddress(FIRST_VIEW))).toEqual({});
    expect(readAddress({})).toEqual(FIRST_VIEW);
  });

  test('can be read by people', () => {
    const filters: ColumnFilter[] = [
      { column: '/data/open', is: ['yes', 'no'] },
      { column: '/data/voters', from: '5.5', to: null },
      { column: '/data/note', has: 'ящик; два' },
      { column: 'station', isEmpty: true },
    ];
    expect(writeAddress({ ...FIRST_VIEW, filters }).filter).toBe(
      '/data/open=yes,no;/data/voters~5.5..;/data/note*ящик\\; два;station?none',
    );
    expect(writeAddress({ ...FIRST_VIEW, filters: [], columns: [] })).toMatchObject({ filter: '-', columns: '-' });
  });

  test.each(['state', 'state=a;x', 'station?maybe', 'a~..', 'a~1', 'a~1.2', '/data/note*', ';'])(
    'is refused where a filter is none: %s',
    (written) => {
      expect(readFilters(written)).toBeNull();
      expect(readAddress({ filter: written })).toBeNull();
    },
  );

  test('is refused with rows that no page has', () => {
    expect(readAddress({ search: 'n'.repeat(250) })).toMatchObject({ search: 'n'.repeat(250) });
    expect(readAddress({ search: 'n'.repeat(251) })).toBeNull();
    for (const size of ['7', 'many', '1000']) expect(readAddress({ size })).toBeNull();
  });
});

describe('a list', () => {
  test('of another form has nothing left that only the former one asks', () => {
    fc.assert(
      fc.property(view, fc.constantFrom('a form', null), (given, form) => {
        const other = withForm({ ...given, form: 'former' }, form);
        const named = [...other.filters.map((one) => one.column), ...other.columns, other.sort?.column ?? 'state'];
        expect(named.filter((name) => name.startsWith('/'))).toEqual([]);
        expect(other.filters.length).toBe(given.filters.filter((one) => !one.column.startsWith('/')).length);
      }),
    );
    expect(withForm({ ...FIRST_VIEW, form: 'a' }, 'a')).toEqual({ ...FIRST_VIEW, form: 'a' });
  });

  test('has one filter of a column, in its place', () => {
    const first = withFilter(FIRST_VIEW, 'station', { column: 'station', is: ['1'] });
    const second = withFilter(first, 'state', { column: 'state', is: ['held'] });
    expect(second.filters).toEqual([
      { column: 'state', is: ['held'] },
      { column: 'station', is: ['1'] },
    ]);
    expect(withFilter(second, 'state', null).filters).toEqual([{ column: 'station', is: ['1'] }]);
  });

  test('is the same whatever the order of what a filter says', () => {
    fc.assert(
      fc.property(view, (given) => {
        expect(isSameView(given, { ...given })).toBe(true);
      }),
    );
    const one = { ...FIRST_VIEW, filters: [{ from: '1', to: null, column: 'versions' }] };
    const other = { ...FIRST_VIEW, filters: [{ column: 'versions', to: null, from: '1' }] };
    expect([isSameView(one, other), isSameView(one, FIRST_VIEW)]).toEqual([true, false]);
  });
});
