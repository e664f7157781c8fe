import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotRadius, groupPoints } from './map-points.ts';
import { boxOf, moveTo, NO_MOVE, projectionOf, zoomBy } from './map-view.ts';

const SIZE = { width: 800, height: 460 };
const spot = fc.record({
  latitude: fc.double({ min: -70, max: 75, noNaN: true }),
  longitude: fc.double({ min: -170, max: 170, noNaN: true }),
});

describe('projectionOf', () => {
  test('every place is in the first view', () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 20 }), (spots) => {
        const projection = projectionOf(spots, SIZE, NO_MOVE);
        for (const { latitude, longitude } of spots) {
          const [x = Number.NaN, y = Number.NaN] = projection([longitude, latitude]) ?? [];
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(SIZE.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(SIZE.height);
        }
      }),
    );
  });
  test('magnifying keeps the middle and shows less', () => {
    const spots = [
      { latitude: 38, longitude: 45 },
      { latitude: 42, longitude: 51 },
    ];
    const [far, near] = [NO_MOVE, zoomBy(NO_MOVE, 2)].map((move) => projectionOf(spots, SIZE, move));
    const middle = [SIZE.width / 2, SIZE.height / 2] as [number, number];
    expect(near?.invert?.(middle)?.[0]).toBeCloseTo(far?.invert?.(middle)?.[0] ?? 0);
    const [wide, close] = [far, near].map((projection) => projection && boxOf(projection, SIZE));
    expect(close?.west).toBeGreaterThan(wide?.west ?? 0);
    expect(close?.north).toBeLessThan(wide?.north ?? 0);
  });
});

test('zoomBy stays within bounds', () => {
  let move = NO_MOVE;
  for (let press = 0; press < 20; press += 1) move = zoomBy(move, 2);
  expect(move.zoom).toBe(64);
});

test('zoomBy leaves what lies under the pointer where it is', () => {
  const near = fc.double({ min: -200, max: 200, noNaN: true });
  const move = fc.record({ zoom: fc.double({ min: 1, max: 30, noNaN: true }), x: near, y: near });
  fc.assert(
    fc.property(move, fc.constantFrom(0.5, 1.25, 2), near, near, (before, factor, x, y) => {
      const after = zoomBy(before, factor, { x, y });
      // What lies there, in px from the middle of the first view.
      const lying = (at: typeof before) => [(x - at.x) / at.zoom, (y - at.y) / at.zoom];
      for (const [axis, value] of lying(after).entries()) expect(value).toBeCloseTo(lying(before)[axis] ?? 0, 6);
    }),
  );
});

test('moveTo brings every spot into view, in the middle of it', () => {
  fc.assert(
    fc.property(fc.array(spot, { minLength: 2, maxLength: 9 }), fc.nat(20), (spots, pick) => {
      const wanted = spots.slice(pick % spots.length);
      const there = projectionOf(spots, SIZE, moveTo(wanted, projectionOf(spots, SIZE, NO_MOVE), SIZE));
      const places = wanted.map(({ latitude, longitude }) => there([longitude, latitude]) ?? [Number.NaN, Number.NaN]);
      for (const [x, y] of places) {
        expect(x).toBeGreaterThan(-1);
        expect(x).toBeLessThan(SIZE.width + 1);
        expect(y).toBeGreaterThan(-1);
        expect(y).toBeLessThan(SIZE.height + 1);
      }
      const xs = places.map(([x = Number.NaN]) => x);
      expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(SIZE.width / 2, 3);
    }),
  );
});

describe('groupPoints', () => {
  const point = (id: number, longitude: number, count?: number) => ({
    id: String(id),
    label: String(id),
    latitude: 0,
    longitude,
    count,
  });
  test('loses no place', () => {
    const points = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 500 }), count: fc.integer({ min: 1, max: 90 }) }),
    );
    fc.assert(
      fc.property(points, (some) => {
        const list = some.map(({ at, count }, id) => point(id, at, count));
        const groups = groupPoints(list, ({ longitude }) => [longitude, 10], 28);
        expect(groups.flatMap((group) => group.points.map(({ id }) => id)).sort()).toEqual(
          list.map(({ id }) => id).sort(),
        );
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(some.reduce((sum, { count }) => sum + count, 0));
      }),
    );
  });
  test('stands in the middle of what it stands for, by their numbers', () => {
    const [group] = groupPoints([point(1, 10), point(2, 20, 3)], ({ longitude }) => [longitude, 0], 28);
    expect(group).toMatchObject({ x: 17.5, count: 4 });
    expect(dotRadius(1)).toBeLessThan(dotRadius(2));
    expect(dotRadius(1_000_000)).toBeLessThanOrEqual(22);
  });
});
