import { expect, test } from 'vitest';
import { clockOf, countIn, findDoubled, joinPoints, minutesInDay, shareOf, type TurnoutQuestion } from './turnout.ts';

test('a time before the day begins is one of the night after it, and told by the clock', () => {
  expect([minutesInDay('12:00', 4), minutesInDay('04:00', 4), minutesInDay('01:30', 4)]).toEqual([720, 240, 1_530]);
  expect(['12:00', '23:59', '00:00', '01:30'].map((time) => clockOf(minutesInDay(time, 4)))).toEqual([
    ...['12:00', '23:59', '00:00', '01:30'],
  ]);
});

test('a count is a whole number without a sign, and nothing else', () => {
  expect(['212', ' 07 ', '0'].map(countIn)).toEqual([212, 7, 0]);
  expect(['', '-1', '1.5', '1e3', '1 200', 'many', '1234567890', null, undefined].map(countIn)).toEqual(
    Array.from({ length: 9 }, () => null),
  );
});

test('what is seen and what was said stand side by side by time', () => {
  const seen = { stations: 1, known: 1, voted: 30, registered: 120, differing: 0, over: 0 };
  const said = { percent: '19.44', voted: null };
  const points = joinPoints(
    [{ ...seen, minutes: 720 }],
    [
      { ...said, minutes: 600 },
      { ...said, minutes: 720 },
    ],
  );
  expect(points.map((point) => [point.minutes, point.seen !== null, point.official !== null])).toEqual([
    [600, false, true],
    [720, true, true],
  ]);
  expect([shareOf(seen), shareOf({ voted: 0, registered: 0 })]).toEqual([25, null]);
});

test('a form says one thing of a time', () => {
  const question = (form: string, at: string | null): TurnoutQuestion => ({ form, voted: '/a', at, registered: null });
  expect(findDoubled([question('x', '10:00'), question('x', null), question('y', '10:00')])).toBeNull();
  expect(findDoubled([question('x', null), question('y', null), question('x', null)])?.form).toBe('x');
});
