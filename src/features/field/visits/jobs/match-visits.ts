import type { Sql, TransactionSql } from 'postgres';
import { listUnmatchedMissions, lockVisits, type PlanMark } from '../store/lock-visits.ts';
import { makeVisits } from '../store/make-visits.ts';
import { placeReports, takeChangedHolders, takeChangedPlan } from '../store/place-reports.ts';
import { clearVisits, countRows, listCounts } from '../store/recount.ts';

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
 */
export async function matchVisits(sql: Sql, pace: MatchingPace): Promise<void> {
  for (const missionId of await listUnmatchedMissions(sql)) {
    for (let count = 1; count > 0 && !pace.isEnding(); ) {
      const start = performance.now();
      count = await matchBatch(sql, missionId, pace.most());
      await pace.rest(performance.now() - start);
    }
  }
}

/** One batch of a mission, in one transaction. @returns how much was looked at; 0: there is nothing to do. */
export async function matchBatch(sql: Sql, missionId: string, most: number): Promise<number> {
  return await sql.begin(async (transaction) => {
    const plan = await lockVisits(transaction, missionId);
    return plan === null ? 0 : await matchNext(transaction, plan, most);
  });
}

async function matchNext(sql: TransactionSql, plan: PlanMark, most: number): Promise<number> {
  const { missionId } = plan;
  const holders = await takeChangedHolders(sql, missionId, most);
  const planned = await takeChangedPlan(sql, missionId, most);
  const placed = await placeReports(sql, plan, most);
  await makeVisits(sql, missionId, [...planned.places, ...placed.places]);
  return holders + planned.count + placed.count;
}

/** What a recount found. */
export interface Recount {
  readonly visits: number;
  readonly reports: number;
  /** Counts that were other ones before. */
  readonly corrected: number;
}

/** Reports and visits that are looked at in one step of a recount. */
const RECOUNTED_AT_ONCE = 1_000;

/**
 * Makes everything of a mission anew, from plan and reports alone, in one transaction: until its end the board shows what it
 * showed, and nothing is matched.
 *
 * @returns null: the mission has no plan.
 */
export async function recountVisits(sql: Sql, missionId: string): Promise<Recount | null> {
  return await sql.begin(async (transaction) => {
    const plan = await lockVisits(transaction, missionId);
    if (plan === null) return null;
    // What waits to be matched is no mistake of the counts.
    while ((await matchNext(transaction, plan, RECOUNTED_AT_ONCE)) > 0);
    const before = await listCounts(transaction, missionId);
    await clearVisits(transaction, missionId);
    while ((await matchNext(transaction, plan, RECOUNTED_AT_ONCE)) > 0);
    const after = await listCounts(transaction, missionId);
    const keys = new Set([...before.keys(), ...after.keys()]);
    const corrected = [...keys].filter((key) => before.get(key) !== after.get(key)).length;
    return { ...(await countRows(transaction, missionId)), corrected };
  });
}
