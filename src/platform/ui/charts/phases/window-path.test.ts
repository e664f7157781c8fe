import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../kernel/calendar-date.ts';
import { dateScale } from '../frame/date-axis.ts';
import { windowPath } from './window-path.ts';

const FIRST = calendarDate(2031, 8, 1);
const scale = dateScale({ from: FIRST, to: addDays(FIRST, 9) }, { start: 0, end: 100 });
const [first, fifth] = [FIRST, addDays(FIRST, 4)];

describe('windowPath', () => {
  test('a window holds its first and its last day whole', () => {
    expect(windowPath({ from: first, to: fifth }, scale)).toBe('M0 -4H50V4H0Z');
  });
  test('one day is as wide as a day', () => {
    expect(windowPath({ from: fifth, to: fifth }, scale)).toBe('M40 -4H50V4H40Z');
  });
  test('a deadline leads up to its day, an opening away from it', () => {
    expect(windowPath({ from: null, to: fifth }, scale)).toContain('H19V');
    expect(windowPath({ from: fifth, to: null }, scale)).toContain('H71V');
  });
  test('nothing is drawn where nothing is known', () => {
    expect(windowPath({ from: null, to: null }, scale)).toBe('');
  });
});
