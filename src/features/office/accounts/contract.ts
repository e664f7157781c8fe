import { z } from 'zod';
import type { Fault } from '../../../kernel/issue.ts';
import type { Result } from '../../../kernel/result.ts';
import { parseName, parseSignInName, RIGHTS, type Right, ROLES, type Role, type SignInMethod } from './account.ts';

/** A moment on the wire: ISO 8601 in UTC. */
type Instant = string;

/** A text that a rule reads; what it finds wrong reaches whoever asked. */
function byRule<T>(parse: (text: string) => Result<T, Fault>) {
  return z
    .string()
    .max(1_000)
    .transform((text, context): T => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', params: { fault: parsed.error } });
      return z.NEVER;
    });
}

const name = byRule(parseName);
const signInName = byRule(parseSignInName);
const role = z.enum(ROLES);
const token = z.string().min(1).max(200);
const ceremonyId = z.uuid();
const password = z.string().min(1).max(1_000);
/** Six digits of an authenticator app, or a recovery code. */
const code = z.string().min(1).max(100);
/** What a browser answers to a passkey ceremony (WebAuthn Level 3, 5.1.8); checked when its signature is. */
const credential = z.looseObject({
  id: z.string().min(1).max(2_000),
  rawId: z.string(),
  type: z.literal('public-key'),
});
const label = z.string().trim().max(100);

export const idSchema = z.object({ id: z.uuid() });
export const linkSchema = z.strictObject({ token });
export const passwordSignInSchema = z.strictObject({ signInName: z.string().min(1).max(200), password, code });
export const passkeyAnswerSchema = z.strictObject({ ceremonyId, credential });
export const passwordConfirmationSchema = z.strictObject({ password, code });
export const namesSchema = z.strictObject({ name, signInName });
export const setUpPasskeySchema = z.strictObject({ name, signInName, ceremonyId, credential, label });
export const setUpPasswordSchema = z.strictObject({ name, signInName, ceremonyId, password, code });
export const newPasskeySchema = z.strictObject({ ceremonyId, credential, label });
export const newPasswordSchema = z.strictObject({ ceremonyId, password, code });
export const nameSchema = z.strictObject({ name });
export const invitationSchema = z.strictObject({ name, role, signInName: signInName.optional() });
export const roleSchema = z.strictObject({ role });
export const reasonSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
export const rightSchema = reasonSchema.extend({ right: z.enum(RIGHTS) });

export type PasskeyAnswer = z.output<typeof passkeyAnswerSchema>;

/** Who is signed in, as `GET /api/session` answers. */
export interface SessionBody {
  readonly actor: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly confirmedAt: Instant;
  } | null;
  /** Whether the server is reached by a name that passkeys can be bound to. */
  readonly passkeys: boolean;
}

/** What opening a link led to: a session, or the choice of how to sign in from now on. */
export interface OpenedLinkBody {
  readonly next: 'signed-in' | 'set-up';
}

/** What the account will be that somebody is setting up. */
export interface SetUpBody {
  readonly role: Role;
  readonly name: string | null;
  readonly signInName: string | null;
  readonly passkeys: boolean;
}

/** A ceremony that the browser hands to the authenticator as it is. */
export interface CeremonyBody<O = object> {
  readonly ceremonyId: string;
  readonly options: O;
}

/** The secret of an authenticator app to be. */
export interface TotpBody {
  readonly ceremonyId: string;
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://totp/…`, for the picture. */
  readonly uri: string;
}

/** Shown once and never again. */
export interface RecoveryCodesBody {
  readonly recoveryCodes: readonly string[];
}

export interface AccountBody {
  readonly id: string;
  readonly name: string;
  readonly signInName: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly passkeys: number;
  readonly hasPassword: boolean;
  /** What the account may do beyond its role. */
  readonly rights: readonly Right[];
}

export interface InvitationBody {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly signInName: string | null;
  readonly invitedBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly state: 'open' | 'used' | 'withdrawn' | 'expired';
}

export interface AccountsBody {
  readonly accounts: readonly AccountBody[];
  readonly invitations: readonly InvitationBody[];
}

/** A new invitation; the link is shown once. */
export interface InvitedBody {
  readonly id: string;
  readonly link: string;
  readonly expiresAt: Instant;
}

export interface PasskeyBody {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}

export interface SessionListingBody {
  readonly id: string;
  readonly method: SignInMethod;
  readonly address: string;
  readonly browser: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly isThis: boolean;
}

export interface MyAccountBody {
  readonly account: AccountBody;
  readonly passkeysPossible: boolean;
  readonly passkeys: readonly PasskeyBody[];
  readonly passwordSince: Instant | null;
  readonly recoveryCodesLeft: number;
  readonly sessions: readonly SessionListingBody[];
}
