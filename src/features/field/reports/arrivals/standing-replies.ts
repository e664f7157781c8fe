import type { ActKind } from '../standing/history.ts';

/** How a report stands, as it is shown. */
export interface ShownStanding {
  readonly state: 'read' | 'held' | 'void' | 'erased';
  /** SHA-256 of the version that stands; null: it was erased. */
  readonly version: string | null;
  /** Code of its polling station. */
  readonly station: string | null;
  readonly isMoved: boolean;
  /** A person said its station when it was accepted, and it still is of that one. */
  readonly isSaid: boolean;
  /** The last act that said where it belongs: moved it, or back, or accepted it; null: none did. */
  readonly lastPlaced: string | null;
  /** The device whose report it is; null: of none, or of one that is not known. */
  readonly device: { readonly name: string | null; readonly pseudonym: string } | null;
  readonly flags: readonly string[];
  /** The version of a form that the standing version was read with, by the name of the form on phones; null: by none. */
  readonly form: { readonly formId: string; readonly number: number } | null;
  /** What a person may do to it as it stands. */
  readonly acts: readonly ActKind[];
}

/** What was done to a report, as it is shown. */
export interface ShownAct {
  readonly id: string;
  readonly kind: ActKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly by: string;
  /** Null: the report was erased. */
  readonly reason: string | null;
  /** SHA-256 of the version that stood then. */
  readonly on: string;
  /** Of the version that was made, or chosen. */
  readonly version: string | null;
  readonly held: string | null;
  readonly station: string | null;
  /** Name of the device that a released version is of. */
  readonly device: string | null;
  /** The leaf of the log that commits to it; null: it waits for its number. */
  readonly index: number | null;
}

/** What somebody wrote to a report. */
export interface ShownComment {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  /** Null: withdrawn, or erased. */
  readonly text: string | null;
  readonly withdrawnAt: string | null;
}

/** What became of an act. */
export interface ActReply {
  readonly id: string;
  /** Receipt of the version that was made; null: none was. */
  readonly code: string | null;
}
