import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { letKnow } from '../../../../test/support/people-desk.ts';
import { planDesk, VOTE_DAY, visit } from '../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { CallPage, Named, ShownCall } from '../../mission/messages/call.ts';
import type { CallSheet, TeamPhones } from './call-sheet.ts';

const { sql } = await testDatabase();
const { planned, report, settle, audited, noted } = planDesk(sql);
await letKnow(sql, ['editor']);

const call = (team: { readonly id: string } | null, more: object = {}) => {
  const nothing = { person: null, visit: null, report: null, outcome: 'no-answer', note: null, calledAt: null };
  return { id: randomUUID(), team: team?.id ?? null, ...nothing, ...more };
};
const SHEET = `GET call-sheet?day=${VOTE_DAY}&status=pending`;

describe('a call sheet', () => {
  test('names the teams of which something is missing, those first that were called longest ago', async () => {
    const { mission, forms, teams } = await planned();
    const [one, other] = teams;
    const person = await mission.add('A');
    const members = [{ person: person.id, part: 'observer', fromDay: null, toDay: null }];
    await mission.done(`PUT teams/${other.id}/members`, { members, base: other.revision, reason: null });
    const visits = [visit(one, '0101'), visit(one, '0102', { position: 2 }), visit(other, '0103')];
    await mission.done('POST plan/visits', { visits });
    await settle(mission);
    const before = await mission.done<CallSheet>(SHEET, undefined, 'reader');
    expect(before).toMatchObject({
      mayReadIdentities: false,
      isCut: false,
      rows: [
        { team: { code: 'T1' }, visits: [{ station: '0101' }, { station: '0102' }], members: [], lastCall: null },
        { team: { code: 'T2' }, visits: [{ station: '0103' }], members: [{ code: 'A', part: 'observer' }] },
      ],
    });
    await mission.done<ShownCall>('POST calls', call(one, { note: 'no network' }));
    const after = await mission.done<CallSheet>(SHEET);
    expect(after.rows.map(({ team }) => team?.code)).toEqual(['T2', 'T1']);
    expect(after).toMatchObject({
      mayReadIdentities: true,
      rows: [{}, { lastCall: { outcome: 'no-answer', note: 'no network' } }],
    });
    // What comes is missing no more.
    await report(mission, forms.opening, '0103');
    await settle(mission);
    expect((await mission.done<CallSheet>(SHEET)).rows.map(({ team }) => team?.code)).toEqual(['T1']);
  });

  test('and those who are written to are of the same visits as the list that leads there', async () => {
    const { mission, forms, teams } = await planned();
    const [one, other] = teams;
    const visits = [visit(one, '0101'), visit(one, '0102', { position: 2 }), visit(other, '0103')];
    await mission.done('POST plan/visits', { visits });
    await settle(mission);
    for (const [narrowed, codes] of [
      ['', ['T1', 'T2']],
      ['&station=0103', ['T2']],
      [`&team=${one.id}`, ['T1']],
      [`&form=${forms.opening}`, ['T1', 'T2']],
      [`&form=${randomUUID()}`, []],
      [`&sample=${randomUUID()}`, []],
    ] as const) {
      const asked = `day=${VOTE_DAY}&status=pending${narrowed}`;
      const sheet = await mission.done<CallSheet>(`GET call-sheet?${asked}`);
      expect([narrowed, sheet.rows.map(({ team }) => team?.code).sort()]).toEqual([narrowed, codes]);
      const written = await mission.done<Named[]>(`GET visits/teams?${asked}`);
      expect([narrowed, written.map(({ code }) => code)]).toEqual([narrowed, codes]);
    }
  });

  test('shows names and telephones to who may know them alone, and each look is an event', async () => {
    const { mission, teams } = await planned();
    const person = await mission.add('A');
    const members = [{ person: person.id, part: 'observer', fromDay: VOTE_DAY, toDay: VOTE_DAY }];
    await mission.done(`PUT teams/${teams[0].id}/members`, { members, base: 1, reason: null });
    const identity = { name: 'Invented Name', nameLatin: null, email: null, base: 0, reason: 'for the test' };
    const phones = [{ id: randomUUID(), written: '+994 50 123 45 67', label: null }];
    await mission.done(`PUT people/${person.id}/identity`, { ...identity, phones });
    const line = `GET call-sheet/phones?team=${teams[0].id}&day=${VOTE_DAY}`;
    expect(await mission.ask('reader', line)).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    const shown = await mission.done<TeamPhones>(line);
    expect(shown.people).toMatchObject([{ code: 'A', name: 'Invented Name', phones: [{ e164: '+994501234567' }] }]);
    const readings = (await noted()).filter(({ kind }) => kind === 'reading.identity');
    expect(readings.filter(({ subject }) => subject.includes(teams[0].id))).toHaveLength(1);
    const later = `GET call-sheet/phones?team=${teams[0].id}&day=2031-05-19`;
    expect((await mission.done<TeamPhones>(later)).people).toEqual([]);
  });
});

describe('a call', () => {
  test('is entered once, listed with what it was about, and struck out with a reason', async () => {
    const { mission, teams } = await planned();
    const about = visit(teams[0], '0101');
    await mission.done('POST plan/visits', { visits: [about] });
    const given = call(teams[0], { visit: about.id, outcome: 'reached' });
    expect(await mission.done<ShownCall>('POST calls', given)).toMatchObject({
      team: { code: 'T1' },
      visit: { station: '0101', phase: 'opening', day: VOTE_DAY },
      by: 'Test editor',
      struck: null,
    });
    expect((await mission.ask('editor', 'POST calls', given)).status).toBe(201);
    expect((await mission.ask('editor', 'POST calls', { ...given, outcome: 'busy' })).status).toBe(409);
    const other = await mission.done<ShownCall>(
      'POST calls',
      call(teams[1], { calledAt: '2020-05-01T08:00:00+04:00' }),
    );
    const page = await mission.done<CallPage>('GET calls?limit=1', undefined, 'reader');
    expect(page).toMatchObject({ calls: [{ id: given.id }], next: given.id });
    expect(await mission.done<CallPage>(`GET calls?limit=1&after=${page.next}`)).toMatchObject({
      calls: [{ id: other.id }],
      next: null,
    });
    expect((await mission.done<CallPage>(`GET calls?visit=${about.id}`)).calls.map(({ id }) => id)).toEqual([given.id]);
    const struck = await mission.done<ShownCall>(`POST calls/${given.id}/strike`, { reason: 'another team' });
    expect(struck.struck).toMatchObject({ by: 'Test editor', reason: 'another team' });
    expect((await mission.ask('editor', `POST calls/${given.id}/strike`, { reason: 'again' })).status).toBe(409);
    expect((await audited()).map(({ action }) => action).slice(-2)).toEqual(['call.entered', 'call.struck']);
  });

  test.each([
    ['of nobody', { team: null }, 422],
    ['that lies ahead', { calledAt: '2099-01-01T00:00:00Z' }, 422],
    ['of a team that is not there', { team: randomUUID() }, 404],
    ['about a visit that nobody expects', { visit: randomUUID() }, 404],
    ['about a report that did not come', { report: randomUUID() }, 404],
  ])('%s is refused', async (_, more, status) => {
    const { mission, teams } = await planned();
    expect((await mission.ask('editor', 'POST calls', call(teams[0], more))).status).toBe(status);
    expect((await mission.done<CallPage>('GET calls')).calls).toEqual([]);
  });
});
