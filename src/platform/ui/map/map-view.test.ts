import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotRadius, groupPoints } from './map-points.ts';
import { boxOf, NO_MOVE, projectionOf, zoomBy } from './map-view.ts';

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
