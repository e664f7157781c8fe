import type { Sql, TransactionSql } from 'postgres';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { writeAudit } from '../../../../platform/db/audit.ts';
import { hashToken, newToken } from '../../../../platform/http/session.ts';
import { isAdministering } from '../account.ts';
import { findAccountBySignInName, lockStandings } from '../store/keep-accounts.ts';
import { saveSignInLink } from '../store/keep-links.ts';
import { newId } from './begin-session.ts';

/** The address that signs whoever opens it in; the token stands behind `#`, where no server log sees it. */
export function linkTo(origin: string, token: string): string {
  return `${origin}/desk/sign-in#${token}`;
}

/** For whom, when, and at which address the desk is reached. */
export interface LinkRequest {
  /** The name that the account signs in with; null: the only administrator, or the first one to be. */
  readonly signInName: string | null;
  readonly origin: string;
  readonly now: Date;
}

/** Why no link was made: nobody has that name, the account is disabled, or it was not said which administrator. */
export type LinkRefusal = 'unknown-name' | 'disabled' | 'name-needed';

/**
 * The link that whoever starts the server is shown, as long as nobody administers it; null once somebody does. It
 * works once and for 24 hours; links that were printed before stop working.
 */
export async function printFirstLink(sql: Sql, at: Omit<LinkRequest, 'signInName'>): Promise<string | null> {
  return sql.begin(async (transaction) => {
    const standings = await lockStandings(transaction);
    return standings.some(isAdministering) ? null : makeLink(transaction, null, at);
  });
}

/** A link for somebody who lost every other way to sign in, made by whoever runs the server. */
export async function printRecoveryLink(sql: Sql, request: LinkRequest): Promise<Result<string, LinkRefusal>> {
  return sql.begin(async (transaction): Promise<Result<string, LinkRefusal>> => {
    const found = await findReceiver(transaction, request.signInName);
    return found.ok ? ok(await makeLink(transaction, found.value, request)) : found;
  });
}

async function findReceiver(
  sql: TransactionSql,
  signInName: string | null,
): Promise<Result<string | null, LinkRefusal>> {
  const administrators = (await lockStandings(sql)).filter(isAdministering);
  if (signInName === null) {
    return administrators.length > 1 ? err('name-needed') : ok(administrators[0]?.id ?? null);
  }
  const account = await findAccountBySignInName(sql, signInName);
  if (account === null) return err('unknown-name');
  return account.disabledAt === null ? ok(account.id) : err('disabled');
}

async function makeLink(
  sql: TransactionSql,
  accountId: string | null,
  at: Omit<LinkRequest, 'signInName'>,
): Promise<string> {
  const [id, token] = [newId(at.now), newToken()];
  await saveSignInLink(sql, { id, tokenHash: hashToken(token), accountId }, at.now);
  await writeAudit(sql, {
    at: at.now,
    actorId: null,
    actorName: 'console',
    action: accountId === null ? 'account.first-link-printed' : 'account.recovery-link-printed',
    electionId: null,
    subjectKind: accountId === null ? 'server' : 'account',
    subjectKey: accountId ?? 'desk',
    reason: null,
    details: {},
  });
  return linkTo(at.origin, token);
}
