import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '../../../../kernel/result.ts';
import { distanceMetres } from './distance.ts';
import { orderStops, wayLength } from './order-stops.ts';
import { proposeRoutes, type RouteLimits, type StationInAreas } from './propose-routes.ts';
import { splitStations } from './split-stations.ts';

const LIMITS: RouteLimits = {
  minutes: 600,
  minutesPerVisit: 30,
  kilometresPerHour: 40,
  detour: 1.3,
  minutesPerUnknownWay: 20,
  mostStations: 12,
};

const point = fc.record({
  latitude: fc.double({ min: 40, max: 42, noNaN: true }),
  longitude: fc.double({ min: 47, max: 50, noNaN: true }),
});

const stations = fc
  .array(fc.tuple(fc.option(point), fc.constantFrom('north', 'south', 'islands')), { maxLength: 60 })
  .map((given) =>
    given.map(
      ([at, within], index): StationInAreas => ({
        key: `s${String(index).padStart(3, '0')}`,
        point: at,
        within,
        areas: [within, 'country'],
      }),
    ),
  );

describe('a distance', () => {
  test('of a degree along the equator and of the way from Paris to New York is that of the sphere', () => {
    expect(distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(111_195.08, 1);
    const paris = { latitude: 48.8566, longitude: 2.3522 };
    const newYork = { latitude: 40.7128, longitude: -74.006 };
    expect(distanceMetres(paris, newYork) / 1_000).toBeCloseTo(5_837.2, 0);
  });

  test('is the same both ways, and none to itself', () => {
    fc.assert(
      fc.property(point, point, (one, other) => {
        expect(distanceMetres(one, other)).toBe(distanceMetres(other, one));
        expect(distanceMetres(one, one)).toBe(0);
      }),
    );
  });
});

describe('an order of stops', () => {
  const onLine = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 7 });

  test('has each once, and along a line it is the shortest', () => {
    fc.assert(
      fc.property(onLine, (places) => {
        const distance = (from: number, to: number) => Math.abs((places[from] ?? 0) - (places[to] ?? 0));
        const way = orderStops(places.length, distance);
        expect([...way].sort((a, b) => a - b)).toEqual(places.map((_, at) => at));
        expect(wayLength(way, distance)).toBe(Math.max(...places) - Math.min(...places));
      }),
    );
  });

  test('is at most a quarter longer than the best there is', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 7 }), (points) => {
        const distance = (from: number, to: number) =>
          distanceMetres(must(points[from], 'no point'), must(points[to], 'no point'));
        const found = wayLength(orderStops(points.length, distance), distance);
        const best = Math.min(...orders(points.map((_, at) => at)).map((way) => wayLength(way, distance)));
        expect(found).toBeLessThanOrEqual(best * 1.25 + 1);
      }),
      { numRuns: 60 },
    );
  });

  test('begins where it is told to', () => {
    expect(orderStops(4, (from, to) => Math.abs(from - to), 2)[0]).toBe(2);
    expect(orderStops(0, () => 0)).toEqual([]);
  });
});

function orders(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

describe('groups of stations', () => {
  test('have each station once, are nearly equal, and the same whatever the order they are given in', () => {
    fc.assert(
      fc.property(stations, fc.integer({ min: 1, max: 9 }), (given, count) => {
        const groups = splitStations(given, count);
        expect(groups).toHaveLength(count);
        const keys = groups.flat().map(({ key }) => key);
        expect([...keys].sort()).toEqual(given.map(({ key }) => key));
        const sizes = groups.map((group) => group.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(splitStations([...given].reverse(), count)).toEqual(groups);
      }),
    );
  });

  test('keep towns apart that lie apart', () => {
    const town = (name: string, longitude: number) =>
      Array.from({ length: 5 }, (_, at) => {
        return { key: `${name}${at}`, point: { latitude: 40 + at / 100, longitude }, within: name };
      });
    const groups = splitStations([...town('b', 49), ...town('a', 47)], 2);
    expect(groups.map((group) => new Set(group.map(({ within }) => within)).size)).toEqual([1, 1]);
  });

  test('keep constituencies together where no point is known', () => {
    const given = ['x', 'y', 'x', 'y'].map((within, at) => ({ key: `s${at}`, point: null, within }));
    expect(splitStations(given, 2).map((group) => group.map(({ within }) => within))).toEqual([
      ['x', 'x'],
      ['y', 'y'],
    ]);
  });
});

describe('proposed routes', () => {
  const team = fc.record({
    areas: fc.subarray(['north', 'south', 'islands', 'country']),
    start: fc.option(point),
  });

  test('have each station once or say why not, stay within the day and the areas, and do not depend on any order', () => {
    fc.assert(
      fc.property(stations, fc.array(team, { maxLength: 6 }), (given, some) => {
        const teams = some.map((one, at) => ({ key: `t${at}`, ...one }));
        const proposed = proposeRoutes(given, teams, LIMITS);
        if (!proposed.ok) throw new Error(proposed.error.code);
        const { routes, left } = proposed.value;
        const placed = [
          ...routes.flatMap(({ stops }) => stops.map(({ station }) => station)),
          ...left.map((one) => one.station),
        ];
        expect(placed.sort()).toEqual(given.map(({ key }) => key));
        for (const [at, { team: key, stops }] of routes.entries()) {
          expect(key).toBe(teams[at]?.key);
          expect(stops.length).toBeLessThanOrEqual(LIMITS.mostStations);
          for (const [index, stop] of stops.entries()) {
            expect(stop.leaves).toBeLessThanOrEqual(LIMITS.minutes);
            expect(stop.arrives).toBeGreaterThanOrEqual(stops[index - 1]?.leaves ?? 0);
            const areas = given.find((station) => station.key === stop.station)?.areas ?? [];
            const own = teams[at]?.areas ?? [];
            expect(own.length === 0 || areas.some((area) => own.includes(area))).toBe(true);
          }
        }
        expect(proposeRoutes([...given].reverse(), [...teams], LIMITS)).toEqual(proposed);
      }),
      { numRuns: 200 },
    );
  });

  test('say that nobody answers for a station, and that a day is too short', () => {
    const given = ['north', 'north', 'south'].map((within, at): StationInAreas => {
      return { key: `s${at}`, point: null, within, areas: [within] };
    });
    const proposed = proposeRoutes(given, [{ key: 't', areas: ['north'], start: null }], { ...LIMITS, minutes: 45 });
    expect(proposed).toEqual({
      ok: true,
      value: {
        routes: [{ team: 't', stops: [{ station: 's0', arrives: 0, leaves: 30, metres: 0 }] }],
        left: [
          { station: 's1', why: 'no-time' },
          { station: 's2', why: 'no-team' },
        ],
      },
    });
  });

  test('refuse what cannot be meant', () => {
    const wrong = (limits: Partial<RouteLimits>) => proposeRoutes([], [], { ...LIMITS, ...limits });
    expect(wrong({ kilometresPerHour: 0 })).toEqual({
      ok: false,
      error: { code: 'route-limit', parameters: { name: 'kilometresPerHour', found: 0, wanted: 1 } },
    });
    expect(wrong({ detour: Number.NaN }).ok).toBe(false);
    const station = { key: 's', point: null, within: 'x', areas: [] };
    expect(proposeRoutes([station, station], [], LIMITS)).toMatchObject({ error: { code: 'route-station-twice' } });
  });
});
