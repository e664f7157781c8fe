import { describe, expect, test } from 'vitest';
import { columnsOfList, filterOf, givenOf, modesOf } from './list-column.ts';
import type { ColumnFilter } from './report-query.ts';
import { META_COLUMNS } from './report-row.ts';

const COLUMNS = columnsOfList([
  { path: '/data/open', kind: 'choice', labels: { '': 'Open?' }, choices: [{ value: 'yes', labels: { '': 'Yes' } }] },
  { path: '/data/voters', kind: 'number', labels: {}, choices: [] },
]);
const column = (id: string) => COLUMNS.find((one) => one.id === id) as (typeof COLUMNS)[number];

describe('the columns that a list may have', () => {
  test('are those of every report, then the questions of its form', () => {
    expect(COLUMNS.map(({ id }) => id).sort()).toEqual([...META_COLUMNS, '/data/open', '/data/voters'].sort());
    expect(COLUMNS.at(-1)?.id).toBe('/data/voters');
  });

  test('cannot be asked to be empty where they never are', () => {
    expect(modesOf(column('state'))).toEqual(['is', 'isNot']);
    expect(modesOf(column('received'))).toEqual(['between']);
    expect(modesOf(column('/data/open'))).toContain('none');
  });
});

test('what was given becomes a filter, and a filter what was given', () => {
  const filters: ColumnFilter[] = [
    { column: '/data/open', is: ['yes'] },
    { column: '/data/open', isNot: ['yes', 'no'] },
    { column: '/data/voters', from: '5', to: null },
    { column: '/data/voters', from: null, to: '7' },
    { column: 'station', has: '12' },
    { column: 'station', isEmpty: true },
    { column: 'moved', isEmpty: false },
  ];
  for (const filter of filters) expect(filterOf(filter.column, givenOf(column(filter.column), filter))).toEqual(filter);
});

test('nothing given is no filter', () => {
  expect(filterOf('station', givenOf(column('station'), null))).toBeNull();
  expect(filterOf('state', givenOf(column('state'), null))).toBeNull();
  expect(filterOf('received', givenOf(column('received'), null))).toBeNull();
});
