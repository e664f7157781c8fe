import type { HeldReason, ReadingFlag } from '../reading/reading.ts';

/** A version of a report with how it was read, as its standing is made of it. */
export interface StandingVersion {
  /** Tells it from others of the report. */
  readonly key: string;
  /** Place of its receipt in the log. */
  readonly index: number;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly channel: string;
  readonly deviceId: string | null;
  readonly apiKeyId: string | null;
  /** As it names it. */
  readonly formName: string | null;
  readonly form: { readonly id: string; readonly number: number } | null;
  /** Null: it was read. */
  readonly reason: HeldReason | null;
  readonly flags: readonly ReadingFlag[];
  /** First answer to a question about a polling station. */
  readonly station: string | null;
}

/** What a person may do to a report. */
export type ActKind = 'correct' | 'void' | 'unvoid' | 'move' | 'restore' | 'release';

/** An act as the standing of its report is made of it. Versions by their keys. */
export interface StandingAct {
  readonly kind: ActKind;
  readonly number: number;
  /** It comes after the version with that place in the log, and before any later one. */
  readonly afterIndex: number;
  /** The version that stood then. */
  readonly on: string | null;
  /** correct: what was made; release: what was made, and restore: what was chosen, to stand from then on. */
  readonly version: string | null;
  /** release: what was held. */
  readonly held: string | null;
  readonly station: string | null;
  readonly deviceId: string | null;
}
