import { createHash, randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TEST_NOW, TEST_ORIGIN, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import type { AccessRole } from '../../../platform/http/access.ts';
import { missionEndpoints } from '../missions/routes.ts';
import { findDevice, findDeviceByToken, findDeviceLogin, noteSeen } from './access.ts';
import { REALM } from './device.ts';
import type { AppSecrets, DeviceSecrets, Enrolled, ListedDevice, OpenRosaSecrets } from './device-replies.ts';
import { deviceEndpoints } from './routes/device-endpoints.ts';

const { sql } = await testDatabase();
const HOUR_MS = 3_600_000;
/** Every look at the clock is later than the one before. */
let now = TEST_NOW;
const clock = { now: () => ++now };
const { app, call, audited } = testApp([...missionEndpoints, ...deviceEndpoints], { sql, clock, proxies: 1 });

let made = 0;
async function newMission(): Promise<{ slug: string; id: string }> {
  const [slug, id] = [`mission-${++made}`, randomUUID()];
  const body = { id, slug, name: { en: 'Coast & Isles' }, election: null };
  expect((await call('editor', 'POST /api/missions', body)).status).toBe(201);
  return { slug, id };
}

type Wanted = { name?: string; kind?: 'odk' | 'app'; login?: string | null; id?: string };

async function add<T extends DeviceSecrets>(mission: string, wanted: Wanted = {}): Promise<T> {
  const body = { id: randomUUID(), name: 'Phone 1', kind: 'odk', login: null, ...wanted };
  const reply = await call('editor', `POST /api/missions/${mission}/devices`, body);
  expect(reply.status).toBe(201);
  return (await reply.json()) as T;
}

async function list(mission: string): Promise<ListedDevice[]> {
  return (await (await call('reader', `GET /api/missions/${mission}/devices`)).json()) as ListedDevice[];
}

async function statusAndCode(reply: Response): Promise<[number, string | undefined]> {
  const text = await reply.text();
  return [reply.status, text === '' ? undefined : (JSON.parse(text) as { code?: string }).code];
}

async function act(mission: string, id: string, what: 'revoke' | 'secrets', role: AccessRole = 'editor') {
  return await call(role, `POST /api/missions/${mission}/devices/${id}/${what}`, { reason: 'left on the bus' });
}

/** What waits for its number in the log of a mission, oldest first. */
async function waiting(missionId: string): Promise<Record<string, unknown>[]> {
  const rows = await sql<{ leaf: Record<string, unknown> }[]>`
    select leaf from log_waiting where mission_id = ${missionId} order by id`;
  return rows.map(({ leaf }) => leaf);
}

async function newKey(curve = 'P-256'): Promise<string> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, ['sign', 'verify']);
  return Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64url');
}

async function enrol(code: string, publicKey: string, address = '192.0.2.1'): Promise<Response> {
  const headers = { origin: TEST_ORIGIN, 'content-type': 'application/json', 'x-forwarded-for': address };
  return await app.request('/api/devices/enrol', {
    method: 'POST',
    headers,
    body: JSON.stringify({ code, publicKey }),
  });
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

describe('a device of OpenRosa', () => {
  it('is told its secrets once, of which hashes are kept, and sets up ODK Collect by a QR code', async () => {
    const mission = await newMission();
    const secrets = await add<OpenRosaSecrets>(mission.slug, { name: 'Sea & sand', login: 'team-7' });
    const { token, login } = secrets;
    expect(secrets.openRosaUrl).toBe(`${TEST_ORIGIN}/openrosa/${mission.slug}/key/${token}`);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(login).toEqual({
      url: `${TEST_ORIGIN}/openrosa/${mission.slug}`,
      name: 'team-7',
      password: expect.stringMatching(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}$/),
    });
    expect(JSON.parse(inflateSync(Buffer.from(secrets.qr, 'base64')).toString('utf8'))).toEqual({
      general: {
        server_url: secrets.openRosaUrl,
        form_update_mode: 'match_exactly',
        autosend: 'wifi_and_cellular',
        metadata_username: 'Sea & sand',
      },
      project: { name: 'Coast & Isles' },
      admin: {},
    });
    const everything = JSON.stringify([await list(mission.slug), await sql`select * from device`, await audited()]);
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(must(login, 'login').password);
    expect(everything).not.toContain(Buffer.from(token).toString('hex'));
  });

  it('is known by its token, its login, its id and its pseudonym', async () => {
    const mission = await newMission();
    const secrets = await add<OpenRosaSecrets>(mission.slug, { login: 'Team.8' });
    const known = await findDeviceByToken(sql, secrets.token);
    expect(known).toEqual({
      id: secrets.id,
      missionId: mission.id,
      missionSlug: mission.slug,
      name: 'Phone 1',
      pseudonym: secrets.pseudonym,
      kind: 'odk',
      isRevoked: false,
      publicKey: null,
    });
    const login = must(await findDeviceLogin(sql, mission.slug, 'Team.8'), 'login');
    const text = `Team.8:${REALM}:${secrets.login?.password}`;
    expect(login).toEqual({
      device: known,
      ha1Sha256: createHash('sha256').update(text).digest('hex'),
      ha1Md5: md5(text),
    });
    expect(await findDevice(sql, mission.id, secrets.id)).toEqual(known);
    expect(await findDevice(sql, mission.id, secrets.pseudonym)).toEqual(known);
    const other = await newMission();
    expect(await findDevice(sql, other.id, secrets.pseudonym)).toBeNull();
    expect(await findDeviceLogin(sql, other.slug, 'Team.8')).toBeNull();
    expect(await findDeviceLogin(sql, mission.slug, 'team.8')).toBeNull();
    for (const wrong of ['', 'x', `${secrets.token}A`, secrets.pseudonym]) {
      expect(await findDeviceByToken(sql, wrong)).toBeNull();
    }
  });

  it('is told to the log when it is added, renewed and revoked, and noted in the audit', async () => {
    const mission = await newMission();
    const { id, pseudonym, token } = await add<OpenRosaSecrets>(mission.slug);
    const before = (await audited()).length;
    const [event] = await sql<{ id: string }[]>`select id from log_waiting where mission_id = ${mission.id}`;
    const hash = Buffer.alloc(32, 7);
    await sql`
      insert into log_leaf (mission_id, index, leaf, hash, announced_id)
      values (${mission.id}, 0, ${Buffer.from('{}')}, ${hash}, ${must(event, 'event').id})`;
    const renewed = (await (await act(mission.slug, id, 'secrets')).json()) as OpenRosaSecrets;
    expect(renewed.token).not.toBe(token);
    expect(await findDeviceByToken(sql, token)).toBeNull();
    expect((await findDeviceByToken(sql, renewed.token))?.pseudonym).toBe(pseudonym);
    expect((await act(mission.slug, id, 'revoke')).status).toBe(204);
    expect((await findDeviceByToken(sql, renewed.token))?.isRevoked).toBe(true);
    expect(await waiting(mission.id)).toEqual([
      { type: 'enrolment', id, version: 1, device: pseudonym },
      { type: 'enrolment', id, version: 2, device: pseudonym, previous: hash.toString('hex') },
      { type: 'revocation', id, version: 1, device: pseudonym },
    ]);
    const [listed] = await list(mission.slug);
    expect(listed).toMatchObject({ state: 'revoked', revocationReason: 'left on the bus' });
    for (const what of ['revoke', 'secrets'] as const) {
      expect(await statusAndCode(await act(mission.slug, id, what))).toEqual([409, 'device-revoked']);
    }
    const subject = `device ${mission.slug}/${pseudonym}`;
    expect((await audited()).slice(before)).toMatchObject([
      { action: 'device.renewed', subject, reason: 'left on the bus' },
      { action: 'device.revoked', subject, reason: 'left on the bus' },
    ]);
  });

  it('names the event of its enrolment when it is revoked', async () => {
    const mission = await newMission();
    const { id, pseudonym } = await add(mission.slug);
    const [event] = await sql<{ id: string }[]>`select id from log_waiting where mission_id = ${mission.id}`;
    const hash = Buffer.alloc(32, 9);
    await sql`
      insert into log_leaf (mission_id, index, leaf, hash, announced_id)
      values (${mission.id}, 0, ${Buffer.from('{}')}, ${hash}, ${must(event, 'event').id})`;
    await act(mission.slug, id, 'revoke');
    expect((await waiting(mission.id))[1]).toEqual({
      type: 'revocation',
      id,
      version: 1,
      device: pseudonym,
      about: hash.toString('hex'),
    });
  });

  it('is refused where its id or its login is there, where it is not well said, and where the mission is put away', async () => {
    const mission = await newMission();
    const { id } = await add(mission.slug, { login: 'one' });
    const post = async (body: unknown) =>
      statusAndCode(await call('editor', `POST /api/missions/${mission.slug}/devices`, body));
    const fresh = { id: randomUUID(), name: 'Phone 2', kind: 'odk', login: null };
    expect(await post({ ...fresh, id })).toEqual([409, 'conflict']);
    expect(await post({ ...fresh, login: 'one' })).toEqual([409, 'conflict']);
    for (const wrong of [
      { name: ' ' },
      { kind: 'sms' },
      { login: 'a b' },
      { login: 'a:b' },
      { kind: 'app', login: 'x' },
      { token: 'x' },
    ]) {
      expect(await post({ ...fresh, ...wrong })).toEqual([422, 'invalid-input']);
    }
    expect(await statusAndCode(await act(mission.slug, randomUUID(), 'revoke'))).toEqual([404, 'not-found']);
    const other = await newMission();
    expect(await statusAndCode(await act(other.slug, id, 'revoke'))).toEqual([404, 'not-found']);
    const archival = { isArchived: true, base: 1, reason: 'over' };
    expect((await call('administrator', `PUT /api/missions/${mission.slug}/archival`, archival)).status).toBe(200);
    expect(await post(fresh)).toEqual([409, 'mission-archived']);
    expect((await act(mission.slug, id, 'revoke')).status).toBe(204);
  });

  it('is noted when it is heard of, once a minute', async () => {
    const mission = await newMission();
    const { id } = await add(mission.slug);
    const seenAt = async () => (await list(mission.slug))[0]?.lastSeenAt;
    expect(await seenAt()).toBeNull();
    for (const [seconds, wanted] of [
      [0, 0],
      [59, 0],
      [60, 60],
      [61, 60],
      [-100, 60],
    ] as const) {
      await noteSeen(sql, [id, id, randomUUID()], new Date(TEST_NOW + seconds * 1_000));
      expect(await seenAt()).toBe(new Date(TEST_NOW + wanted * 1_000).toISOString());
    }
    await noteSeen(sql, [], new Date(TEST_NOW));
  });
});

describe('our own app', () => {
  it('enrols with its code, and is told to the log', async () => {
    const mission = await newMission();
    const key = 'coast.example+1a2b3c4d+AaBb/Cc=';
    await sql`
      insert into mission_log (mission_id, origin, verifier_key, created_at)
      values (${mission.id}, ${`coast.example/${mission.slug}`}, ${key}, ${new Date(now)})`;
    const secrets = await add<AppSecrets>(mission.slug, { kind: 'app' });
    const link = new URL(secrets.link);
    expect(`${link.origin}${link.pathname}`).toBe(`${TEST_ORIGIN}/field/enrol`);
    expect(Object.fromEntries(new URLSearchParams(link.hash.slice(1)))).toEqual({ code: secrets.code, log: key });
    expect((await list(mission.slug))[0]).toMatchObject({ state: 'waiting', codeEndsAt: secrets.endsAt });
    expect(await waiting(mission.id)).toEqual([]);
    const publicKey = await newKey();
    const reply = await enrol(secrets.code, publicKey);
    expect(reply.status).toBe(201);
    expect((await reply.json()) as Enrolled).toEqual({
      deviceId: secrets.id,
      pseudonym: secrets.pseudonym,
      name: 'Phone 1',
      mission: { slug: mission.slug, name: { en: 'Coast & Isles' } },
    });
    const known = must(await findDevice(sql, mission.id, secrets.pseudonym), 'device');
    expect(Buffer.from(must(known.publicKey, 'key')).toString('base64url')).toBe(publicKey);
    expect((await list(mission.slug))[0]).toMatchObject({ state: 'in-use', codeEndsAt: null, refusals: 0 });
    const { id, pseudonym } = secrets;
    expect(await waiting(mission.id)).toEqual([{ type: 'enrolment', id, version: 1, device: pseudonym }]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'device.enrolled', actorName: 'Phone 1' });
  });

  it('AUTH-05 is refused with a code that was used, wherever it comes from, and the desk sees it', async () => {
    const mission = await newMission();
    const { code, pseudonym, id } = await add<AppSecrets>(mission.slug, { kind: 'app' });
    const publicKey = await newKey();
    expect((await enrol(code, publicKey)).status).toBe(201);
    expect(await statusAndCode(await enrol(code, publicKey))).toEqual([410, 'link-spent']);
    expect(await statusAndCode(await enrol(code, await newKey(), '198.51.100.7'))).toEqual([410, 'link-spent']);
    const subject = `device ${mission.slug}/${pseudonym}`;
    const refused = { action: 'device.code-refused', subject, actorName: 'anonymous' };
    expect((await audited()).slice(-2)).toMatchObject([
      { ...refused, details: { why: 'used', address: '192.0.…' } },
      { ...refused, details: { why: 'used', address: '198.51.…' } },
    ]);
    expect((await list(mission.slug))[0]).toMatchObject({
      refusals: 2,
      refusedAt: expect.stringContaining('T10:00:00'),
    });
    const known = must(await findDevice(sql, mission.id, id), 'device');
    expect(Buffer.from(must(known.publicKey, 'key')).toString('base64url')).toBe(publicKey);
  });

  it('AUTH-05 enrols one phone of many that come with one code at once', async () => {
    const mission = await newMission();
    const { code } = await add<AppSecrets>(mission.slug, { kind: 'app' });
    const keys = await Promise.all(Array.from({ length: 6 }, () => newKey()));
    const replies = await Promise.all(keys.map((key, n) => enrol(code, key, `203.0.113.${n}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410, 410, 410]);
    expect((await list(mission.slug))[0]).toMatchObject({ state: 'in-use', refusals: 5 });
    expect(await waiting(mission.id)).toHaveLength(1);
  });

  it('AUTH-05 is refused with a code that has run out, was replaced or belongs to a revoked device', async () => {
    const mission = await newMission();
    const lastWhy = async () => (await audited()).at(-1)?.details.why;
    const late = await add<AppSecrets>(mission.slug, { kind: 'app' });
    now += 24 * HOUR_MS;
    expect((await enrol(late.code, await newKey())).status).toBe(410);
    expect(await lastWhy()).toBe('expired');
    const renewed = (await (await act(mission.slug, late.id, 'secrets')).json()) as AppSecrets;
    expect((await enrol(late.code, await newKey())).status).toBe(410);
    expect(await lastWhy()).toBe('withdrawn');
    now += 24 * HOUR_MS - 10;
    expect((await enrol(renewed.code, await newKey())).status).toBe(201);
    const gone = await add<AppSecrets>(mission.slug, { kind: 'app' });
    await act(mission.slug, gone.id, 'revoke');
    expect((await enrol(gone.code, await newKey())).status).toBe(410);
    expect(await lastWhy()).toBe('revoked');
    expect((await waiting(mission.id)).map(({ type }) => type)).toEqual(['enrolment']);
  });

  it('enrols a new phone in place of a lost one, whose key no longer counts', async () => {
    const mission = await newMission();
    const first = await add<AppSecrets>(mission.slug, { kind: 'app' });
    await enrol(first.code, await newKey());
    const second = (await (await act(mission.slug, first.id, 'secrets')).json()) as AppSecrets;
    expect((await findDevice(sql, mission.id, first.id))?.publicKey).toBeNull();
    expect((await list(mission.slug))[0]?.state).toBe('waiting');
    const key = await newKey();
    expect((await enrol(second.code, key)).status).toBe(201);
    expect((await waiting(mission.id)).map(({ type, version }) => [type, version])).toEqual([
      ['enrolment', 1],
      ['enrolment', 2],
    ]);
    const other = await add<AppSecrets>(mission.slug, { kind: 'app' });
    expect(await statusAndCode(await enrol(other.code, key))).toEqual([409, 'conflict']);
    expect((await enrol(other.code, await newKey())).status).toBe(201);
  });

  it('AUTH-07 is opened by no token: neither its code nor anything else stands in for its key', async () => {
    const mission = await newMission();
    const { code, id } = await add<AppSecrets>(mission.slug, { kind: 'app' });
    await enrol(code, await newKey());
    expect(await findDeviceByToken(sql, code)).toBeNull();
    await expect(sql`update device set token_hash = ${Buffer.alloc(32)} where id = ${id}`).rejects.toThrow(/check/);
    await expect(
      sql`update device set login = 'a', ha1_sha256 = ${'0'.repeat(64)}, ha1_md5 = ${'0'.repeat(32)} where id = ${id}`,
    ).rejects.toThrow(/check/);
  });

  it('enrols with a P-256 key in its one spelling and with nothing else', async () => {
    const mission = await newMission();
    const { code } = await add<AppSecrets>(mission.slug, { kind: 'app' });
    const key = await newKey();
    const off = Buffer.from(key, 'base64url');
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
    const wrong = [
      await newKey('P-384'),
      `${key}=`,
      `${key}AA`,
      key.slice(0, -4),
      off.toString('base64url'),
      'nonsense',
    ];
    for (const publicKey of wrong) {
      expect(await statusAndCode(await enrol(code, publicKey, '203.0.113.80'))).toEqual([422, 'invalid-input']);
    }
    expect((await enrol(code, key, '203.0.113.80')).status).toBe(201);
  });

  it('is slowed down where an address tries code after code, and noted nowhere for a code that we never made', async () => {
    const before = (await audited()).length;
    const key = await newKey();
    const statuses: number[] = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await enrol(`guess-${n}`, key, '203.0.113.99')).status);
    expect(statuses.slice(0, 60).every((status) => status === 410)).toBe(true);
    expect(statuses.slice(61)).toEqual([429]);
    expect((await audited()).length).toBe(before);
  });
});
