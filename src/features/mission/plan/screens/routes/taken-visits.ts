import type { RouteProposal } from '../../plan-replies.ts';

/** A visit as it is added to a plan. */
interface TakenVisit {
  readonly id: string;
  readonly team: string;
  readonly day: string;
  readonly phase: string;
  readonly station: string;
  readonly position: number;
  readonly source: 'route' | { readonly sample: string };
}

/**
 * The visits that routes come to: one of each phase at each stop.
 *
 * @param ids where the ids of visits are kept, so that the same route, taken again, is the same visits.
 */
export function visitsOfRoutes(
  routes: RouteProposal['routes'],
  asked: { readonly sample: string | null; readonly day: string; readonly phases: readonly string[] },
  ids: Map<string, string>,
): TakenVisit[] {
  const source = asked.sample === null ? ('route' as const) : { sample: asked.sample };
  return routes.flatMap(({ team, firstPosition, stops }) =>
    stops.flatMap(({ station }, at) =>
      asked.phases.map((phase) => {
        const name = `${team.id} ${phase} ${station}`;
        const id = ids.get(name) ?? crypto.randomUUID();
        ids.set(name, id);
        return { id, team: team.id, day: asked.day, phase, station, position: firstPosition + at, source };
      }),
    ),
  );
}
