import { findCircles } from '../../../kernel/circles.ts';
import { errorAt, type RuleFault, warningAt } from '../../../kernel/issue.ts';
import { type Place, placeKind } from '../places/place.ts';
import type { Commission, CommissionTier } from './commission.ts';

/** What the rules of commissions look at; of places only the code and the level. */
export interface CommissionRecords {
  readonly tiers: readonly CommissionTier[];
  readonly commissions: readonly Commission[];
  readonly places: readonly Pick<Place, 'code' | 'level'>[];
}

/**
 * What is wrong with the tree of commissions. Errors: two tiers of one rank, a tier whose level of places does not
 * exist, a circle, a commission above one of its own or a higher tier. Warnings: a lower commission without one above
 * it, a place of another level than the tier is responsible for, a place with two commissions of one tier.
 */
export function checkCommissions(records: CommissionRecords): RuleFault[] {
  const tierOf = new Map(records.tiers.map((tier) => [tier.key, tier]));
  const commissionOf = new Map(records.commissions.map((commission) => [commission.key, commission]));
  const levelOf = new Map(records.places.map((place) => [place.code, place.level]));
  return [
    ...checkTiers(records.tiers),
    ...checkCircles(records.commissions, commissionOf),
    ...records.commissions.flatMap((commission) => checkAbove(commission, commissionOf, tierOf)),
    ...records.commissions.flatMap((commission) => checkLevels(commission, levelOf, tierOf)),
    ...checkShared(records.commissions),
  ];
}

function checkTiers(tiers: readonly CommissionTier[]): RuleFault[] {
  const levels: readonly string[] = placeKind.fields.level.choices;
  const ranks = new Map<number, string>();
  return tiers.flatMap((tier) => {
    const at = (column: string) => ({ kind: 'commission-tier', key: tier.key, column });
    const faults: RuleFault[] = [];
    const other = ranks.get(tier.rank);
    if (other !== undefined) faults.push(errorAt(at('rank'), 'tier-rank', { found: tier.rank, wanted: other }));
    ranks.set(tier.rank, tier.key);
    if (tier.place_level !== null && !levels.includes(tier.place_level)) {
      const parameters = { found: tier.place_level, wanted: levels.join(', ') };
      faults.push(errorAt(at('place_level'), 'tier-place-level', parameters));
    }
    return faults;
  });
}

function checkCircles(commissions: readonly Commission[], commissionOf: ReadonlyMap<string, Commission>): RuleFault[] {
  const parentsOf = (key: string) => {
    const parent = commissionOf.get(key)?.parent ?? null;
    return parent === null ? [] : [parent];
  };
  const keys = commissions.map(({ key }) => key);
  return findCircles(keys, parentsOf).map((circle) =>
    errorAt({ kind: 'commission', key: circle[0] ?? '', column: 'parent' }, 'commission-circle', {
      found: circle.join(' → ').slice(0, 400),
    }),
  );
}

function checkAbove(
  commission: Commission,
  commissionOf: ReadonlyMap<string, Commission>,
  tierOf: ReadonlyMap<string, CommissionTier>,
): RuleFault[] {
  const at = { kind: 'commission', key: commission.key, column: 'parent' };
  const rank = tierOf.get(commission.tier)?.rank;
  if (rank === undefined) return [];
  if (commission.parent === null) {
    const isTop = [...tierOf.values()].every((tier) => tier.rank >= rank);
    return isTop ? [] : [warningAt(at, 'commission-alone')];
  }
  const above = tierOf.get(commissionOf.get(commission.parent)?.tier ?? '');
  if (above === undefined || above.rank < rank) return [];
  return [errorAt(at, 'commission-above', { found: commission.parent })];
}

function checkLevels(
  commission: Commission,
  levelOf: ReadonlyMap<string, string>,
  tierOf: ReadonlyMap<string, CommissionTier>,
): RuleFault[] {
  const wanted = tierOf.get(commission.tier)?.place_level ?? null;
  const at = { kind: 'commission', key: commission.key, column: 'places' };
  return commission.places.flatMap((code) => {
    const level = levelOf.get(code);
    if (wanted === null || level === undefined || level === wanted) return [];
    return [warningAt(at, 'commission-place-level', { found: code, wanted })];
  });
}

function checkShared(commissions: readonly Commission[]): RuleFault[] {
  const holders = new Map<string, string>();
  return commissions.flatMap((commission) =>
    commission.places.flatMap((code) => {
      const key = JSON.stringify([commission.tier, code]);
      const other = holders.get(key);
      holders.set(key, commission.key);
      const at = { kind: 'commission', key: commission.key, column: 'places' };
      return other === undefined ? [] : [warningAt(at, 'commission-place-shared', { found: code, wanted: other })];
    }),
  );
}
