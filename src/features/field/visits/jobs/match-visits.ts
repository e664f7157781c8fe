import type { Sql, TransactionSql } from 'postgres';
import { listUnmatchedMissions, lockVisits, type PlanMark } from '../store/lock-visits.ts';
import { makeVisits } from '../store/make-visits.ts';
import { type Placed, placeReports, takeChangedHolders, takeChangedPlan } from '../store/place-reports.ts';
import { clearVisits } from '../store/recount.ts';

/** How visits are matched beside more urgent work. */
export interface MatchingPace {
  /** How many reports or visits the next batch may have. */
  readonly most: () => number;
  /** Waits after a batch that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/**
 * Matches reports with the plan, in every mission that has one, until nothing is left: reports that came or changed, visits
 * that are expected otherwise, devices that others have now.
 *
 * @returns ids of the missions in which something changed.
 */
export async function matchVisits(sql: Sql, pace: MatchingPace): Promise<string[]> {
  const missions = await listUnmatchedMissions(sql);
  for (const missionId of missions) {
    for (let count = 1; count > 0 && !pace.isEnding(); ) {
      const start = performance.now();
      count = await matchBatch(sql, missionId, pace.most());
      await pace.rest(performance.now() - start);
    }
  }
  return missions;
}

/** One batch of a mission, in one transaction. @returns how much was looked at; 0: there is nothing to do. */
export async function matchBatch(sql: Sql, missionId: string, most: number): Promise<number> {
  return await sql.begin(async (transaction) => {
    const plan = await lockVisits(transaction, missionId);
    if (plan === null) return 0;
    const holders = await takeChangedHolders(transaction, missionId, most);
    const planned = await takeChangedPlan(transaction, missionId, most);
    const placed = await placeReports(transaction, plan, most);
    await makeVisits(transaction, missionId, distinct([planned, placed]));
    await tell(transaction, missionId);
    return holders + planned.count + placed.count;
  });
}

/** Makes everything of a mission anew, from plan and reports alone. @returns null: it has no plan. */
export async function recountVisits(sql: Sql, missionId: string, most: number): Promise<PlanMark | null> {
  const plan = await sql.begin(async (transaction) => {
    const found = await lockVisits(transaction, missionId);
    if (found !== null) await clearVisits(transaction, missionId);
    return found;
  });
  while (plan !== null && (await matchBatch(sql, missionId, most)) > 0);
  return plan;
}

/** Whoever watches the board hears of it with the end of the transaction. */
async function tell(sql: TransactionSql, missionId: string): Promise<void> {
  await sql`select pg_notify('situation', ${missionId})`;
}

function distinct(found: readonly Placed[]) {
  const places = found.flatMap((one) => one.places);
  return [...new Map(places.map((place) => [JSON.stringify(Object.values(place)), place])).values()];
}
