import { describe, expect, it } from 'vitest';
import { recordsOf, ruleOf } from '../../../../test/support/calendar-records.ts';
import { computeCalendar } from './calendar.ts';
import { type CalendarFilter, filterEntries } from './filter.ts';

const EVERYTHING: CalendarFilter = { phase: '', actor: '', status: '', text: '' };
const actors = [
  { key: 'cec', part_of: null },
  { key: 'secretary', part_of: 'cec' },
  { key: 'clerk', part_of: 'secretary' },
  { key: 'court', part_of: null },
];
const entries = computeCalendar(
  recordsOf({
    'calendar-rule': [
      ruleOf({ key: 'a', phase: 'voting', actors: 'cec', title_en: 'Ballots are sent', done: '2024-02-07' }),
      ruleOf({ key: 'b', phase: 'results', actors: 'clerk|court', title_az: 'Səs vermə başlanır' }),
      ruleOf({ key: 'c.close', phase: 'results', title_ru: 'Подсчёт голосов' }),
    ],
  }),
  Date.UTC(2025, 0, 1),
);

describe('filterEntries', () => {
  it.each([
    [{}, ['a', 'b', 'c.close']],
    [{ phase: 'results' }, ['b', 'c.close']],
    [{ status: 'met' }, ['a']],
    [{ actor: 'court' }, ['b']],
    [{ actor: 'cec' }, ['a', 'b']],
    [{ actor: 'nobody' }, []],
    [{ text: 'ballots SENT' }, ['a']],
    [{ text: 'ses verme' }, ['b']],
    [{ text: 'подсчет' }, ['c.close']],
    [{ text: 'c.close' }, ['c.close']],
    [{ text: 'ballots', phase: 'results' }, []],
  ])('%j', (wanted, keys) => {
    expect(filterEntries(entries, { ...EVERYTHING, ...wanted }, actors).map(({ id }) => id)).toEqual(keys);
  });

  it('ends where actors are parts of each other', () => {
    const circle = [
      { key: 'x', part_of: 'y' },
      { key: 'y', part_of: 'x' },
    ];
    expect(filterEntries(entries, { ...EVERYTHING, actor: 'x' }, circle)).toEqual([]);
  });
});
