import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import { areDays, findDoubled, type MemberDays, partOf, sharesDay } from './team.ts';

const FIRST = '2031-05-01' as CalendarDate;
const days = (from: number | null, to: number | null): MemberDays => {
  const day = (at: number | null) => (at === null ? null : addDays(FIRST, at));
  return { fromDay: day(from), toDay: day(to) };
};
const side = fc.option(fc.integer({ min: 0, max: 12 }), { nil: null });
const span = fc.tuple(side, side).map(([from, to]) => {
  const isTurned = from !== null && to !== null && from > to;
  return { from: isTurned ? to : from, to: isTurned ? from : to };
});

describe('days in a team', () => {
  test('are shared where any day lies in both', () => {
    fc.assert(
      fc.property(span, span, (one, other) => {
        const holds = ({ from, to }: typeof one, day: number) => (from ?? -99) <= day && day <= (to ?? 99);
        const isShared = Array.from({ length: 40 }, (_, day) => day - 10).some(
          (day) => holds(one, day) && holds(other, day),
        );
        expect(sharesDay(days(one.from, one.to), days(other.from, other.to))).toBe(isShared);
      }),
    );
  });

  test('end on the day on which they begin or later', () => {
    expect([areDays(days(1, 1)), areDays(days(null, 1)), areDays(days(2, 1))]).toEqual([true, true, false]);
  });

  test('of one person are told where they stand twice', () => {
    const member = (person: string, from: number | null, to: number | null) => {
      return { person, part: 'observer' as const, ...days(from, to) };
    };
    expect(findDoubled([member('a', 0, 2), member('b', 0, 9), member('a', 3, null)])).toEqual([]);
    expect(findDoubled([member('a', 0, 2), member('a', 2, null), member('a', null, null)])).toEqual(['a']);
  });
});

test('whoever drives or interprets does so in a team as well', () => {
  expect(['observer', 'staff', 'driver', 'interpreter'].map((kind) => partOf(kind as 'staff'))).toEqual([
    'observer',
    'observer',
    'driver',
    'interpreter',
  ]);
});
