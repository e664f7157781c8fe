import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { loadNoted, testBook } from '../../../../test/support/noted.ts';
import {
  multipart,
  publishForm,
  recordPart,
  serveOpenRosa,
  type TestDevice,
} from '../../../../test/support/openrosa-server.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { digestResponse, hashLogin } from '../../../platform/http/login/digest-login.ts';

const { sql } = await testDatabase();
const now = { instant: Date.UTC(2024, 1, 7, 8) };
const clock = { now: () => now.instant };
const book = testBook(sql);
const server = await serveOpenRosa(sql, { clock, proxies: 1, watch: book });
await publishForm(sql, server.missionId, { formId: 'visit' });
const keyed = (token: string, path: string) => `/openrosa/${server.slug}/key/${token}/${path}`;
const plain = (path: string) => `/openrosa/${server.slug}/${path}`;
/** Another address for each test: what one counts is nothing to the others. */
let addresses = 0;
const elsewhere = () => ({ 'X-Forwarded-For': `192.0.2.${++addresses}` });

const nonceOf = (challenges: readonly string[]) => /nonce="([^"]+)"/.exec(challenges[0] ?? '')?.[1] ?? '';

interface Proof {
  readonly method?: string;
  readonly nc?: number;
  readonly algorithm?: 'MD5' | 'SHA-256';
  readonly password?: string;
  readonly login?: string;
  readonly uri?: string;
}

function proofOf(device: TestDevice, path: string, nonce: string, given: Proof = {}): string {
  const {
    method = 'GET',
    nc = 1,
    algorithm = 'SHA-256',
    password = device.password,
    login = device.login,
    uri = path,
  } = given;
  const proof = { nonce, nc: nc.toString(16).padStart(8, '0'), cnonce: 'f00', uri, algorithm };
  const response = digestResponse(proof, method, hashLogin(login, 'Scrutineer', password));
  return `Digest username="${login}", realm="Scrutineer", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, qop=auth, nc=${proof.nc}, cnonce="f00", response="${response}"`;
}

describe('a token', () => {
  test.each([
    ['unknown', 'A'.repeat(43)],
    ['malformed', 'x'],
    ['malformed', '%00%ff'],
  ])('%s: 401, without a challenge', async (_name, token) => {
    const reply = await server.send(keyed(token, 'formList'), { headers: elsewhere() });
    expect([reply.status, reply.challenges]).toEqual([401, []]);
    expect(reply.text).toMatch(/^<OpenRosaResponse.*does not know this device/);
  });

  test('of another mission, or of a revoked device: 401 for new', async () => {
    const other = await serveOpenRosa(sql);
    const [theirs, revoked] = [await other.addDevice(), await server.addDevice()];
    expect((await server.send(keyed(theirs.token, 'formList'), { headers: elsewhere() })).status).toBe(401);
    await sql`update device set revoked_at = now(), revocation_reason = 'lost' where id = ${revoked.id}`;
    const made = multipart([
      recordPart(`<data id="visit"><meta><instanceID>${randomUUID()}</instanceID></meta></data>`),
    ]);
    const headers = { ...made.headers, ...elsewhere() };
    const reply = await server.send(keyed(revoked.token, 'submission'), { method: 'POST', body: made.body, headers });
    expect(reply.status).toBe(401);
    const noted = await loadNoted(sql, book);
    // Each is an event that names the device and never the token.
    expect(
      noted.filter(({ kind, actorName }) => kind === 'access.device-refused' && actorName !== 'anonymous'),
    ).toHaveLength(2);
    expect(JSON.stringify(noted)).not.toContain(revoked.token);
  });

  test('that is wrong many times has to wait; a right one from the same address goes on', async () => {
    const [device, headers] = [await server.addDevice(), elsewhere()];
    const statuses: number[] = [];
    for (let at = 0; at < 25; at += 1)
      statuses.push((await server.send(keyed(`wrong-${at}`, 'formList'), { headers })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await server.send(keyed(device.token, 'formList'), { headers })).status).toBe(200);
    const waiting = await server.send(keyed('wrong', 'formList'), { headers });
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('stands in no line of the log', async () => {
    const device = await server.addDevice();
    await server.send(keyed(device.token, 'formList'));
    expect(server.logged()).toContain('/openrosa/:mission/key/:token/formList');
    expect(server.logged()).not.toContain(device.token);
  });
});

describe('a login', () => {
  test('HEAD without credentials: 401 with Digest challenges, and Basic over TLS only', async () => {
    const head = await server.send(plain('submission'), { method: 'HEAD', headers: elsewhere() });
    expect([head.status, head.text]).toEqual([401, '']);
    expect(head.challenges.map((line) => /^(\S+ realm="\S+"), (?:algorithm=([^,]+))?/.exec(line)?.slice(1))).toEqual([
      ['Digest realm="Scrutineer"', 'SHA-256'],
      ['Digest realm="Scrutineer"', 'MD5'],
    ]);
    const headers = { ...elsewhere(), 'X-Forwarded-Proto': 'https' };
    const encrypted = await server.send(plain('submission'), { method: 'HEAD', headers });
    expect(encrypted.challenges.at(-1)).toBe('Basic realm="Scrutineer", charset="UTF-8"');
  });

  test.each(['SHA-256', 'MD5'] as const)(
    'by Digest with %s: formList with links without token, and POST',
    async (algorithm) => {
      const device = await server.addDevice();
      const asked = await server.send(plain('formList'), { headers: elsewhere() });
      const nonce = nonceOf(asked.challenges);
      const path = plain('formList?deviceID=collect%3Ax');
      const list = await server.send(path, { headers: { Authorization: proofOf(device, path, nonce, { algorithm }) } });
      expect([list.status, list.text.includes('/key/')]).toEqual([200, false]);
      expect(list.text).toContain(`/openrosa/${server.slug}/forms/visit/1/form.xml`);
      const made = multipart([
        recordPart(`<data id="visit"><meta><instanceID>${randomUUID()}</instanceID></meta></data>`),
      ]);
      const authorization = proofOf(device, plain('submission'), nonce, { algorithm, nc: 2, method: 'POST' });
      const headers = { ...made.headers, Authorization: authorization };
      expect((await server.send(plain('submission'), { method: 'POST', body: made.body, headers })).status).toBe(201);
    },
  );

  test('by Digest cannot be played again: 401, stale, and the next one is right', async () => {
    const device = await server.addDevice();
    const path = plain('formList');
    const nonce = nonceOf((await server.send(path, { headers: elsewhere() })).challenges);
    const headers = { Authorization: proofOf(device, path, nonce) };
    expect((await server.send(path, { headers })).status).toBe(200);
    const again = await server.send(path, { headers });
    expect([again.status, again.challenges[0]]).toEqual([401, expect.stringContaining('stale=true')]);
    const fresh = { Authorization: proofOf(device, path, nonceOf(again.challenges)) };
    expect((await server.send(path, { headers: fresh })).status).toBe(200);
    now.instant += 7 * 3_600_000;
    const late = await server.send(path, {
      headers: { Authorization: proofOf(device, path, nonceOf(again.challenges), { nc: 2 }) },
    });
    expect([late.status, late.challenges[0]]).toEqual([401, expect.stringContaining('stale=true')]);
  });

  test.each([
    ['another password', { password: 'other' }],
    ['an unknown name', { login: 'nobody' }],
    ['another address', { uri: '/openrosa/other/formList' }],
    ['another method', { method: 'POST' }],
  ])('by Digest with %s: 401, not stale', async (_name, given) => {
    const device = await server.addDevice();
    const path = plain('formList');
    const from = elsewhere();
    const nonce = nonceOf((await server.send(path, { headers: from })).challenges);
    const reply = await server.send(path, { headers: { ...from, Authorization: proofOf(device, path, nonce, given) } });
    expect([reply.status, reply.challenges[0]]).toEqual([401, expect.not.stringContaining('stale')]);
  });

  test('by Basic: over TLS only', async () => {
    const device = await server.addDevice();
    const authorization = `Basic ${Buffer.from(`${device.login}:${device.password}`).toString('base64')}`;
    const open = await server.send(plain('formList'), { headers: { ...elsewhere(), Authorization: authorization } });
    expect(open.status).toBe(401);
    const headers = { Authorization: authorization, 'X-Forwarded-Proto': 'https' };
    expect((await server.send(plain('formList'), { headers })).status).toBe(200);
    const wrong = {
      ...elsewhere(),
      'X-Forwarded-Proto': 'https',
      Authorization: `Basic ${Buffer.from(`${device.login}:x`).toString('base64')}`,
    };
    expect((await server.send(plain('formList'), { headers: wrong })).status).toBe(401);
  });

  test('AUTH-01 that is guessed has to wait, right or wrong; another login from there does not', async () => {
    const [device, neighbour] = [await server.addDevice(), await server.addDevice()];
    const [path, from] = [plain('formList'), { ...elsewhere(), 'X-Forwarded-Proto': 'https' }];
    const basic = (login: string, password: string) => ({
      ...from,
      Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
    });
    for (let at = 0; at < 25; at += 1) await server.send(path, { headers: basic(device.login, `guess ${at}`) });
    expect((await server.send(path, { headers: basic(device.login, device.password) })).status).toBe(429);
    expect((await server.send(path, { headers: basic(neighbour.login, neighbour.password) })).status).toBe(200);
    now.instant += 61_000;
    expect((await server.send(path, { headers: basic(device.login, device.password) })).status).toBe(200);
  });
});
