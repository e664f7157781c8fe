import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { phase, planDesk, planOf, VOTE_DAY, visit } from '../../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { storeElection } from '../../../../../test/support/stored-election.ts';
import { MOST_DRAWN } from '../plan.ts';
import type { DayRoutes, ListedStations, MapGround, MapStations, PlannedPage, RouteSaved } from '../plan-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited } = planDesk(sql);
const WHEN = `day=${VOTE_DAY}&phase=voting`;

const PLACES = [
  { code: 'XA', level: 'country', name_en: 'Invented Country' },
  { code: 'C1', parent: 'XA', level: 'constituency', name_en: 'Harbour' },
  { code: 'C2', parent: 'XA', level: 'constituency', name_en: 'Hills' },
  { code: '0101', parent: 'C1', level: 'precinct', name_en: 'Pier', latitude: '40.1', longitude: '50.2' },
  { code: '0102', parent: 'C1', level: 'precinct', name_en: 'Library', latitude: '40.2', longitude: '50.3' },
  { code: '0103', parent: 'C1', level: 'precinct', name_en: 'School' },
  { code: '0201', parent: 'C2', level: 'precinct', name_en: 'Upper school', latitude: '41.5', longitude: '49' },
];
let made = 0;

async function planned() {
  made += 1;
  const slug = `drawn-${made}`;
  const election = await storeElection(sql, { slug, visibility: 'private', records: { place: PLACES } });
  const mission = await newMission(slug);
  await mission.done('PUT plan', planOf([phase('opening', []), phase('voting', [])]));
  const teams = [await mission.addTeam('T1'), await mission.addTeam('T2')] as const;
  const routesOf = ({ id }: { readonly id: string }) =>
    mission.done<DayRoutes>(`GET plan/map/routes?${WHEN}&team=${id}`, undefined, 'reader');
  /** Draws the route of a team from what is seen of it now, or was seen before. */
  const drawn = async (team: { readonly id: string }, stations: readonly string[], more: object = {}) => {
    const seen = (await routesOf(team)).own.map(({ id, revision }) => ({ id, revision }));
    const stops = stations.map((station) => ({ id: randomUUID(), station, isFree: true }));
    return { team: team.id, day: VOTE_DAY, phase: 'voting', stops, source: 'route', seen, reason: null, ...more };
  };
  const kept = async (team: { readonly id: string }) => {
    const { visits } = await mission.done<PlannedPage>(`GET plan/visits?team=${team.id}&${WHEN}`);
    return visits.map(({ station, position, mark }) => `${position} ${station}${mark === null ? '' : ` ${mark}`}`);
  };
  return { mission, election, teams, drawn, kept, routesOf };
}

describe('the route of a team in a phase of a day', () => {
  test('is kept as it was drawn: stops are added, moved, called off with a reason, and expected again', async () => {
    const { mission, teams, drawn, kept } = await planned();
    const [team] = teams;
    await mission.done('POST plan/visits', { visits: [visit(team, '0103', { position: 4 })] });
    const first = await drawn(team, ['0101', '0102']);
    expect(await mission.done<RouteSaved>('PUT plan/route', first)).toEqual({
      added: 2,
      moved: 0,
      calledOff: 0,
      again: 0,
    });
    // Behind the stop of the opening.
    expect(await kept(team)).toEqual(['5 0101', '6 0102']);
    // Sent again, because no answer came, it changes nothing.
    expect(await mission.done<RouteSaved>('PUT plan/route', first)).toEqual({
      added: 0,
      moved: 0,
      calledOff: 0,
      again: 0,
    });
    const without = await drawn(team, ['0102', '0201']);
    expect(JSON.stringify(await mission.ask('editor', 'PUT plan/route', without))).toContain('reason-missing');
    expect(await kept(team)).toEqual(['5 0101', '6 0102']);
    await mission.done('PUT plan/route', { ...without, reason: 'The pier is closed' });
    expect(await kept(team)).toEqual(['5 0101 called-off', '6 0102', '7 0201']);
    expect(await mission.done<RouteSaved>('PUT plan/route', await drawn(team, ['0201', '0101', '0102']))).toEqual({
      ...{ added: 0, moved: 2, calledOff: 0, again: 1 },
    });
    expect(await kept(team)).toEqual(['6 0201', '7 0101', '8 0102']);
    const acts = (await audited()).filter(({ action }) => action === 'plan.route-drawn');
    const told = { team: 'T1', day: VOTE_DAY, phase: 'voting' };
    expect(acts.map(({ reason, details }) => ({ reason, details }))).toEqual(
      expect.arrayContaining([
        { reason: null, details: { ...told, added: 2, changed: 0, withdrawn: 0, restored: 0 } },
        { reason: 'The pier is closed', details: { ...told, added: 1, changed: 0, withdrawn: 1, restored: 0 } },
        { reason: null, details: { ...told, added: 0, changed: 2, withdrawn: 0, restored: 1 } },
      ]),
    );
  });

  test('whoever was first is named: on the same route, and where another team goes by now', async () => {
    const { mission, teams, drawn, kept } = await planned();
    const [one, other] = teams;
    const body = await drawn(one, ['0101', '0102']);
    await mission.done('PUT plan/route', await drawn(one, ['0201']));
    expect(await mission.ask('editor', 'PUT plan/route', body)).toMatchObject({
      ...{ status: 409, body: { code: 'changed-meanwhile', parameters: { by: expect.any(String) } } },
    });
    expect(await kept(one)).toEqual(['1 0201']);
    await mission.done('PUT plan/route', await drawn(other, ['0102']));
    const taken = await drawn(one, ['0201', '0102']);
    expect(await mission.ask('editor', 'PUT plan/route', taken)).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'changed-meanwhile', parameters: { by: expect.any(String) } },
        issues: [{ code: 'plan-stop-taken', parameters: { station: '0102', team: 'T2' } }],
      },
    });
    // Whoever saw it may send two teams there.
    const seen = { ...taken, stops: taken.stops.map((stop) => ({ ...stop, isFree: false })) };
    await mission.done('PUT plan/route', seen);
    expect(await kept(one)).toEqual(['1 0201', '2 0102']);
  });

  test('is refused with everything that is not there', async () => {
    const { mission, teams, drawn } = await planned();
    const wrong = await drawn(teams[0], ['0199'], { team: randomUUID(), phase: 'closing' });
    const found = JSON.stringify(await mission.ask('editor', 'PUT plan/route', wrong));
    for (const code of ['plan-team-unknown', 'plan-phase-unknown', 'plan-station-unknown'])
      expect(found).toContain(code);
    const twice = await drawn(teams[0], ['0101', '0101']);
    expect(JSON.stringify(await mission.ask('editor', 'PUT plan/route', twice))).toContain('route-station-twice');
  });
});

describe('the map', () => {
  test('tells how many stations there are and where, and which of them have no coordinates', async () => {
    const { mission, teams, drawn } = await planned();
    const ground = await mission.done<MapGround>('GET plan/map', undefined, 'reader');
    expect(ground.all).toEqual({
      ...{ stations: 4, located: 3, bounds: { south: 40.1, north: 41.5, west: 49, east: 50.3 } },
    });
    expect(ground.areas.map(({ key, names, stations, located }) => [key, names?.en, stations, located])).toEqual([
      ['C1', 'Harbour', 3, 2],
      ['C2', 'Hills', 1, 1],
    ]);
    await mission.done('PUT plan/route', await drawn(teams[1], ['0102', '0103']));
    const list = (asked: string) => mission.done<ListedStations>(`GET plan/map/list?${WHEN}&${asked}`);
    expect(await list('located=no')).toEqual({
      ...{ stations: [{ station: '0103', names: { en: 'School' }, teams: ['T2'], point: null }], count: 1 },
    });
    expect((await list('search=SCHOOL')).stations.map(({ station }) => station)).toEqual(['0103', '0201']);
    expect((await list('area=C2')).stations.map(({ station }) => station)).toEqual(['0201']);
    expect(await list('limit=1')).toMatchObject({ stations: [{ station: '0101' }], count: 4 });
    const { own, others, first } = await mission.done<DayRoutes>(`GET plan/map/routes?${WHEN}&team=${teams[0].id}`);
    expect([own, first, others.map(({ team, stops }) => [team, stops.map(({ point }) => point?.latitude)])]).toEqual([
      [],
      1,
      [['T2', [40.2, undefined]]],
    ]);
  });

  test('a box has its stations one by one, and gathered where they are many: none is lost', async () => {
    const { mission, election, teams, drawn } = await planned();
    await mission.done('PUT plan/route', await drawn(teams[0], ['0101']));
    const box = 'south=40&north=41&west=50&east=51';
    expect(await mission.done<MapStations>(`GET plan/map/stations?${WHEN}&${box}`)).toMatchObject({
      as: 'points',
      stations: [{ station: '0101', teams: ['T1'], point: { latitude: 40.1, longitude: 50.2 } }, { station: '0102' }],
    });
    await sql`
      insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
      select ${election}::uuid, 'place', 'many-' || n, 1, false, jsonb_build_object('level', 'precinct', 'parent', 'C1', 'latitude',
        (40 + (n % 50) * 0.01)::text, 'longitude', (50 + (n / 50) * 0.01)::text), 100 + n, 'many-' || n
      from generate_series(1, ${MOST_DRAWN}) n`;
    const gathered = await mission.done<MapStations>(`GET plan/map/stations?${WHEN}`);
    const sum = (of: 'stations' | 'taken') =>
      gathered.as === 'clusters' ? gathered.clusters.reduce((total, cluster) => total + cluster[of], 0) : null;
    expect([gathered.as, sum('stations'), sum('taken')]).toEqual(['clusters', MOST_DRAWN + 3, 1]);
  });

  test('of a mission without an election there is none', async () => {
    const mission = await newMission();
    expect(await mission.done('GET plan/map')).toEqual({ all: null, areas: [] });
    expect(await mission.done(`GET plan/map/list?${WHEN}`)).toEqual({ stations: [], count: 0 });
    expect(await mission.done(`GET plan/map/stations?${WHEN}`)).toEqual({ as: 'points', stations: [] });
  });
});
