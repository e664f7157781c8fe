import type { Sql } from 'postgres';
import { countQuarters } from '../../store/show/count-arrivals.ts';

/** How many versions came to a mission. */
export interface Tallied {
  readonly arrived: number;
  readonly since: number;
  /** False as long as older ones are still being counted. */
  readonly isComplete: boolean;
}

/** Counts what came, without looking at anything twice. */
export interface ArrivalTally {
  /** @param since milliseconds since 1970; a quarter of an hour counts where it began at that moment or later. */
  count(sql: Sql, missionId: string, since: number): Promise<Tallied>;
}

/** What is known of a mission: how many came within each quarter of an hour, and the place in the log that comes next. */
interface Known {
  readonly quarters: Map<number, number>;
  next: number;
}

const STEP = 100_000;
/** So many steps in one answer; whoever has more to count says so, and goes on with the next. */
const MOST_STEPS = 5;

/**
 * A tally that remembers what it counted: versions are never taken away and come in the order of the log, so only what came
 * since the last look is counted, and a million are as quick as ten.
 */
export function createTally(): ArrivalTally {
  const missions = new Map<string, Known>();
  /** Two that look at once count once. */
  const running = new Map<string, Promise<boolean>>();
  const known = (missionId: string): Known => {
    const found = missions.get(missionId) ?? { quarters: new Map(), next: 0 };
    missions.set(missionId, found);
    return found;
  };
  const goOn = (sql: Sql, missionId: string): Promise<boolean> => {
    const under = running.get(missionId);
    if (under !== undefined) return under;
    const work = countOn(sql, missionId, known(missionId)).finally(() => running.delete(missionId));
    running.set(missionId, work);
    return work;
  };
  return {
    count: async (sql, missionId, since) => {
      const isComplete = await goOn(sql, missionId);
      const quarters = [...known(missionId).quarters];
      const sum = (counted: typeof quarters) => counted.reduce((total, [, count]) => total + count, 0);
      return { arrived: sum(quarters), since: sum(quarters.filter(([startsAt]) => startsAt >= since)), isComplete };
    },
  };
}

/** @returns whether all was counted. */
async function countOn(sql: Sql, missionId: string, known: Known): Promise<boolean> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const found = await countQuarters(sql, missionId, { from: known.next, limit: STEP });
    let counted = 0;
    for (const { startsAt, count, last } of found) {
      known.quarters.set(startsAt, (known.quarters.get(startsAt) ?? 0) + count);
      known.next = Math.max(known.next, last + 1);
      counted += count;
    }
    if (counted < STEP) return true;
  }
  return false;
}
