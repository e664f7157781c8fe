import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { must } from '../../../../kernel/result.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { LIFETIME_MS, relyingPartyOf } from '../account.ts';
import type { PasskeyAnswer } from '../contract.ts';
import type { StoredPasskey } from '../store/keep-passkeys.ts';

type Origins = readonly [string, ...string[]];

/** EdDSA, ES256 and RS256 (IANA COSE algorithms). */
const ALGORITHMS = [-8, -7, -257];

/** Whose passkey is to be made. */
export interface PasskeyOwner {
  /** UUID, its bytes become the user handle. */
  readonly id: string;
  readonly name: string;
  readonly signInName: string;
  /** Credential ids of the passkeys there are, so that no authenticator gets a second one. */
  readonly known: readonly string[];
}

/** Whether passkeys can be bound to the name that the server is reached by. */
export function arePasskeysPossible(origins: Origins): boolean {
  return relyingPartyOf(origins[0]) !== null;
}

/** What a browser needs to make a passkey: kept by the authenticator, given out only to a verified user. */
export async function askForCreation(owner: PasskeyOwner, origins: Origins) {
  return generateRegistrationOptions({
    rpName: 'Scrutineer',
    rpID: getRelyingParty(origins),
    userName: owner.signInName,
    userDisplayName: owner.name,
    userID: Buffer.from(owner.id.replaceAll('-', ''), 'hex'),
    timeout: LIFETIME_MS.passkeyCeremony,
    attestationType: 'none',
    excludeCredentials: owner.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** What a browser needs to sign in with any passkey that it has for this server. */
export async function askForSignature(origins: Origins, only: readonly string[] = []) {
  return generateAuthenticationOptions({
    rpID: getRelyingParty(origins),
    timeout: LIFETIME_MS.passkeyCeremony,
    userVerification: 'required',
    allowCredentials: only.map((id) => ({ id })),
  });
}

/** What a passkey's creation proved. */
export type MadePasskey = Pick<StoredPasskey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>;

/**
 * The passkey that a browser made, or null where the answer does not hold: another challenge, origin or server name, a
 * user who was not verified. The library says so by throwing; why matters to nobody but an attacker.
 */
export async function findMadePasskey(
  credential: PasskeyAnswer['credential'],
  challenge: string,
  origins: Origins,
): Promise<MadePasskey | null> {
  const response = credential as unknown as RegistrationResponseJSON;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: originsOf(origins),
    expectedRPID: getRelyingParty(origins),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (verified === null || !verified.verified) return null;
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  return { credentialId: id, publicKey, counter, transports: (transports ?? []).slice(0, 10).map(String) };
}

/**
 * The count of signatures after this one, or null where the signature does not hold: as for `findMadePasskey`, or
 * another key, or a count that went back.
 */
export async function findSignatureCount(
  credential: PasskeyAnswer['credential'],
  expected: { readonly challenge: string; readonly passkey: StoredPasskey },
  origins: Origins,
): Promise<number | null> {
  const { credentialId, publicKey, counter } = expected.passkey;
  const verified = await verifyAuthenticationResponse({
    response: credential as unknown as AuthenticationResponseJSON,
    expectedChallenge: expected.challenge,
    expectedOrigin: originsOf(origins),
    expectedRPID: getRelyingParty(origins),
    credential: { id: credentialId, publicKey, counter },
    requireUserVerification: true,
  }).catch(() => null);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : null;
}

/** @throws Problem `passkey-refused` where the server is reached by an IP address. */
function getRelyingParty(origins: Origins): string {
  const party = relyingPartyOf(origins[0]);
  if (party === null) throw new Problem('passkey-refused');
  return party;
}

/** The origins whose passkeys are ours: those under the name that passkeys are bound to. */
function originsOf(origins: Origins): string[] {
  const party = must(relyingPartyOf(origins[0]), 'An IP address has no passkeys');
  return origins.filter((origin) => relyingPartyOf(origin) === party);
}
