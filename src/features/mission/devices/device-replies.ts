import type { DeviceKind, DeviceState } from './device.ts';

/** A device in the list. Times in ISO 8601, UTC. */
export interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly kind: DeviceKind;
  /** Name that it signs in with; null: it has a token alone, or is our own app. */
  readonly login: string | null;
  readonly state: DeviceState;
  readonly createdAt: string;
  readonly enrolledAt: string | null;
  readonly lastSeenAt: string | null;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  /** When its name and its keys were deleted because their time was over; null: they were not. */
  readonly forgottenAt: string | null;
  /** When the code runs out that a phone may enrol with; null: there is none. */
  readonly codeEndsAt: string | null;
  /** How often a code was tried that was spent, had run out or was withdrawn, and when last. */
  readonly refusals: number;
  readonly refusedAt: string | null;
}

/** How a phone comes to be a device; told once, because nothing of it is kept. */
export type DeviceSecrets = OpenRosaSecrets | AppSecrets;

/** Devices that were added together, in the order of their names; told once. */
export interface SeveralAdded {
  readonly devices: readonly DeviceSecrets[];
  /** The same as a CSV file. */
  readonly csv: string;
}

/** For ODK Collect and others of its protocol. */
export interface OpenRosaSecrets {
  readonly kind: 'odk';
  readonly id: string;
  readonly name: string;
  readonly pseudonym: string;
  /** Server address with the token in it. */
  readonly openRosaUrl: string;
  readonly token: string;
  /** Text of the QR code with the settings of ODK Collect. */
  readonly qr: string;
  /** The other way in, by name and password; null: the device has none. */
  readonly login: { readonly url: string; readonly name: string; readonly password: string } | null;
}

/** For our own app. */
export interface AppSecrets {
  readonly kind: 'app';
  readonly id: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly code: string;
  /** Address that enrols the phone which opens it; text of the QR code. */
  readonly link: string;
  /** ISO 8601 in UTC. */
  readonly endsAt: string;
}

/** What a phone is told once it has enrolled. */
export interface Enrolled {
  readonly deviceId: string;
  readonly pseudonym: string;
  readonly name: string;
  readonly mission: { readonly slug: string; readonly name: Readonly<Record<string, string>> };
}
