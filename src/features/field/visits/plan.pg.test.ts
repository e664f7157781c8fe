import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { VOTE_DAY as DAY, phase, planDesk, planOf, visit } from '../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type {
  PlanImported,
  PlannedPage,
  PlannedVisit,
  PlanPreview,
  ShownPlan,
  VisitsAdded,
} from '../../mission/plan/plan-replies.ts';
import type { ResponseBoard, UnplacedReport, VisitPage } from './visit-replies.ts';

const { sql } = await testDatabase();
const { newMission, newForm, planned, report, settle, audited } = planDesk(sql);

describe('the plan of a mission', () => {
  test('begins with nothing, has phases and their forms, and keeps what stood', async () => {
    const mission = await newMission();
    const form = await newForm(mission, 'opening');
    expect(await mission.done('GET plan', undefined, 'reader')).toEqual({
      ...{ zone: 'UTC', dayBeginsAt: 4, phases: [], revision: 0, changedBy: null, electionDay: null },
      forms: [{ id: form, name: 'opening', title: 'Form opening' }],
    });
    const { body } = await mission.ask<ShownPlan>(
      'editor',
      'PUT plan',
      planOf([phase('opening', [form], { dueAt: '09:30' })]),
    );
    expect(body).toMatchObject({
      zone: 'Asia/Baku',
      revision: 1,
      phases: [{ key: 'opening', dueAt: '09:30', forms: [form] }],
    });
    expect(await mission.ask('editor', 'PUT plan', planOf([], 0))).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile', parameters: { by: 'Test editor' } },
    });
    expect((await mission.ask('editor', 'PUT plan', planOf([phase('count', [form])], 1))).status).toBe(200);
    const [stood] = await sql`select before from plan_settings_version where mission_id = ${mission.id}`;
    expect(stood?.before).toMatchObject({ phases: [{ key: 'opening' }] });
    expect((await audited()).at(-1)).toMatchObject({ action: 'plan.decided' });
  });

  test.each([
    ['plan-phase-twice', (form: string) => [phase('a', [form]), phase('a', [])]],
    ['plan-form-twice', (form: string) => [phase('a', [form]), phase('b', [form])]],
    ['plan-form-unknown', () => [phase('a', [randomUUID()])]],
  ] as const)('refuses what is %s', async (code, phases) => {
    const mission = await newMission();
    const reply = await mission.ask('editor', 'PUT plan', planOf(phases(await newForm(mission, 'x'))));
    expect(reply).toMatchObject({ status: 422, body: { issues: [{ code, column: 'phases' }] } });
  });

  test('a phase in which somebody is expected stays', async () => {
    const { mission, teams } = await planned();
    await mission.done('POST plan/visits', { visits: [visit(teams[0], '0101')] });
    expect(await mission.ask('editor', 'PUT plan', planOf([phase('voting', [])], 1))).toMatchObject({
      status: 409,
      body: { code: 'conflict', parameters: { what: 'phase opening' } },
    });
  });
});

describe('expected visits', () => {
  test('are added once, whoever sends them twice, and listed by day, team and stop', async () => {
    const { mission, teams } = await planned();
    const visits = [visit(teams[1], '0102'), visit(teams[0], '0101', { position: 2 }), visit(teams[0], '0103')];
    expect(await mission.done<VisitsAdded>('POST plan/visits', { visits })).toEqual({ added: 3, same: 0 });
    expect(await mission.done<VisitsAdded>('POST plan/visits', { visits })).toEqual({ added: 0, same: 3 });
    const page = await mission.done<PlannedPage>('GET plan/visits?limit=2', undefined, 'reader');
    expect(page).toMatchObject({ count: 3, visits: [{ station: '0103' }, { station: '0101', position: 2 }] });
    const rest = await mission.done<PlannedPage>(`GET plan/visits?limit=2&after=${page.next}`, undefined, 'reader');
    expect(rest).toMatchObject({ visits: [{ station: '0102', team: { code: 'T2' } }], next: null });
  });

  test('that stand under another id, or name what is not there, are refused as a whole', async () => {
    const { mission, teams } = await planned();
    await mission.done('POST plan/visits', { visits: [visit(teams[0], '0101')] });
    const again = await mission.ask('editor', 'POST plan/visits', {
      visits: [visit(teams[0], '0102'), visit(teams[0], '0101')],
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const wrong = [visit({ id: randomUUID() }, '0105'), visit(teams[0], '0106', { phase: 'count' })];
    expect(await mission.ask('editor', 'POST plan/visits', { visits: wrong })).toMatchObject({
      status: 422,
      body: {
        issues: [
          { code: 'plan-team-unknown', column: 'visits.0.team' },
          { code: 'plan-phase-unknown', column: 'visits.1.phase' },
        ],
      },
    });
    expect(await mission.done<PlannedPage>('GET plan/visits')).toMatchObject({ count: 1 });
    const bare = await newMission();
    expect(await bare.ask('editor', 'POST plan/visits', { visits: [visit(teams[0], '0101')] })).toMatchObject({
      status: 409,
      body: { code: 'plan-missing' },
    });
  });

  test('are marked from what was seen, with when it happened; what stood is kept', async () => {
    const { mission, teams } = await planned();
    const given = visit(teams[0], '0101');
    await mission.done('POST plan/visits', { visits: [given] });
    const words = {
      position: 1,
      mark: 'refused-entry',
      markedAt: `${DAY}T08:15:00+04:00`,
      note: 'asked to leave',
      base: 1,
      reason: null,
    };
    expect(await mission.done<PlannedVisit>(`PUT plan/visits/${given.id}`, words)).toMatchObject({
      mark: 'refused-entry',
      markedAt: `${DAY}T04:15:00.000Z`,
      note: 'asked to leave',
      revision: 2,
    });
    expect((await mission.ask('editor', `PUT plan/visits/${given.id}`, words)).status).toBe(409);
    expect(await mission.done(`GET plan/visits/${given.id}/versions`)).toMatchObject([
      { revision: 2, before: { mark: null, position: 1 }, by: 'Test editor' },
    ]);
  });
});

describe('a file of expected visits', () => {
  const file =
    'team,day,phase,station,position\nT1,2031-05-18,opening,0101,\nt1,2031-05-18,voting,0102,\nT2,2031-05-18,opening,0101,4\n';

  test('is looked at first, applied as it was looked at, and changes nothing the second time', async () => {
    const { mission } = await planned();
    const { body: preview } = await mission.send<PlanPreview>('editor', 'plan/imports/check', file);
    expect(preview).toMatchObject({
      counts: { created: 3, changed: 0, same: 0, errors: 0 },
      rows: [
        { row: 2, team: 'T1', position: 1 },
        { row: 3, team: 'T1', position: 2 },
        { row: 4, team: 'T2', position: 4 },
      ],
      // Of a mission without an election, nobody knows the polling stations.
      issues: [{ code: 'plan-stations-unchecked', parameters: { found: 2 }, severity: 'warning' }],
    });
    const applied = await mission.send<PlanImported>('editor', `plan/imports?sha256=${preview.sha256}`, file);
    expect(applied).toEqual({ status: 200, body: { created: 3, changed: 0, same: 0 } });
    const { body: again } = await mission.send<PlanPreview>('editor', 'plan/imports/check', file);
    expect(again.counts).toEqual({ created: 0, changed: 0, same: 3, errors: 0 });
    expect((await mission.send('editor', `plan/imports?sha256=${preview.sha256}`, file)).status).toBe(409);
  });

  test('has a visit expected again that was called off, and moves another one', async () => {
    const { mission, teams } = await planned();
    const given = visit(teams[0], '0101');
    await mission.done('POST plan/visits', { visits: [given] });
    const off = { position: 1, mark: 'called-off', markedAt: null, note: 'no car', base: 1, reason: null };
    await mission.done(`PUT plan/visits/${given.id}`, off);
    const rows = 'team,day,phase,station,position\nT1,2031-05-18,opening,0101,3\n';
    const { body: preview } = await mission.send<PlanPreview>('editor', 'plan/imports/check', rows);
    expect(preview.rows).toMatchObject([{ before: { position: 1, mark: 'called-off' }, position: 3 }]);
    await mission.send('editor', `plan/imports?sha256=${preview.sha256}`, rows);
    expect(await mission.done<PlannedPage>('GET plan/visits')).toMatchObject({
      visits: [{ id: given.id, mark: null, position: 3, note: 'no car', revision: 3 }],
    });
  });

  test('tells everything that is wrong, by row and column, and stores nothing', async () => {
    const { mission } = await planned();
    const wrong =
      'team,day,phase,station,position,car\nT9,18.05.2031,count,,0,\nT1,2031-05-18,opening,0101,,\nT1,2031-05-18,opening,0101,2,\n';
    const { body } = await mission.send<PlanPreview>('editor', 'plan/imports/check', wrong);
    expect(body.issues.map(({ row, column, code, severity }) => [row, column, code, severity])).toEqual([
      [1, 'car', 'plan-column-unknown', 'warning'],
      [2, 'team', 'plan-team-unknown', 'error'],
      [2, 'day', 'date', 'error'],
      [2, 'phase', 'plan-phase-unknown', 'error'],
      [2, 'station', 'plan-station-unknown', 'error'],
      [2, 'position', 'plan-position', 'error'],
      [4, 'station', 'plan-row-twice', 'error'],
      [null, 'station', 'plan-stations-unchecked', 'warning'],
    ]);
    expect((await mission.send('editor', `plan/imports?sha256=${body.sha256}`, wrong)).status).toBe(422);
    expect(await mission.done<PlannedPage>('GET plan/visits')).toMatchObject({ count: 0 });
    const { body: headless } = await mission.send<PlanPreview>(
      'editor',
      'plan/imports/check',
      'team,day\nT1,2031-05-18\n',
    );
    expect(headless.issues.map(({ code, column }) => `${code} ${column}`)).toEqual([
      'plan-column-missing phase',
      'plan-column-missing station',
    ]);
  });
});

describe('the board', () => {
  test('tells what is expected, what came and what is missing, and each number has its list', async () => {
    const { mission, forms, teams } = await planned();
    await mission.done('POST plan/visits', {
      visits: [visit(teams[0], '0101'), visit(teams[1], '0101'), visit(teams[1], '0102')],
    });
    // Nobody had a device: the one visit that is expected at 0102 is the one that came.
    const came = await report(mission, forms.opening, '0102');
    const lost = await report(mission, forms.opening, '0101');
    await settle(mission);
    // The clock of the test stands in 2031, before the vote.
    const board = await mission.done<ResponseBoard>('GET response?by=team', undefined, 'reader');
    expect(board).toMatchObject({
      day: DAY,
      days: [{ day: DAY, expected: 3, received: 1 }],
      phases: [
        { key: 'opening', dueAt: `${DAY}T05:00:00.000Z` },
        { key: 'voting', dueAt: '2031-05-19T00:00:00.000Z' },
      ],
      total: {
        visits: { expected: 3, received: 1, byStatus: { complete: 1, pending: 2, missing: 0 } },
        // Two teams at one station are one station.
        stations: { expected: 2, received: 1 },
      },
      rows: [
        { label: 'T1', expected: 1, received: 0 },
        { label: 'T2', expected: 2, received: 1 },
      ],
      unplaced: { team: 1, station: 0, phase: 0 },
    });
    const done = await mission.done<VisitPage>('GET visits?status=complete', undefined, 'reader');
    expect(done).toMatchObject({
      count: 1,
      visits: [{ station: '0102', reports: [came], expected: { status: 'complete' } }],
    });
    expect(await mission.done<VisitPage>('GET visits?status=missing')).toMatchObject({ count: 0, visits: [] });
    const counted = [
      'status=expected',
      'status=received',
      'status=expected&unit=station',
      'status=pending&unit=station',
    ];
    const counts = counted.map(async (query) => (await mission.done<VisitPage>(`GET visits?${query}`)).count);
    expect(await Promise.all(counts)).toEqual([3, 1, 2, 1]);
    const pending = await mission.done<VisitPage>('GET visits?status=pending&limit=1');
    expect(pending).toMatchObject({ count: 2, visits: [{ station: '0101' }] });
    const next = await mission.done<VisitPage>(`GET visits?status=pending&limit=1&after=${pending.next}`);
    expect(next).toMatchObject({ visits: [{ station: '0101' }], next: null });
    expect(new Set([...pending.visits, ...next.visits].map(({ team }) => team.code))).toEqual(new Set(['T1', 'T2']));
    expect(await mission.done<UnplacedReport[]>('GET visits/unplaced')).toMatchObject([
      { id: lost, lacks: 'team', form: 'Form opening' },
    ]);
    expect((await mission.ask('reader', 'GET visits?after=bm9uZQ')).status).toBe(422);
  });

  test('is refused where there is no plan', async () => {
    const mission = await newMission();
    expect(await mission.ask('reader', 'GET response')).toMatchObject({ status: 409, body: { code: 'plan-missing' } });
  });
});
