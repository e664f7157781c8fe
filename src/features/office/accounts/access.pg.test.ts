import { describe, expect, test } from 'vitest';
import { type AccessMatrix, walkAccess } from '../../../../test/support/access-walk.ts';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { accountEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { app } = testApp(accountEndpoints, { sql });

const MATRIX: AccessMatrix = {
  'GET /api/session': 'public',
  'POST /api/sign-in/password': 'public',
  'POST /api/sign-in/passkey/options': 'public',
  'POST /api/sign-in/passkey': 'public',
  'POST /api/sign-in/link': 'public',
  'GET /api/set-up': 'public',
  'POST /api/set-up/passkey/options': 'public',
  'POST /api/set-up/passkey': 'public',
  'POST /api/set-up/totp': 'public',
  'POST /api/set-up/password': 'public',
  'POST /api/session/confirm/passkey/options': 'reader',
  'POST /api/session/confirm/passkey': 'reader',
  'POST /api/session/confirm/password': 'reader',
  'POST /api/sign-out': 'reader',
  'POST /api/sign-out-everywhere': 'reader',
  'GET /api/my-account': 'reader',
  'PUT /api/my-account/name': 'reader',
  'POST /api/my-account/passkeys/options': 'reader',
  'POST /api/my-account/passkeys': 'reader',
  'DELETE /api/my-account/passkeys/:id': 'reader',
  'POST /api/my-account/totp': 'reader',
  'PUT /api/my-account/password': 'reader',
  'DELETE /api/my-account/password': 'reader',
  'POST /api/my-account/recovery-codes': 'reader',
  'DELETE /api/my-account/sessions/:id': 'reader',
  'GET /api/accounts': 'administrator',
  'POST /api/invitations': 'administrator',
  'DELETE /api/invitations/:id': 'administrator',
  'PUT /api/accounts/:id/role': 'administrator',
  'POST /api/accounts/:id/disable': 'administrator',
  'POST /api/accounts/:id/enable': 'administrator',
  'POST /api/accounts/:id/rights': 'administrator',
  'POST /api/accounts/:id/rights/end': 'administrator',
};

describe('who may call what (AUTHZ-03)', () => {
  test('is what is documented, for every route and every role', async () => {
    expect(await walkAccess(app, accountEndpoints, MATRIX)).toEqual([]);
    const lines = accountEndpoints.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(MATRIX).sort()).toEqual(lines.sort());
  });

  test('the walk finds a route that lets too many in, keeps too many out, or is not documented', async () => {
    const wrong: AccessMatrix = { ...MATRIX, 'GET /api/my-account': 'administrator', 'GET /api/accounts': 'reader' };
    const { 'POST /api/invitations': _removed, ...missing } = wrong;
    const findings = await walkAccess(app, accountEndpoints, missing);
    expect(new Set(findings.map(({ line, found }) => `${line}: ${found}`))).toEqual(
      new Set(['GET /api/my-account: let in', 'GET /api/accounts: kept out', 'POST /api/invitations: not documented']),
    );
  });

  test('what changes something is never a GET (AUTH-13)', () => {
    for (const { method, path } of accountEndpoints) {
      if (method === 'GET') expect(['/api/session', '/api/set-up', '/api/my-account', '/api/accounts']).toContain(path);
    }
  });
});
