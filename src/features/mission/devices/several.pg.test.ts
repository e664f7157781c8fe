import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { readCsv } from '../../../platform/files/tables/csv.ts';
import { missionEndpoints } from '../missions/routes.ts';
import { findDeviceByToken } from './access.ts';
import type { ListedDevice, OpenRosaSecrets, SeveralAdded } from './device-replies.ts';
import { deviceEndpoints } from './routes/device-endpoints.ts';

const { sql } = await testDatabase();
const { call, audited } = testApp([...missionEndpoints, ...deviceEndpoints], { sql });

let made = 0;
async function newMission(): Promise<{ slug: string; id: string }> {
  const [slug, id] = [`mission-${++made}`, randomUUID()];
  const body = { id, slug, name: { en: 'Coast' }, election: null };
  expect((await call('editor', 'POST /api/missions', body)).status).toBe(201);
  return { slug, id };
}

const ask = (slug: string, names: readonly string[], kind = 'odk') =>
  call('editor', `POST /api/missions/${slug}/devices/several`, { kind, names });

async function addOne(slug: string, name: string): Promise<{ id: string }> {
  const body = { id: randomUUID(), name, kind: 'odk', login: null };
  return (await (await call('editor', `POST /api/missions/${slug}/devices`, body)).json()) as { id: string };
}

async function faultsOf(reply: Response): Promise<unknown> {
  const { code, issues } = (await reply.json()) as { code: string; issues: { code: string; parameters: unknown }[] };
  return [reply.status, code, issues.map((issue) => [issue.code, issue.parameters])];
}

async function stored(missionId: string) {
  const names = await sql<{ name: string }[]>`select name from device where mission_id = ${missionId}`;
  const events = await sql<{ leaf: Record<string, unknown> }[]>`
    select leaf from log_waiting where mission_id = ${missionId} order by id`;
  return { names: names.map(({ name }) => name).sort(), events: events.map(({ leaf }) => leaf) };
}

describe('devices that are added together', () => {
  it('are 200 at once, each with its own secrets, announced and noted as one that was added alone', async () => {
    const mission = await newMission();
    const names = Array.from({ length: 200 }, (_, index) => `Observer ${index + 1}`);
    const before = (await audited()).length;
    const reply = await ask(mission.slug, names);
    expect(reply.status).toBe(201);
    const { devices, csv } = (await reply.json()) as SeveralAdded;
    expect(devices.map(({ name }) => name)).toEqual(names);
    expect(new Set(devices.map((device) => (device as OpenRosaSecrets).token)).size).toBe(200);
    for (const device of devices) {
      const { token, pseudonym } = device as OpenRosaSecrets;
      expect((await findDeviceByToken(sql, token))?.pseudonym).toBe(pseudonym);
    }
    const listed = (await (await call('reader', `GET /api/missions/${mission.slug}/devices`)).json()) as ListedDevice[];
    expect(listed.map(({ name }) => name)).toEqual(names);
    const { events } = await stored(mission.id);
    expect(events.map(({ type, version }) => [type, version])).toEqual(names.map(() => ['enrolment', 1]));
    expect(events.map(({ device }) => device).sort()).toEqual(devices.map(({ pseudonym }) => pseudonym).sort());
    const noted = (await audited()).slice(before);
    expect(noted.map(({ action }) => action)).toEqual(names.map(() => 'device.added'));
    const { table, faults } = await readCsv(Buffer.from(csv));
    expect(faults).toEqual([]);
    expect(table.rows.map(({ cells }) => cells[3])).toEqual(
      devices.map((told) => (told as OpenRosaSecrets).openRosaUrl),
    );
  });

  it('are codes to enrol with for our own app, told to no log before a phone has enrolled', async () => {
    const mission = await newMission();
    const { devices } = (await (await ask(mission.slug, ['A', '', 'B'], 'app')).json()) as SeveralAdded;
    expect(devices.map(({ name, kind }) => [name, kind])).toEqual([
      ['A', 'app'],
      ['B', 'app'],
    ]);
    expect(await stored(mission.id)).toEqual({ names: ['A', 'B'], events: [] });
  });

  it('are all there or none, and everything that is wrong is told at once', async () => {
    const mission = await newMission();
    await addOne(mission.slug, 'Team 7');
    const { id } = await addOne(mission.slug, 'Team 8');
    await call('editor', `POST /api/missions/${mission.slug}/devices/${id}/revoke`, { reason: 'lost' });
    const before = await stored(mission.id);
    const notes = (await audited()).length;
    const wrong = await ask(mission.slug, ['Anna', '', ' Team 7 ', 'Team 8', 'Anna', 'x'.repeat(101)]);
    expect(await faultsOf(wrong)).toEqual([
      422,
      'names-refused',
      [
        ['device-name-taken', { row: 3, found: 'Team 7' }],
        ['device-name-twice', { row: 5, at: 1, found: 'Anna' }],
        ['device-name-long', { row: 6, found: 101, wanted: 100 }],
      ],
    ]);
    const many = await ask(
      mission.slug,
      Array.from({ length: 201 }, (_, index) => `Phone ${index}`),
    );
    expect(await faultsOf(many)).toMatchObject([422, 'names-refused', [['device-names-many', { found: 201 }]]]);
    expect(await faultsOf(await ask(mission.slug, [' ']))).toMatchObject([
      422,
      'names-refused',
      [['device-names-none', {}]],
    ]);
    expect(await stored(mission.id)).toEqual(before);
    expect((await audited()).length).toBe(notes);
    // The name of a lost phone is free again.
    expect((await ask(mission.slug, ['Team 8'])).status).toBe(201);
  });

  it('are added once where two lists with the same name come at once, and other missions do not matter', async () => {
    const [mission, other] = [await newMission(), await newMission()];
    const lists = Array.from({ length: 6 }, (_, index) => [`Only ${index}`, 'Shared', `Last ${index}`]);
    const replies = await Promise.all(lists.map((names) => ask(mission.slug, names)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    const winner = lists[replies.findIndex(({ status }) => status === 201)] ?? [];
    expect((await stored(mission.id)).names).toEqual([...winner].sort());
    expect((await ask(other.slug, ['Shared'])).status).toBe(201);
  });
});
