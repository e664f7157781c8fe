import { must } from '../../../../../kernel/result.ts';
import { type Seeded, seeded } from '../../../../../kernel/seed.ts';
import type { Phase, StorySize, StoryTeam, StoryVisit } from './story.ts';

/** Who is sent where. */
export interface Routes {
  readonly teams: readonly StoryTeam[];
  readonly visits: readonly StoryVisit[];
  /** Visits at a station where another team is expected in the same phase: their numbers, two by two. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** Each fifth team has two observers; each fourth goes to some stations of the team before it. */
const PAIR_EVERY = 5;
const SHARED_EVERY = 4;

/** Sends every team to stations that lie together: the first for the opening, the last for closing and count. */
export function drawRoutes({ seed, observers, stationsEach, stations }: StorySize): Routes {
  if (stations.length < stationsEach)
    throw new RangeError(`Expected ${stationsEach} stations or more, found ${stations.length}`);
  const random = seeded(`${seed}/routes`);
  const teams = formTeams(observers);
  const routes: string[][] = [];
  for (const [at] of teams.entries()) {
    const own = routeOf(random, stations, stationsEach);
    routes.push(at % SHARED_EVERY === SHARED_EVERY - 1 ? withShared(own, must(routes[at - 1], 'Draw routes')) : own);
  }
  const visits = routes.flatMap((route, team) =>
    route.map((station, index): StoryVisit => {
      return { team, station, phase: phaseAt(index, stationsEach), position: index + 1 };
    }),
  );
  return { teams, visits, pairs: findPairs(visits) };
}

function formTeams(observers: number): StoryTeam[] {
  const teams: StoryTeam[] = [];
  for (let next = 0; next < observers; ) {
    const isPair = teams.length % PAIR_EVERY === 1 && next + 1 < observers;
    teams.push({
      code: `T-${String(teams.length + 1).padStart(3, '0')}`,
      observers: isPair ? [next, next + 1] : [next],
    });
    next += isPair ? 2 : 1;
  }
  return teams;
}

/** Stations are listed by constituency, so that those which follow each other lie together. */
function routeOf(random: Seeded, stations: StorySize['stations'], count: number): string[] {
  const from = random.below(stations.length);
  return Array.from({ length: count }, (_, index) => stations[(from + index) % stations.length]?.code ?? '');
}

/** The own route, with the first stop and those in the middle taken from another team. */
function withShared(own: readonly string[], other: readonly string[]): string[] {
  const isShared = (index: number) => index === 0 || index === Math.floor(own.length / 2);
  const route = own.map((station, index) => (isShared(index) ? (other[index] ?? station) : station));
  return new Set(route).size === route.length ? route : [...other];
}

function phaseAt(index: number, count: number): Phase {
  if (index === 0 && count > 1) return 'opening';
  return index === count - 1 && count > 2 ? 'closing' : 'voting';
}

function findPairs(visits: readonly StoryVisit[]): [number, number][] {
  const seen = new Map<string, number>();
  const pairs: [number, number][] = [];
  for (const [at, { station, phase }] of visits.entries()) {
    const first = seen.get(`${phase} ${station}`);
    if (first === undefined) seen.set(`${phase} ${station}`, at);
    else pairs.push([first, at]);
  }
  return pairs;
}
