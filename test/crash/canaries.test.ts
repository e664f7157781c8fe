import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  composeEndpoints,
  composeKeyEndpoints,
  type EndpointGround,
  type Ground,
} from '../../src/apps/server/compose.ts';
import { printFirstLink } from '../../src/features/office/accounts/routes/print-link.ts';
import { lookAt, makeMission, phoneOf, SLUG } from '../support/crash-mission.ts';
import { freePort } from '../support/free-port.ts';
import { TEST_ORIGIN } from '../support/http.ts';
import { setUpPasskey } from '../support/office.ts';
import { servedFolder } from '../support/restarting-server.ts';
import { tokenOf, Visitor } from '../support/visitor.ts';

/** Stands in everything that is secret, or said by somebody: nothing that others read may hold it. */
const CANARY = 'c4n4rybird';
const [port, metricsPort] = [await freePort(), await freePort()];
const folder = servedFolder({
  PORT: String(port),
  LOG_LEVEL: 'trace',
  SCRUTINEER_ORIGIN: TEST_ORIGIN,
  SCRUTINEER_METRICS_PORT: String(metricsPort),
});
afterAll(() => folder.remove());
const path = await makeMission(folder);
const serving = await folder.serve();
/** Secrets that the server made, as they were told to whoever may know them. */
const secrets: string[] = [path.split('/').at(-1) ?? ''];
/** What somebody was answered who planted nothing. */
const strangers: string[] = [];

/** Takes on any shape: endpoints are only listed, and none is called here. */
const anything: unknown = new Proxy(() => anything, {
  get: (target, name) => (name === 'prototype' ? target.prototype : anything),
});
const endpoints = composeEndpoints(anything as EndpointGround);
const keyEndpoints = composeKeyEndpoints(anything as Ground);

const server = { request: (target: string, init: RequestInit) => fetch(serving.url + target, init) } as unknown as Hono;
const administrator = new Visitor(server);

/** Asks for `target` with headers and body of any kind; nobody minds how it is answered. */
async function ask(method: string, target: string, given: { headers?: Record<string, string>; body?: string } = {}) {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init = { method, headers: given.headers ?? {}, ...(hasBody ? { body: given.body ?? '' } : {}) };
  const reply = await fetch(serving.url + target, init);
  return { status: reply.status, text: await reply.text() };
}

const planted = (target: string) =>
  `${target.replace(/:\w+/g, `${CANARY}-part`)}?q=${CANARY}&search=${CANARY}&link=${CANARY}`;
const BODIES = [
  JSON.stringify({ name: CANARY, signInName: CANARY, password: CANARY, code: CANARY, token: CANARY, reason: CANARY }),
  `${CANARY} is no JSON`,
  `{"${CANARY}":"\\u0000"}`,
];

beforeAll(async () => {
  const link = await lookAt(folder, (sql) => printFirstLink(sql, { origin: TEST_ORIGIN, now: new Date() }));
  secrets.push(tokenOf(link ?? ''));
  await setUpPasskey(administrator, tokenOf(link ?? ''), { name: CANARY, signInName: CANARY });
  secrets.push(...administrator.cookies.values(), administrator.authenticator.id.toString('base64url'));
});

describe('CONF-03 what is secret or said', () => {
  test('is planted at every endpoint, by somebody signed in and by nobody', async () => {
    expect(endpoints.length).toBeGreaterThan(60);
    const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const { method, path: pattern } of endpoints) {
      // Signing out would end the walk.
      if (/sign-out|sessions/.test(pattern)) continue;
      for (const [at, body] of BODIES.entries()) {
        const headers = { origin: TEST_ORIGIN, 'content-type': 'application/json', 'user-agent': CANARY };
        await ask(method, planted(pattern), { headers: at === 2 ? headers : { ...headers, cookie }, body });
        if (method === 'GET') break;
      }
    }
    expect((await administrator.ask('GET /api/my-account')).status).toBe(200);
  });

  test('is planted by programs and telephones', async () => {
    for (const { method, path: pattern } of keyEndpoints) {
      const headers = { authorization: `Bearer ${CANARY}`, 'content-type': 'application/json' };
      await ask(method, planted(pattern), { headers, body: BODIES[0] ?? '' });
    }
    const basic = Buffer.from(`${CANARY}:${CANARY}`).toString('base64');
    for (const target of [`/openrosa/${SLUG}/key/${CANARY}/formList`, `/openrosa/${SLUG}/formList?formID=${CANARY}`]) {
      await ask('GET', target, { headers: { authorization: `Basic ${basic}`, 'x-openrosa-version': '1.0' } });
    }
    await ask('POST', `/sync/${SLUG}`, { headers: { authorization: `Device ${CANARY}` }, body: BODIES[1] ?? '' });
    const phone = phoneOf(serving, path);
    const raw = (answer: string, id: string) =>
      Buffer.from(
        `<data id="visit" version="1"><place>${answer}</place><meta><instanceID>uuid:${id}</instanceID></meta></data>`,
      );
    const photo = { name: `${CANARY}.jpg`, content: Buffer.from(CANARY) };
    expect((await phone.send({ raw: raw(CANARY, `${CANARY}-1`), files: [photo] })).status).toBe(201);
    expect((await phone.send({ raw: Buffer.from(`<data id="${CANARY}"><${CANARY}>`), files: [] })).status).toBeLessThan(
      500,
    );
    phone.close();
  });

  test('is planted with a key of a program that is real', async () => {
    const made = await administrator.ask(`POST /api/missions/${SLUG}/api-keys`, {
      name: CANARY,
      scopes: ['reports:read'],
    });
    const { key = '' } = (await made.json()) as { key?: string };
    expect([made.status, key.length > 20]).toEqual([201, true]);
    secrets.push(key);
    const headers = { authorization: `Bearer ${key}` };
    for (const { method, path: pattern } of keyEndpoints) {
      await ask(method, `${pattern.replace(':mission', SLUG).replace(/:\w+/g, CANARY)}?q=${CANARY}`, { headers });
    }
  });

  test('is in no answer to a stranger', async () => {
    for (const { method, path: pattern, access } of endpoints) {
      if (access !== 'public') continue;
      strangers.push(
        (await ask(method, pattern.replace(/:\w+/g, 'nothing'), { headers: { origin: TEST_ORIGIN } })).text,
      );
    }
    for (const target of [
      '/healthz',
      '/readyz',
      '/metrics',
      '/',
      '/api/nothing',
      `/log/${SLUG}/checkpoint`,
      '/openrosa/x',
    ]) {
      strangers.push((await ask('GET', target)).text);
    }
    strangers.push(await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text());
    expect(strangers.length).toBeGreaterThan(20);
    expect(strangers.at(-1)).toContain('scrutineer_requests_total');
    expect(holding(strangers.join('\n'))).toEqual([]);
  });

  test('is in no line of the log, of the server or of PostgreSQL', async () => {
    const lines = serving.notes().split('\n');
    const answered = lines.filter((line) => line.includes('"msg":"answered"')).map((line) => JSON.parse(line));
    const walked = new Set(answered.map(({ method, path: pattern }) => `${method} ${pattern}`));
    const all = endpoints.map(({ method, path: pattern }) => `${method} ${pattern}`);
    expect(all.filter((line) => !walked.has(line) && !/sign-out|sessions/.test(line))).toEqual([]);
    expect(new Set(answered.flatMap((line) => Object.keys(line)))).toEqual(
      new Set(['level', 'time', 'pid', 'hostname', 'method', 'path', 'request', 'status', 'ms', 'msg']),
    );
    expect(lines.filter((line) => holding(line).length > 0)).toEqual([]);
    const database = join(folder.dataFolder, 'postgres');
    const logs = readdirSync(database).filter((name) => name.endsWith('.log'));
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.flatMap((name) => holding(readFileSync(join(database, name), 'utf8')))).toEqual([]);
  });
});

/** The canary and the secrets that stand in a text. */
function holding(text: string): string[] {
  return [CANARY, ...secrets].filter((secret) => secret !== '' && text.includes(secret));
}
