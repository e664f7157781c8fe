import { foldText } from '../../../kernel/text.ts';
import type { WordedChoice } from './comparing/word-choices.ts';

/**
 * Where a sheet of paper stands: it waits for its first copy, for its second, for a third person because the two differ or are
 * of another station than its label; it became a report; or it was added by mistake.
 */
export const PAPER_STATES = ['first', 'second', 'differing', 'settled', 'withdrawn'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

/** What somebody can do with a sheet: type it, or settle what differs. */
export type PaperTask = 'type' | 'settle';

/** The most sheets that are added at once. */
export const MOST_ADDED = 1_000;

/** A sheet in the list. */
export interface ListedPaper {
  readonly id: string;
  /** What stands on the sheet. */
  readonly label: string;
  readonly station: string | null;
  readonly formId: string;
  readonly formTitle: string;
  /** Language, as the form names it → its title in it; null: it has one title. */
  readonly formTitles: Readonly<Record<string, string>> | null;
  /** Of the version that it is typed with. */
  readonly number: number;
  readonly hasScan: boolean;
  readonly state: PaperState;
  /** Whether the reader has typed a copy of it that stands. */
  readonly isMine: boolean;
  /** The receipt of its report; null: it is none yet. */
  readonly code: string | null;
  readonly reportId: string | null;
  /** The station that its report is of now; null: of none, or it is no report yet. */
  readonly reportStation: string | null;
}

/** The list, and how many sheets stand where in the whole mission. */
export interface PaperPage {
  readonly papers: readonly ListedPaper[];
  /** There are more than were asked for. */
  readonly isMore: boolean;
  readonly counts: Readonly<Record<PaperState, number>>;
  /** What the reader can do at present: not what they have typed themselves. */
  readonly open: Readonly<Record<PaperTask, number>>;
}

/** A sheet with how it became a report. Nothing of what anybody typed. */
export interface PaperReply extends ListedPaper {
  /** What the reader can do with it; null: nothing. */
  readonly task: PaperTask | null;
  readonly settlement: ShownSettlement | null;
  readonly withdrawal: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

/** How two copies became one report. */
export interface ShownSettlement {
  /** Null: the two were equal. */
  readonly settlerName: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason: string | null;
  /** How many places differed, or were written anew. */
  readonly differences: number;
}

/** The two copies of a sheet, without names. */
export interface CopiesReply {
  readonly a: string;
  readonly b: string;
  /** How they were settled; null: they are not yet, or were equal. */
  readonly choices: readonly WordedChoice[] | null;
  /** A copy is of another station than the sheet was labelled for. */
  readonly isMislabelled: boolean;
}

/** What became of a copy. */
export interface TypedOutcome {
  readonly state: Extract<PaperState, 'second' | 'differing' | 'settled'>;
  readonly code: string | null;
  readonly reportId: string | null;
}

/** How often what somebody typed was settled otherwise. */
export interface TypistRate {
  readonly name: string;
  /** Copies that they typed, and those of them that were compared. */
  readonly copies: number;
  readonly compared: number;
  /** Answers in these, and how many of them the report has otherwise. */
  readonly answers: number;
  readonly errors: number;
}

/** The station that a sheet was labelled for, where its report is of another one; else null. */
export function otherLabel({ station, reportStation }: ListedPaper): string | null {
  if (station === null || reportStation === null || foldText(station) === foldText(reportStation)) return null;
  return station;
}

/** The name that the report of a sheet goes by, whoever settles it: one sheet is one report. */
export function instanceIdOf(paperId: string): string {
  return `uuid:${paperId}`;
}

/** The same record under another name; null where it does not say its own in plain text. */
export function renamed(xml: string, instanceId: string): string | null {
  const pattern = /(<(?:[\w.-]+:)?instanceID(?:\s[^<>]*)?>)[^<]*(<\/(?:[\w.-]+:)?instanceID\s*>)/g;
  if ([...xml.matchAll(pattern)].length !== 1) return null;
  return xml.replace(pattern, (_, opening: string, closing: string) => `${opening}${instanceId}${closing}`);
}
