import { describe, expect, test } from 'vitest';
import { TEST_ORIGIN } from '../../../../test/support/http.ts';
import {
  firstAdministrator,
  invite,
  openOffice,
  setUpPasskey,
  setUpPassword,
  TEST_PASSWORD,
} from '../../../../test/support/office.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { tokenOf, totpCode } from '../../../../test/support/visitor.ts';
import type { AccountsBody, SessionBody, SetUpBody, TotpBody } from './contract.ts';
import { printRecoveryLink } from './routes/print-link.ts';

const { sql } = await testDatabase();
const office = openOffice(sql);
const HOUR_MS = 3_600_000;

describe('a new server (AUTH-15)', () => {
  test('has no account and lets nobody in without the link from the console', async () => {
    const visitor = office.visitor();
    expect(await sql`select from account`).toHaveLength(0);
    expect(await visitor.get<SessionBody>('GET /api/session')).toEqual({ actor: null, passkeys: true });
    expect(await visitor.refusal('GET /api/set-up')).toBe('410 link-spent');
    expect(await visitor.refusal('POST /api/sign-in/link', { token: 'guess' })).toBe('410 link-spent');
    const names = { name: 'Eve', signInName: 'eve' };
    expect(await visitor.refusal('POST /api/set-up/passkey/options', names)).toBe('410 link-spent');
    const guess = { signInName: 'admin', password: 'admin', code: '000000' };
    expect(await visitor.refusal('POST /api/sign-in/password', guess)).toBe('401 wrong-credentials');
  });

  test('prints a fresh link at each start, and only the newest works', async () => {
    const [old, fresh] = [await office.firstToken(), await office.firstToken()];
    const visitor = office.visitor();
    expect(await visitor.refusal('POST /api/sign-in/link', { token: old })).toBe('410 link-spent');
    expect(await visitor.get('POST /api/sign-in/link', { token: fresh })).toEqual({ next: 'set-up' });
  });

  test('takes a link once, and for a day', async () => {
    const token = await office.firstToken();
    await office.visitor().get('POST /api/sign-in/link', { token });
    expect(await office.visitor().refusal('POST /api/sign-in/link', { token })).toBe('410 link-spent');
    const late = await office.firstToken();
    office.clock.instant += 24 * HOUR_MS;
    expect(await office.visitor().refusal('POST /api/sign-in/link', { token: late })).toBe('410 link-spent');
  });

  test('keeps tokens as hashes alone', async () => {
    const token = (await office.firstToken()) ?? '';
    const kept = await sql`select row_to_json(l)::text as row from sign_in_link l`;
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(JSON.stringify(kept)).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('is set up once: then the way in closes, also for whoever opened an earlier link', async () => {
    const early = office.visitor();
    await early.get('POST /api/sign-in/link', { token: await office.firstToken() });
    const administrator = await firstAdministrator(office);
    expect((await administrator.get<SessionBody>('GET /api/session')).actor).toMatchObject({
      name: 'Leyla',
      role: 'administrator',
    });
    expect(await office.firstToken()).toBeNull();
    const totp = await early.get<TotpBody>('POST /api/set-up/totp', { name: 'Eve', signInName: 'eve' });
    const code = totpCode(totp.secret, office.clock.now());
    const late = { name: 'Eve', signInName: 'eve', ceremonyId: totp.ceremonyId, password: TEST_PASSWORD, code };
    expect(await early.refusal('POST /api/set-up/password', late)).toBe('410 link-spent');
    expect(await sql`select name from account`).toEqual([{ name: 'Leyla' }]);
  });
});

describe('an invitation', () => {
  const administrator = office.visitor('192.0.2.20');

  test('leads to an account of the role that was chosen, and works once', async () => {
    await setUpRecovered(administrator);
    const token = await invite(administrator, { name: 'Tofiq', role: 'editor' });
    const invited = office.visitor('192.0.2.21');
    await invited.get('POST /api/sign-in/link', { token });
    expect(await invited.get<SetUpBody>('GET /api/set-up')).toEqual({
      role: 'editor',
      name: 'Tofiq',
      signInName: null,
      passkeys: true,
    });
    await setUpPasskey(invited, token, { name: 'Tofiq', signInName: 'tofiq' });
    expect((await invited.get<SessionBody>('GET /api/session')).actor).toMatchObject({ name: 'Tofiq', role: 'editor' });
    expect(await office.visitor().refusal('POST /api/sign-in/link', { token })).toBe('410 link-spent');
  });

  test('that two open makes one account', async () => {
    const token = await invite(administrator, { name: 'Sevda', role: 'reader' });
    const [one, two] = [office.visitor('192.0.2.22'), office.visitor('192.0.2.23')];
    for (const visitor of [one, two]) await visitor.get('POST /api/sign-in/link', { token });
    await setUpPassword(office, one, { token, name: 'Sevda', signInName: 'sevda' });
    expect(await two.refusal('POST /api/set-up/totp', { name: 'S', signInName: 'sevda2' })).toBe('410 link-spent');
  });

  test('gives no other role than the one in it (AUTHZ-09)', async () => {
    const token = await invite(administrator, { name: 'Murad', role: 'reader' });
    const visitor = office.visitor('192.0.2.24');
    await visitor.get('POST /api/sign-in/link', { token });
    const totp = await visitor.get<TotpBody>('POST /api/set-up/totp', { name: 'Murad', signInName: 'murad' });
    const body = {
      name: 'Murad',
      signInName: 'murad',
      ceremonyId: totp.ceremonyId,
      password: TEST_PASSWORD,
      code: totpCode(totp.secret, office.clock.now()),
    };
    expect(await visitor.refusal('POST /api/set-up/password', { ...body, role: 'administrator' })).toBe(
      '422 invalid-input',
    );
    await visitor.get('POST /api/set-up/password', body);
    expect((await visitor.get<SessionBody>('GET /api/session')).actor?.role).toBe('reader');
    expect(await visitor.refusal('GET /api/accounts')).toBe('403 forbidden');
  });

  test('ends after seven days, or when it is withdrawn', async () => {
    const kept = await invite(administrator, { name: 'Late', role: 'reader' });
    const gone = await invite(administrator, { name: 'Gone', role: 'reader' });
    const { invitations } = await administrator.get<AccountsBody>('GET /api/accounts');
    const id = invitations.find(({ name }) => name === 'Gone')?.id;
    await administrator.get(`DELETE /api/invitations/${id}`);
    expect(await administrator.refusal(`DELETE /api/invitations/${id}`)).toBe('410 link-spent');
    expect(await office.visitor().refusal('POST /api/sign-in/link', { token: gone })).toBe('410 link-spent');
    office.clock.instant += 7 * 24 * HOUR_MS;
    expect(await office.visitor('192.0.2.25').refusal('POST /api/sign-in/link', { token: kept })).toBe(
      '410 link-spent',
    );
  });

  test('takes no name that somebody signs in with, in any spelling', async () => {
    await setUpRecovered(administrator);
    const invitation = { name: 'Another', role: 'reader', signInName: 'TOFIQ' };
    expect(await administrator.refusal('POST /api/invitations', invitation)).toBe('409 conflict');
  });
});

describe('what is chosen at set-up', () => {
  const administrator = office.visitor('192.0.2.30');
  const visitor = office.visitor('192.0.2.31');

  async function attempt(changes: { password?: string; code?: string; signInName?: string }): Promise<string> {
    const totp = await visitor.get<TotpBody>('POST /api/set-up/totp', { name: 'Rena', signInName: 'rena' });
    const code = totpCode(totp.secret, office.clock.now());
    const right = { name: 'Rena', signInName: 'rena', ceremonyId: totp.ceremonyId, password: TEST_PASSWORD, code };
    const reply = await visitor.ask('POST /api/set-up/password', { ...right, ...changes });
    const body = (await reply.json()) as { code: string; issues?: { code: string }[] };
    return `${reply.status} ${body.issues?.[0]?.code ?? body.code}`;
  }

  test('is checked: password, code, name', async () => {
    await setUpRecovered(administrator);
    const token = await invite(administrator, { name: 'Rena', role: 'reader' });
    await visitor.get('POST /api/sign-in/link', { token });
    expect(await attempt({ password: 'short' })).toBe('422 password-short');
    expect(await attempt({ password: 'rena1234' })).toBe('422 password-guessable');
    expect(await attempt({ code: '000000' })).toBe('422 code-wrong');
    expect(await attempt({ signInName: 'Tofiq' })).toBe('409 conflict');
    expect(await attempt({ signInName: 'two words' })).toBe('422 sign-in-name');
    expect(await sql`select from account where name = 'Rena'`).toHaveLength(0);
  });
});

describe('a recovery link', () => {
  const request = { origin: TEST_ORIGIN, now: new Date(office.clock.now()) };

  test('is made for whom the console names', async () => {
    expect(await printRecoveryLink(sql, { ...request, signInName: 'nobody' })).toEqual({
      ok: false,
      error: 'unknown-name',
    });
    const link = await printRecoveryLink(sql, { ...request, signInName: 'TOFIQ', now: new Date(office.clock.now()) });
    const visitor = office.visitor('192.0.2.40');
    const token = link.ok ? tokenOf(link.value) : '';
    expect(await visitor.get('POST /api/sign-in/link', { token })).toEqual({ next: 'signed-in' });
    expect((await visitor.get<SessionBody>('GET /api/session')).actor?.name).toBe('Tofiq');
    expect(await office.visitor().refusal('POST /api/sign-in/link', { token })).toBe('410 link-spent');
  });
});

/** Signs the first administrator in by a link from the console, as after the loss of a key. */
async function setUpRecovered(visitor: ReturnType<typeof office.visitor>): Promise<void> {
  const now = new Date(office.clock.now());
  const link = await printRecoveryLink(sql, { signInName: null, origin: TEST_ORIGIN, now });
  await visitor.get('POST /api/sign-in/link', { token: link.ok ? tokenOf(link.value) : '' });
}
