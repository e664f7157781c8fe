import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { TEST_NOW } from '../../../../test/support/http.ts';
import { peopleDesk } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { DeviceHolder, PeoplePage, ShownTeam } from './people-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited } = peopleDesk(sql);

const dayFromNow = (days: number) => new Date(TEST_NOW + days * 86_400_000).toISOString().slice(0, 10);
const [DAY_BEFORE, TODAY, DAY_AFTER] = [dayFromNow(-1), dayFromNow(0), dayFromNow(1)];

type Mission = Awaited<ReturnType<typeof newMission>>;
const member = (person: string, fromDay: string | null = null, toDay: string | null = null, part = 'observer') => {
  return { person, part, fromDay, toDay };
};
const setMembers = (
  mission: Mission,
  team: ShownTeam,
  members: readonly ReturnType<typeof member>[],
  base = team.revision,
) =>
  mission.ask<ShownTeam & { code: string; issues: object[] }>('editor', `PUT teams/${team.id}/members`, {
    members,
    base,
    reason: null,
  });

describe('a team', () => {
  test('is added once, renamed from what was seen, and keeps what stood', async () => {
    const mission = await newMission();
    const given = { id: randomUUID(), code: 'T1', name: null, kind: 'pair' };
    const { body } = await mission.ask<ShownTeam>('editor', 'POST teams', given);
    expect(body).toEqual({ ...given, members: [], devices: [], revision: 1 });
    expect((await mission.ask('editor', 'POST teams', given)).status).toBe(201);
    expect((await mission.ask('editor', 'POST teams', { ...given, kind: 'fixed' })).status).toBe(409);
    expect((await mission.ask('editor', 'POST teams', { ...given, id: randomUUID(), code: 't1' })).status).toBe(409);
    const words = { code: 'T1', name: 'North', kind: 'mobile', base: 1, reason: 'they have a car' };
    expect((await mission.ask<ShownTeam>('editor', `PUT teams/${body.id}`, words)).body).toMatchObject({
      name: 'North',
      revision: 2,
    });
    expect(await mission.ask('editor', `PUT teams/${body.id}`, words)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile', parameters: { by: 'Test editor' } },
    });
    const [stood] =
      await sql`select before from team_version where mission_id = ${mission.id} and team_id = ${body.id}`;
    expect(stood?.before).toMatchObject({ name: null, kind: 'pair', members: [] });
  });

  test('has people on some days or all, who are found by it', async () => {
    const mission = await newMission();
    const [a, b] = [await mission.add('A'), await mission.add('B', { kind: 'driver' })];
    const team = await mission.addTeam('T1');
    const { body } = await setMembers(mission, team, [
      member(a.id, '2031-05-01', '2031-05-02'),
      member(a.id, '2031-05-04', null),
      member(b.id, null, null, 'driver'),
    ]);
    expect(body.members.map(({ code, part, fromDay }) => [code, part, fromDay])).toEqual([
      ['A', 'observer', '2031-05-01'],
      ['A', 'observer', '2031-05-04'],
      ['B', 'driver', null],
    ]);
    const page = await mission.done<PeoplePage>(`GET people?team=${team.id}`);
    expect(page.people.map(({ code, teams }) => [code, teams])).toEqual([
      ['A', ['T1']],
      ['B', ['T1']],
    ]);
    expect((await mission.show(a.id)).teams).toHaveLength(2);
    expect((await audited()).at(-1)).toMatchObject({ action: 'team.members-changed', details: { after: 'A, A, B' } });
  });

  test('takes nobody who is in another team on one of the days, or in it twice: everybody is told', async () => {
    const mission = await newMission();
    const [a, b] = [await mission.add('A'), await mission.add('B')];
    const [one, other] = [await mission.addTeam('T1'), await mission.addTeam('T2')];
    await setMembers(mission, one, [member(a.id, null, '2031-05-02')]);
    const { status, body } = await setMembers(mission, other, [
      member(a.id, '2031-05-02', null),
      member(b.id, null, '2031-05-02'),
      member(b.id, '2031-05-01', null),
    ]);
    expect([status, body.code, body.issues]).toMatchObject([
      409,
      'team-days-taken',
      [
        { code: 'team-member-twice', parameters: { found: 'B' } },
        { code: 'team-member-elsewhere', parameters: { found: 'A', team: 'T1' } },
      ],
    ]);
    expect((await setMembers(mission, other, [member(a.id, '2031-05-03', null)])).status).toBe(200);
    expect((await setMembers(mission, other, [member(a.id, '2031-05-03', '2031-05-01')], 2)).status).toBe(422);
    expect((await setMembers(mission, other, [member(randomUUID())], 2)).status).toBe(404);
  });

  test('takes somebody once whom two teams want at once, and the database itself refuses a second', async () => {
    const mission = await newMission();
    const { id } = await mission.add('A');
    const teams = await Promise.all(['T1', 'T2', 'T3'].map((code) => mission.addTeam(code)));
    const replies = await Promise.all(teams.map((team) => setMembers(mission, team, [member(id)])));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const loser = teams[replies.findIndex(({ status }) => status === 409)];
    await expect(sql`
      insert into team_member (mission_id, team_id, place, person_id, part)
      values (${mission.id}, ${loser?.id ?? ''}, 0, ${id}, 'observer')`).rejects.toThrow(/team_member_day/);
  });
});

describe('a device', () => {
  const addDevice = async (mission: Mission) => {
    const id = randomUUID();
    await mission.done('POST devices', { id, name: `Phone ${id}`, kind: 'odk', login: null });
    return id;
  };

  test('is handed to a team or a person, from what was seen, and stands with them', async () => {
    const mission = await newMission();
    const person = await mission.add('A');
    const team = await mission.addTeam('T1');
    await setMembers(mission, team, [member(person.id)]);
    const device = await addDevice(mission);
    const hand = (body: Readonly<Record<string, unknown>>) =>
      mission.ask<DeviceHolder>('editor', `PUT devices/${device}/holder`, { id: randomUUID(), reason: null, ...body });
    const id = randomUUID();
    const first = await hand({ id, holder: { team: team.id }, base: null });
    expect(first.body).toMatchObject({ id, team: { code: 'T1' }, person: null });
    expect((await hand({ id, holder: { team: team.id }, base: null })).body).toEqual(first.body);
    expect((await hand({ id, holder: { person: person.id }, base: null })).status).toBe(409);
    expect((await mission.show(person.id)).devices).toMatchObject([{ id: device, team: 'T1' }]);
    expect((await mission.done<ShownTeam[]>('GET teams'))[0]?.devices).toMatchObject([{ id: device }]);
    expect((await hand({ holder: { person: person.id }, base: null })).status).toBe(409);
    const second = await hand({ holder: { person: person.id }, base: id });
    expect(second.body).toMatchObject({ team: null, person: { code: 'A' } });
    expect((await hand({ holder: null, base: second.body.id })).body).toMatchObject({
      id: null,
      team: null,
      person: null,
    });
    const rows = await sql`select to_at from device_holder where device_id = ${device}`;
    expect([rows.length, rows.every(({ to_at }) => to_at !== null)]).toEqual([2, true]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'device.handed', details: { before: 'A', after: null } });
  });

  test('is not handed to people or teams of another mission', async () => {
    const [mission, other] = [await newMission(), await newMission()];
    const [device, stranger] = [await addDevice(mission), await other.add('A')];
    const body = { id: randomUUID(), holder: { person: stranger.id }, base: null, reason: null };
    expect((await mission.ask('editor', `PUT devices/${device}/holder`, body)).status).toBe(404);
    expect((await other.ask('editor', `PUT devices/${device}/holder`, body)).status).toBe(404);
    expect((await mission.done<DeviceHolder[]>('GET device-holders')).map(({ id }) => id)).toEqual([null]);
  });
});

test('whose team is today’s, and which devices somebody has by it, follow the days', async () => {
  const mission = await newMission();
  const [a, b] = [await mission.add('A'), await mission.add('B')];
  const [now, later] = [await mission.addTeam('T1'), await mission.addTeam('T2')];
  await setMembers(mission, now, [member(a.id, null, TODAY), member(b.id, null, DAY_BEFORE)]);
  await setMembers(mission, later, [member(a.id, DAY_AFTER, null)]);
  const phones = await Promise.all(
    ['Phone 1', 'Phone 2'].map(async (name) => {
      const device = { id: randomUUID(), name, kind: 'app', login: null };
      await mission.done('POST devices', device);
      return device.id;
    }),
  );
  const hand = (device: string | undefined, holder: object) =>
    mission.done(`PUT devices/${device}/holder`, { id: randomUUID(), holder, base: null, reason: null });
  await hand(phones[0], { team: now.id });
  await hand(phones[1], { person: b.id });
  const { people } = await mission.done<PeoplePage>('GET people');
  expect(people.map(({ teamToday, teams, devices: held }) => [teamToday, teams, held])).toEqual([
    ['T1', ['T1', 'T2'], ['Phone 1']],
    [null, ['T1'], ['Phone 2']],
  ]);
});
