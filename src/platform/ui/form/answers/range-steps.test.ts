import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalStep, numbersOf, readRange } from './range-steps.ts';

describe('readRange', () => {
  test('has every step, without the dust of binary fractions', () => {
    const range = readRange({ start: '0', end: '1', step: '0.1' });
    expect(numbersOf(range)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(canonicalStep(range, 0.1 + 0.2)).toBe('0.3');
  });
  test('counts down where the form does', () => {
    expect(numbersOf(readRange({ start: '3', end: '1', step: '-1' }))).toEqual([3, 2, 1]);
  });
  test('ticks and the place of rest are as the form says', () => {
    const range = readRange({ start: '0', end: '10', step: '1', 'odk:tick-interval': '5', 'odk:placeholder': '6' });
    expect(range.ticks).toEqual([0, 5, 10]);
    expect(range.rest).toBe(6);
    expect(readRange({ start: '0', end: '10', step: '1' }).rest).toBe(5);
  });
  test('what makes no range is one of 1 to 10, and a step of nothing is 1', () => {
    expect(numbersOf(readRange({}))).toHaveLength(10);
    expect(readRange({ start: '0', end: '2', step: '0' }).step).toBe(1);
  });
  test('never draws more than can be seen', () => {
    const edge = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(String);
    fc.assert(
      fc.property(edge, edge, edge, (start, end, step) => {
        expect(readRange({ start, end, step }).ticks.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
