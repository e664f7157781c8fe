import type { LocalizedText } from '../../../kernel/text.ts';
import type { Category } from './category.ts';
import type { ActDetails, Assignee, Facts, LinkKind, Priority, Standing, Status, Veracity } from './incident.ts';
import type { FormMapping, MappableQuestion } from './mapping.ts';

/** An incident as lists, boards, maps and streams have it. */
export interface ListedIncident {
  readonly id: string;
  readonly number: number;
  readonly facts: Facts;
  /** Of its place in the register; null: none. */
  readonly placeNames: LocalizedText | null;
  readonly status: Status;
  readonly assignee: Assignee | null;
  readonly priority: Priority | null;
  readonly dueAt: string | null;
  readonly veracity: Veracity | null;
  readonly standing: Standing | null;
  readonly report: string | null;
  /** An SOS that nobody has acknowledged. */
  readonly isLoud: boolean;
  readonly acknowledged: { readonly by: string; readonly at: string } | null;
  readonly mergedInto: string | null;
  /** How many are merged into it. */
  readonly duplicates: number;
  /** When it came to be known. */
  readonly at: string;
  readonly changedAt: string;
  readonly revision: number;
}

/** A page of incidents. */
export interface IncidentPage {
  readonly incidents: readonly ListedIncident[];
  /** How many there are by the filters. */
  readonly count: number;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** A column of the board. */
export interface BoardColumn extends IncidentPage {
  readonly status: Status;
}

/** What the board shows. */
export interface IncidentBoard {
  readonly columns: readonly BoardColumn[];
}

/** What the map shows: incidents by place, and how many have none. */
export interface IncidentMap {
  readonly points: readonly IncidentPoint[];
  /** The newest of those that no position is known of. */
  readonly unplaced: readonly ListedIncident[];
  readonly unplacedCount: number;
  readonly placedCount: number;
}

/** Incidents at one place, or near each other. */
export interface IncidentPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly loud: number;
  /** The newest one's. */
  readonly id: string;
  readonly number: number;
  readonly station: string | null;
}

/** Something that was done to an incident, as it is shown. */
export interface ShownAct {
  readonly id: string;
  readonly number: number;
  readonly details: ActDetails;
  readonly reason: string | null;
  /** Null: the program, which follows the report. */
  readonly by: string | null;
  readonly at: string;
}

/** Something that belongs to an incident, with what it is called. */
export interface ShownLink {
  readonly kind: LinkKind;
  readonly target: string;
  /** Code of the person, or ordinal number of the report. */
  readonly label: string;
}

/** An incident with all that was done to it. */
export interface ShownIncident extends ListedIncident {
  readonly said: Facts;
  readonly told: Facts;
  readonly acts: readonly ShownAct[];
  readonly links: readonly ShownLink[];
  readonly merged: readonly Pick<ListedIncident, 'id' | 'number' | 'facts' | 'at' | 'report'>[];
  readonly into: Pick<ListedIncident, 'id' | 'number'> | null;
  /** Pictures of its report, as far as they have come. */
  readonly photos: readonly { readonly name: string; readonly sha256: string }[];
}

/** What cries for somebody in a mission. */
export interface SosCall {
  readonly count: number;
  /** The oldest ones. */
  readonly incidents: readonly ListedIncident[];
  /** The last that were acknowledged, of the last ten minutes: others see that somebody heard. */
  readonly heard: readonly Pick<ListedIncident, 'id' | 'number' | 'acknowledged'>[];
}

/** A form of the mission and what it makes incidents of. */
export interface IncidentForm {
  readonly form: string;
  readonly title: string;
  readonly isOn: boolean;
  /** Whether somebody said so; else the names of its questions decide. */
  readonly isSet: boolean;
  readonly mapping: FormMapping;
  readonly questions: readonly (MappableQuestion & { readonly labels: Readonly<Record<string, string>> })[];
}

/** How a mission tells incidents. */
export interface IncidentSettings {
  /** 0: nobody has changed anything yet. */
  readonly revision: number;
  readonly categories: readonly Category[];
  readonly forms: readonly IncidentForm[];
  readonly changed: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  /** Whom incidents can be assigned to. */
  readonly assignees: readonly Assignee[];
}
