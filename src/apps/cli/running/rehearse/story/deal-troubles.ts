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

/** Of each kind there is one at least, so that a small rehearsal has them all. */
const SHARES = {
  ...{ wrongStation: 0.03, notOpen: 0.02, refusedEntry: 0.015, stayedAway: 0.02, correction: 0.06 },
  ...{ extra: 0.03, incident: 0.04, photo: 0.5 },
};

/** Deals what goes wrong: of a kind that excludes others, no visit has two. */
export function dealTroubles(seed: string, { visits, pairs }: Routes): VisitTroubles {
  const random = seeded(`${seed}/troubles`);
  const paired = new Set(pairs.flat());
  const all = shuffled(random, [...visits.keys()]);
  // Those that share no station come first: the others have trouble enough.
  const free = [...all.filter((at) => !paired.has(at)), ...all.filter((at) => paired.has(at))];
  const take = (share: number) => new Set(free.splice(0, quotaOf(share, visits.length)));
  const [wrongStation, notOpen, refusedEntry] = [
    take(SHARES.wrongStation),
    take(SHARES.notOpen),
    take(SHARES.refusedEntry),
  ];
  const [stayedAway, correction] = [take(SHARES.stayedAway), take(SHARES.correction)];
  const isReported = (at: number) => ![notOpen, refusedEntry, stayedAway].some((set) => set.has(at));
  const reported = [...visits.keys()].filter(isReported);
  const some = (share: number, from: readonly number[]) =>
    new Set(shuffled(random, from).slice(0, quotaOf(share, from.length)));
  const inVoting = reported.filter((at) => visits[at]?.phase === 'voting');
  const withPicture = reported.filter((at) => visits[at]?.phase !== 'voting');
  return {
    ...{ wrongStation, notOpen, refusedEntry, stayedAway, correction },
    extraAfter: some(SHARES.extra, inVoting),
    incident: some(SHARES.incident, reported),
    photo: some(SHARES.photo, withPicture),
    contrary: new Set(pairs.map(([, second]) => second)),
  };
}

function quotaOf(share: number, count: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(share * count));
}
