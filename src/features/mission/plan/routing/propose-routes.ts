import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { distanceMetres, type Point } from './distance.ts';
import { orderStops } from './order-stops.ts';
import { type RoutedStation, splitStations } from './split-stations.ts';

/** A team that is given a route. */
export interface RoutedTeam {
  readonly key: string;
  /** The places that it answers for; empty: anywhere. */
  readonly areas: readonly string[];
  /** Where it sets out; null: at its first station. */
  readonly start: Point | null;
}

/** What a day allows. */
export interface RouteLimits {
  /** From setting out to the end of the last visit. */
  readonly minutes: number;
  readonly minutesPerVisit: number;
  /** Along roads. */
  readonly kilometresPerHour: number;
  /** How much longer a road is than the straight line, 1 or more. */
  readonly detour: number;
  /** For a way whose ends are not both known. */
  readonly minutesPerUnknownWay: number;
  readonly mostStations: number;
}

/** A stop of a route; times in minutes from setting out. */
export interface ProposedStop {
  readonly station: string;
  readonly arrives: number;
  readonly leaves: number;
  /** Along roads, from the stop before or from where the team sets out; null: not known. */
  readonly metres: number | null;
}

export interface ProposedRoute {
  readonly team: string;
  readonly stops: readonly ProposedStop[];
}

/** Routes, and the stations that are on none, with the reason. */
export interface ProposedRoutes {
  readonly routes: readonly ProposedRoute[];
  readonly left: readonly { readonly station: string; readonly why: 'no-team' | 'no-time' }[];
}

/** Stations with the places that they lie in, from the constituency up. */
export type StationInAreas = RoutedStation & { readonly areas: readonly string[] };

/**
 * Proposes a route for each team: stations are shared out among the teams that answer for the same areas, nearly equally and
 * near each other; each goes along its own by a short way, as far as the day allows. A proposal is no plan: people draw it.
 *
 * @returns each station once, on a route or left. The same input in another order gives the same routes. Or what is wrong.
 */
export function proposeRoutes(
  stations: readonly StationInAreas[],
  teams: readonly RoutedTeam[],
  limits: RouteLimits,
): Result<ProposedRoutes, Fault> {
  const wrong = findWrong(stations, teams, limits);
  if (wrong !== null) return err(wrong);
  const { shares, without } = shareOut(stations, teams);
  const given = new Map<string, StationInAreas[]>(teams.map(({ key }) => [key, []]));
  for (const share of shares) {
    for (const [team, group] of giveGroups(share)) given.get(team)?.push(...group);
  }
  const routes = teams.map((team) => routeOf(team, given.get(team.key) ?? [], limits));
  const left = [
    ...without.map(({ key }) => ({ station: key, why: 'no-team' as const })),
    ...routes.flatMap(({ late }) => late.map((station) => ({ station, why: 'no-time' as const }))),
  ];
  return ok({
    routes: routes.map(({ route }) => route),
    left: left.sort((one, other) => (one.station < other.station ? -1 : 1)),
  });
}

function findWrong(
  stations: readonly StationInAreas[],
  teams: readonly RoutedTeam[],
  limits: RouteLimits,
): Fault | null {
  const least = {
    minutes: 1,
    minutesPerVisit: 1,
    kilometresPerHour: 1,
    detour: 1,
    minutesPerUnknownWay: 0,
    mostStations: 1,
  };
  for (const [name, wanted] of Object.entries(least)) {
    const found = limits[name as keyof RouteLimits];
    if (!Number.isFinite(found) || found < wanted) return fault('route-limit', { name, found, wanted });
  }
  const twice = repeated(stations.map(({ key }) => key));
  if (twice !== null) return fault('route-station-twice', { found: twice });
  const team = repeated(teams.map(({ key }) => key));
  return team === null ? null : fault('route-team-twice', { found: team });
}

function repeated(keys: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return null;
}

interface Share {
  readonly teams: readonly RoutedTeam[];
  readonly stations: readonly StationInAreas[];
}

/** A station goes to the teams of its smallest place that has any; where none has, to those that answer for all. */
function shareOut(stations: readonly StationInAreas[], teams: readonly RoutedTeam[]) {
  const anywhere = teams.filter(({ areas }) => areas.length === 0);
  const shares = new Map<string, { teams: readonly RoutedTeam[]; stations: StationInAreas[] }>();
  const without: StationInAreas[] = [];
  for (const station of stations) {
    const area = station.areas.find((place) => teams.some(({ areas }) => areas.includes(place)));
    const own = area === undefined ? anywhere : teams.filter(({ areas }) => areas.includes(area));
    const name = JSON.stringify(own.map(({ key }) => key).sort());
    if (own.length === 0) without.push(station);
    else if (shares.has(name)) shares.get(name)?.stations.push(station);
    else shares.set(name, { teams: own, stations: [station] });
  }
  return { shares: [...shares.values()] satisfies Share[], without };
}

/** Which team goes to which group: whoever sets out nearest to one goes there; who sets out anywhere takes what is left. */
function giveGroups({ teams, stations }: Share): Map<string, readonly StationInAreas[]> {
  const inAreas = new Map(stations.map((station) => [station.key, station]));
  const groups = splitStations(stations, teams.length).map((group) =>
    group.flatMap(({ key }) => inAreas.get(key) ?? []),
  );
  const ways = teams.flatMap(({ key, start }) =>
    groups.flatMap((group, at) => {
      const middle = start === null ? null : firstPoint(group);
      return start === null || middle === null ? [] : [{ key, at, metres: distanceMetres(start, middle) }];
    }),
  );
  ways.sort((one, other) => one.metres - other.metres || one.at - other.at || (one.key < other.key ? -1 : 1));
  const given = new Map<string, number>();
  const taken = new Set<number>();
  for (const { key, at } of ways) {
    if (given.has(key) || taken.has(at)) continue;
    given.set(key, at);
    taken.add(at);
  }
  const left = groups.flatMap((_, at) => (taken.has(at) ? [] : [at]));
  const keys = teams.map(({ key }) => key).sort();
  for (const key of keys) if (!given.has(key)) given.set(key, left.shift() ?? 0);
  return new Map([...given].map(([key, at]) => [key, groups[at] ?? []]));
}

/** A point in the middle of a group, as far as any is known: that of the station in the middle of its list. */
function firstPoint(group: readonly StationInAreas[]): Point | null {
  const points = group.flatMap(({ point }) => (point === null ? [] : [point]));
  return points[points.length >> 1] ?? null;
}

function routeOf(team: RoutedTeam, stations: readonly StationInAreas[], limits: RouteLimits) {
  const ordered = [...stations].sort((one, other) => (one.key < other.key ? -1 : 1));
  const points: (Point | null)[] = ordered.map(({ point }) => point);
  const hasStart = team.start !== null;
  if (hasStart) points.unshift(team.start);
  const minutes = (from: number, to: number) =>
    minutesOf(metresOf(points[from] ?? null, points[to] ?? null, limits), limits);
  const way = orderStops(points.length, (from, to) => (from === to ? 0 : minutes(from, to)), hasStart ? 0 : null);
  const visited = hasStart ? way.slice(1).map((at) => at - 1) : way;
  return visit(
    team,
    visited.flatMap((at) => ordered[at] ?? []),
    limits,
  );
}

/** Goes along the stations as far as the day allows. */
function visit(team: RoutedTeam, stations: readonly StationInAreas[], limits: RouteLimits) {
  const stops: ProposedStop[] = [];
  const late: string[] = [];
  let [here, now] = [team.start, 0];
  for (const [at, { key, point }] of stations.entries()) {
    const isFirst = at === 0 && team.start === null;
    const metres = isFirst ? 0 : metresOf(here, point, limits);
    const arrives = now + (isFirst ? 0 : minutesOf(metres, limits));
    const leaves = arrives + limits.minutesPerVisit;
    if (late.length > 0 || leaves > limits.minutes || stops.length === limits.mostStations) {
      late.push(key);
      continue;
    }
    stops.push({ station: key, arrives, leaves, metres });
    [here, now] = [point, leaves];
  }
  return { route: { team: team.key, stops }, late };
}

function metresOf(from: Point | null, to: Point | null, { detour }: RouteLimits): number | null {
  return from === null || to === null ? null : distanceMetres(from, to) * detour;
}

function minutesOf(metres: number | null, { kilometresPerHour, minutesPerUnknownWay }: RouteLimits): number {
  return metres === null ? minutesPerUnknownWay : (metres / 1_000 / kilometresPerHour) * 60;
}
