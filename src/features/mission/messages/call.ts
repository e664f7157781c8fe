/** What came of a call. `message-left`: with somebody else, or on a machine. */
export const CALL_OUTCOMES = ['reached', 'no-answer', 'busy', 'wrong-number', 'message-left'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** So much is noted of a call. */
export const LONGEST_NOTE = 2_000;

/** Somebody or something with the name it is known by. */
export interface Named {
  readonly id: string;
  readonly code: string;
}

/** A call as it is listed. */
export interface ShownCall {
  readonly id: string;
  /** One of both at least. */
  readonly team: Named | null;
  readonly person: Named | null;
  /** The visit that it was about. */
  readonly visit: {
    readonly id: string;
    readonly station: string;
    readonly phase: string;
    readonly day: string;
  } | null;
  /** Id of the report that it was about. */
  readonly report: string | null;
  readonly outcome: CallOutcome;
  readonly note: string | null;
  readonly calledAt: string;
  readonly by: string;
  /** When it was entered. */
  readonly at: string;
  readonly struck: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

/** A page of calls, the newest first. */
export interface CallPage {
  readonly calls: readonly ShownCall[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** How a call may be wrong: it lies ahead, further than clocks may differ. */
export function isAhead(calledAt: Date, now: Date): boolean {
  return calledAt.getTime() > now.getTime() + 60_000;
}
