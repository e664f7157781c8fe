import type { ChoiceNames } from '../../../forms/checking/file-choices.ts';
import type { Channel } from '../../arrival.ts';
import type { ArrivedFrom } from '../arrival-replies.ts';
import type { StationNames } from '../station.ts';
import type { CheckTitles, FoundMark } from './found-checks.ts';

/** How a report stands. */
export type ReportState = 'read' | 'held' | 'void' | 'erased';

/** A report in the list. */
export interface ListedReport {
  readonly id: string;
  /** The how many report of its mission it is, from 0 on. */
  readonly ordinal: number;
  readonly state: ReportState;
  /** Why it is held. */
  readonly reason: string | null;
  /** Name of its form, as the report says, and the title of the version that it was read with. */
  readonly formName: string | null;
  readonly formTitle: string | null;
  /** Language, as the form names it → the title in it; null: it has one title, or none. */
  readonly formTitles: Readonly<Record<string, string>> | null;
  readonly formNumber: number | null;
  /** Code of the polling station. */
  readonly station: string | null;
  /** A person at the desk said which station it is. */
  readonly isMoved: boolean;
  readonly channel: Channel | null;
  readonly device: ArrivedFrom | null;
  readonly keyName: string | null;
  /** When its first and its last version came, in ISO 8601 and UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly versions: number;
  readonly flags: readonly string[];
  readonly comments: number;
  /** What checks say of it; null: nothing. */
  readonly checks: FoundMark | null;
  /** Receipt of its first version, for people. */
  readonly code: string | null;
  /** Path → answers, of copies of repeats in their order; of the columns that were asked for. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

/** A page of the list. */
export interface ReportPage {
  readonly reports: readonly ListedReport[];
  /** Names of the stations of these reports, where the register or a form has them. */
  readonly stations: StationNames;
  /** Words of what these reports, and the filters, have from files beside the forms. */
  readonly choices: ChoiceNames;
  /** Titles of the checks that the filters name. */
  readonly checks: CheckTitles;
  /** How many reports the filter has. */
  readonly count: number;
  /** What `after` must be for the next page; null: there is none. */
  readonly next: string | null;
}

/** A column that answers of a form stand in. */
export interface AnswerColumn {
  /** Path of the question, copies of repeats without their place. */
  readonly path: string;
  /** Language, as the form names it → words of the question. */
  readonly labels: Readonly<Record<string, string>>;
  /** `choice` and `choices`: one or several of `choices`, or of a file where there are none; `moment` and `date` in ISO 8601. */
  readonly kind: 'choice' | 'choices' | 'number' | 'date' | 'moment' | 'text' | 'file' | 'place';
  readonly choices: readonly { readonly value: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** What stands in a column over all reports that the filter has. */
export interface ColumnTally {
  readonly rows: number;
  readonly empty: number;
  /** Most frequent first, and of those that are equally frequent choices in their order; there may be more than are told. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly isCut: boolean;
  /** Of numbers: for a look, never for a figure. */
  readonly numbers: {
    readonly count: number;
    readonly sum: number;
    readonly mean: number;
    readonly least: number;
    readonly most: number;
  } | null;
  /** Of stations: their names, where the register or a form has them. */
  readonly stations: StationNames;
  /** Words of what was chosen from files beside the form. */
  readonly choices: ChoiceNames;
  /** Of what checks found: their titles. */
  readonly checks: CheckTitles;
  /** Of choices: where each of the values stands in the form, or in the file that it is taken from; lower comes first. */
  readonly places: Readonly<Record<string, number>>;
}
