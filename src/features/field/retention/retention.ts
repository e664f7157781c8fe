import { addDays, type CalendarDate, fromEpochDay, parseCalendarDate } from '../../../kernel/calendar-date.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';

/**
 * What is kept for a stated time. Answers stay, and so do all hashes and the log: whoever recomputes a statement needs them.
 *
 * - `people`: who observed: names, credentials and keys of devices, and for whom a report was typed.
 * - `files`: photos and other files that came with reports.
 * - `papers`: pictures of sheets of paper, and the two copies that were typed from each.
 * - `submissions`: reports byte by byte as they came; what they say stays as it was read.
 */
export const RETENTION_KINDS = ['people', 'files', 'papers', 'submissions'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** What a kind consists of. */
export const RETENTION_PARTS = ['device', 'entry', 'file', 'scan', 'copy', 'submission'] as const;
export type RetentionPart = (typeof RETENTION_PARTS)[number];

const KIND_OF_PART: Readonly<Record<RetentionPart, RetentionKind>> = {
  device: 'people',
  entry: 'people',
  file: 'files',
  scan: 'papers',
  copy: 'papers',
  submission: 'submissions',
};

/** The kind that a part belongs to. */
export function kindOfPart(part: RetentionPart): RetentionKind {
  return KIND_OF_PART[part];
}

/** The parts of these kinds, in the order in which lists have them. */
export function partsOf(kinds: readonly RetentionKind[]): readonly RetentionPart[] {
  return RETENTION_PARTS.filter((part) => kinds.includes(kindOfPart(part)));
}

/** So many days a kind can be kept at most: a hundred years. */
export const MOST_DAYS = 36_525;

/** How long a mission keeps what: days after its last day; a kind that is not there is kept for good. */
export interface RetentionRule {
  /** The last day of the mission. */
  readonly endsOn: string;
  readonly days: Readonly<Partial<Record<RetentionKind, number>>>;
}

/**
 * The first day on which something that is kept for so many days may be deleted: the day after the last one that it is kept.
 * Kept for 0 days is kept until the end of the mission's last day.
 */
export function firstDayOfDeletion(endsOn: CalendarDate, days: number): CalendarDate {
  return addDays(endsOn, days + 1);
}

/** The kinds whose time is over when `day` begins, each with the first day on which it may be deleted. */
export function kindsDue(rule: RetentionRule, day: CalendarDate): readonly RetentionKind[] {
  const endsOn = parseCalendarDate(rule.endsOn);
  if (endsOn === null) return [];
  return RETENTION_KINDS.filter((kind) => {
    const days = rule.days[kind];
    return days !== undefined && firstDayOfDeletion(endsOn, days) <= day;
  });
}

const HALF_DAY_MS = 43_200_000;
const DAY_MS = 86_400_000;

/** The day that has begun everywhere on Earth (UTC−12), so that nothing is deleted before its last day is over for everybody. */
export function dayEverywhere(now: number): CalendarDate {
  return fromEpochDay(Math.floor((now - HALF_DAY_MS) / DAY_MS));
}

/** Why something that is of a due kind is on no list. `hold`: its report is kept; `unread`: nothing of it was read; `untyped`: a sheet that waits. */
export const LEFT_OUT = ['hold', 'unread', 'untyped'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What became of what stood on a list. `gone`: it was not there any more; `changed`: it is not what it was; `held`: its report is kept by now. */
export const OUTCOMES = ['deleted', 'gone', 'changed', 'held'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type CountByKind = Readonly<Partial<Record<RetentionKind, number>>>;

/** `made`: a dry run; `asked`: another administrator has to agree; `waiting` for the job. */
export type ListState = 'made' | 'asked' | 'waiting' | 'running' | 'done' | 'withdrawn';

/** What an administrator does who wants a list deleted: asks another one, agrees with another one, or begins alone. */
export const STEPS = ['ask', 'agree', 'begin'] as const;
export type Step = (typeof STEPS)[number];
export type StepRefusal = 'state' | 'empty' | 'early' | 'same-person';

/** What is decided about when somebody wants a list deleted. */
export interface StepGround {
  readonly state: ListState;
  readonly items: number;
  /** Kinds of the list whose time is not over, or no longer. */
  readonly early: readonly RetentionKind[];
  /** Who asked for it, if somebody did. */
  readonly askedBy: string | null;
  readonly by: string;
  /** Whether the server has another administrator. */
  readonly hasSecond: boolean;
}

/** Which step comes next with a list that nobody confirmed. */
export function nextStep(stands: {
  readonly state: 'made' | 'asked';
  /** Whether whoever takes the step asked for the deletion. */
  readonly isAskedByMe: boolean;
  readonly hasSecond: boolean;
}): Step {
  if (stands.state === 'made') return stands.hasSecond ? 'ask' : 'begin';
  return stands.isAskedByMe ? 'begin' : 'agree';
}

/** Asking for a deletion needs an administrator, and another one who agrees, where there is one. */
export function decideStep({ state, items, early, askedBy, by, hasSecond }: StepGround): Result<Step, StepRefusal> {
  if (state !== 'made' && state !== 'asked') return err('state');
  if (items === 0) return err('empty');
  if (early.length > 0) return err('early');
  const isAskedByMe = askedBy === by;
  if (state === 'asked' && isAskedByMe && hasSecond) return err('same-person');
  return ok(nextStep({ state, isAskedByMe, hasSecond }));
}

/** A list as an administrator sees it. Moments in ISO 8601 and UTC. */
export interface ShownList {
  readonly id: string;
  readonly asOf: string;
  readonly kinds: readonly RetentionKind[];
  readonly counts: CountByKind;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly bytes: number;
  /** Of the list as a file, in hexadecimal digits. */
  readonly sha256: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly state: ListState;
  readonly reason: string | null;
  readonly askedAt: string | null;
  readonly askedBy: string | null;
  /** Whether that is whoever looks. */
  readonly isAskedByMe: boolean;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly endedAt: string | null;
  readonly outcomes: Readonly<Partial<Record<Outcome, CountByKind>>> | null;
  /** How many of it are through, while the job is at work. */
  readonly through: number;
  /** Files that came within the last ten minutes, for which the job waits: a report that is being stored may be theirs. */
  readonly freshFiles: number;
}

/** A report that is kept whatever the rule says. */
export interface ShownHold {
  readonly id: string;
  readonly reportId: string;
  readonly code: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** How retention stands in a mission. */
export interface RetentionReply {
  /** Null: nothing was decided, and nothing is ever deleted. */
  readonly rule: (RetentionRule & { readonly setAt: string; readonly setBy: string }) | null;
  /** What a change of the rule starts from; 0: there is none yet. */
  readonly revision: number;
  /** The day that has begun everywhere. */
  readonly day: string;
  readonly due: readonly RetentionKind[];
  readonly hasSecond: boolean;
  readonly holds: readonly ShownHold[];
  /** Newest first. */
  readonly lists: readonly ShownList[];
}

/** All of the counts together. */
export function total(counts: CountByKind): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
