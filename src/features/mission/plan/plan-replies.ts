import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { Fault } from '../../../kernel/issue.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import type { PlanDays, PlanPhase } from './plan.ts';
import type { Point } from './routing/distance.ts';
import type { ProposedStop } from './routing/propose-routes.ts';
import type { VisitMark } from './visit.ts';

/** A form that can belong to a phase. */
export interface PlanForm {
  readonly id: string;
  /** The name under which telephones know it. */
  readonly name: string;
  readonly title: string;
}

/** How a mission plans. */
export interface ShownPlan extends PlanDays {
  readonly phases: readonly PlanPhase[];
  /** Those of the mission that were published; and any that a phase has. */
  readonly forms: readonly PlanForm[];
  /** Day of the vote; null: the mission observes no election. */
  readonly electionDay: CalendarDate | null;
  /** 0: nothing was decided yet; zone, hour and phases are what one would begin with. */
  readonly revision: number;
  readonly changedBy: string | null;
}

/** An expected visit as it is planned. */
export interface PlannedVisit {
  readonly id: string;
  readonly team: { readonly id: string; readonly code: string };
  readonly day: CalendarDate;
  readonly phase: string;
  readonly station: string;
  readonly position: number;
  readonly source: 'route' | 'post' | 'sample';
  readonly sample: string | null;
  readonly mark: VisitMark | null;
  readonly markedAt: string | null;
  readonly note: string | null;
  readonly revision: number;
  readonly changedBy: string;
}

/** A page of expected visits: by day, team and stop. */
export interface PlannedPage {
  readonly visits: readonly PlannedVisit[];
  readonly count: number;
  /** Id of the last one; null: there are no more. */
  readonly next: string | null;
}

/** What was made of visits that were given. */
export interface VisitsAdded {
  readonly added: number;
  /** They were there already, as they were given. */
  readonly same: number;
}

/** What is wrong with a file, by its row and column: the header is row 1. */
export interface PlanIssue extends Fault {
  readonly severity: 'error' | 'warning';
  readonly row: number | null;
  readonly column: string | null;
}

/** What a file would do; applied as it stands here, or not at all. */
export interface PlanPreview {
  /** Of the file and of what it would do, in hexadecimal digits: goes with the file. */
  readonly sha256: string;
  readonly counts: {
    readonly created: number;
    readonly changed: number;
    readonly same: number;
    readonly errors: number;
  };
  /** Rows that create or change, in the order of the file; at most 1,000. */
  readonly rows: readonly PlannedRow[];
  readonly issues: readonly PlanIssue[];
}

/** A row of a file that changes something. */
export interface PlannedRow {
  readonly row: number;
  readonly team: string;
  readonly day: CalendarDate;
  readonly phase: string;
  readonly station: string;
  readonly position: number;
  /** Null: it is new. */
  readonly before: { readonly position: number; readonly mark: VisitMark | null } | null;
}

export interface PlanImported {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
}

/** A station as routes name it. */
export interface RouteStation {
  readonly station: string;
  readonly names: LocalizedText | null;
}

/** A station with where it is; null: the register does not say. */
export interface PlacedStation extends RouteStation {
  readonly point: Point | null;
}

/** A station beside the map, with the codes of the teams that are expected there in the phase of the day. */
export interface MapStation extends PlacedStation {
  readonly teams: readonly string[];
}

/** A box of degrees around stations. */
export interface MapBounds {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** How many polling stations a place has, how many of them have coordinates, and where these lie; null: none has. */
export interface MapArea {
  readonly stations: number;
  readonly located: number;
  readonly bounds: MapBounds | null;
}

/** What a map of routes is drawn on. */
export interface MapGround {
  /** Null: the mission observes no election, and nobody knows its stations. */
  readonly all: MapArea | null;
  /** The places that stations lie in directly, in the order of the register. */
  readonly areas: readonly (MapArea & { readonly key: string; readonly names: LocalizedText | null })[];
}

/** Stations within a box: each of them where they are few, else gathered with how many of them somebody is expected at. */
export type MapStations =
  | { readonly as: 'points'; readonly stations: readonly MapStation[] }
  | {
      readonly as: 'clusters';
      readonly clusters: readonly (Point & { readonly stations: number; readonly taken: number })[];
    };

/** Stations that were looked for: the first of `count`. */
export interface ListedStations {
  readonly stations: readonly MapStation[];
  readonly count: number;
}

/** Who goes where in a phase of a day. */
export interface DayRoutes {
  /** Of the team that is drawn: called-off visits among them, by their stops. */
  readonly own: readonly (PlannedVisit & Omit<PlacedStation, 'station'>)[];
  /** The stop at which a route of that team begins that has none yet: behind those of its other phases. */
  readonly first: number;
  /** Routes of the other teams, by their stops; without what was called off. */
  readonly others: readonly {
    readonly team: string;
    readonly stops: readonly { readonly station: string; readonly position: number; readonly point: Point | null }[];
  }[];
  /** There are more of the others than are told. */
  readonly isCut: boolean;
}

/** What was made of a route that was drawn. */
export interface RouteSaved {
  readonly added: number;
  readonly moved: number;
  readonly calledOff: number;
  /** Expected again, after they were called off. */
  readonly again: number;
}

/** Routes that are proposed for a day; nothing of them is in the plan. */
export interface RouteProposal {
  readonly routes: readonly {
    readonly team: { readonly id: string; readonly code: string };
    /** The stop of the team's day at which the route begins, behind those that it has already. */
    readonly firstPosition: number;
    readonly stops: readonly (ProposedStop & PlacedStation)[];
  }[];
  /**
   * Stations that are on no route. `planned`: somebody is expected there on that day in one of the phases; `called-off`: the team was,
   * and is no more.
   */
  readonly left: readonly (RouteStation & { readonly why: 'no-team' | 'no-time' | 'planned' | 'called-off' })[];
  /** How many stations on routes have no position in the register. */
  readonly unplaced: number;
}
