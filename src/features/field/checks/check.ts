import type { Fault } from '../../../kernel/issue.ts';
import type { ShownAnswer } from '../reports/arrivals/arrival-replies.ts';

/** How much it matters when a check finds something. */
export const SEVERITIES = ['note', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How somebody made sure of an answer. */
export const VERIFIED_BY = ['call', 'visit', 'message', 'photo', 'other'] as const;
export type VerifiedBy = (typeof VERIFIED_BY)[number];

/** What a check says of a report. */
export const CHECK_STATES = ['ok', 'flagged', 'verified', 'missing'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** What a version of a check says. */
export interface CheckWords {
  /** Language → title. */
  readonly title: Readonly<Record<string, string>>;
  readonly severity: Severity;
  /** The rule: it states what is wrong. */
  readonly expression: string;
  /** Name, on telephones, of the form that `other.` means; null: it reads no other report. */
  readonly other: string | null;
  readonly isOn: boolean;
}

/** A version of a check. */
export interface CheckVersion extends CheckWords {
  readonly number: number;
  readonly byName: string;
  readonly at: string;
  readonly reason: string | null;
}

/** A check as it is listed. */
export interface ListedCheck extends CheckWords {
  readonly id: string;
  /** Name of its form on telephones. */
  readonly form: string;
  readonly version: number;
  /** Whether all reports have been judged by it as it stands. */
  readonly isJudged: boolean;
  readonly counts: Readonly<Record<Exclude<CheckState, 'ok'>, number>>;
}

/** A check with all that it ever was. */
export interface ShownCheck extends ListedCheck {
  readonly versions: readonly CheckVersion[];
  /** What is wrong with it now: a newer version of a form, or the register, may lack what it names. */
  readonly faults: readonly Fault[];
}

/** What a rule says of the reports that are there, before it is switched on. */
export interface Trial {
  readonly counts: Readonly<Record<'ok' | 'flagged' | 'missing', number>>;
  /** Whether all reports were looked at; else only the newest ones. */
  readonly isWhole: boolean;
  /** The newest reports that would be flagged. */
  readonly first: readonly FoundReport[];
}

/** A report that a check found. */
export interface FoundReport {
  readonly id: string;
  /** The how many of its mission. */
  readonly ordinal: number;
  readonly station: string | null;
  readonly receivedAt: string;
}

/** An answer that a check rests on, with the words of its question; its value is '' where it has none. */
export interface ConcernedAnswer extends Omit<ShownAnswer, 'isNoted'> {
  /** Who made sure of it while it said that; null: nobody. */
  readonly verified: ShownVerification | null;
}

export interface ShownVerification {
  readonly id: string;
  readonly how: VerifiedBy;
  readonly note: string | null;
  readonly byName: string;
  readonly at: string;
}

/** What a check says of a report. */
export interface ReportCheck {
  readonly check: string;
  readonly title: CheckWords['title'];
  readonly severity: Severity;
  readonly state: CheckState;
  readonly answers: readonly ConcernedAnswer[];
}

/** What the checks that are on say of a report. */
export interface ReportChecks {
  /** Whether it, or one of the checks, has changed since and is being judged. */
  readonly isPending: boolean;
  readonly checks: readonly ReportCheck[];
}
