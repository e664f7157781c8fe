import type { Commission, CommissionTier } from './commission.ts';

/** A tier with the commission of it that is responsible for a place; null where the file names none. */
export interface Responsible {
  readonly tier: CommissionTier;
  readonly commission: Commission | null;
}

/**
 * Which commissions are responsible for a place, the highest tier first: of each tier the one that is responsible for
 * the place itself or for the nearest place that it lies in.
 *
 * @param path codes from the root of the tree to the place itself.
 */
export function findResponsible(
  path: readonly string[],
  commissions: readonly Commission[],
  tiers: readonly CommissionTier[],
): Responsible[] {
  const ranked = [...tiers].sort((a, b) => a.rank - b.rank);
  return ranked.map((tier) => {
    const own = commissions.filter((commission) => commission.tier === tier.key);
    const code = [...path].reverse().find((each) => own.some(({ places }) => places.includes(each)));
    return { tier, commission: own.find(({ places }) => code !== undefined && places.includes(code)) ?? null };
  });
}
