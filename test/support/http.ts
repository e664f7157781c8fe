import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import type { Uuid } from '../../src/kernel/ids.ts';
import { stoppedClock } from '../../src/kernel/time/clock.ts';
import type { AccessRole, Actor } from '../../src/platform/http/access.ts';
import type { Endpoint, HttpServices } from '../../src/platform/http/endpoint.ts';
import { mountEndpoints } from '../../src/platform/http/mount.ts';
import { hashToken, SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { loadNoted, type NotedRow, testBook } from './noted.ts';

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
  /** A request under a role (null: not signed in); a body that is no FormData is sent as JSON. */
  readonly call: (role: AccessRole | null, line: `${string} /${string}`, body?: unknown) => Promise<Response>;
  /** Everything in the audit, oldest first. */
  readonly audited: () => Promise<AuditedAct[]>;
  /** Every event of security and every reading, oldest first. */
  readonly noted: () => Promise<NotedRow[]>;
}

/** What a test wants to know of an audit entry. */
export interface AuditedAct {
  readonly action: string;
  readonly actorName: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Composes `endpoints` over a real database. */
export function testApp(endpoints: readonly Endpoint[], services: Partial<HttpServices> & { sql: Sql }): TestApp {
  const app = new Hono();
  const book = testBook(services.sql);
  mountEndpoints(app, endpoints, {
    clock: stoppedClock(TEST_NOW),
    log: pino({ level: 'silent' }),
    origins: [TEST_ORIGIN],
    proxies: 0,
    findActor: async (_sql, tokenHash) => findTestActor(tokenHash),
    watch: book,
    ...services,
  });
  return {
    app,
    call: (role, line, body) => call(app, role, { line, body }),
    audited: () => loadAudit(services.sql),
    noted: () => loadNoted(services.sql, book),
  };
}

async function loadAudit(sql: Sql): Promise<AuditedAct[]> {
  return sql<AuditedAct[]>`
    select action, actor_name as "actorName", subject_kind || ' ' || subject_key as subject, reason, details
    from audit_entry order by at, id`;
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
