import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planDesk, VOTE_DAY, visit } from '../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import { incidentEndpoints } from '../incidents/routes/incident-endpoints.ts';
import { recountVisits } from '../visits/jobs/match-visits.ts';
import { roomEndpoints } from './routes/room-endpoints.ts';
import type { NewReport, RoomIncidents, RoomReply, ShownFlow, ShownRoom, ShownStations } from './situation.ts';

const { sql } = await testDatabase();
const desk = planDesk(sql, [...roomEndpoints, ...incidentEndpoints]);
const STATIONS = ['0101', '0102', '0103'];

type Planned = Awaited<ReturnType<typeof desk.planned>>;
const roomOf = async ({ mission }: Planned): Promise<ShownRoom> => {
  const { room } = await mission.done<RoomReply>(`GET room?day=${VOTE_DAY}`, undefined, 'reader');
  return must(room, 'no room');
};
const flowOfDay = ({ mission }: Planned) =>
  mission.done<ShownFlow>(`GET room/flow?day=${VOTE_DAY}`, undefined, 'reader');

/** A check that is on, without the form that it would be read with. */
async function addCheck({ mission, forms }: Planned, isComparing: boolean): Promise<string> {
  const id = randomUUID();
  const other = isComparing ? forms.opening : null;
  await sql`
    insert into report_check (id, mission_id, form_uuid, created_at, version, is_on, other_uuid, rule_version, reads_register)
    values (${id}, ${mission.id}, ${forms.opening}, now(), 1, true, ${other}, 1, false)`;
  await sql`
    insert into report_check_version (check_id, number, title, severity, expression, other_uuid, form_number, other_number, is_on,
      by_id, by_name, at)
    values (${id}, 1, '{"en": "A check"}', 'error', '1', ${other}, 1, ${isComparing ? 1 : null}, true, ${id}, 'A', now())`;
  return id;
}

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      form: fc.constantFrom('opening', 'voting'),
      station: fc.option(fc.nat(2)),
    }),
  },
  fc.record({ kind: fc.constant('move' as const), report: fc.nat(9), station: fc.nat(2) }),
  fc.record({ kind: fc.constant('void' as const), report: fc.nat(9), isVoid: fc.boolean() }),
  fc.record({ kind: fc.constant('form' as const), report: fc.nat(9), form: fc.constantFrom('opening', 'voting') }),
  fc.record({
    kind: fc.constant('judge' as const),
    report: fc.nat(9),
    check: fc.nat(1),
    state: fc.constantFrom('flagged', 'verified', 'ok'),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform(planned: Planned, given: Act, known: { reports: string[]; checks: readonly string[] }) {
  if (given.kind === 'report') {
    const station = given.station === null ? null : (STATIONS[given.station] as string);
    known.reports.push(await desk.report(planned.mission, planned.forms[given.form as 'opening'], station));
    return;
  }
  const id = known.reports[given.report];
  if (id === undefined) return;
  if (given.kind === 'move') {
    await sql`update report set station = ${STATIONS[given.station] as string}, placed_as = 0 where id = ${id}`;
  } else if (given.kind === 'void') {
    await sql`update report set state = ${given.isVoid ? 'void' : 'read'}, placed_as = 0 where id = ${id}`;
  } else if (given.kind === 'form') {
    await sql`update report set form_uuid = ${planned.forms[given.form as 'opening']}, placed_as = 0 where id = ${id}`;
  } else {
    const check = known.checks[given.check] as string;
    if (given.state === 'ok') await sql`delete from check_result where check_id = ${check} and report_id = ${id}`;
    else
      await sql`
        insert into check_result (check_id, report_id, mission_id, ordinal, version, state, at)
        select ${check}, id, mission_id, ordinal, 1, ${given.state}, now() from report where id = ${id}
        on conflict (check_id, report_id) do update set state = excluded.state`;
  }
}

/** The same numbers out of raw rows alone. */
async function recountRaw({ mission, forms }: Planned, checks: readonly string[]) {
  const missionId = mission.id;
  const reports = await sql<{ id: string; form: string; station: string | null }[]>`
    select id, form_uuid as form, station from report where mission_id = ${missionId} and state = 'read'`;
  const expected = await sql<{ phase: string; station: string }[]>`
    select distinct phase, station from expected_visit where mission_id = ${missionId} and mark is distinct from 'called-off'`;
  const alone = await sql<{ phase: string; station: string }[]>`
    select phase, station from expected_visit where mission_id = ${missionId} group by 1, 2 having count(*) = 1`;
  const flags = await sql<{ check: string; report: string }[]>`
    select check_id as check, report_id as report from check_result where mission_id = ${missionId} and state = 'flagged'`;
  const phaseOf = (form: string) => (form === forms.opening ? 'opening' : 'voting');
  // A report of no device belongs to the one team that is expected there; where two are, nobody guesses.
  const isPlaced = ({ form, station }: (typeof reports)[number]) =>
    alone.some((one) => one.phase === phaseOf(form) && one.station === station);
  const phases = ['opening', 'voting'].map((phase) => {
    const stations = expected.filter((one) => one.phase === phase).map(({ station }) => station);
    const of = reports.filter((one) => phaseOf(one.form) === phase);
    const complete = stations.filter((station) => of.some((one) => one.station === station && isPlaced(one)));
    const conflicting = new Set(
      of
        .filter((one) => isPlaced(one) && flags.some(({ check, report }) => check === checks[0] && report === one.id))
        .map(({ station }) => station),
    );
    return { phase, expected: stations.length, complete: complete.length, conflicting: conflicting.size };
  });
  const flagged = checks.map((id) => flags.filter(({ check }) => check === id).length);
  return { phases, flagged, total: reports.length };
}

test('after any course of reports, moves, voids and flags, the room says what a recount of raw rows says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const planned = await desk.planned();
      const { mission, teams } = planned;
      const [one, two] = teams;
      // Two teams are expected at one station: it counts once.
      const visits = [
        visit(one, '0101'),
        visit(two, '0101'),
        visit(one, '0102', { position: 2 }),
        visit(one, '0101', { phase: 'voting', position: 3 }),
      ];
      await mission.done('POST plan/visits', { visits });
      const known = { reports: [], checks: [await addCheck(planned, true), await addCheck(planned, false)] };
      for (const given of acts) await perform(planned, given, known);
      await desk.settle(mission);
      const [room, flow, raw] = [
        await roomOf(planned),
        await flowOfDay(planned),
        await recountRaw(planned, known.checks),
      ];
      expect(
        room.phases.map(({ key, stations, conflicting }) => {
          return { phase: key, expected: stations.expected, complete: stations.byStatus.complete, conflicting };
        }),
      ).toEqual(raw.phases);
      expect(room.checks.map(({ flagged }) => flagged)).toEqual(raw.flagged);
      expect(flow.total).toBe(raw.total);
      await recountVisits(sql, mission.id);
      expect((await roomOf(planned)).phases).toEqual(room.phases);
    }),
    { numRuns: 15 },
  );
});

test('by area, on the map and among the newest; a mission without a plan has no room', async () => {
  const election = randomUUID();
  await sql`insert into election (id, slug, visibility, created_at) values (${election}, 'isles', 'private', now())`;
  const places = [
    { key: 'land', cells: { level: 'country' } },
    { key: 'north', cells: { level: 'region', parent: 'land', name_en: 'North' } },
    { key: '01', cells: { level: 'district', parent: 'north', name_en: 'First' } },
    { key: '0101', cells: { level: 'precinct', parent: '01', name_en: 'Pier', latitude: 40.1, longitude: 50.2 } },
    { key: '0102', cells: { level: 'precinct', parent: '01' } },
  ];
  for (const [position, { key, cells }] of places.entries()) {
    await sql`
      insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
      values (${election}, 'place', ${key}, 1, false, ${sql.json(cells as never)}, ${position}, ${key})`;
  }
  const planned = await desk.planned();
  const { mission, teams, forms } = planned;
  await sql`update mission set election_id = ${election} where id = ${mission.id}`;
  await mission.done('POST plan/visits', {
    visits: [visit(teams[0], '0101'), visit(teams[0], '0102', { position: 2 })],
  });
  const report = await desk.report(mission, forms.opening, '0101');
  await desk.settle(mission);
  const room = await roomOf(planned);
  // The widest area alone: what lies in it is counted there.
  expect(room.areas.map(({ key, names, phases }) => [key, names?.en, phases[0]?.stations.received])).toEqual([
    ['north', 'North', 1],
  ]);
  const shown = await mission.done<ShownStations>(`GET room/map?day=${VOTE_DAY}&phase=opening`, undefined, 'reader');
  expect(shown).toEqual({
    spots: [{ status: 'complete', latitude: 40.1, longitude: 50.2, count: 1, station: '0101', names: { en: 'Pier' } }],
    withoutPlace: { count: 1, codes: ['0102'] },
  });
  const newest = await mission.done<NewReport[]>('GET room/newest', undefined, 'reader');
  expect(newest.map(({ id, form, station, stationNames }) => [id, form, station, stationNames?.en])).toEqual([
    [report, 'Form opening', '0101', 'Pier'],
  ]);
  expect((await desk.noted()).map(({ kind }) => kind)).toContain('reading.reports');

  const bare = await desk.newMission();
  expect((await desk.ask('reader', `GET /api/missions/${bare.slug}/room`)).body).toEqual({ room: null });
  expect(
    (await desk.ask('reader', `GET /api/missions/${mission.slug}/room/map?day=${VOTE_DAY}&phase=none`)).status,
  ).toBe(404);
});

test('incidents: each number is what its list counts, the gravest come first, and a wall hears no words', async () => {
  const { mission } = await desk.planned();
  const facts = [
    { what: 'A queue', danger: 'low', category: 'media' },
    { what: 'A fight', danger: 'high' },
    { what: 'Help at once', danger: 'sos', station: '0101' },
    { what: 'Heard already', danger: 'sos' },
    { what: 'Late papers' },
  ];
  const ids = facts.map(() => randomUUID());
  for (const [at, one] of facts.entries()) {
    await mission.done('POST incidents', { id: ids[at], facts: one });
  }
  const doTo = (at: number, act: object, reason: string | null = null) =>
    mission.done(`POST incidents/${ids[at]}/acts`, { id: randomUUID(), base: null, act, reason });
  await doTo(3, { kind: 'acknowledged' });
  await doTo(4, { kind: 'priority', priority: 'urgent' });
  await doTo(4, { kind: 'due', dueAt: '2020-05-01T08:00:00Z' });
  await doTo(0, { kind: 'status', status: 'resolved' });
  const shown = await mission.done<RoomIncidents>('GET room/incidents', undefined, 'reader');
  for (const [name, query] of [
    ['open', 'status=open'],
    ['loud', 'sos=loud'],
    ['sos', 'status=open&danger=sos'],
    ['high', 'status=open&danger=high'],
    ['low', 'status=open&danger=low'],
    ['urgent', 'status=open&priority=urgent'],
    ['unassigned', 'status=open&assignee=none'],
    ['overdue', 'due=over'],
  ] as const) {
    const { count } = await mission.done<{ count: number }>(`GET incidents?${query}`, undefined, 'reader');
    expect([name, shown.counts[name]]).toEqual([name, count]);
  }
  expect(shown.counts).toMatchObject({ open: 4, loud: 1, sos: 2, high: 1, low: 0, urgent: 1, overdue: 1 });
  expect(shown.gravest.map(({ what }) => what)).toEqual(['Help at once', 'Heard already', 'A fight', 'Late papers']);
  expect(shown.newest.map(({ number, isLoud }) => [number, isLoud])).toEqual([
    [5, false],
    [4, false],
    [3, true],
    [2, false],
    [1, false],
  ]);
  expect(shown.gravest[0]?.station).toBe('0101');
  const wall = await mission.done<RoomIncidents>('GET room/incidents/wall', undefined, 'reader');
  expect(wall.counts).toEqual(shown.counts);
  expect(JSON.stringify(wall)).not.toMatch(/Help at once|0101|A fight/);
});
