import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalDateTime, canonicalTime, wallDateTime, wallTime } from './clock-text.ts';

test('a time is kept with the offset of the place', () => {
  expect(canonicalTime('08:30', 240)).toBe('08:30:00.000+04:00');
  expect(canonicalTime('08:30:15', -210)).toBe('08:30:15.000-03:30');
  expect(canonicalTime('', 0)).toBe('');
  expect(canonicalDateTime('2031-10-12T08:30', 0)).toBe('2031-10-12T08:30:00.000+00:00');
  expect(canonicalDateTime('2031-10-12', 0)).toBe('');
});

test('what the clock on the wall showed comes back, whatever the offset', () => {
  const pad = (value: number) => String(value).padStart(2, '0');
  const wall = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hours, minutes]) => `${pad(hours)}:${pad(minutes)}`);
  fc.assert(
    fc.property(wall, fc.integer({ min: -840, max: 840 }), (time, offset) => {
      expect(wallTime(canonicalTime(time, offset))).toBe(time);
      expect(wallDateTime(canonicalDateTime(`2031-10-12T${time}`, offset))).toBe(`2031-10-12T${time}`);
    }),
  );
  expect(wallTime('noon')).toBe('');
});
