import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import type { Clock } from '../../src/kernel/clock.ts';
import { stoppedClock } from '../../src/kernel/clock.ts';
import type { Uuid } from '../../src/kernel/ids.ts';
import type { AccessRole, Actor } from '../../src/platform/http/access.ts';
import type { AuditEntry, Endpoint, HttpServices } from '../../src/platform/http/endpoint.ts';
import { mountEndpoints } from '../../src/platform/http/mount.ts';
import { hashToken, SESSION_COOKIE } from '../../src/platform/http/session.ts';

/** The origin that test requests come from. */
export const TEST_ORIGIN = 'http://localhost:8391';
/** 2024-02-05T10:00Z: what the clock of a test app says unless told otherwise. */
export const TEST_NOW = Date.UTC(2024, 1, 5, 10);

/** The person who acts in tests under that role. */
export function testActor(role: AccessRole): Actor {
  const digit = { reader: '1', editor: '2', administrator: '3' }[role];
  const id = `00000000-0000-7000-8000-00000000000${digit}` as Uuid;
  return { id, name: `Test ${role}`, role, sessionId: id, confirmedAt: new Date(TEST_NOW) };
}

/** An app of `endpoints` alone, in which requests are made under a role without a sign-in. */
export interface TestApp {
  readonly app: Hono;
  /** Every audit entry that an endpoint wrote, in order; those of requests that were undone are among them. */
  readonly audited: readonly AuditEntry[];
  /** A request under a role (null: not signed in); a body that is no FormData is sent as JSON. */
  readonly call: (role: AccessRole | null, line: `${string} /${string}`, body?: unknown) => Promise<Response>;
}

/** Composes `endpoints` over a real database; audit entries are collected in `audited` as well as handed on. */
export function testApp(endpoints: readonly Endpoint[], services: Partial<HttpServices> & { sql: Sql }): TestApp {
  const app = new Hono();
  const audited: AuditEntry[] = [];
  const clock: Clock = services.clock ?? stoppedClock(TEST_NOW);
  mountEndpoints(app, endpoints, {
    clock,
    log: pino({ level: 'silent' }),
    origins: [TEST_ORIGIN],
    proxies: 0,
    findActor: async (_sql, tokenHash) => findTestActor(tokenHash),
    ...services,
    writeAudit: async (sql, entry) => {
      await services.writeAudit?.(sql, entry);
      audited.push(entry);
    },
  });
  return { app, audited, call: (role, line, body) => call(app, role, { line, body }) };
}

function findTestActor(tokenHash: Uint8Array): Actor | null {
  const roles: readonly AccessRole[] = ['reader', 'editor', 'administrator'];
  const role = roles.find((candidate) => Buffer.from(hashToken(candidate)).equals(tokenHash));
  return role === undefined ? null : testActor(role);
}

async function call(app: Hono, role: AccessRole | null, asked: { line: string; body: unknown }): Promise<Response> {
  const [method = 'GET', path = '/'] = asked.line.split(' ');
  const headers = new Headers({ origin: TEST_ORIGIN, 'sec-fetch-site': 'same-origin' });
  if (role !== null) headers.set('cookie', `${SESSION_COOKIE}=${role}`);
  if (asked.body === undefined) return app.request(path, { method, headers });
  if (asked.body instanceof FormData) return app.request(path, { method, headers, body: asked.body });
  headers.set('content-type', 'application/json');
  return app.request(path, { method, headers, body: JSON.stringify(asked.body) });
}
