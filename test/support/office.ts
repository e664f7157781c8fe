import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import type { TotpBody } from '../../src/features/office/accounts/contract.ts';
import { printFirstLink } from '../../src/features/office/accounts/routes/print-link.ts';
import { accountEndpoints } from '../../src/features/office/accounts/routes.ts';
import { findActor } from '../../src/features/office/accounts/store/keep-sessions.ts';
import type { Endpoint } from '../../src/platform/http/endpoint.ts';
import { mountEndpoints } from '../../src/platform/http/mount.ts';
import { TEST_NOW, TEST_ORIGIN } from './http.ts';
import { loadNoted, type NotedRow, testBook } from './noted.ts';
import { tokenOf, totpCode, Visitor } from './visitor.ts';

/** A server of accounts alone (and `more`) over a real database, with a clock that a test sets. */
export interface Office {
  readonly app: Hono;
  readonly clock: { instant: number; now(): number };
  visitor(address?: string): Visitor;
  /** The token of the link that the console prints, or null. */
  firstToken(): Promise<string | null>;
  /** Every event of security and every reading, oldest first. */
  noted(): Promise<NotedRow[]>;
}

export function openOffice(sql: Sql, more: readonly Endpoint[] = []): Office {
  const app = new Hono();
  const clock = {
    instant: TEST_NOW,
    now() {
      return this.instant;
    },
  };
  const log = pino({ level: 'silent' });
  const book = testBook(sql);
  mountEndpoints(app, [...accountEndpoints, ...more], {
    sql,
    clock,
    log,
    origins: [TEST_ORIGIN],
    proxies: 1,
    findActor,
    watch: book,
  });
  return {
    app,
    clock,
    visitor: (address) => new Visitor(app, address),
    noted: () => loadNoted(sql, book),
    firstToken: async () => {
      const link = await printFirstLink(sql, { origin: TEST_ORIGIN, now: new Date(clock.now()) });
      return link === null ? null : tokenOf(link);
    },
  };
}

export const TEST_PASSWORD = 'a quiet polling station';

/** Somebody who opens a link with `token` and sets up a passkey. */
export async function setUpPasskey(
  visitor: Visitor,
  token: string,
  names: { name: string; signInName: string },
): Promise<void> {
  await visitor.get('POST /api/sign-in/link', { token });
  const { ceremonyId, options } = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
    'POST /api/set-up/passkey/options',
    names,
  );
  const credential = visitor.authenticator.create(options);
  await visitor.get('POST /api/set-up/passkey', { ...names, ceremonyId, credential, label: 'Test key' });
}

/** Somebody who opens a link with `token` and sets up a password. @returns the secret of the authenticator app. */
export async function setUpPassword(
  office: Office,
  visitor: Visitor,
  joining: { token: string; name: string; signInName: string },
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { token, ...names } = joining;
  await visitor.get('POST /api/sign-in/link', { token });
  const totp = await visitor.get<TotpBody>('POST /api/set-up/totp', names);
  const code = totpCode(totp.secret, office.clock.now());
  const body = { ...names, ceremonyId: totp.ceremonyId, password: TEST_PASSWORD, code };
  const { recoveryCodes } = await visitor.get<{ recoveryCodes: string[] }>('POST /api/set-up/password', body);
  return { secret: totp.secret, recoveryCodes };
}

/** The administrator of a new server, signed in with a passkey. */
export async function firstAdministrator(office: Office): Promise<Visitor> {
  const visitor = office.visitor('192.0.2.10');
  const token = await office.firstToken();
  await setUpPasskey(visitor, token ?? '', { name: 'Leyla', signInName: 'leyla@observers.example' });
  return visitor;
}

/** The token of an invitation that `administrator` makes. */
export async function invite(administrator: Visitor, invited: { name: string; role: string }): Promise<string> {
  const { link } = await administrator.get<{ link: string }>('POST /api/invitations', invited);
  return tokenOf(link);
}

/** Signs in with the visitor's passkey. */
export async function signInWithPasskey(visitor: Visitor): Promise<void> {
  const { ceremonyId, options } = await visitor.get<{ ceremonyId: string; options: { challenge: string } }>(
    'POST /api/sign-in/passkey/options',
  );
  await visitor.get('POST /api/sign-in/passkey', { ceremonyId, credential: visitor.authenticator.get(options) });
}
