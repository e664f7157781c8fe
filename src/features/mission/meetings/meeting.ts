import type { CalendarDate } from '../../../kernel/calendar-date.ts';

/** What a mission keeps of a meeting, apart from restricted notes. */
export interface MeetingWords {
  readonly institution: string;
  /** Persons of the institution. */
  readonly met: string | null;
  /** ISO 8601. */
  readonly heldAt: string;
  readonly place: string | null;
  /** Codes of those of the mission who took part. */
  readonly tookPart: readonly string[];
  readonly topics: string | null;
  /** What may be said to anybody. */
  readonly publicNote: string | null;
  /** Why it is struck out: it did not take place, or was entered by mistake; null: it stands. */
  readonly struckReason: string | null;
}

/** A follow-up is what the mission does; a request is what it asked for. */
export const ITEM_KINDS = ['follow-up', 'request'] as const;
export const ITEM_STATES = ['open', 'done', 'dropped'] as const;

/** What has to follow of a meeting. */
export interface ItemWords {
  readonly kind: (typeof ITEM_KINDS)[number];
  readonly what: string;
  /** Who does it, or of whom it was asked. */
  readonly whose: string | null;
  /** Of a request alone. */
  readonly askedOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  /** `done`: of a request, that it was answered. */
  readonly state: (typeof ITEM_STATES)[number];
  /** When it was done, answered or dropped; null: it is open. */
  readonly doneOn: CalendarDate | null;
  /** Of a request alone: what was answered, and where that is used. */
  readonly answer: string | null;
  readonly usedIn: string | null;
}

/** What is stored with its revision and who changed it last. */
export interface Revised {
  readonly id: string;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: string;
}

/** An item as it is shown. */
export interface ShownItem extends ItemWords, Revised {
  readonly meeting: string;
  readonly institution: string;
}

/** A meeting as it is listed. */
export interface ShownMeeting extends MeetingWords, Revised {
  readonly openItems: number;
  readonly overdueItems: number;
  /** Whether there is a restricted note, whoever may read it. */
  readonly hasRestrictedNote: boolean;
}

/** What stood before a change. */
export interface MeetingVersion {
  readonly part: 'meeting' | 'item' | 'restricted';
  readonly subject: string;
  readonly revision: number;
  readonly before: Readonly<Record<string, unknown>>;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** Meetings, the newest first, and what is open of them: what is overdue first. */
export interface MeetingList {
  readonly meetings: readonly ShownMeeting[];
  readonly open: readonly ShownItem[];
  /** The day by which it is told what is overdue, in UTC. */
  readonly today: CalendarDate;
}

/** A meeting with all of it but restricted notes. */
export interface OpenedMeeting extends ShownMeeting {
  readonly items: readonly ShownItem[];
  readonly versions: readonly MeetingVersion[];
}

/** What readers do not see. */
export interface RestrictedNote {
  /** Empty: there is none. */
  readonly text: string;
  /** 0: there was never one. */
  readonly revision: number;
  readonly versions: readonly MeetingVersion[];
}

/** What of an item does not go together, by the name of its field; null: nothing. */
export function findItemFault({ kind, state, askedOn, dueOn, doneOn, answer, usedIn }: ItemWords): string | null {
  if (kind === 'follow-up' && (askedOn ?? answer ?? usedIn) !== null) return 'kind';
  if ((state === 'open') !== (doneOn === null)) return 'doneOn';
  return askedOn !== null && dueOn !== null && dueOn < askedOn ? 'dueOn' : null;
}

/** Whether something is open whose day is over. */
export function isOverdue({ state, dueOn }: Pick<ItemWords, 'state' | 'dueOn'>, today: CalendarDate): boolean {
  return state === 'open' && dueOn !== null && dueOn < today;
}
