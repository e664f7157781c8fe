import type { Uuid } from '../../../kernel/ids.ts';

/** How an export is written. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What stands for a choice: its code, its label in a language of the form, or both beside each other. */
export const CHOICE_WORDS = ['codes', 'labels', 'both'] as const;
export type ChoiceWords = (typeof CHOICE_WORDS)[number];

/** What somebody wants to have exported: reports of one form. */
export interface ExportAsk {
  /** The form, as telephones know it. */
  readonly formId: string;
  /** Numbers of the versions of the form, both included; null: no bound. */
  readonly fromVersion: number | null;
  readonly toVersion: number | null;
  readonly format: ExportFormat;
  /** Paths of the questions; null: all. */
  readonly columns: readonly string[] | null;
  /** A language of the form; null: the one that it opens in. */
  readonly language: string | null;
  readonly words: ChoiceWords;
  /** Whether each choice of a question with several answers has a column of its own, beside that of the question. */
  readonly splitsChoices: boolean;
  /** Whether copies of a repeat are written, as tables that point at their report. */
  readonly withRepeats: boolean;
  readonly withHeld: boolean;
  readonly withVoid: boolean;
  /** Whether devices are named as the desk knows them, and not by their pseudonyms alone. */
  readonly withNames: boolean;
  readonly withFiles: boolean;
  /** Whether CSV files begin with the mark by which Excel knows UTF-8. */
  readonly withMark: boolean;
  /** Which reports, as the list of reports words it; null: all. */
  readonly query: Readonly<Record<string, unknown>> | null;
}

/** `waiting` for its turn, `running`; the others are how it ended. */
export type ExportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired';

/** Why an export failed; `failed`: a bug of ours, told in the log of the program. */
export type ExportFault = 'no-form' | 'columns-many' | 'out-of-space' | 'exports-full' | 'query-unknown' | 'failed';

/** An export, as whoever asked for it sees it. */
export interface ShownExport {
  readonly id: Uuid;
  readonly ask: ExportAsk;
  readonly formTitle: string;
  /** Language, as the newest version names it → its title in it; null: it has one title. */
  readonly formTitles: Readonly<Record<string, string>> | null;
  readonly state: ExportState;
  /** ISO 8601 in UTC, as the others. */
  readonly askedAt: string;
  readonly askedBy: string;
  /** Whether that is whoever looks: nobody else may have the file. */
  readonly isOwn: boolean;
  /** How many reports the mission had when it was asked for; what came later is not in it. */
  readonly covers: number;
  /** Reports that are to be written; null: not counted yet. */
  readonly total: number | null;
  readonly done: number;
  readonly files: { readonly total: number; readonly done: number; readonly missing: number };
  readonly bytes: number | null;
  readonly fileName: string | null;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string | null;
  readonly endedAt: string | null;
  readonly expiresAt: string | null;
  readonly fault: ExportFault | null;
  /** Texts that were longer than a cell of a spreadsheet and were cut there. */
  readonly cutTexts: number;
}

/** So long the file of an export is kept. */
export const EXPORT_LIFETIME_MS = 86_400_000;
/** So long an export that ended is listed. */
export const EXPORT_MEMORY_MS = 30 * 86_400_000;
/** So many exports of one person wait or run at a time. */
export const MOST_OF_ONE_PERSON = 2;

/** Whether the work on it goes on. */
export function isUnderWay(state: ExportState): boolean {
  return state === 'waiting' || state === 'running';
}

/** The ending of the name of the file that is handed out. */
export function endingOf(ask: ExportAsk, hasRelatedTables: boolean): 'csv' | 'xlsx' | 'jsonl' | 'zip' {
  if (ask.withFiles || (ask.format === 'csv' && hasRelatedTables)) return 'zip';
  return ask.format;
}
