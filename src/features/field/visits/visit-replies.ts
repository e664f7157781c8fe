import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { VisitMark } from '../../mission/plan/visit.ts';
import type { VisitStatus } from './response.ts';

/** How many of what is expected stand how. `received` of `expected` is the response rate. */
export interface ShownResponse {
  readonly expected: number;
  /** Complete or partial. */
  readonly received: number;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
  /** Visits that nobody expected, by how they stand to the plan; of stations none are counted. */
  readonly unexpected: { readonly otherTeam: number; readonly elsewhere: number; readonly extra: number };
  /** Reports that have their place there. */
  readonly reports: number;
}

/** What a row of the board counts. `name`: code of a team, names of an area, name of a sample or of a form. */
export interface ResponseRow extends ShownResponse {
  /** Id of a team, sample or form; key of an area; of `all`: empty. */
  readonly key: string;
  readonly label: string;
  readonly names: Readonly<Record<string, string>> | null;
}

/** The board of a day. */
export interface ResponseBoard {
  readonly day: CalendarDate;
  /** Days on which anybody is expected or was somewhere, ascending, with how they stand. */
  readonly days: readonly { readonly day: CalendarDate; readonly expected: number; readonly received: number }[];
  readonly phases: readonly {
    readonly key: string;
    readonly name: Readonly<Record<string, string>>;
    /** When its reports of the day are due. */
    readonly dueAt: string;
    readonly visits: ShownResponse;
    readonly stations: ShownResponse;
  }[];
  readonly total: { readonly visits: ShownResponse; readonly stations: ShownResponse };
  /** Of the dimension that was asked for, in the order of their labels. */
  readonly rows: readonly ResponseRow[];
  /** Reports that have no place, by what they lack. */
  readonly unplaced: { readonly team: number; readonly station: number; readonly phase: number };
  /** As of when. */
  readonly at: string;
}

/** A visit in a list. */
export interface ListedVisit {
  readonly team: { readonly id: string; readonly code: string };
  readonly day: CalendarDate;
  readonly phase: string;
  readonly station: string;
  readonly stationNames: Readonly<Record<string, string>> | null;
  /** Null: nobody expects it. */
  readonly expected: {
    readonly id: string;
    readonly position: number;
    readonly status: VisitStatus;
    readonly mark: VisitMark | null;
    readonly markedAt: string | null;
    readonly note: string | null;
    readonly revision: number;
  } | null;
  readonly standing: 'planned' | 'other-team' | 'elsewhere' | 'extra';
  readonly dueAt: string;
  /** Ids of forms of the phase, and those of them that came. */
  readonly formsWanted: readonly string[];
  readonly formsDone: readonly string[];
  /** Ids of its reports, the oldest first; at most 20. */
  readonly reports: readonly string[];
  readonly reportCount: number;
}

/** A page of visits, by day, phase, station and team. */
export interface VisitPage {
  readonly visits: readonly ListedVisit[];
  readonly count: number;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** A report that has no place in the plan. */
export interface UnplacedReport {
  readonly id: string;
  readonly day: CalendarDate;
  readonly lacks: 'team' | 'station' | 'phase';
  readonly form: string;
  readonly station: string | null;
  readonly deviceName: string | null;
}
