import { describe, expect, test } from 'vitest';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import { boundsFault, readBound, writeBound } from './bounds.ts';

const came: ListColumn = { id: 'received', kind: 'moment', labels: null, choices: [] };
const begun: ListColumn = { id: '/data/start', kind: 'moment', labels: {}, choices: [] };
const voters: ListColumn = { id: '/data/voters', kind: 'number', labels: {}, choices: [] };

describe('a bound of a filter', () => {
  test.each([came, begun])('of $id comes back as it was typed', (column) => {
    for (const side of ['from', 'to'] as const) {
      for (const text of ['2024-02-07T08:00', '2024-07-31T23:59']) {
        expect(readBound(column, writeBound(column, { side, text }))).toBe(text);
      }
    }
    expect([readBound(column, ''), writeBound(column, { side: 'to', text: '' })]).toEqual(['', '']);
  });

  test('of when it came is a moment in UTC; the last minute belongs to it', () => {
    const [from, to] = (['from', 'to'] as const).map((side) => writeBound(came, { side, text: '2024-02-07T08:00' }));
    expect(Date.parse(String(to)) - Date.parse(String(from))).toBe(59_999);
    expect(from).toBe(new Date(2024, 1, 7, 8).toISOString());
  });

  test('of a moment in a form goes by the clock of the phone', () => {
    const to = writeBound(begun, { side: 'to', text: '2024-02-07T08:00' });
    expect('2024-02-07T08:00:59.999+04:00' < to && to < '2024-02-07T08:01:00.000+04:00').toBe(true);
  });

  test('of a number may have a decimal comma', () => {
    expect(writeBound(voters, { side: 'from', text: ' 1,5 ' })).toBe('1.5');
  });
});

test.each([
  [voters, '5', '2', { side: 'to', fault: 'order' }],
  [voters, '9', '10', null],
  [voters, '3', '3', null],
  [voters, '-2', '-5', { side: 'to', fault: 'order' }],
  [voters, '0.5', '.25', { side: 'to', fault: 'order' }],
  [voters, 'many', '', { side: 'from', fault: 'number' }],
  [voters, '', '1 2', { side: 'to', fault: 'number' }],
  [voters, '5', '', null],
  [came, '2024-02-07T08:00:00.000Z', '2024-02-06T08:00:59.999Z', { side: 'to', fault: 'order' }],
  [begun, '2024-02-07T08:00', '2024-02-07T08:00:60', null],
  [{ ...begun, kind: 'date' } as ListColumn, '2024-02-07', '2024-02-06', { side: 'to', fault: 'order' }],
])('bounds that nothing can lie between are told at their field: %#', (column, from, to, fault) => {
  expect(boundsFault(column, { from, to })).toEqual(fault);
});
