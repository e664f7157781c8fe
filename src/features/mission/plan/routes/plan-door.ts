import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { getMission } from '../../missions/access.ts';
import type { PlanDoer, StoredPlan } from '../store/keep-plan.ts';
import { findPlan } from '../store/keep-plan.ts';

export type PlanMission = Awaited<ReturnType<typeof getMission>>;

/** Whoever asks, as what they do is kept. */
export function doerOf(
  actor: { readonly id: string; readonly name: string },
  at: Date,
  reason: string | null,
): PlanDoer {
  return { id: actor.id, name: actor.name, at, reason };
}

/** The plan of a mission. @throws Problem `plan-missing` where it has none: no phase was decided yet. */
export async function getPlan(sql: Db, { id, slug }: PlanMission): Promise<StoredPlan> {
  const plan = await findPlan(sql, id);
  if (plan === null || plan.phases.length === 0) throw new Problem('plan-missing', { mission: slug });
  return plan;
}
