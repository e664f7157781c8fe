import type { Uuid } from '../../../../kernel/ids.ts';
import { must } from '../../../../kernel/result.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { findPasswordFault } from '../account.ts';
import type { TotpBody } from '../contract.ts';
import { findCeremony, takeCeremony, type WantedCeremony } from '../store/keep-ceremonies.ts';
import { savePassword, saveRecoveryCodes } from '../store/keep-passwords.ts';
import type { SessionContext } from './begin-session.ts';
import { startCeremony } from './hold-ceremony.ts';
import {
  findTotpPeriod,
  hashPassword,
  hashRecoveryCode,
  newRecoveryCodes,
  newTotpSecret,
  totpUri,
} from './verify-password.ts';

/** Gives out a secret for an authenticator app; it counts once a code of it has been typed. */
export async function startTotp(
  { sql, now }: SessionContext,
  owner: { readonly id: Uuid; readonly signInName: string },
): Promise<TotpBody> {
  const secret = newTotpSecret();
  const ceremonyId = await startCeremony(sql, { purpose: 'totp', secret, ownerId: owner.id }, now);
  return { ceremonyId, secret, uri: totpUri(secret, owner.signInName) };
}

/**
 * The hash of a password that may be taken.
 *
 * @throws Problem `invalid-input` where it is too short or among the first that anybody guesses.
 */
export async function preparePassword(password: string, names: readonly string[]): Promise<string> {
  const fault = findPasswordFault(password, names);
  if (fault !== null) throw new Problem('invalid-input', {}, [{ ...fault, column: 'password' }]);
  return hashPassword(password);
}

/** A password that a person chose, with the first code of the app that goes with it. */
export interface ChosenPassword {
  readonly accountId: Uuid;
  readonly passwordHash: string;
  readonly ceremonyId: string;
  readonly code: string;
}

/**
 * Keeps a password together with its second factor.
 *
 * @returns new recovery codes; earlier ones stop working.
 * @throws Problem `invalid-input` where the code is wrong (it may be tried again), `link-spent` where the secret ran out.
 */
export async function choosePassword({ sql, now }: SessionContext, chosen: ChosenPassword): Promise<string[]> {
  const { accountId, passwordHash } = chosen;
  const wanted: WantedCeremony = { id: chosen.ceremonyId as Uuid, purpose: 'totp', ownerId: accountId, now };
  const totpSecret = await findCeremony(sql, wanted);
  if (totpSecret === null) throw new Problem('link-spent');
  const totpPeriod = findTotpPeriod(totpSecret, chosen.code, now);
  if (totpPeriod === null) {
    throw new Problem('invalid-input', {}, [{ code: 'code-wrong', parameters: {}, column: 'code' }]);
  }
  await takeCeremony(sql, wanted);
  await savePassword(sql, { accountId, passwordHash, totpSecret, totpPeriod }, now);
  return renewRecoveryCodes({ sql, now }, accountId);
}

/** New recovery codes, to be shown once. */
export async function renewRecoveryCodes(
  { sql, now }: Pick<SessionContext, 'sql' | 'now'>,
  accountId: Uuid,
): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.map((code) => must(hashRecoveryCode(code), 'A new recovery code is none'));
  await saveRecoveryCodes(sql, accountId, { hashes, now });
  return codes;
}
