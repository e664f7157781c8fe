import type { Hono } from 'hono';
import { type Access, type AccessRole, mayEnter } from '../../src/platform/http/access.ts';
import type { Endpoint } from '../../src/platform/http/endpoint.ts';
import { SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { TEST_ORIGIN } from './http.ts';

/** Which role may call what: `GET /api/accounts` → `administrator`. The document that the routes are held against. */
export type AccessMatrix = Readonly<Record<string, Access>>;

/** How an endpoint answered a role, against how the matrix says it must. */
export interface AccessFinding {
  readonly line: string;
  readonly role: AccessRole | null;
  readonly found: 'let in' | 'kept out' | 'not documented';
}

const ROLES = [null, 'reader', 'editor', 'administrator'] as const;

/**
 * Asks every endpoint under every role, with nothing sent, and returns whatever differs from the matrix (AUTHZ-03).
 * The app is one of `testApp`, whose cookies are the names of roles. Whatever is answered but 401 and 403 counts as
 * let in: the request was refused, if at all, for what was sent and not for who sent it.
 */
export async function walkAccess(
  app: Hono,
  endpoints: readonly Endpoint[],
  matrix: AccessMatrix,
): Promise<AccessFinding[]> {
  const findings: AccessFinding[] = [];
  for (const endpoint of endpoints) {
    const line = `${endpoint.method} ${endpoint.path}`;
    const access = matrix[line];
    for (const role of ROLES) {
      if (access === undefined) findings.push({ line, role, found: 'not documented' });
      else if ((await isLetIn(app, endpoint, role)) !== mayEnter(access, role)) {
        findings.push({ line, role, found: mayEnter(access, role) ? 'kept out' : 'let in' });
      }
    }
  }
  return findings;
}

async function isLetIn(app: Hono, endpoint: Endpoint, role: AccessRole | null): Promise<boolean> {
  const path = endpoint.path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
  const headers = new Headers({ origin: TEST_ORIGIN, 'sec-fetch-site': 'same-origin' });
  if (role !== null) headers.set('cookie', `${SESSION_COOKIE}=${role}`);
  const reply = await app.request(path, { method: endpoint.method, headers });
  if (reply.status !== 401 && reply.status !== 403) {
    // What nobody takes to its end holds a place that others wait for.
    await reply.body?.cancel();
    return true;
  }
  const { code } = (await reply.json()) as { code: string };
  return code !== 'signed-out' && code !== 'forbidden';
}
