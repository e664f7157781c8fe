import { z } from 'zod';
import type { LocalizedText } from '../../../kernel/text.ts';
import type { KindName } from '../records/kinds.ts';
import type { RecordChange } from '../records/record-set.ts';
import type { PackageIssue } from './package.ts';
import type { KindCount } from './plan-import.ts';

/** The part of an upload that says what is to be done with its files: JSON under this file name. */
export const OPTIONS_FILE = 'import.json';
export const OPTIONS_LIMIT_BYTES = 4_000_000;

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

const fileName = z.string().min(1).max(255);

/** What goes with the files. */
export const importOptions = z.strictObject({
  /** The election that the files belong to, where they do not say so. */
  election: z.string().max(100).optional(),
  /** Why; needed where records are corrected. */
  reason: z.string().trim().min(1).max(1_000).optional(),
  encodings: z
    .array(z.strictObject({ file: fileName, encoding: z.enum(ENCODINGS) }))
    .max(60)
    .default([]),
  corrections: z
    .array(
      z.strictObject({
        file: fileName,
        row: z.number().int().min(1),
        cells: z.array(z.string().max(20_000)).max(1_000).nullable(),
      }),
    )
    .max(5_000)
    .default([]),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const electionParams = z.object({ slug: z.string().min(1).max(100) });
export const importedFileParams = electionParams.extend({
  id: z.uuid(),
  position: z.coerce.number().int().min(1).max(1_000),
});

/** A row that an issue names, with its cells as they are in the file or as they were corrected; row 1 is the header. */
export interface ReportedRow {
  readonly file: string;
  readonly row: number;
  readonly cells: readonly string[];
}

/** A cell before and after; empty where there is none. */
export interface CellDifference {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** One record that the import would write. */
export interface PlannedChange {
  readonly kind: KindName;
  readonly key: string;
  readonly act: RecordChange['act'];
  /** Its name or title. */
  readonly label: LocalizedText;
  readonly differences: readonly CellDifference[];
}

/** What an import would do. */
export interface PlanReply {
  readonly counts: readonly KindCount[];
  /** Corrections first; at most 500. */
  readonly changes: readonly PlannedChange[];
  readonly changeCount: number;
  readonly needsReason: boolean;
}

/** What a file would say in another encoding. */
export interface PreviewReply {
  readonly file: string;
  readonly encoding: Encoding;
  readonly lines: readonly string[];
}

/** What a check of files found; `plan` is null where there are errors. */
export interface CheckReply {
  readonly election: { readonly slug: string; readonly isNew: boolean } | null;
  readonly errors: number;
  readonly warnings: number;
  /** At most 1,000. */
  readonly issues: readonly PackageIssue[];
  /** Headers and rows that the issues name: at most 200 rows. */
  readonly rows: readonly ReportedRow[];
  readonly previews: readonly PreviewReply[];
  readonly plan: PlanReply | null;
}

/** What an import has done. */
export interface ImportReply {
  readonly slug: string;
  readonly isNew: boolean;
  readonly warnings: number;
  readonly counts: readonly KindCount[];
}

/** An import of the past, with the files as they came. */
export interface PastImport {
  readonly id: string;
  readonly authorName: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string | null;
  readonly files: readonly { readonly position: number; readonly path: string; readonly bytes: number }[];
}
