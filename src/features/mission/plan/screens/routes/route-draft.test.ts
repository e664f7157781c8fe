import { expect, test } from 'vitest';
import { findRouteFaults, type RouteDraft, readRoutes, readStart, readStations, timeAfter } from './route-draft.ts';

const TEAMS = [{ id: 'one' }, { id: 'two' }];
const DRAFT: RouteDraft = {
  ...{ sample: '', stations: '0101, 0102\n0101', day: '2031-05-18', phases: ['voting'], without: ['two'] },
  ...{ from: '08:00', hours: '10,5', minutesPerVisit: '45', speed: '40', detour: '1.3', unknownWay: '30', most: '12' },
};

test('what is typed is sent as numbers, each station once, without the teams that are left out', () => {
  expect(findRouteFaults(DRAFT, TEAMS)).toEqual(new Set());
  expect(readRoutes(DRAFT, TEAMS)).toEqual({
    ...{ sample: null, stations: ['0101', '0102'], teams: ['one'], day: '2031-05-18', phases: ['voting'] },
    limits: {
      ...{ minutes: 630, minutesPerVisit: 45, kilometresPerHour: 40, detour: 1.3, minutesPerUnknownWay: 30 },
      mostStations: 12,
    },
  });
  expect(readRoutes({ ...DRAFT, sample: 'drawn' }, TEAMS)).toMatchObject({ sample: 'drawn', stations: [] });
});

test('what is missing or out of its range is told field by field', () => {
  const wrong = { stations: ' , ', day: '18.5.', phases: [], without: ['one', 'two'], from: '24:00', detour: '0.9' };
  expect([...findRouteFaults({ ...DRAFT, ...wrong, most: '2.5' }, TEAMS)].sort()).toEqual([
    ...['day', 'detour', 'from', 'most', 'phases', 'stations', 'teams'],
  ]);
  expect(readStations('')).toEqual([]);
});

test('times go on past midnight', () => {
  expect(timeAfter(readStart('08:30'), 95.4)).toBe('10:05');
  expect(timeAfter(readStart('20:00'), 310)).toBe('25:10');
});
