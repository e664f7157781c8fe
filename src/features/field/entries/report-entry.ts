/** How a report came to the desk. */
export const CAME_BY = ['telephone', 'paper', 'message', 'other'] as const;
export type CameBy = (typeof CAME_BY)[number];

/** Who typed a version of a report at the desk, for whom, and how it had come. */
export interface ShownEntry {
  /** Of the version, in hexadecimal digits. */
  readonly sha256: string;
  readonly cameBy: CameBy;
  /** What people call the device whose report it is; null: somebody else's. */
  readonly deviceName: string | null;
  /** Whose report it is, where it is no device's. */
  readonly reporter: string | null;
  readonly note: string | null;
  readonly typistName: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A form that can be filled at the desk: the newest version of one in use. */
export interface EntryForm {
  readonly formId: string;
  readonly number: number;
  readonly title: string;
  /** Language, as the form names it → its title in it; null: it has one title. */
  readonly titles: Readonly<Record<string, string>> | null;
  readonly version: string | null;
}

/** What became of an entry. */
export interface EnteredReport {
  /** `same`: it was here already. */
  readonly status: 'accepted' | 'same' | 'rival';
  readonly reportId: string;
  /** The receipt for people, to be read to whoever is on the telephone. */
  readonly code: string;
}

/** A file that was stored and belongs to an entry that is yet to come. */
export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}
