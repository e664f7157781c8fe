import type { Fault } from '../../../../kernel/issue.ts';

/** Why a version is kept aside until a person, or a new version of a form, settles it. */
export type HeldReason =
  | 'unknown-form'
  | 'unknown-version'
  | 'unreadable'
  /** Not in figures: nobody but the holder of a private key can read its answers. */
  | 'encrypted'
  /** It says that it is of a form which could not have made it. */
  | 'other-shape'
  | 'too-large'
  | 'revoked-device'
  | 'unknown-station'
  /** The program could not read it: a bug of ours, told in its log. */
  | 'failed';

/** What a person should know of a version. The first ones are its own; the others follow from what else came for its report. */
export type ReadingFlag = OwnFlag | RelationFlag | FileFlag;

/**
 * `late`: its form was retired before it came; `clock-wrong`: the clock of the device was more than a day off; `broken-rules`: it
 * has answers that its form forbids.
 */
export type OwnFlag = 'late' | 'clock-wrong' | 'unknown-elements' | 'broken-rules';

/**
 * `rival`: another version has the same name and says something else; `stale-edit`: what it corrects had been corrected
 * already; `unknown-original`: what it corrects has not come.
 */
export type RelationFlag = 'rival' | 'stale-edit' | 'unknown-original';

/** `files-missing`: named and not come; `files-unnamed`: come and not named; `files-differ`: two contents under one name. */
export type FileFlag = 'files-missing' | 'files-unnamed' | 'files-differ';

/** Something that was noticed of a version. */
export interface ReadingFault extends Fault {
  /** What the form itself says of it: language, as the form names it → text. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** Codes of what was noticed where an answer breaks a rule of the form, by the kind of the rule. */
export const BROKEN_RULES = { type: 'rule-type', constraint: 'rule-constraint', required: 'rule-required' } as const;

/** Whether it was noticed that an answer breaks a rule of the form. */
export function isBrokenRule({ code }: ReadingFault): boolean {
  return Object.values<string>(BROKEN_RULES).includes(code);
}

/** Path → answer, null where it was left empty; in the order of the form. */
export type Answers = ReadonlyMap<string, string | null>;

/** What a version says, as far as it can be read. */
export interface Reading {
  /** Null: it was read. */
  readonly reason: HeldReason | null;
  readonly form: { readonly id: string; readonly number: number } | null;
  readonly answers: Answers | null;
  /** What was noticed on the way. */
  readonly warnings: readonly ReadingFault[];
  readonly flags: readonly OwnFlag[];
  /** First answer to a question about a polling station, as its code; null: there is none. */
  readonly station: string | null;
  /** When it was begun, as the telephone says where that can be believed; null: nothing says so. */
  readonly filledAt: Date | null;
  /** Names of the files that its answers speak of, as they stand there. */
  readonly expectedFiles: readonly string[];
}

/** What is held for these reasons can be read as no form at all. */
const UNREADABLE: readonly string[] = ['unreadable', 'encrypted', 'too-large'] satisfies readonly HeldReason[];

/** Whether what is held could be read as some form: what is no XML, encrypted or too large is downloaded, or typed by hand. */
export function isReadable(held: {
  readonly reason: string | null;
  readonly warnings: readonly { readonly code: string }[];
}): boolean {
  if (held.reason !== null && UNREADABLE.includes(held.reason)) return false;
  return !held.warnings.some(({ code }) => code.startsWith('xml-') || code === 'record-encrypted');
}
