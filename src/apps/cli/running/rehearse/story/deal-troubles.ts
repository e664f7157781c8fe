import { seeded, shuffled } from '../../../../../kernel/seed.ts';
import type { Routes } from './routes.ts';

/** What goes wrong at visits, by their numbers. */
export interface VisitTroubles {
  readonly wrongStation: ReadonlySet<number>;
  readonly extraAfter: ReadonlySet<number>;
  readonly notOpen: ReadonlySet<number>;
  readonly refusedEntry: ReadonlySet<number>;
  readonly stayedAway: ReadonlySet<number>;
  readonly photo: ReadonlySet<number>;
  readonly incident: ReadonlySet<number>;
  readonly correction: ReadonlySet<number>;
  /** Of two teams at one station, the one that says the opposite of the other. */
  readonly contrary: ReadonlySet<number>;
}

/** Shares of visits; of each kind there is one at least, so that a small rehearsal has them all. */
const SHARES = { wrongStation: 0.03, notOpen: 0.02, refusedEntry: 0.015, stayedAway: 0.02, correction: 0.06 };
const EXTRA_SHARE = 0.03;
const INCIDENT_SHARE = 0.04;
const PHOTO_SHARE = 0.5;

/** Deals what goes wrong: of a kind that excludes others, no visit has two. */
export function dealTroubles(seed: string, { visits, pairs }: Routes): VisitTroubles {
  const random = seeded(`${seed}/troubles`);
  const paired = new Set(pairs.flat());
  const all = shuffled(
    random,
    visits.map((_, at) => at),
  );
  // Those that share no station come first: the others have trouble enough.
  const free = [...all.filter((at) => !paired.has(at)), ...all.filter((at) => paired.has(at))];
  const take = (share: number) => new Set(free.splice(0, quotaOf(share, visits.length)));
  const [wrongStation, notOpen, refusedEntry] = [SHARES.wrongStation, SHARES.notOpen, SHARES.refusedEntry].map(take);
  const [stayedAway, correction] = [SHARES.stayedAway, SHARES.correction].map(take);
  const reported = visits.map((_, at) => at).filter((at) => !hasAny(at, [notOpen, refusedEntry, stayedAway]));
  const some = (share: number, from: readonly number[]) =>
    new Set(shuffled(random, from).slice(0, quotaOf(share, from.length)));
  const inVoting = reported.filter((at) => visits[at]?.phase === 'voting');
  const withPicture = reported.filter((at) => visits[at]?.phase !== 'voting');
  return {
    wrongStation: wrongStation ?? NONE,
    notOpen: notOpen ?? NONE,
    refusedEntry: refusedEntry ?? NONE,
    stayedAway: stayedAway ?? NONE,
    correction: correction ?? NONE,
    extraAfter: some(EXTRA_SHARE, inVoting),
    incident: some(INCIDENT_SHARE, reported),
    photo: some(PHOTO_SHARE, withPicture),
    contrary: new Set(pairs.map(([, second]) => second)),
  };
}

const NONE: ReadonlySet<number> = new Set();

function hasAny(at: number, sets: readonly (ReadonlySet<number> | undefined)[]): boolean {
  return sets.some((set) => set?.has(at));
}

function quotaOf(share: number, count: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(share * count));
}
