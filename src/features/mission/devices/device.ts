import type { Uuid } from '../../../kernel/ids.ts';

/** `odk`: ODK Collect and others of its protocol; `app`: our own app, which signs what it sends. */
export const DEVICE_KINDS = ['odk', 'app'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** The realm of logins by name and password (RFC 7616): part of every hash that is kept, so it never changes. */
export const REALM = 'Scrutineer';

/** How long a code to enrol with can be used. */
export const CODE_LIFETIME_MS = 24 * 3_600_000;

/** How long it may take until a revocation is felt everywhere. */
export const REVOCATION_FELT_MS = 2_000;

/** A device, as whatever takes its reports knows it; a revoked one is known as well, since what it sealed before counts. */
export interface KnownDevice {
  readonly id: Uuid;
  readonly missionId: Uuid;
  readonly missionSlug: string;
  /** In people's words: `Observer 12`. */
  readonly name: string;
  /** How the log calls it: 16 hexadecimal digits. */
  readonly pseudonym: string;
  readonly kind: DeviceKind;
  readonly isRevoked: boolean;
  /** P-256 key of our own app, SPKI; null: of another kind, or no phone has enrolled yet. */
  readonly publicKey: Uint8Array | null;
}

/** A device with what its password is checked by (RFC 7616: hashes of `login:realm:password`, in hexadecimal digits). */
export interface DeviceLogin {
  readonly device: KnownDevice;
  readonly ha1Sha256: string;
  readonly ha1Md5: string;
}

/** `waiting`: no phone has enrolled yet. */
export type DeviceState = 'waiting' | 'in-use' | 'revoked';

/** Where a device stands. */
export function deviceState(device: { readonly isEnrolled: boolean; readonly isRevoked: boolean }): DeviceState {
  if (device.isRevoked) return 'revoked';
  return device.isEnrolled ? 'in-use' : 'waiting';
}

/** Whether an address means the machine that opens it: on a phone, the phone. */
export function isOnlyHere(address: string): boolean {
  return /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

/** Whether `login` can be the name of a login: Latin letters, digits and `. _ -`, at most 40, so that no phone spells it otherwise. */
export function isLogin(login: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(login);
}
