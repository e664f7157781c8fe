import type { DayRoutes, MapArea, MapGround, ShownPlan } from '../../plan-replies.ts';
import type { PlanTeam } from '../visit-fields.tsx';

/** What the map of routes is given by its page. */
export interface MapProps {
  readonly mission: string;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
  readonly canEdit: boolean;
}

/** That, with where the stations of the election lie. */
export interface GroundProps extends MapProps {
  /** Of the mission's plan, as an address. */
  readonly base: string;
  readonly all: MapArea;
  readonly areas: MapGround['areas'];
}

/** What was asked of a day, and the answer to it. */
export interface AskedRoutes {
  readonly day: string;
  readonly phase: string;
  readonly team: PlanTeam | null;
  readonly routes: DayRoutes;
}
