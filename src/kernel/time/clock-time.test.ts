import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MINUTES, formatClock, parseClock } from './clock-time.ts';

test('every minute of the day is read as it is written', () => {
  fc.assert(
    fc.property(fc.nat(DAY_MINUTES - 1), (minutes) => {
      expect(parseClock(formatClock(minutes))).toBe(minutes);
    }),
  );
  expect([formatClock(65), formatClock(1_510)]).toEqual(['01:05', '25:10']);
});

test('what no clock shows is no time', () => {
  expect(['24:00', '8:00', '08:60', '08:00:00', '', 'noon', '25:10'].map(parseClock)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
});
