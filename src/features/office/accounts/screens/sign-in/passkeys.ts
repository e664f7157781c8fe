import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { api } from '../../../../../platform/ui/api.ts';
import { relyingPartyOf } from '../../account.ts';
import type { CeremonyBody } from '../../contract.ts';

/** Why the browser gave no passkey: the person stopped, the device has one already, or it cannot. */
export class PasskeyStop extends Error {
  override readonly name = 'PasskeyStop';
  readonly why: 'cancelled' | 'known' | 'impossible';

  constructor(why: PasskeyStop['why']) {
    super(why);
    this.why = why;
  }
}

/** Whether this browser can use passkeys at this address: an IP address has none. */
export function canUsePasskeys(): boolean {
  return browserSupportsWebAuthn() && relyingPartyOf(location.origin) !== null;
}

/**
 * Lets the browser make a passkey.
 *
 * @param path where the server's options are asked for with `body`.
 * @returns what is sent back to the server.
 */
export async function makePasskey(path: string, body?: object): Promise<{ ceremonyId: string; credential: object }> {
  const { ceremonyId, options } = await api.post<CeremonyBody<PublicKeyCredentialCreationOptionsJSON>>(path, body);
  const credential = await startRegistration({ optionsJSON: options }).catch(stop);
  return { ceremonyId, credential };
}

/** Lets the browser sign with a passkey. */
export async function signWithPasskey(path: string): Promise<{ ceremonyId: string; credential: object }> {
  const { ceremonyId, options } = await api.post<CeremonyBody<PublicKeyCredentialRequestOptionsJSON>>(path);
  const credential = await startAuthentication({ optionsJSON: options }).catch(stop);
  return { ceremonyId, credential };
}

function stop(error: unknown): never {
  const isKnown = error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
  if (isKnown) throw new PasskeyStop('known');
  const name = error instanceof Error ? error.name : '';
  throw new PasskeyStop(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'impossible');
}
