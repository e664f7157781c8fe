import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsOf } from './geo.ts';
import { crossesItself } from './self-crossing.ts';

const crosses = (text: string) => crossesItself(pointsOf([text]) ?? []);

describe('a line', () => {
  it.each([
    ['', false],
    ['0 0', false],
    ['0 0;0 0', false],
    ['0 0;0 5', false],
    ['0 0;0 5;0 9', false],
    ['0 0;0 5;0 0', true],
    ['0 0;5 0;4 0;0 0', true],
    ['0 0;0 5;0 4;1 4', true],
    ['0 0;0 5;5 5;5 0', false],
    ['0 0;0 5;5 5;5 0;0 0', false],
    ['0 0;0 5;0 5;5 5;5 0;0 0', false],
    ['0 0;5 5;0 5;5 0', true],
    ['0 0;5 5;0 5;5 0;0 0', true],
    // It touches a point of its own, or a side.
    ['0 0;5 0;5 5;2 2;0 5;0 3;2 2', true],
    ['0 0;0 4;4 4;4 2;0 2', true],
    // It is closed along its first side.
    ['0 0;0 4;4 4;0 -2;0 0', false],
    ['0 0;0 4;4 4;0 2;0 0', true],
  ])('%s crosses itself: %s', (text, expected) => {
    expect(crosses(text)).toBe(expected);
  });

  const place = fc.record({ latitude: fc.integer({ min: -4, max: 4 }), longitude: fc.integer({ min: -4, max: 4 }) });
  const line = fc.array(place, { maxLength: 9 });

  it('crosses itself from either end, and turned by a quarter, alike', () => {
    fc.assert(
      fc.property(line, (points) => {
        const turned = points.map(({ latitude, longitude }) => ({ latitude: longitude, longitude: -latitude }));
        expect(crossesItself(points.toReversed())).toBe(crossesItself(points));
        expect(crossesItself(turned)).toBe(crossesItself(points));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not where its places are those of a ring in their order, and does where two of them change places', () => {
    const ring = fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(ring, fc.nat(), (degrees, at) => {
        const inOrder = degrees
          .toSorted((one, other) => one - other)
          .map((angle) => ({
            latitude: Math.sin((angle * Math.PI) / 180),
            longitude: Math.cos((angle * Math.PI) / 180),
          }));
        const closed = (points: typeof inOrder) => [...points, ...points.slice(0, 1)];
        expect(crossesItself(closed(inOrder))).toBe(false);
        const swap = at % (inOrder.length - 1);
        const swapped = inOrder.map((each, index) =>
          index === swap ? (inOrder[swap + 1] ?? each) : index === swap + 1 ? (inOrder[swap] ?? each) : each,
        );
        expect(crossesItself(closed(swapped))).toBe(true);
      }),
    );
  });

  it('crosses itself where two sides have a point in common, as fractions without rounding tell', () => {
    fc.assert(
      fc.property(fc.tuple(place, place, place, place), ([a, b, c, d]) => {
        // Far away between the two sides, and on the line of none, so that only they can meet.
        const far = { latitude: -80.137, longitude: 61.713 };
        const farther = { latitude: -83.291, longitude: 67.519 };
        fc.pre(!meets([b, far], [c, d]) && !meets([a, b], [farther, c]) && !meets([b, far], [farther, c]));
        // A line that is closed there does not cross itself.
        fc.pre(a.latitude !== d.latitude || a.longitude !== d.longitude);
        fc.pre(a.latitude !== b.latitude || a.longitude !== b.longitude);
        fc.pre(c.latitude !== d.latitude || c.longitude !== d.longitude);
        expect(crossesItself([a, b, far, farther, c, d])).toBe(meets([a, b], [c, d]));
      }),
      { numRuns: 1000 },
    );
  });
});

type Place = { readonly latitude: number; readonly longitude: number };

/** Solves a + s (b − a) = c + t (d − c) in whole numbers; parallel sides meet where an end of one lies on the other. */
function meets([a, b]: readonly [Place, Place], [c, d]: readonly [Place, Place]): boolean {
  const [rx, ry, qx, qy] = [
    b.longitude - a.longitude,
    b.latitude - a.latitude,
    d.longitude - c.longitude,
    d.latitude - c.latitude,
  ];
  const [x, y] = [c.longitude - a.longitude, c.latitude - a.latitude];
  const determinant = rx * qy - ry * qx;
  if (determinant === 0) {
    const lies = (p: Place, from: Place, to: Place) =>
      Math.hypot(p.latitude - from.latitude, p.longitude - from.longitude) +
        Math.hypot(p.latitude - to.latitude, p.longitude - to.longitude) -
        Math.hypot(to.latitude - from.latitude, to.longitude - from.longitude) <
      1e-9;
    return lies(a, c, d) || lies(b, c, d) || lies(c, a, b) || lies(d, a, b);
  }
  const [s, t] = [(x * qy - y * qx) / determinant, (x * ry - y * rx) / determinant];
  return s >= 0 && s <= 1 && t >= 0 && t <= 1;
}
