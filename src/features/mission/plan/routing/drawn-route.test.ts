import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changesOf,
  isSameRoute,
  type KeptStop,
  lengthOf,
  moveStop,
  numberStops,
  stationsOf,
  withoutStop,
  withStop,
} from './drawn-route.ts';

const STATIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const route = fc.shuffledSubarray(STATIONS);
const kept: fc.Arbitrary<KeptStop[]> = route.chain((stations) =>
  fc
    .array(fc.record({ position: fc.integer({ min: 1, max: 9 }), isOff: fc.boolean() }), {
      minLength: stations.length,
      maxLength: stations.length,
    })
    .map((rest) => rest.map((stop, at) => ({ station: stations[at] ?? '', ...stop }))),
);
const first = fc.integer({ min: 1, max: 20 });

/** The visits after the changes, as the server makes them. */
function applied(drawn: readonly string[], before: readonly KeptStop[], start: number): KeptStop[] {
  const { added, moved, calledOff, again } = changesOf(drawn, before, start);
  const numbers = numberStops(drawn, before, start);
  const numberOf = (station: string) => numbers[drawn.indexOf(station)] ?? Number.NaN;
  const kept = before.map((stop) => {
    if (calledOff.includes(stop.station)) return { ...stop, isOff: true };
    const isTouched = moved.includes(stop.station) || again.includes(stop.station);
    return isTouched ? { ...stop, position: numberOf(stop.station), isOff: false } : stop;
  });
  return [...kept, ...added.map((station) => ({ station, position: numberOf(station), isOff: false }))];
}

describe('a route that was drawn', () => {
  test('is what is kept once its changes are made, and then nothing is left to do', () => {
    fc.assert(
      fc.property(route, kept, first, (drawn, before, start) => {
        const after = applied(drawn, before, start);
        expect(stationsOf(after)).toEqual(drawn);
        expect(Object.values(changesOf(drawn, after, start)).flat()).toEqual([]);
        expect(after.length).toBe(new Set(after.map(({ station }) => station)).size);
      }),
    );
  });
  test('has a stop of its own for each station, in order', () => {
    fc.assert(
      fc.property(route, kept, first, (drawn, before, start) => {
        fc.pre(!isSameRoute(drawn, before));
        const numbers = numberStops(drawn, before, start);
        expect(numbers).toHaveLength(drawn.length);
        for (const [at, number] of numbers.entries()) expect(number).toBeGreaterThan(numbers[at - 1] ?? 0);
      }),
    );
  });
  test('changes nothing of a route that is left as it is', () => {
    fc.assert(
      fc.property(kept, first, (before, start) => {
        expect(Object.values(changesOf(stationsOf(before), before, start)).flat()).toEqual([]);
      }),
    );
  });
  test('keeps the stops that it had, between those of other phases', () => {
    const before = [
      { station: 'A', position: 2, isOff: false },
      { station: 'B', position: 5, isOff: false },
      { station: 'C', position: 9, isOff: true },
    ];
    expect(numberStops(['A', 'B', 'D'], before, 1)).toEqual([2, 5, 6]);
    expect(numberStops(['D', 'A', 'B'], before, 1)).toEqual([2, 3, 5]);
    expect(numberStops(['B'], before, 1)).toEqual([5]);
    expect(numberStops(['D', 'E'], [], 4)).toEqual([4, 5]);
    expect(changesOf(['B', 'A', 'C'], before, 1)).toEqual({
      ...{ added: [], moved: ['B', 'A'], calledOff: [], again: ['C'] },
    });
  });
});

describe('drawing', () => {
  test('adds a station once, at the end, and takes it out again', () => {
    fc.assert(
      fc.property(route, fc.constantFrom(...STATIONS), (stations, station) => {
        const more = withStop(stations, station);
        expect(more.filter((one) => one === station)).toHaveLength(1);
        expect(withStop(more, station)).toEqual(more);
        expect(withoutStop(more, station)).toEqual(stations.filter((one) => one !== station));
        if (!stations.includes(station)) expect(more.at(-1)).toBe(station);
      }),
    );
  });
  test('moves a stop and loses none; back again is as before', () => {
    fc.assert(
      fc.property(route, fc.constantFrom(...STATIONS), fc.integer({ min: -9, max: 9 }), (stations, station, by) => {
        const moved = moveStop(stations, station, by);
        expect([...moved].sort()).toEqual([...stations].sort());
        expect(withoutStop(moved, station)).toEqual(withoutStop(stations, station));
        const went = moved.indexOf(station) - stations.indexOf(station);
        expect(moveStop(moved, station, -went)).toEqual(stations);
      }),
    );
  });
});

test('a route is as long as the straight lines between its stops; what nobody knows is counted', () => {
  const equator = (longitude: number) => ({ latitude: 0, longitude });
  const { metres, unknown } = lengthOf([equator(0), null, equator(1), equator(0)]);
  expect([Math.round(metres), unknown]).toEqual([222_390, 1]);
  expect(lengthOf([null])).toEqual({ metres: 0, unknown: 1 });
});
