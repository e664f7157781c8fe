import type { Fault } from '../../../kernel/issue.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import type { AccreditationState, AccreditationStep } from './accreditation.ts';
import type { FieldChange, PersonWork } from './person.ts';
import type { Membership, TeamKind } from './team.ts';

/** A person in the list. Days as `YYYY-MM-DD`, times in ISO 8601, UTC. */
export interface ListedPerson extends PersonWork {
  readonly id: string;
  readonly accreditation: AccreditationState;
  /** Codes of the teams that they are or will be in, or were last, by code. */
  readonly teams: readonly string[];
  /** Code of the team that they are in today, in UTC; null: none. */
  readonly teamToday: string | null;
  /** Names of the devices that they have, alone or by the team that they are in today. */
  readonly devices: readonly string[];
  readonly leftAt: string | null;
  /** Grows by one with every change of what stands here. */
  readonly revision: number;
}

/** Key of a place → its name, language by language; places that have none, or are not there any more, are left out. */
export type PlaceNames = Readonly<Record<string, LocalizedText>>;

/** How many of those who did not leave stand where, whatever a list is narrowed to. */
export interface PeopleCounts {
  readonly here: number;
  readonly accreditation: Readonly<Record<AccreditationState, number>>;
  readonly untrained: number;
  readonly unpledged: number;
  readonly left: number;
}

/** A page of the list, in the order of codes. */
export interface PeoplePage {
  readonly people: readonly ListedPerson[];
  /** Of the areas of these people. */
  readonly places: PlaceNames;
  readonly counts: PeopleCounts;
  /** How many match on all pages. */
  readonly total: number;
  /** What the next page is asked with, as `after`; null: there is none. */
  readonly next: string | null;
}

/** A step of an accreditation as it was entered. */
export interface ShownStep extends AccreditationStep {
  readonly id: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
  /** Struck out as wrong; null: it stands. */
  readonly struck: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

/** A change of a person: what stood in the fields before it and after. */
export interface ShownVersion {
  /** The revision that the change made. */
  readonly revision: number;
  readonly changes: readonly FieldChange[];
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

/** A team that a person is in. */
export interface TeamOfPerson {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly part: Membership['part'];
  readonly fromDay: string | null;
  readonly toDay: string | null;
}

/** A device that a team or a person has. */
export interface HeldDevice {
  readonly id: string;
  readonly name: string;
  readonly pseudonym: string;
  /** Code of the team that has it; null: the person has it. */
  readonly team: string | null;
  readonly since: string;
}

/** Everything that the mission works with of a person. */
export interface PersonReply {
  readonly person: ListedPerson & { readonly leftReason: string | null };
  /** Of their areas. */
  readonly places: PlaceNames;
  readonly teams: readonly TeamOfPerson[];
  readonly steps: readonly ShownStep[];
  readonly devices: readonly HeldDevice[];
  /** The newest change first. */
  readonly versions: readonly ShownVersion[];
}

/** A telephone of a person. */
export interface ShownPhone {
  readonly id: string;
  readonly written: string;
  /** As it is dialled; null: it is national, and the mission has no country code. */
  readonly e164: string | null;
  readonly label: string | null;
  readonly lastUsedAt: string | null;
  /** Codes of others of the mission who have the same number. */
  readonly sharedWith: readonly string[];
}

/** Who a person is: for those who have the right `identities`. */
export interface IdentityReply {
  readonly name: string | null;
  readonly nameLatin: string | null;
  readonly email: string | null;
  /** The one that was used last stands first. */
  readonly phones: readonly ShownPhone[];
  /** 0: nothing was entered yet. */
  readonly revision: number;
}

/** A person who was found by their name or their telephone. */
export interface FoundIdentity {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly nameLatin: string | null;
  readonly phones: readonly string[];
}

/** What was found; at most `MOST_FOUND`. */
export interface IdentitySearchReply {
  readonly found: readonly FoundIdentity[];
  readonly hasMore: boolean;
}

/** Somebody in a team. */
export interface ShownMember extends Membership {
  readonly code: string;
}

export interface ShownTeam {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly kind: TeamKind;
  readonly members: readonly ShownMember[];
  readonly devices: readonly Omit<HeldDevice, 'team'>[];
  readonly revision: number;
}

/** What a mission decided about its people. */
export interface PeopleSettings {
  /** Key of the rule of the legal calendar by which accreditation has to be asked for; null: none. */
  readonly accreditationRule: string | null;
  /** Calling code of the country, without `+`: what national numbers are dialled with; null: they stay as they are. */
  readonly countryCode: string | null;
  /** 0: nothing was decided yet. */
  readonly revision: number;
  /** What the rule comes to: the day, or what it lies between; null: no rule, or it comes to no day. */
  readonly deadline: {
    readonly due: string | null;
    readonly earliest: string | null;
    readonly latest: string | null;
  } | null;
  /** Rules of the election that can be chosen. */
  readonly rules: readonly { readonly key: string; readonly title: LocalizedText }[];
  /** Whether whoever asks has the right `identities`. */
  readonly mayReadIdentities: boolean;
}

/** Who has a device: a team or a person; null where nobody has. */
export interface DeviceHolder {
  readonly device: string;
  readonly deviceName: string;
  readonly pseudonym: string;
  readonly isRevoked: boolean;
  /** Id of what is kept of it: what a change starts from; null: nobody has it. */
  readonly id: string | null;
  readonly team: { readonly id: string; readonly code: string } | null;
  readonly person: { readonly id: string; readonly code: string } | null;
  readonly since: string | null;
}

/** What is wrong with a file, by its row and column: the header is row 1. */
export interface ImportIssue extends Fault {
  readonly severity: 'error' | 'warning';
  readonly row: number | null;
  readonly column: string | null;
}

/** A row of a file that changes something. */
export interface PlannedRow {
  readonly row: number;
  readonly code: string;
  readonly isNew: boolean;
  /** By the columns of the file. */
  readonly changes: readonly FieldChange[];
}

/** What a file would do; applied as it stands here, or not at all. */
export interface ImportPreview {
  /** Of the file, in hexadecimal digits, and how far changes of the mission's people had come: both go with the file. */
  readonly sha256: string;
  readonly seen: number;
  readonly counts: {
    readonly created: number;
    readonly changed: number;
    readonly same: number;
    readonly errors: number;
  };
  /** Rows that create or change, in the order of the file. */
  readonly rows: readonly PlannedRow[];
  /** Codes of teams that the file names and that are not there yet. */
  readonly newTeams: readonly string[];
  readonly issues: readonly ImportIssue[];
}

export interface ImportDone {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  readonly newTeams: readonly string[];
}
