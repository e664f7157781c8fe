import type { Issue, MessageParameters } from '../../../kernel/issue.ts';
import type { Cells } from '../../../kernel/record.ts';
import type { KindName } from '../records/kinds.ts';

/** The text that introduces an election to its readers; kept as `about` of the election. */
export const README_FILE = 'README.md';

/** The part of an upload that says what is to be done with its files: JSON under this file name. */
export const OPTIONS_FILE = 'import.json';

/** The most bytes that a package may have, packed or not: 64 MB. */
export const MOST_BYTES = 64 * 1_048_576;

/** How many issues are listed; beyond that they are only counted. */
export const MOST_ISSUES = 1_000;

/** Encodings in which a file may be read by explicit choice; the server holds the same list. */
export const ENCODINGS = [
  'windows-1251',
  'windows-1254',
  'windows-1256',
  'windows-1252',
  'windows-1250',
  'koi8-r',
  'ibm866',
  'utf-16le',
  'utf-16be',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

const LONGEST_QUOTE = 400;

/** A row of a file: `row` as a spreadsheet counts (header = 1), `line` as a text editor counts. */
export interface TableRow {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where a column stands that has a place of its own: a line of `election.yaml`, or `README.md`. */
export interface ColumnPlace {
  readonly file: string;
  readonly line: number;
}

/** A file of the package, taken apart into cells but not yet understood. */
export interface PackageTable {
  readonly kind: KindName;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly places: ReadonlyMap<string, ColumnPlace>;
}

/** An issue with the line of the file that an editor opens at. */
export interface PackageIssue extends Issue {
  readonly line: number | null;
}

/** A package, opened: its tables, what is wrong with its files as such, and which kinds could not be read. */
export interface OpenedPackage {
  readonly tables: readonly PackageTable[];
  readonly issues: readonly PackageIssue[];
  readonly unread: ReadonlySet<KindName>;
}

/** A record with its place in the package. */
export interface PlacedRecord {
  readonly kind: KindName;
  /** Empty where the row has none. */
  readonly key: string;
  readonly file: string;
  readonly row: number;
  readonly line: number;
  /** The cells as they would stand: those of the file, and of the present record where the file lacks the column. */
  readonly cells: Cells;
  /** A row of the wrong length, whose cells may stand under wrong columns. */
  readonly isBroken: boolean;
}

/** Collects issues: lists the first `MOST_ISSUES`, counts all. */
export class IssueList {
  readonly listed: PackageIssue[] = [];
  errors = 0;
  warnings = 0;

  add(issue: PackageIssue): void {
    if (issue.severity === 'error') this.errors += 1;
    else this.warnings += 1;
    if (this.listed.length < MOST_ISSUES) this.listed.push({ ...issue, parameters: shorten(issue.parameters) });
  }

  addAll(issues: readonly PackageIssue[]): void {
    for (const issue of issues) this.add(issue);
  }
}

/** A cell may hold pages of text; a message quotes its beginning. */
function shorten(parameters: MessageParameters): MessageParameters {
  const entries = Object.entries(parameters).map(([name, value]) => {
    const isLong = typeof value === 'string' && value.length > LONGEST_QUOTE;
    return [name, isLong ? `${value.slice(0, LONGEST_QUOTE)}…` : value];
  });
  return Object.fromEntries(entries);
}
