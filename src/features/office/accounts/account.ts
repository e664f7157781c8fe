import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { findForbiddenCharacter, foldText, normalizeText } from '../../../kernel/text.ts';

/** What a person may do; each role includes those before it. */
export const ROLES = ['reader', 'editor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** What an account may do beyond its role; `identities`: to read and write who the people of missions are. */
export const RIGHTS = ['identities'] as const;
export type Right = (typeof RIGHTS)[number];

/** How somebody signs in. */
export type SignInMethod = 'passkey' | 'password' | 'link';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long each thing lasts, in milliseconds. */
export const LIFETIME_MS = {
  invitation: 7 * DAY_MS,
  /** A link from the console, for the first administrator or for recovery. */
  signInLink: DAY_MS,
  /** From opening a link to having set up a way to sign in. */
  setUp: HOUR_MS,
  /** From being asked for a passkey to the answer. */
  passkeyCeremony: 5 * 60_000,
  session: 7 * DAY_MS,
  /** A session that nobody used for so long is over. */
  idleSession: 12 * HOUR_MS,
} as const;

const LONGEST_NAME = 100;
const SHORTEST_SIGN_IN_NAME = 3;

/** Fewest characters of a password (NIST SP 800-63B, 3.1.1.2 with a second factor). */
export const SHORTEST_PASSWORD = 8;
/** Most characters of a password: longer ones cost time without being safer. */
export const LONGEST_PASSWORD = 200;

/** The name of a person as others see it: one line of 1 to 100 characters, in NFC, without space around it. */
export function parseName(text: string): Result<string, Fault> {
  const name = normalizeText(text).trim();
  if (name === '') return err(fault('required', { column: 'name' }));
  if (name.length > LONGEST_NAME) return err(fault('too-long', { found: name.length, wanted: LONGEST_NAME }));
  const isOneLine = findForbiddenCharacter(name) === null && !/[\n\t]/.test(name);
  return isOneLine ? ok(name) : err(fault('one-line', { found: name }));
}

/** The name that a person signs in with: an e-mail address or any word of 3 to 100 characters without space. */
export function parseSignInName(text: string): Result<string, Fault> {
  const name = normalizeText(text).trim();
  if (name.length < SHORTEST_SIGN_IN_NAME) return err(fault('too-short', { wanted: SHORTEST_SIGN_IN_NAME }));
  if (name.length > LONGEST_NAME) return err(fault('too-long', { found: name.length, wanted: LONGEST_NAME }));
  const isWord = findForbiddenCharacter(name) === null && !/\s/u.test(name);
  return isWord ? ok(name) : err(fault('sign-in-name', { found: name }));
}

/** What two sign-in names are compared by, so that none can pass for another: no case, no marks. */
export function signInKey(signInName: string): string {
  return foldText(signInName);
}

/** A password as it is hashed: NFC, because keyboards spell the same letter differently. */
export function normalizePassword(password: string): string {
  return normalizeText(password);
}

const KEYBOARD_RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
const FIRST_GUESSES = [
  'password',
  'parol',
  'пароль',
  'şifre',
  'scrutineer',
  'observer',
  'election',
  'welcome',
  'letmein',
  'iloveyou',
  'administrator',
  'admin',
];

/**
 * Why `password` is not taken, or null: fewer than 8 or more than 200 characters, or one of the first that anybody
 * guesses (a run of keys, one letter over and over, the person's own names). No rule about which characters.
 */
export function findPasswordFault(password: string, names: readonly string[]): Fault | null {
  const length = [...normalizePassword(password)].length;
  if (length < SHORTEST_PASSWORD) return fault('password-short', { wanted: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return fault('too-long', { found: length, wanted: LONGEST_PASSWORD });
  return isFirstGuess(password, names) ? fault('password-guessable') : null;
}

function isFirstGuess(password: string, names: readonly string[]): boolean {
  const folded = foldText(password);
  if (new Set(folded).size < 4) return true;
  const core = folded.replace(/^[\d\p{P}\p{S}]+|[\d\p{P}\p{S}]+$/gu, '');
  const words = [...FIRST_GUESSES, ...names.flatMap(wordsOf)].map(foldText);
  if (core !== '' && words.includes(core)) return true;
  return KEYBOARD_RUNS.some((run) => isRun(folded, run) || isRun(core, run));
}

function wordsOf(name: string): string[] {
  return [name, name.split('@')[0] ?? '', ...name.split(/\s+/)].filter((word) => word !== '');
}

/** Whether `text` is a stretch of `run`, forwards, backwards or several times over. */
function isRun(text: string, run: string): boolean {
  const folded = foldText(run);
  const backwards = [...folded].reverse().join('');
  const half = text.slice(0, Math.max(4, Math.ceil(text.length / 2)));
  const repeats = text.length >= SHORTEST_PASSWORD && half.repeat(2).startsWith(text);
  return [folded, backwards].some(
    (line) => text.length >= 4 && (line.includes(text) || (repeats && line.includes(half))),
  );
}

/** An account as rules see it. */
export interface AccountStanding {
  readonly id: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** Whether there is a passkey or a password. */
  readonly canSignIn: boolean;
}

/** Whether the account administers: it has the role, is not disabled and can sign in. */
export function isAdministering(account: AccountStanding): boolean {
  return account.role === 'administrator' && !account.isDisabled && account.canSignIn;
}

/**
 * Whether `account` may stop being an administrator (by another role or by being disabled): somebody else must be left
 * who administers, or nobody could let anybody in again.
 */
export function mayStopAdministering(id: string, accounts: readonly AccountStanding[]): boolean {
  return accounts.some((other) => other.id !== id && isAdministering(other));
}

/** Something with an end: an invitation, a link, a set-up. */
export interface Expiring {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** What became of it by `now`. */
export function stateOf(link: Expiring, now: Date): 'open' | 'used' | 'withdrawn' | 'expired' {
  if (link.usedAt !== null) return 'used';
  if (link.withdrawnAt !== null) return 'withdrawn';
  return link.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open';
}

/** The network name that passkeys are bound to, or null where `origin` has none (an IP address has no passkeys). */
export function relyingPartyOf(origin: string): string | null {
  const host = new URL(origin).hostname;
  return /^[\d.]+$|:/.test(host) ? null : host;
}

/** Which browser, for the list of sessions: `Firefox, Linux`; never more than that is kept. */
export function browserLabel(userAgent: string): string {
  const browsers: readonly [RegExp, string][] = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/YaBrowser\//, 'Yandex'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ];
  const systems: readonly [RegExp, string][] = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ];
  const named = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [named(browsers), named(systems)].filter((part) => part !== undefined).join(', ');
}
