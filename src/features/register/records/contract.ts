import { z } from 'zod';
import type { Cells } from '../../../kernel/record.ts';
import { KIND_NAMES, type KindName } from './kinds.ts';
import type { RecordChange } from './record-set.ts';

const kind = z.enum(KIND_NAMES as [KindName, ...KindName[]]);
const slug = z.string().min(1).max(100);
const key = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(1_000);
/** More than any kind has, in all the languages that there are elections in. */
const MOST_CELLS = 500;
const cells = z
  .record(z.string().max(100), z.string().max(20_000))
  .refine((given) => Object.keys(given).length <= MOST_CELLS);

export const electionParams = z.object({ slug });
export const recordParams = z.object({ slug, kind, key });

/** A record as it is to be. `base` is the version that the change starts from, 0 for a new record. */
export const recordBody = z.strictObject({
  cells,
  base: z.number().int().min(0),
  /** Why; a new record needs none. */
  reason: reason.optional(),
});

export const actBody = z.strictObject({ base: z.number().int().min(1), reason });
export const newElectionBody = z.strictObject({ id: z.uuid(), cells });
export const visibilityBody = z.strictObject({ visibility: z.enum(['private', 'public']), reason });
export const archiveBody = z.strictObject({ reason });

/** What is told of an election without opening it. */
export interface ElectionSummary {
  readonly slug: string;
  readonly visibility: 'private' | 'public';
  readonly isArchived: boolean;
  readonly revision: number;
  readonly cells: Cells;
}

/** All records that the browser computes with: those of places, and claims about places, are asked for apart. */
export interface ElectionFileReply {
  readonly election: Omit<ElectionSummary, 'cells'>;
  /** Kind → records as `[version, cells]`, in the order of the file. */
  readonly records: Readonly<Partial<Record<KindName, readonly (readonly [number, Cells])[]>>>;
}

/** One version of a record, as its history shows it. */
export interface VersionReply {
  readonly version: number;
  readonly act: RecordChange['act'];
  readonly cells: Cells;
  readonly authorName: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string | null;
}

/** A record as it stands, with its history, newest first. */
export interface RecordReply {
  readonly version: number;
  readonly isWithdrawn: boolean;
  readonly cells: Cells;
  readonly history: readonly VersionReply[];
}

/** The version that a change has led to. */
export interface SavedReply {
  readonly version: number;
  readonly revision: number;
}
