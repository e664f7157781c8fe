import { beforeAll, describe, expect, test } from 'vitest';
import {
  firstAdministrator,
  invite,
  type Office,
  openOffice,
  setUpPasskey,
  setUpPassword,
  signInWithPasskey,
  TEST_PASSWORD,
} from '../../../../test/support/office.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { totpCode, type Visitor } from '../../../../test/support/visitor.ts';
import type { AccountsBody, MyAccountBody, SessionBody, TotpBody } from './contract.ts';
import { pruneSignIns } from './store/keep-sessions.ts';

const { sql } = await testDatabase();
const office: Office = openOffice(sql);
const MINUTE_MS = 60_000;
let leyla: Visitor;
let tofiq: Visitor;
let idOf: (name: string) => string;

beforeAll(async () => {
  leyla = await firstAdministrator(office);
  tofiq = office.visitor('192.0.2.50');
  const token = await invite(leyla, { name: 'Tofiq', role: 'editor' });
  await setUpPasskey(tofiq, token, { name: 'Tofiq', signInName: 'tofiq' });
  const { accounts } = await leyla.get<AccountsBody>('GET /api/accounts');
  idOf = (name) => accounts.find((account) => account.name === name)?.id ?? '';
});

/** Another browser of the same person, with the same passkey. */
async function anotherBrowser(of: Visitor): Promise<Visitor> {
  const visitor = office.visitor('192.0.2.51');
  Object.assign(visitor, { authenticator: of.authenticator });
  await signInWithPasskey(visitor);
  return visitor;
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get<SessionBody>('GET /api/session')).actor !== null;
}

async function confirm(visitor: Visitor): Promise<void> {
  const { ceremonyId, options } = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
    'POST /api/session/confirm/passkey/options',
  );
  await visitor.get('POST /api/session/confirm/passkey', {
    ceremonyId,
    credential: visitor.authenticator.get(options),
  });
}

describe('an account that is disabled', () => {
  test('is out in all its sessions at once, and gets no new one (AUTH-11)', async () => {
    const browsers = [tofiq, await anotherBrowser(tofiq), await anotherBrowser(tofiq)];
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([true, true, true]);
    await leyla.get(`POST /api/accounts/${idOf('Tofiq')}/disable`, { reason: 'left the mission' });
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([false, false, false]);
    const { ceremonyId, options } = await tofiq.get<{ ceremonyId: string; options: { challenge: string } }>(
      'POST /api/sign-in/passkey/options',
    );
    const body = { ceremonyId, credential: tofiq.authenticator.get(options) };
    expect(await tofiq.refusal('POST /api/sign-in/passkey', body)).toBe('400 passkey-refused');
  });

  test('comes back when it is enabled, without its old sessions', async () => {
    await leyla.get(`POST /api/accounts/${idOf('Tofiq')}/enable`, { reason: 'came back' });
    expect(await isSignedIn(tofiq)).toBe(false);
    await signInWithPasskey(tofiq);
    expect(await isSignedIn(tofiq)).toBe(true);
  });

  test('stands in the audit with the reason', async () => {
    const acts = await sql`
      select action, actor_name, reason, details from audit_entry where action in ('account.disabled', 'account.enabled')
      order by at, action`;
    expect(acts).toEqual([
      {
        action: 'account.disabled',
        actor_name: 'Leyla',
        reason: 'left the mission',
        details: { name: 'Tofiq', sessions: 3 },
      },
      { action: 'account.enabled', actor_name: 'Leyla', reason: 'came back', details: { name: 'Tofiq' } },
    ]);
  });
});

describe('a role', () => {
  test('is changed by an administrator alone, not by sending it (AUTHZ-09)', async () => {
    const own = `PUT /api/accounts/${idOf('Tofiq')}/role` as const;
    expect(await tofiq.refusal(own, { role: 'administrator' })).toBe('403 forbidden');
    const sent = { name: 'Tofiq', role: 'administrator' };
    expect(await tofiq.refusal('PUT /api/my-account/name', sent)).toBe('422 invalid-input');
    expect((await tofiq.get<SessionBody>('GET /api/session')).actor?.role).toBe('editor');
    await leyla.get(own, { role: 'reader' });
    expect((await tofiq.get<SessionBody>('GET /api/session')).actor?.role).toBe('reader');
    expect(await leyla.refusal(own, { role: 'owner' })).toBe('422 invalid-input');
  });

  test('of the last administrator stays, and the account cannot be disabled', async () => {
    const id = idOf('Leyla');
    expect(await leyla.refusal(`PUT /api/accounts/${id}/role`, { role: 'reader' })).toBe('409 last-administrator');
    expect(await leyla.refusal(`POST /api/accounts/${id}/disable`, { reason: 'x' })).toBe('409 last-administrator');
  });

  test('of one of two administrators may be taken, but of two at once only one', async () => {
    await leyla.get(`PUT /api/accounts/${idOf('Tofiq')}/role`, { role: 'administrator' });
    const replies = await Promise.all([
      leyla.ask(`PUT /api/accounts/${idOf('Tofiq')}/role`, { role: 'reader' }),
      tofiq.ask(`PUT /api/accounts/${idOf('Leyla')}/role`, { role: 'reader' }),
    ]);
    const statuses = replies.map((reply) => reply.status).sort();
    expect(statuses[0]).toBe(204);
    expect([403, 409]).toContain(statuses[1]);
    const left = await sql`select name from account where role = 'administrator'`;
    expect(left).toHaveLength(1);
    await sql`update account set role = case when name = 'Leyla' then 'administrator' else 'editor' end`;
  });

  test.each([
    ['by another role', (id: string) => leyla.get(`PUT /api/accounts/${id}/role`, { role: 'reader' })],
    ['by being disabled', (id: string) => leyla.get(`POST /api/accounts/${id}/disable`, { reason: 'left' })],
  ])('that is lost %s takes along the invitations that nobody has accepted', async (how, lose) => {
    const name = `Guest ${how}`;
    await leyla.get(`PUT /api/accounts/${idOf('Tofiq')}/role`, { role: 'administrator' });
    const [token, other] = [
      await invite(tofiq, { name, role: 'administrator' }),
      await invite(leyla, { name, role: 'reader' }),
    ];
    await lose(idOf('Tofiq'));
    const visitor = office.visitor('192.0.2.60');
    expect(await visitor.refusal('POST /api/sign-in/link', { token })).toBe('410 link-spent');
    expect((await visitor.ask('POST /api/sign-in/link', { token: other })).status).toBe(200);
    await sql`update account set role = 'editor', disabled_at = null where name = 'Tofiq'`;
    await signInWithPasskey(tofiq);
  });

  test('is changed only soon after the person proved who they are', async () => {
    const change = [`PUT /api/accounts/${idOf('Tofiq')}/role`, { role: 'editor' }] as const;
    office.clock.instant += 16 * MINUTE_MS;
    expect(await leyla.refusal(...change)).toBe('403 confirm-identity');
    const before = [...leyla.cookies.values()];
    await confirm(leyla);
    await leyla.get(...change);
    expect([...leyla.cookies.values()]).not.toEqual(before);
  });

  test('is not changed after the confirmation of somebody else', async () => {
    office.clock.instant += 16 * MINUTE_MS;
    const { ceremonyId, options } = await leyla.get<{ ceremonyId: string; options: { challenge: string } }>(
      'POST /api/session/confirm/passkey/options',
    );
    const body = { ceremonyId, credential: tofiq.authenticator.get(options) };
    expect(await leyla.refusal('POST /api/session/confirm/passkey', body)).toBe('400 passkey-refused');
  });
});

describe('a session', () => {
  test('ends when its owner signs out, here or everywhere', async () => {
    const [one, two, three] = [await anotherBrowser(leyla), await anotherBrowser(leyla), await anotherBrowser(leyla)];
    const token = new Map(one.cookies);
    await one.get('POST /api/sign-out');
    expect(one.cookies.size).toBe(0);
    for (const [name, value] of token) one.cookies.set(name, value);
    expect(await Promise.all([one, two, three].map(isSignedIn))).toEqual([false, true, true]);
    await two.get('POST /api/sign-out-everywhere');
    expect(await Promise.all([one, two, three, leyla].map(isSignedIn))).toEqual([false, false, false, false]);
    await signInWithPasskey(leyla);
  });

  test('of one person is not for another to end', async () => {
    const { sessions } = await leyla.get<MyAccountBody>('GET /api/my-account');
    expect(await tofiq.refusal(`DELETE /api/my-account/sessions/${sessions[0]?.id}`)).toBe('404 not-found');
    expect(await isSignedIn(leyla)).toBe(true);
  });

  test('ends after twelve hours without use, and after seven days in any case', async () => {
    const browser = await anotherBrowser(leyla);
    office.clock.instant += 11 * 60 * MINUTE_MS;
    expect(await isSignedIn(browser)).toBe(true);
    office.clock.instant += 11 * 60 * MINUTE_MS;
    expect(await isSignedIn(browser)).toBe(true);
    office.clock.instant += 12 * 60 * MINUTE_MS;
    expect(await isSignedIn(browser)).toBe(false);
    const busy = await anotherBrowser(leyla);
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect(await isSignedIn(busy)).toBe(true);
      office.clock.instant += 8 * 60 * MINUTE_MS;
    }
    expect(await isSignedIn(busy)).toBe(false);
  });

  test('is kept as a hash, and its cookie is bound to host and site', async () => {
    const browser = await anotherBrowser(leyla);
    const token = browser.cookies.get('__Host-scrutineer') ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const kept = await sql`select row_to_json(s)::text as row from session s`;
    expect(JSON.stringify(kept)).not.toContain(token);
  });
});

test('what says where people were is removed 30 days after it ran out, and nothing else', async () => {
  const count = async () => (await sql<{ n: number }[]>`select count(*)::int as n from session`)[0]?.n ?? 0;
  const all = await count();
  const fresh = await sql`select from session where ended_at is null and expires_at > ${new Date(office.clock.now())}`;
  await pruneSignIns(sql, new Date(office.clock.now()));
  expect([all > fresh.length, await count()]).toEqual([true, all]);
  await pruneSignIns(sql, new Date(office.clock.now() + 29 * 24 * 60 * MINUTE_MS));
  const left = await count();
  expect([left < all, left >= fresh.length]).toEqual([true, true]);
  expect(await sql`select from ceremony`).toHaveLength(0);
});

describe('ways to sign in', () => {
  async function takeTotp(visitor: Visitor) {
    const totp = await visitor.get<TotpBody>('POST /api/my-account/totp');
    const code = totpCode(totp.secret, office.clock.now());
    const body = { ceremonyId: totp.ceremonyId, password: TEST_PASSWORD, code };
    return { body, secret: totp.secret };
  }

  test('are added and removed, but never the last one', async () => {
    leyla.cookies.clear();
    await signInWithPasskey(leyla);
    const { passkeys } = await leyla.get<MyAccountBody>('GET /api/my-account');
    const removal = `DELETE /api/my-account/passkeys/${passkeys[0]?.id}` as const;
    expect(await leyla.refusal(removal)).toBe('409 last-credential');
    const { body, secret } = await takeTotp(leyla);
    const { recoveryCodes } = await leyla.get<{ recoveryCodes: string[] }>('PUT /api/my-account/password', body);
    expect(new Set(recoveryCodes).size).toBe(10);
    await leyla.get(removal);
    expect(await leyla.refusal('DELETE /api/my-account/password')).toBe('409 last-credential');
    office.clock.instant += MINUTE_MS;
    const credentials = { signInName: 'leyla@observers.example', password: TEST_PASSWORD };
    leyla.cookies.clear();
    await leyla.get('POST /api/sign-in/password', { ...credentials, code: totpCode(secret, office.clock.now()) });
    expect(await isSignedIn(leyla)).toBe(true);
  });

  test('the last two are not both taken away at the same moment', async () => {
    const visitor = office.visitor('192.0.2.61');
    const token = await invite(leyla, { name: 'Rena', role: 'reader' });
    await setUpPassword(office, visitor, { token, name: 'Rena', signInName: 'rena' });
    const asked = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
      'POST /api/my-account/passkeys/options',
    );
    const credential = visitor.authenticator.create(asked.options);
    await visitor.get('POST /api/my-account/passkeys', { ceremonyId: asked.ceremonyId, credential, label: 'k' });
    const { passkeys } = await visitor.get<MyAccountBody>('GET /api/my-account');
    const replies = await Promise.all([
      visitor.ask(`DELETE /api/my-account/passkeys/${passkeys[0]?.id}`),
      visitor.ask('DELETE /api/my-account/password'),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([204, 409]);
  });

  test('new recovery codes end the old ones', async () => {
    const first = await leyla.get<{ recoveryCodes: string[] }>('POST /api/my-account/recovery-codes');
    const second = await leyla.get<{ recoveryCodes: string[] }>('POST /api/my-account/recovery-codes');
    const visitor = office.visitor('192.0.2.60');
    const credentials = { signInName: 'leyla@observers.example', password: TEST_PASSWORD };
    const old = { ...credentials, code: first.recoveryCodes[0] };
    expect(await visitor.refusal('POST /api/sign-in/password', old)).toBe('401 wrong-credentials');
    await visitor.get('POST /api/sign-in/password', { ...credentials, code: second.recoveryCodes[0] });
  });

  test('a changed password ends all other sessions', async () => {
    const other = office.visitor('192.0.2.61');
    office.clock.instant += MINUTE_MS;
    const { body, secret } = await takeTotp(leyla);
    await leyla.get('PUT /api/my-account/password', body);
    office.clock.instant += MINUTE_MS;
    const credentials = { signInName: 'leyla@observers.example', password: TEST_PASSWORD };
    await other.get('POST /api/sign-in/password', { ...credentials, code: totpCode(secret, office.clock.now()) });
    const next = await takeTotp(leyla);
    await leyla.get('PUT /api/my-account/password', next.body);
    expect(await Promise.all([leyla, other].map(isSignedIn))).toEqual([true, false]);
  });

  test("the secret of somebody else's app is none", async () => {
    const token = await invite(leyla, { name: 'Eve', role: 'reader' });
    const eve = office.visitor('192.0.2.62');
    const names = { token, name: 'Eve', signInName: 'eve-the-reader' };
    await setUpPassword(office, eve, names);
    const { body } = await takeTotp(leyla);
    expect(await eve.refusal('PUT /api/my-account/password', body)).toBe('410 link-spent');
  });
});
