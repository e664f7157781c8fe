import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Authenticator, type Deviation } from '../../../../test/support/authenticator.ts';
import { TEST_ORIGIN } from '../../../../test/support/http.ts';
import {
  firstAdministrator,
  invite,
  type Office,
  openOffice,
  setUpPassword,
  signInWithPasskey,
  TEST_PASSWORD,
} from '../../../../test/support/office.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { totpCode, type Visitor } from '../../../../test/support/visitor.ts';
import type { MyAccountBody, SessionBody } from './contract.ts';

const { sql } = await testDatabase();
const office: Office = openOffice(sql);
const MINUTE_MS = 60_000;
let administrator: Visitor;
let aysel: Visitor;
let secret = '';
let recoveryCodes: string[] = [];

beforeAll(async () => {
  administrator = await firstAdministrator(office);
  const token = await invite(administrator, { name: 'Aysel', role: 'editor' });
  aysel = office.visitor('198.51.100.1');
  ({ secret, recoveryCodes } = await setUpPassword(office, aysel, { token, name: 'Aysel', signInName: 'aysel' }));
});

async function nameOf(visitor: Visitor): Promise<string | undefined> {
  return (await visitor.get<SessionBody>('GET /api/session')).actor?.name;
}

function credentials(changes: { signInName?: string; password?: string; code?: string } = {}) {
  return { signInName: 'aysel', password: TEST_PASSWORD, code: totpCode(secret, office.clock.now()), ...changes };
}

/** So much later that codes are fresh and counted attempts forgotten. */
function later(ms = 20 * MINUTE_MS): void {
  office.clock.instant += ms;
}

describe('with a password', () => {
  test('somebody signs in, with one code once', async () => {
    later();
    const [one, two] = [office.visitor('198.51.100.2'), office.visitor('198.51.100.2')];
    const right = credentials({ signInName: ' AYSEL '.trim() });
    await one.get('POST /api/sign-in/password', right);
    expect(await nameOf(one)).toBe('Aysel');
    expect(await two.refusal('POST /api/sign-in/password', right)).toBe('401 wrong-credentials');
  });

  test('the code that confirmed the app is used up, and so are earlier ones', async () => {
    later();
    const visitor = office.visitor('198.51.100.3');
    await visitor.get('POST /api/sign-in/password', credentials());
    const earlier = totpCode(secret, office.clock.now() - 30_000);
    expect(await visitor.refusal('POST /api/sign-in/password', credentials({ code: earlier }))).toBe(
      '401 wrong-credentials',
    );
  });

  test.each([
    ['password', { password: 'another password' }],
    ['code', { code: '000000' }],
    ['name', { signInName: 'nobody' }],
    ['recovery code', { code: '0000-0000-0000-0000' }],
  ])('a wrong %s is answered alike (AUTH-03)', async (_what, change) => {
    later();
    const reply = await office.visitor('198.51.100.4').ask('POST /api/sign-in/password', credentials(change));
    expect([reply.status, await reply.json(), reply.headers.getSetCookie()]).toEqual([
      401,
      { type: 'about:blank', title: 'Unauthorized', status: 401, code: 'wrong-credentials', parameters: {} },
      [],
    ]);
  });

  test('a recovery code stands in for the app, once, however it is typed', async () => {
    later();
    const code = (recoveryCodes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    const visitor = office.visitor('198.51.100.5');
    await visitor.get('POST /api/sign-in/password', credentials({ code }));
    expect(await visitor.refusal('POST /api/sign-in/password', credentials({ code }))).toBe('401 wrong-credentials');
    expect((await visitor.get<MyAccountBody>('GET /api/my-account')).recoveryCodesLeft).toBe(9);
  });

  test('a name that nobody has takes as long as one that somebody has (AUTH-03)', async () => {
    const timeOf = async (signInName: string): Promise<number> => {
      later();
      const startedAt = performance.now();
      await office
        .visitor('198.51.100.7')
        .refusal('POST /api/sign-in/password', credentials({ signInName, code: '1' }));
      return performance.now() - startedAt;
    };
    const ratios: number[] = [];
    for (let pair = 0; pair < 30; pair += 1) ratios.push((await timeOf('aysel')) / (await timeOf('nobody')));
    const median = ratios.sort((a, b) => a - b)[15] ?? 0;
    expect(median).toBeGreaterThan(0.7);
    expect(median).toBeLessThan(1.4);
  });

  test('nothing that was typed is kept', async () => {
    const typed = 'my-password-in-the-wrong-field';
    await office.visitor('198.51.100.6').refusal('POST /api/sign-in/password', credentials({ signInName: typed }));
    const noted = await office.noted();
    const kept = await sql`
      select row_to_json(e)::text as row from audit_entry e union all select row_to_json(e)::text from security_event e`;
    expect(JSON.stringify(kept)).not.toContain(typed);
    expect(noted.map(({ kind }) => kind)).toContain('account.sign-in-refused');
  });
});

describe('guessing (AUTH-01)', () => {
  /** How many of the attempts were weighed at all: the rest had to wait. */
  async function weighed(attempts: readonly (() => Promise<string>)[]): Promise<number> {
    const answers: string[] = [];
    for (const attempt of attempts) answers.push(await attempt());
    expect(new Set(answers)).toEqual(new Set(['401 wrong-credentials', '429 too-many-attempts']));
    return answers.filter((answer) => answer.startsWith('401')).length;
  }

  test('500 passwords for one account, from 500 addresses: few are weighed', async () => {
    later();
    const attempts = Array.from({ length: 500 }, (_, index) => () => {
      const stranger = office.visitor(`203.0.${Math.floor(index / 200)}.${index % 200}`);
      return stranger.refusal('POST /api/sign-in/password', credentials({ password: `guess number ${index}` }));
    });
    expect(await weighed(attempts)).toBe(11);
  });

  test('meanwhile the real person gets in from where she was before', async () => {
    const visitor = office.visitor('198.51.100.1');
    await visitor.get('POST /api/sign-in/password', credentials());
    expect(await nameOf(visitor)).toBe('Aysel');
  });

  test('and whoever has a passkey gets in from anywhere', async () => {
    administrator.cookies.clear();
    await signInWithPasskey(administrator);
    expect(await nameOf(administrator)).toBe('Leyla');
  });

  test('one password for 500 accounts from one address: few are weighed', async () => {
    later();
    const stranger = office.visitor('203.0.113.200');
    const attempts = Array.from({ length: 500 }, (_, index) => () => {
      return stranger.refusal(
        'POST /api/sign-in/password',
        credentials({ signInName: `user${index}`, password: 'Summer2024!' }),
      );
    });
    expect(await weighed(attempts)).toBe(31);
  });

  test('one password for 400 accounts from 400 addresses: slowed overall, and noted', async () => {
    later();
    const attempts = Array.from({ length: 400 }, (_, index) => () => {
      const stranger = office.visitor(`203.1.${Math.floor(index / 200)}.${index % 200}`);
      return stranger.refusal(
        'POST /api/sign-in/password',
        credentials({ signInName: `user${index}`, password: 'Summer2024!' }),
      );
    });
    expect(await weighed(attempts)).toBe(301);
    const noted = await office.noted();
    expect(noted.filter(({ kind }) => kind === 'account.sign-in-flood')).toHaveLength(1);
    // Nine hundred and more were refused, from nearly as many addresses: each minute has a few rows of them.
    const refused = noted.filter(({ kind }) => kind === 'account.sign-in-refused');
    expect(refused.length).toBeLessThan(200);
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(340);
    expect(refused.find(({ actorName }) => actorName === 'many')?.count).toBeGreaterThan(200);
  });

  test('a wait is over when it says so, and was said', async () => {
    later();
    const stranger = office.visitor('203.0.113.201');
    for (let count = 0; count < 11; count += 1)
      await stranger.ask('POST /api/sign-in/password', credentials({ code: '1' }));
    const reply = await stranger.ask('POST /api/sign-in/password', credentials());
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '1']);
    office.clock.instant += 1_000;
    await stranger.get('POST /api/sign-in/password', credentials());
  });
});

describe('with a passkey', () => {
  async function answer(deviation: Deviation, authenticator = administrator.authenticator): Promise<string> {
    const visitor = office.visitor('198.51.100.9');
    const { ceremonyId, options } = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
      'POST /api/sign-in/passkey/options',
    );
    const credential = authenticator.get(options, deviation);
    const reply = await visitor.ask('POST /api/sign-in/passkey', { ceremonyId, credential });
    return reply.ok ? 'signed in' : `${reply.status} ${((await reply.json()) as { code: string }).code}`;
  }

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:9999' }],
    ['another server name', { relyingParty: 'evil.example' }],
    ['a user who was not verified', { userVerified: false }],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ])('%s is refused (AUTH-09)', async (_what, deviation) => {
    later();
    expect(await answer(deviation)).toBe('400 passkey-refused');
  });

  test('a count that goes back is refused (AUTH-09)', async () => {
    later();
    expect(await answer({ counter: 100 })).toBe('signed in');
    expect(await answer({ counter: 100 })).toBe('400 passkey-refused');
    expect(await answer({ counter: 99 })).toBe('400 passkey-refused');
    expect(await answer({ counter: 101 })).toBe('signed in');
  });

  test('a key that nobody registered is refused alike', async () => {
    later();
    expect(await answer({}, new Authenticator(TEST_ORIGIN))).toBe('400 passkey-refused');
  });

  test('a challenge is answered once, and within five minutes', async () => {
    later();
    const visitor = office.visitor('198.51.100.9');
    const begin = () =>
      visitor.get<{ ceremonyId: string; options: { challenge: string } }>('POST /api/sign-in/passkey/options');
    const first = await begin();
    const body = { ceremonyId: first.ceremonyId, credential: administrator.authenticator.get(first.options) };
    await visitor.get('POST /api/sign-in/passkey', body);
    expect(await visitor.refusal('POST /api/sign-in/passkey', body)).toBe('400 passkey-refused');
    const second = await begin();
    office.clock.instant += 5 * MINUTE_MS;
    const late = { ceremonyId: second.ceremonyId, credential: administrator.authenticator.get(second.options) };
    expect(await visitor.refusal('POST /api/sign-in/passkey', late)).toBe('400 passkey-refused');
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another server name', { relyingParty: 'evil.example' }],
    ['a user who was not verified', { userVerified: false }],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('is not made with %s (AUTH-09)', async (_what, deviation) => {
    administrator.cookies.clear();
    later();
    await signInWithPasskey(administrator);
    const { ceremonyId, options } = await administrator.get<{ ceremonyId: string; options: { challenge: string } }>(
      'POST /api/my-account/passkeys/options',
    );
    const credential = new Authenticator(TEST_ORIGIN).create(options, deviation);
    const made = { ceremonyId, credential, label: 'x' };
    expect(await administrator.refusal('POST /api/my-account/passkeys', made)).toBe('400 passkey-refused');
  });
});
