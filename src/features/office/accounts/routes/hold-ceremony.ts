import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { LIFETIME_MS } from '../account.ts';
import type { PasskeyAnswer } from '../contract.ts';
import { type Ceremony, saveCeremony, takeCeremony } from '../store/keep-ceremonies.ts';
import { countSignature, findPasskey } from '../store/keep-passkeys.ts';
import { newId, type SessionContext } from './begin-session.ts';
import { findMadePasskey, findSignatureCount, type MadePasskey } from './verify-passkey.ts';

/** Why asking for a ceremony leaves no audit entry. */
export const CHALLENGE = 'a challenge is no change to anything that anybody sees';

/** Keeps a question until the browser answers. @returns its id. */
export async function startCeremony(sql: Db, ceremony: Omit<Ceremony, 'id'>, now: Date): Promise<Uuid> {
  const id = newId(now);
  const lifetimeMs = ceremony.purpose === 'totp' ? LIFETIME_MS.setUp : LIFETIME_MS.passkeyCeremony;
  await saveCeremony(sql, { ...ceremony, id }, new Date(now.getTime() + lifetimeMs));
  return id;
}

/**
 * The account whose passkey answered, or null; the challenge is used up either way.
 *
 * @param ownerId the account that has to answer; null: any.
 */
export async function findAnswerer(
  context: SessionContext,
  answer: PasskeyAnswer,
  ownerId: Uuid | null,
): Promise<Uuid | null> {
  const { sql, now, origins } = context;
  const id = answer.ceremonyId as Uuid;
  const challenge = await takeCeremony(sql, { id, purpose: 'passkey-sign-in', ownerId, now });
  const passkey = await findPasskey(sql, answer.credential.id);
  if (challenge === null || passkey === null || (ownerId !== null && passkey.accountId !== ownerId)) return null;
  const counter = await findSignatureCount(answer.credential, { challenge, passkey }, origins);
  if (counter === null || !(await countSignature(sql, passkey, { counter, now }))) return null;
  return passkey.accountId;
}

/**
 * The passkey that the browser made for `ownerId`, an account or a set-up.
 *
 * @throws Problem `passkey-refused` where the answer does not hold or came too late.
 */
export async function getMadePasskey(
  context: SessionContext,
  answer: PasskeyAnswer,
  ownerId: Uuid,
): Promise<MadePasskey> {
  const { sql, now, origins } = context;
  const id = answer.ceremonyId as Uuid;
  const challenge = await takeCeremony(sql, { id, purpose: 'passkey-creation', ownerId, now });
  const made = challenge === null ? null : await findMadePasskey(answer.credential, challenge, origins);
  if (made === null) throw new Problem('passkey-refused');
  return made;
}
