import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { readUpTo, testArrival, testFile, writeReading } from '../../../../../../test/support/arrivals.ts';
import { TEST_ORIGIN, testActor, testApp } from '../../../../../../test/support/http.ts';
import { openIntake } from '../../../../../../test/support/intake.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import type { JsonObject } from '../../../../../platform/http/keyed/describe-api.ts';
import { mountKeyed } from '../../../../../platform/http/keyed/mount-keyed.ts';
import { createLoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import { findKeyHolder } from '../../../../mission/api-keys/access.ts';
import type { ListedKey, MadeKey, Scope } from '../../../../mission/api-keys/api-key.ts';
import { apiKeyEndpoints } from '../../../../mission/api-keys/routes.ts';
import { BATCH } from '../../store/export/read-batch.ts';
import { loadReport } from '../../store/show/load-report.ts';
import { formApi } from './form-api.ts';
import { reportApi } from './report-api.ts';

const { sql } = await testDatabase();
const one = await openIntake(sql);
const other = await one.beside();
const load = createLoadMeter({ now: () => performance.now() });
const ground = { intake: one.intake, load, findCheckpoint: async () => 'a note\n' };
const ENDPOINTS = [...reportApi(ground), ...formApi(ground)];
const clock = { now: () => Date.now() };
const app = new Hono();
mountKeyed(app, ENDPOINTS, {
  ...{ sql, clock, proxies: 1, origins: [TEST_ORIGIN], log: pino({ level: 'silent' }) },
  findHolder: (hash, now) => findKeyHolder(sql, hash, now),
});
const desk = testApp(apiKeyEndpoints, { sql });

async function makeKey(scopes: readonly Scope[], slug = one.slug): Promise<MadeKey> {
  const reply = await desk.call('administrator', `POST /api/missions/${slug}/api-keys`, {
    name: 'Results screen',
    scopes,
  });
  expect(reply.status).toBe(201);
  return (await reply.json()) as MadeKey;
}

const all = await makeKey(['reports:write', 'reports:read', 'forms:read', 'log:read']);
const BASE = `/api/v1/missions/${one.slug}`;

function ask(
  path: string,
  { key = all.key, body, from = '192.0.2.1' }: { key?: string; body?: unknown; from?: string } = {},
) {
  const headers: Record<string, string> = { authorization: `Bearer ${key}`, 'x-forwarded-for': from };
  if (body === undefined) return app.request(path, { headers });
  headers['content-type'] = 'application/json';
  return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

const xmlOf = (id: string, answer = '1') => Buffer.from(testArrival({ id, answer }).raw).toString('utf8');
const codeOf = async (reply: Response) => [reply.status, ((await reply.json()) as { code: string }).code];

const description = (await (await app.request('/api/v1/openapi.json')).json()) as {
  openapi: string;
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: JsonObject }> }> }>
  >;
  components: { schemas: { Problem: JsonObject } };
};
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** What is wrong with a reply, by the description of its endpoint. */
async function faultsOf(path: string, reply: Response, method = 'get'): Promise<unknown> {
  const described = description.paths[path]?.[method]?.responses[reply.status]?.content;
  const schema = reply.ok ? described?.['application/json']?.schema : description.components.schemas.Problem;
  if (schema === undefined) return 'not described';
  const validate = ajv.compile(schema);
  return validate(await reply.json()) ? null : validate.errors;
}

describe('a report from a program', () => {
  test('is stored with its receipt, and the same again has the same one', async () => {
    const first = await ask(`${BASE}/reports`, { body: { xml: xmlOf('uuid:p') } });
    expect(first.status).toBe(201);
    const taken = await first.json();
    expect(taken).toMatchObject({ status: 'accepted', receipt: { code: expect.stringMatching(/^M-/) } });
    const again = await ask(`${BASE}/reports`, { body: { xml: xmlOf('uuid:p') } });
    expect([again.status, await again.json()]).toEqual([200, { ...taken, status: 'same' }]);
    const rival = await ask(`${BASE}/reports`, { body: { xml: xmlOf('uuid:p', '2') } });
    expect([rival.status, await rival.json()]).toMatchObject([201, { status: 'rival', reportId: taken.reportId }]);
    const [row] = await sql`
      select channel, fault, api_key_id as "keyId" from report_item where report_id = ${taken.reportId}`;
    expect(row).toEqual({ channel: 'api', fault: null, keyId: all.id });
    const { versions } = await loadReport(sql, { id: one.missionId, slug: one.slug }, taken.reportId);
    expect(versions.map(({ keyName }) => keyName)).toEqual(['Results screen', 'Results screen']);
  });

  test('AUTHZ-09 with members that are not expected is refused, and nothing is stored', async () => {
    const body = { xml: xmlOf('uuid:q'), mission_id: other.missionId, role: 'admin' };
    expect(await codeOf(await ask(`${BASE}/reports`, { body }))).toEqual([422, 'invalid-input']);
    expect(await sql`select from report_item where instance_id = 'uuid:q'`).toHaveLength(0);
  });

  test('TXT-01 with U+0000 in it is refused', async () => {
    expect(await codeOf(await ask(`${BASE}/reports`, { body: { xml: '<data>\0</data>' } }))).toEqual([
      400,
      'malformed',
    ]);
  });

  test('that is an attack on whoever reads it is refused; one that is no XML is kept', async () => {
    const body = { xml: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' };
    expect(await codeOf(await ask(`${BASE}/reports`, { body }))).toEqual([400, 'hostile-record']);
    expect((await ask(`${BASE}/reports`, { body: { xml: '<data><broken' } })).status).toBe(201);
  });

  test('to a mission that was put away is refused', async () => {
    const key = await makeKey(['reports:write'], other.slug);
    await sql`update mission set archived_at = now() where id = ${other.missionId}`;
    const reply = await ask(`/api/v1/missions/${other.slug}/reports`, { key: key.key, body: { xml: xmlOf('x') } });
    expect(await codeOf(reply)).toEqual([409, 'mission-archived']);
    await sql`update mission set archived_at = null where id = ${other.missionId}`;
  });
});

describe('a key', () => {
  test('is shown once, and only its hash is kept', async () => {
    const key = await makeKey(['log:read']);
    expect(key.key).toMatch(/^scr_[\w-]{43}$/);
    const listed = (await (
      await desk.call('administrator', `GET /api/missions/${one.slug}/api-keys`)
    ).json()) as ListedKey[];
    expect(listed.find(({ id }) => id === key.id)).toMatchObject({ start: key.key.slice(0, 8), scopes: ['log:read'] });
    expect(JSON.stringify(listed)).not.toContain(key.key);
    const [row] = await sql`select key_hash as hash from api_key where id = ${key.id}`;
    expect(row?.hash).toEqual(createHash('sha256').update(key.key).digest());
    const acts = await desk.audited();
    expect(acts.map(({ action }) => action)).toContain('mission.key-made');
    expect(JSON.stringify(acts)).not.toContain(key.key);
  });

  test('reaches to what it was made for, and nowhere else', async () => {
    const { key } = await makeKey(['log:read']);
    expect((await ask(`${BASE}/log/checkpoint`, { key })).status).toBe(200);
    for (const rest of ['reports', 'forms', 'reports/export.ndjson']) {
      expect(await codeOf(await ask(`${BASE}/${rest}`, { key }))).toEqual([403, 'key-scope']);
    }
    expect(await codeOf(await ask(`${BASE}/reports`, { key, body: { xml: 'x' } }))).toEqual([403, 'key-scope']);
  });

  test('AUTHZ-01 opens no other mission: 404 for all of it', async () => {
    const taken = await other.intake.take(other.missionId, testArrival({ id: 'uuid:elsewhere' }));
    const base = `/api/v1/missions/${other.slug}`;
    for (const rest of ['reports', `reports/${taken.reportId}`, 'reports/export.ndjson', 'forms', 'log/checkpoint']) {
      expect((await ask(`${base}/${rest}`)).status, rest).toBe(404);
    }
    expect((await ask(`${BASE}/reports/${taken.reportId}`)).status).toBe(404);
    expect((await ask(`${BASE}/reports/${randomUUID()}`)).status).toBe(404);
  });

  test('that was revoked opens nothing any more, and says no more than one that never was', async () => {
    const made = await makeKey(['reports:read']);
    expect((await ask(`${BASE}/reports`, { key: made.key })).status).toBe(200);
    const line = `POST /api/missions/${one.slug}/api-keys/${made.id}/revocation` as const;
    expect((await desk.call('administrator', line, { reason: 'left on a train' })).status).toBe(200);
    const reply = await ask(`${BASE}/reports`, { key: made.key });
    expect(reply.headers.get('www-authenticate')).toContain('Bearer');
    expect(await codeOf(reply)).toEqual([401, 'key-refused']);
    expect((await desk.call('administrator', line, { reason: 'again' })).status).toBe(409);
  });

  test('of another mission cannot be revoked from here', async () => {
    const made = await makeKey(['reports:read'], other.slug);
    const line = `POST /api/missions/${one.slug}/api-keys/${made.id}/revocation` as const;
    expect((await desk.call('administrator', line, { reason: 'mine?' })).status).toBe(404);
  });

  test('that is wrong is refused, and after twenty from one address one waits; a right one does not', async () => {
    const wrong = () =>
      ask(`${BASE}/reports`, { key: `scr_${randomBytes(32).toString('base64url')}`, from: '192.0.2.9' });
    for (let tried = 0; tried < 20; tried += 1) expect((await wrong()).status).toBe(401);
    await wrong();
    expect((await wrong()).status).toBe(429);
    expect((await ask(`${BASE}/reports`, { from: '192.0.2.9' })).status).toBe(200);
    expect((await ask(`${BASE}/reports`, { key: 'x' })).status).toBe(401);
    expect((await app.request(`${BASE}/reports`)).status).toBe(401);
  });

  test('when it was last used is noted', async () => {
    const [row] = await sql`select last_used_at as at from api_key where id = ${all.id}`;
    expect(row?.at).not.toBeNull();
  });
});

describe('the description', () => {
  test('names every address, each with a reply, and nothing else', () => {
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = ENDPOINTS.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(there.sort());
    expect(description.openapi).toBe('3.1.0');
    for (const methods of Object.values(description.paths)) {
      for (const { responses } of Object.values(methods)) {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '401', '403', '404']));
        for (const { content } of Object.values(responses)) {
          for (const { schema } of Object.values(content)) {
            if (schema.$ref === undefined) expect(ajv.validateSchema(schema)).toBe(true);
          }
        }
      }
    }
  });

  test('holds of what is answered', async () => {
    const taken = await one.intake.take(
      one.missionId,
      testArrival({ id: 'uuid:described', files: [testFile('a.jpg', 'a')] }),
    );
    await writeReading(sql, one.missionId, { index: taken.place.index, answers: { '/data/a': '1', '/data/b': null } });
    await readUpTo(sql, one.missionId, taken);
    const found = {
      reports: await faultsOf('/api/v1/missions/{mission}/reports', await ask(`${BASE}/reports`)),
      report: await faultsOf(
        '/api/v1/missions/{mission}/reports/{report}',
        await ask(`${BASE}/reports/${taken.reportId}`),
      ),
      forms: await faultsOf('/api/v1/missions/{mission}/forms', await ask(`${BASE}/forms`)),
      sent: await faultsOf(
        '/api/v1/missions/{mission}/reports',
        await ask(`${BASE}/reports`, { body: { xml: xmlOf('uuid:sent') } }),
        'post',
      ),
      refused: await faultsOf('/api/v1/missions/{mission}/reports', await ask(`${BASE}/reports?limit=0`)),
      missing: await faultsOf('/api/v1/missions/{mission}/reports', await ask(`${BASE}/reports/none`)),
    };
    expect(found).toEqual({ reports: null, report: null, forms: null, sent: null, refused: null, missing: null });
  });

  test('a reply that is not as described would be caught', async () => {
    expect(await faultsOf('/api/v1/missions/{mission}/reports', Response.json({ reports: [{}] }))).not.toBeNull();
  });
});

describe('reports are listed', () => {
  test('in the order of the log, page by page, and on from where one was', async () => {
    const seen: number[] = [];
    let after = -1;
    for (let isMore = true; isMore; ) {
      const reply = await ask(`${BASE}/reports?after=${after}&limit=2`);
      const page = (await reply.json()) as { reports: { index: number }[]; next: number; isMore: boolean };
      seen.push(...page.reports.map(({ index }) => index));
      [after, isMore] = [page.next, page.isMore];
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
    const [row] = await sql`select count(*)::int as count from report_item where mission_id = ${one.missionId}`;
    expect(seen.length).toBe(row?.count);
    const none = await ask(`${BASE}/reports?after=${after}`);
    expect(await none.json()).toEqual({ reports: [], next: after, isMore: false });
  });

  test('at most a thousand at once, and by no other parameter', async () => {
    expect((await ask(`${BASE}/reports?limit=1001`)).status).toBe(422);
    expect((await ask(`${BASE}/reports?mission=${other.slug}`)).status).toBe(422);
  });
});

describe('the export', () => {
  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('EXP-07 twice at one size of the log is the same bytes, whatever is read or comes in between', async () => {
    const big = await one.beside();
    const { key } = await makeKey(['reports:read'], big.slug);
    for (let each = 0; each < BATCH.rows + 50; each += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          big.intake.take(big.missionId, testArrival({ id: `uuid:${each + at}`, answer: 'Şuşa ‮ =1+1' })),
        ),
      );
    }
    const path = `/api/v1/missions/${big.slug}/reports/export.ndjson`;
    const first = await (await ask(path, { key })).text();
    // A reading that the log does not state yet, and what comes while the second one runs, are not of that size.
    await writeReading(sql, big.missionId, { index: 3, answers: { '/data/a': 'x' } });
    const reply = await ask(path, { key });
    await big.intake.take(big.missionId, testArrival({ id: 'uuid:late' }));
    expect(await reply.text()).toBe(first);
    const [head, ...rest] = linesOf(first);
    expect(head).toEqual({ type: 'export', v: 1, mission: big.slug, logSize: BATCH.rows + 50 });
    expect(rest.at(-1)).toEqual({ type: 'end', versions: BATCH.rows + 50 });
    expect(rest.slice(0, -1).map(({ index }) => index)).toEqual(Array.from({ length: BATCH.rows + 50 }, (_, at) => at));
    expect(String(rest[0]?.xml)).toContain('Şuşa ‮ =1+1');
    expect(linesOf(await (await ask(path, { key })).text())).toHaveLength(BATCH.rows + 53);
  });

  test('EXP-03 nothing is read before it is taken, and at most four megabytes at once', async () => {
    const wide = await one.beside();
    const { key } = await makeKey(['reports:read'], wide.slug);
    const long = 'x'.repeat(900_000);
    for (let at = 0; at < 12; at += 1)
      await wide.intake.take(wide.missionId, testArrival({ id: `w${at}`, answer: long }));
    const reply = await ask(`/api/v1/missions/${wide.slug}/reports/export.ndjson`, { key });
    const sizes: number[] = [];
    for await (const chunk of reply.body ?? []) sizes.push(chunk.byteLength);
    expect(Math.max(...sizes)).toBeLessThan(BATCH.bytes + 1_000_000);
    expect(sizes.length).toBeGreaterThan(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(12 * 900_000);
  });

  test('bytes that are no text are there as they came', async () => {
    const odd = await one.beside();
    const { key } = await makeKey(['reports:read'], odd.slug);
    const raw = Buffer.from([0x3c, 0x61, 0xff, 0xfe]);
    const arrival = {
      ...testArrival({ id: null }),
      raw,
      sha256: createHash('sha256').update(raw).digest(),
      fault: 'xml',
    };
    await odd.intake.take(odd.missionId, arrival);
    const text = await (await ask(`/api/v1/missions/${odd.slug}/reports/export.ndjson`, { key })).text();
    expect(linesOf(text)[1]).toMatchObject({ fault: 'xml', base64: raw.toString('base64') });
  });
});

test('only an administrator makes keys, and does it again after a sign-in of long ago', async () => {
  const body = { name: 'x', scopes: ['log:read'] };
  expect((await desk.call('editor', `POST /api/missions/${one.slug}/api-keys`, body)).status).toBe(403);
  const late = testApp(apiKeyEndpoints, {
    sql,
    findActor: async () => ({ ...testActor('administrator'), confirmedAt: new Date(0) }),
  });
  const reply = await late.call('administrator', `POST /api/missions/${one.slug}/api-keys`, body);
  expect(await codeOf(reply)).toEqual([403, 'confirm-identity']);
});
