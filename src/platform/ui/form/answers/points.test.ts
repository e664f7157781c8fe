import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cornersOf,
  formatPoint,
  formatPoints,
  formatTyped,
  type Point,
  parsePoint,
  parsePoints,
  parseTyped,
} from './points.ts';

const point: fc.Arbitrary<Point> = fc.record({
  latitude: fc.integer({ min: -900_000_000, max: 900_000_000 }).map((units) => units / 1e7),
  longitude: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map((units) => units / 1e7),
  altitudeMetres: fc.integer({ min: -50_000, max: 900_000 }).map((units) => units / 100),
  accuracyMetres: fc.integer({ min: 0, max: 500_000 }).map((units) => units / 100),
});

describe('a place', () => {
  test('is read as the specification has it', () => {
    expect(parsePoint('38.25 -85.72 120 5.5')).toEqual({
      latitude: 38.25,
      longitude: -85.72,
      altitudeMetres: 120,
      accuracyMetres: 5.5,
    });
    expect(parsePoint('38.25 -85.72')?.accuracyMetres).toBe(0);
  });
  test.each(['', '38.25', '91 0', '0 181', 'a b', '1 2 3 4 5', '1 2 3 -1', '1,5 2'])('%s is none', (text) => {
    expect(parsePoint(text)).toBeNull();
  });
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(point, (each) => {
        expect(parsePoint(formatPoint(each))).toEqual(each);
      }),
    );
    expect(formatPoint({ latitude: 40, longitude: -0, altitudeMetres: 100, accuracyMetres: 0 })).toBe('40 0 100 0');
  });
});

describe('a shape', () => {
  test('ends where it began, and its corners are those that were taken', () => {
    const corners = fc.uniqueArray(point, { minLength: 2, maxLength: 6, selector: formatPoint });
    fc.assert(
      fc.property(corners, (points) => {
        const text = formatPoints(points, true);
        expect(parsePoints(text)).toHaveLength(points.length + 1);
        expect(cornersOf(parsePoints(text))).toEqual(points);
        expect(parsePoints(formatPoints(points, false))).toEqual(points);
      }),
    );
  });
});

test.each([
  ['95,5', '49.8'],
  ['40,25', ''],
  ['', '49'],
  ['40 N', '49|8'],
])('what is typed and makes no place is kept as it is typed: %j, %j', (latitude, longitude) => {
  const kept = formatTyped({ latitude, longitude });
  expect(parsePoint(kept)).toBeNull();
  expect(parseTyped(kept)).toEqual({ latitude, longitude });
  expect(formatTyped({ latitude: ' ', longitude: '' })).toBe('');
});
