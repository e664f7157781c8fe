import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Act,
  act,
  countsOf,
  DAY,
  DEVICES,
  FORMS,
  Model,
  momentOf,
  PHASE_OF,
  PHASES,
  TEAMS,
  ZONE,
} from '../../../../test/support/plan-model.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { matchBatch, recountVisits } from './jobs/match-visits.ts';
import { VISIT_STATUSES } from './response.ts';
import { countVisits } from './store/count-visits.ts';
import { listVisits } from './store/list-visits.ts';
import { findDue, type VisitFilter } from './store/visit-filter.ts';

const { sql } = await testDatabase();

const electionId = randomUUID();

beforeAll(async () => {
  await sql`insert into election (id, slug, visibility, created_at) values (${electionId}, 'country', 'private', now())`;
  const places = [
    { key: 'land', cells: { level: 'country' } },
    { key: 'north', cells: { level: 'region', parent: 'land' } },
    { key: '01', cells: { level: 'district', parent: 'north' } },
    { key: '0101', cells: { level: 'precinct', parent: '01' } },
    { key: '0102', cells: { level: 'precinct', parent: '01' } },
    // Straight under the region; the third one is in no register.
    { key: '0104', cells: { level: 'precinct', parent: 'north' } },
  ];
  for (const [position, { key, cells }] of places.entries()) {
    await sql`
      insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
      values (${electionId}, 'place', ${key}, 1, false, ${sql.json(cells as never)}, ${position}, ${key})`;
  }
});

/** A mission with three teams, four forms and two phases. */
async function newMission(): Promise<string> {
  const missionId = randomUUID();
  await sql`
    insert into mission (id, slug, name, election_id, created_at)
    values (${missionId}, ${missionId}, '{"en": "Coast"}', ${electionId}, now())`;
  for (const [at, id] of TEAMS.entries()) {
    await sql`
      insert into team (mission_id, id, code, code_key, kind, change, changed_by, changed_at, created_at)
      values (${missionId}, ${id}, ${`T${at}`}, ${`t${at}`}, 'pair', 1, 'test', now(), now())`;
  }
  await sql`
    insert into plan_settings (mission_id, zone, day_begins_at, generation, changed_by, changed_at)
    values (${missionId}, ${ZONE}, 4, 1, 'test', now())`;
  for (const [place, phase] of Object.keys(PHASES).entries()) {
    await sql`
      insert into plan_phase (mission_id, key, place, name) values (${missionId}, ${phase}, ${place}, '{"en": "Phase"}')`;
  }
  for (const [form, phase] of PHASE_OF) {
    const id = own(missionId, form);
    await sql`insert into form (id, mission_id, form_id, created_at) values (${id}, ${missionId}, ${form}, now())`;
    await sql`insert into plan_phase_form (mission_id, form_id, phase) values (${missionId}, ${id}, ${phase})`;
  }
  for (const device of DEVICES) {
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, created_at)
      values (${own(missionId, device)}, ${missionId}, ${device}, ${device.slice(-16).padStart(16, '0').replaceAll('-', '0')}, 'odk', now())`;
  }
  return missionId;
}

/** Ids are unique over all missions. */
const own = (missionId: string, id: string) => missionId.slice(0, 24) + id.slice(24);

async function perform(missionId: string, model: Model, given: Act): Promise<void> {
  if (given.kind === 'match') await matchBatch(sql, missionId, 3);
  else if (given.kind === 'report') await report(missionId, model, given);
  else if (given.kind === 'expect') await expectVisit(missionId, model, given);
  else if (given.kind === 'hand') await hand(missionId, model, given);
  else if (given.kind === 'phases') await changePhases(missionId, model, given.moves);
  else if (given.kind === 'mark') {
    const visit = model.expected[given.visit];
    if (visit === undefined) return;
    visit.mark = given.mark;
    await sql`
      update expected_visit set mark = ${given.mark}, marked_at = ${given.mark === null ? null : new Date()}, is_matched = false
      where mission_id = ${missionId} and id = ${visit.id}`;
  } else {
    const found = model.reports[given.report];
    if (found === undefined) return;
    if (given.kind === 'move') found.station = given.station;
    else found.isVoid = given.isVoid;
    await sql`
      update report set station = ${found.station}, state = ${found.isVoid ? 'void' : 'read'}, placed_as = 0
      where id = ${found.id}`;
  }
}

async function report(missionId: string, model: Model, given: Extract<Act, { kind: 'report' }>): Promise<void> {
  const id = randomUUID();
  const [form, at] = [FORMS[given.form] as string, momentOf(given.at)];
  const device = given.device === null ? null : (DEVICES[given.device] as string);
  const [key, ordinal] = [own(missionId, form), model.reports.length];
  model.reports.push({ id, form, station: given.station, device, at, isVoid: false });
  // It came an hour after it was begun: the beginning counts.
  await sql`
    insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state, form_uuid,
      station, device_id, changed_at, filled_at, version_report_id, version_sha256)
    values (${id}, ${missionId}, ${ordinal}, ${ordinal}, ${new Date(+at + 3_600_000)}, ${ordinal}, ${at}, 1, 'read', ${key},
      ${given.station}, ${device === null ? null : own(missionId, device)}, now(), ${at}, ${id}, ${Buffer.alloc(32)})`;
}

async function expectVisit(missionId: string, model: Model, given: Extract<Act, { kind: 'expect' }>): Promise<void> {
  const [teamId, id] = [TEAMS[given.team] as string, randomUUID()];
  const { station: at, phase } = given;
  if (model.expected.some((one) => one.teamId === teamId && one.station === at && one.phase === phase)) return;
  model.expected.push({ id, teamId, day: DAY, station: at, phase, position: 1, source: { kind: 'route' }, mark: null });
  await sql`
    insert into expected_visit (mission_id, id, team_id, day, phase, station, position, source, changed_by, changed_at)
    values (${missionId}, ${id}, ${teamId}, ${DAY}, ${phase}, ${at}, 1, 'route', 'test', now())`;
}

async function hand(missionId: string, model: Model, given: Extract<Act, { kind: 'hand' }>): Promise<void> {
  const device = DEVICES[given.device] as string;
  const current = model.holders.find((one) => one.device === device && one.to === null);
  const at = new Date(
    Math.max(
      +momentOf(given.at),
      ...model.holders.filter((one) => one.device === device).map(({ from, to }) => +(to ?? from)),
    ),
  );
  if (current !== undefined) current.to = at;
  await sql`
    update device_holder set to_at = ${at}, is_matched = false
    where mission_id = ${missionId} and device_id = ${own(missionId, device)} and to_at is null`;
  if (given.team === null) return;
  const team = TEAMS[given.team] as string;
  model.holders.push({ device, team, from: at, to: null });
  await sql`
    insert into device_holder (mission_id, id, device_id, team_id, from_at, by_id, by_name)
    values (${missionId}, ${randomUUID()}, ${own(missionId, device)}, ${team}, ${at}, ${randomUUID()}, 'test')`;
}

/** The third form goes to the other phase, and back. */
async function changePhases(missionId: string, model: Model, moves: boolean): Promise<void> {
  const [form, phase] = [FORMS[2] as string, moves ? 'opening' : 'voting'];
  model.phaseOf = new Map([...model.phaseOf, [form, phase]]);
  await sql`delete from plan_phase_form where mission_id = ${missionId} and form_id = ${own(missionId, form)}`;
  await sql`insert into plan_phase_form (mission_id, form_id, phase) values (${missionId}, ${own(missionId, form)}, ${phase})`;
  await sql`update plan_settings set generation = generation + 1 where mission_id = ${missionId}`;
  await sql`update expected_visit set is_matched = false where mission_id = ${missionId}`;
}

async function settle(missionId: string): Promise<void> {
  while ((await matchBatch(sql, missionId, 3)) > 0);
}

async function loadRows(missionId: string) {
  return await sql`
    select team_id as "teamId", day::text as day, phase, station, status, standing, reports, expected_id as "expectedId"
    from visit where mission_id = ${missionId} order by day, phase, station, team_id`;
}

const dateOf = (moment: string) => new Date(moment);

const byPlace = (one: { day: string; phase: string; station: string; teamId: string }) =>
  `${one.day} ${one.phase} ${one.station} ${one.teamId}`;
const inOrder = <T extends Parameters<typeof byPlace>[0]>(rows: readonly T[]) =>
  [...rows].sort((one, other) => (byPlace(one) < byPlace(other) ? -1 : 1));

async function loadCounts(missionId: string): Promise<Record<string, unknown>> {
  const rows = await sql<{ name: string; counts: string }[]>`
    select unit || ' ' || day || ' ' || phase || ' ' || dimension || ' ' || key as name, concat_ws(',', complete, partial,
      none, unreachable, not_open, refused_entry, other_team, elsewhere, extra, reports) as counts
    from response_count where mission_id = ${missionId} and dimension <> 'form'
      and complete + partial + none + unreachable + not_open + refused_entry + other_team + elsewhere + extra > 0`;
  return Object.fromEntries(rows.map(({ name, counts }) => [name, counts]));
}

describe('visits', () => {
  test('are the same as all of it made at once, whatever came in whatever order; so are the counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 28 }), async (acts) => {
        const [missionId, model] = [await newMission(), new Model()];
        for (const one of acts) await perform(missionId, model, one);
        await settle(missionId);
        const found = await loadRows(missionId);
        expect(inOrder(found as never)).toEqual(inOrder(model.rows()));
        expect(await loadCounts(missionId)).toEqual(countsOf(model.rows()));
        const lacking = await sql`
          select report_id as report, 'no-' || lacks as standing from report_place
          where mission_id = ${missionId} and lacks is not null order by report_id`;
        const { unplaced } = model.visits();
        const ids = (list: readonly { report: string }[]) => list.map(({ report: id }) => id).sort();
        expect(ids(lacking as never)).toEqual(ids(unplaced));
      }),
      { numRuns: 25 },
    );
  });

  test('a list has as many as are counted, narrowed down however', async () => {
    const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
    const narrowed = fc.record({
      day: maybe(DAY, '2031-05-19' as CalendarDate),
      phase: maybe(...Object.keys(PHASES)),
      status: maybe<VisitFilter['status']>(...VISIT_STATUSES, 'expected', 'received'),
      unit: maybe<VisitFilter['unit']>('visit', 'station'),
      standing: maybe<VisitFilter['standing']>('planned', 'other-team', 'elsewhere', 'extra', 'unexpected'),
      team: maybe(...TEAMS),
      area: maybe('north', '01'),
      station: fc.option(fc.constantFrom('0101', '0102'), { nil: undefined, freq: 1 }),
    });
    let found = 0;
    const sample = fc.sample(fc.array(act, { minLength: 30, maxLength: 60 }), { numRuns: 3, seed: 7 });
    for (const acts of sample) {
      const [missionId, model] = [await newMission(), new Model()];
      await sql`update plan_phase set due_at = '10:00' where mission_id = ${missionId} and key = 'opening'`;
      for (const one of acts) await perform(missionId, model, one);
      await settle(missionId);
      for (const filter of fc.sample(narrowed, { numRuns: 150, seed: 3 })) {
        for (const now of ['2031-05-18T05:59:59Z', '2031-05-18T06:00:00Z', '2031-05-19T01:00:00Z'].map(dateOf)) {
          const due = await findDue(sql, missionId, { filter, now });
          const listed = await listVisits(sql, missionId, { filter, due, after: null, limit: 200, now });
          expect({ filter, count: await countVisits(sql, missionId, { filter, due }) }).toEqual({
            filter,
            count: listed.length,
          });
          found += listed.length;
        }
      }
    }
    expect(found).toBeGreaterThan(500);
  });

  test('made anew from nothing, they are the same', async () => {
    const sample = fc.sample(fc.array(act, { minLength: 30, maxLength: 60 }), { numRuns: 3, seed: 5 });
    for (const acts of sample) {
      const [missionId, model] = [await newMission(), new Model()];
      for (const one of acts) await perform(missionId, model, one);
      await settle(missionId);
      const [rows, counts] = [await loadRows(missionId), await loadCounts(missionId)];
      expect(await recountVisits(sql, missionId)).toMatchObject({ visits: rows.length, corrected: 0 });
      expect([await loadRows(missionId), await loadCounts(missionId)]).toEqual([rows, counts]);
    }
  });

  test('are counted anew where a count was altered', async () => {
    const [missionId, model] = [await newMission(), new Model()];
    await perform(missionId, model, { kind: 'expect', team: 0, station: '0101', phase: 'voting' });
    await settle(missionId);
    const counts = await loadCounts(missionId);
    await sql`update response_count set none = 7 where mission_id = ${missionId} and dimension = 'all' and unit = 'visit'`;
    expect(await recountVisits(sql, missionId)).toEqual({ visits: 1, reports: 0, corrected: 1 });
    expect(await loadCounts(missionId)).toEqual(counts);
    expect(await recountVisits(sql, randomUUID())).toBeNull();
  });

  test('count what each form brought', async () => {
    const [missionId, model] = [await newMission(), new Model()];
    await perform(missionId, model, { kind: 'expect', team: 0, station: '0101', phase: 'voting' });
    await perform(missionId, model, { kind: 'hand', device: 0, team: 0, at: 0 });
    await perform(missionId, model, { kind: 'report', form: 1, station: '0101', device: 0, at: 20 });
    await settle(missionId);
    const rows = await sql`
      select key, complete, none from response_count where mission_id = ${missionId} and dimension = 'form' order by key`;
    expect(rows).toEqual([
      { key: own(missionId, FORMS[1] as string), complete: 1, none: 0 },
      { key: own(missionId, FORMS[2] as string), complete: 0, none: 1 },
    ]);
  });
});
