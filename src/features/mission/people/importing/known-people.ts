import type { PersonWork } from '../person.ts';
import type { PhoneNumber } from '../phone-number.ts';

/** A row of a file, under its header: the header is row 1. */
export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A file of people as a table. */
export interface PeopleTable {
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
}

/** Names and telephones that are kept of somebody. */
export interface KnownIdentity {
  readonly name: string | null;
  readonly nameLatin: string | null;
  readonly email: string | null;
  readonly phones: readonly PhoneNumber[];
}

/** Somebody who is there already. */
export interface KnownPerson {
  readonly id: string;
  readonly work: PersonWork;
  /** Of whoever has none, and where the file asks for none: without anything. */
  readonly identity: KnownIdentity;
  /** Codes of their teams, in the order of the alphabet. */
  readonly teams: readonly string[];
}

/** What a file is held against. */
export interface KnownPeople {
  /** By `codeKey` of their codes. */
  readonly persons: ReadonlyMap<string, KnownPerson>;
  /** `codeKey` of the codes of teams → the code as it is written. */
  readonly teams: ReadonlyMap<string, string>;
  /** Which keys of places the election has; null: the mission observes none. */
  readonly places: ReadonlySet<string> | null;
  readonly countryCode: string | null;
}

export const NO_IDENTITY: KnownIdentity = { name: null, nameLatin: null, email: null, phones: [] };
