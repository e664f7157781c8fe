import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { CallOutcome, Named } from '../../mission/messages/call.ts';

/** Somebody of a team on the day. */
export interface SheetMember extends Named {
  readonly part: 'observer' | 'driver' | 'interpreter';
}

/** A telephone that can be called. */
export interface SheetPhone {
  readonly id: string;
  readonly written: string;
  readonly e164: string | null;
  readonly label: string | null;
  readonly lastUsedAt: string | null;
}

/** Somebody who is to be called, and about what. */
export interface SheetRow {
  /** Of the team, or of the person where there is none. */
  readonly id: string;
  /** Null: a person of no team. */
  readonly team: Named | null;
  /** Null: whoever of the team can be reached. */
  readonly person: Named | null;
  readonly visits: readonly {
    readonly id: string;
    readonly day: string;
    readonly phase: string;
    readonly station: string;
    readonly stationNames: Readonly<Record<string, string>> | null;
  }[];
  readonly members: readonly SheetMember[];
  /** Null: nobody called yet. */
  readonly lastCall: {
    readonly outcome: CallOutcome;
    readonly calledAt: string;
    readonly by: string;
    readonly note: string | null;
  } | null;
}

/** Whom to call, those first who were called longest ago. */
export interface CallSheet {
  /** The day that was asked for, or the one nearest to today on which anybody is expected. */
  readonly day: CalendarDate;
  readonly rows: readonly SheetRow[];
  /** Whether there are more than are told. */
  readonly isCut: boolean;
  /** Whether whoever asks may see names and telephones. */
  readonly mayReadIdentities: boolean;
}

/** Names and telephones of a team on a day. */
export interface TeamPhones {
  readonly people: readonly (Named & { readonly name: string | null; readonly phones: readonly SheetPhone[] })[];
}
