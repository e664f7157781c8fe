import type { Channel } from '../arrival.ts';
import type { ShownAct, ShownComment, ShownStanding } from './standing-replies.ts';
import type { StationNames } from './station.ts';

/** How far the program has come with a version: it is yet to be read, was read, or waits for a person. */
export type ReadingState = 'waiting' | 'read' | 'held';

/** The device that sent something, as people and as the log call it. */
export interface ArrivedFrom {
  readonly id: string;
  /** Null: the device is not known any more. */
  readonly name: string | null;
  readonly pseudonym: string | null;
}

/** A version of a report in the list of what arrives. */
export interface ListedArrival {
  /** Place of its receipt in the log. */
  readonly index: number;
  readonly reportId: string;
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** The how many of its report it was. */
  readonly number: number;
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly channel: Channel;
  readonly device: ArrivedFrom | null;
  /** What people call the key of the program that sent it; null: no program did, or it came before keys were kept. */
  readonly keyName: string | null;
  readonly formId: string | null;
  readonly formVersion: string | null;
  /** Title of the form that it was read with. */
  readonly formTitle: string | null;
  /** Language, as the form names it → the title in it; null: it has one title, or none. */
  readonly formTitles: Readonly<Record<string, string>> | null;
  /** The receipt for people. */
  readonly code: string;
  readonly state: ReadingState;
  readonly reason: string | null;
  /** It is held, and waits for nobody any more: it was accepted, or typed by hand. */
  readonly wasAccepted: boolean;
  readonly flags: readonly string[];
  readonly files: FileCount;
  readonly isErased: boolean;
}

/** How many files of a report have come. */
export interface FileCount {
  readonly came: number;
  /** How many its answers name; null: not known before it was read. */
  readonly expected: number | null;
}

/** A page of the list, newest first. */
export interface ArrivalPage {
  readonly arrivals: readonly ListedArrival[];
  /** What `before` must be for the next page; null: there is none. */
  readonly next: number | null;
}

/** What stands above the list. */
export interface ArrivalCounts {
  readonly arrived: number;
  /** Of these, since the moment that was asked for. */
  readonly since: number;
  /** False while the server is still counting what came before it started: both are then lower bounds. */
  readonly isComplete: boolean;
  readonly waiting: BoundedCount;
  readonly held: readonly HeldCount[];
  /** When the newest came, in ISO 8601 and UTC; null: nothing came yet. */
  readonly lastAt: string | null;
}

/** A number that is counted up to a limit. */
export interface BoundedCount {
  readonly count: number;
  /** There are more. */
  readonly isMore: boolean;
}

/** How many are held for a reason. */
export interface HeldCount extends BoundedCount {
  readonly reason: string;
}

/** A version of a report, without what it says. */
export interface ShownVersion extends Omit<ListedArrival, 'files' | 'reportId'> {
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  /** Who brought it, where that was another device. */
  readonly courier: ArrivedFrom | null;
  readonly bytes: number;
  /** When its bytes were deleted because their time was over; what they say stays. Null: they were not. */
  readonly rawDeletedAt: string | null;
  /** Code of what could not be read when it came. */
  readonly fault: string | null;
  /** What the reading noticed; the first ones, where there are many. */
  readonly warnings: readonly ReadingWarning[];
  /** What the device says of its own order and clock. */
  readonly deviceSequence: number | null;
  readonly deviceTime: string | null;
}

/** A file of a report. */
export interface ShownFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly receivedAt: string;
  readonly code: string;
  readonly isErased: boolean;
  /** When its time was over and it was deleted; null: it was not. */
  readonly deletedAt: string | null;
}

/** A report with everything that came for it. */
export interface ReportReply {
  readonly reportId: string;
  /** In the order of the log. */
  readonly versions: readonly ShownVersion[];
  /** There are more versions than are shown; these are the newest. */
  readonly isCut: boolean;
  readonly files: readonly ShownFile[];
  /** Names of files that the newest version speaks of and that have not come. */
  readonly missingFiles: readonly string[];
  /** Null: nothing of it was read yet. */
  readonly standing: ShownStanding | null;
  /** Names of the stations that it is of, and was moved to, where the register has them. */
  readonly stations: StationNames;
  /** Oldest first. */
  readonly acts: readonly ShownAct[];
  readonly comments: readonly ShownComment[];
  /** Somebody keeps it from deletion, whatever the rule of the mission says; null: nobody does. */
  readonly hold: ShownReportHold | null;
}

/** That a report is kept from deletion; why stands with the retention of its mission. */
export interface ShownReportHold {
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What a version says, answer by answer. */
export interface AnswersReply {
  /** It was read with a form; else its parts are told as they stand there. */
  readonly isRead: boolean;
  readonly answers: readonly ShownAnswer[];
  /** What a person should know of how it was read. */
  readonly warnings: readonly ReadingWarning[];
}

/** An answer with the words of its question. */
export interface ShownAnswer {
  readonly path: string;
  /** Language, as the form names it → words of the question. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
  /** What it is, where a clock or a calendar says it; null: something else. */
  readonly kind: 'moment' | 'date' | 'time' | null;
  /** The device noted it by itself, or it names the record: nobody was asked. */
  readonly isNoted: boolean;
  /** The same for what was chosen; empty where nothing is chosen from a list. */
  readonly choices: readonly Readonly<Record<string, string>>[];
}

/** An answer that two versions give otherwise; null: not answered. */
export interface ChangedAnswer extends Pick<ShownAnswer, 'path' | 'labels' | 'kind' | 'isNoted'> {
  readonly before: Pick<ShownAnswer, 'value' | 'choices'> | null;
  readonly after: Pick<ShownAnswer, 'value' | 'choices'> | null;
}

/** What one version says otherwise than another. */
export interface DifferenceReply {
  readonly changes: readonly ChangedAnswer[];
  /** Whether both could be read; where one could not, nothing can be told. */
  readonly areRead: boolean;
}

/** Something that a reading noticed. */
export interface ReadingWarning {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** What the form itself says of it: language, as the form names it → text. */
  readonly messages?: Readonly<Record<string, string>>;
}
