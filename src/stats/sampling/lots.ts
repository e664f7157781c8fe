import { err, ok, type Result } from '../../kernel/result.ts';
import { allocate } from './allocate.ts';
import { type Design, needsSizes } from './design.ts';
import type { SamplingFault } from './fault.ts';
import type { FrameUnit } from './frame.ts';

/** What is drawn as one at the first stage: a unit, or a cluster of them. */
export interface Item {
  /** The id of the unit, or the name of the cluster. */
  readonly name: string;
  /** In the order of the frame. */
  readonly units: readonly FrameUnit[];
  /** That of its units together; 0 where the design looks at none. */
  readonly size: number;
}

/** The items of one stratum, or of the whole frame where the design knows no strata, and how many are drawn. */
export interface StratumLot {
  readonly stratum: string | null;
  readonly items: readonly Item[];
  readonly n: number;
}

/** What the design needs and some units do not have. */
export function findMissing(units: readonly FrameUnit[], design: Design): SamplingFault[] {
  const fields = [
    ...(design.allocation.kind === 'none' ? [] : (['stratum'] as const)),
    ...(design.kind === 'units' ? [] : (['cluster'] as const)),
    ...(needsSizes(design.method) ? (['size'] as const) : []),
  ];
  const faults: SamplingFault[] = [];
  for (const [at, unit] of units.entries()) {
    for (const field of fields) {
      if (unit[field] === null) faults.push({ kind: 'missing', field, id: unit.id, row: at + 1 });
    }
  }
  return faults;
}

/**
 * The strata, in the order in which the frame comes to them, and how many items are drawn of each.
 *
 * @param units in the order of the frame, with all that the design needs.
 */
export function planLots(
  units: readonly FrameUnit[],
  design: Design,
): Result<readonly StratumLot[], readonly SamplingFault[]> {
  const { allocation } = design;
  const groups = groupBy(units, (unit) => (allocation.kind === 'none' ? null : unit.stratum));
  const strata = [...groups].map(([stratum, members]) => ({ stratum, items: itemsOf(members, design) }));
  const faults = findClusterFaults(strata);
  if (faults.length > 0) return err(faults);
  const counts = countsOf(strata, design);
  if (!counts.ok) return counts;
  return ok(strata.map((one, at) => ({ ...one, n: counts.value[at] ?? 0 })));
}

type StratumItems = Omit<StratumLot, 'n'>;

function itemsOf(units: readonly FrameUnit[], design: Design): Item[] {
  const sizeOf = (unit: FrameUnit) => (needsSizes(design.method) ? (unit.size ?? 0) : 0);
  if (design.kind === 'units') return units.map((unit) => ({ name: unit.id, units: [unit], size: sizeOf(unit) }));
  return [...groupBy(units, (unit) => unit.cluster)].map(([cluster, members]) => {
    return { name: cluster ?? '', units: members, size: members.reduce((sum, unit) => sum + sizeOf(unit), 0) };
  });
}

/** A cluster lies in one stratum, and is no larger than sizes may be. */
function findClusterFaults(strata: readonly StratumItems[]): SamplingFault[] {
  const stratumOf = new Map<string, string>();
  return strata.flatMap(({ stratum, items }) => {
    return items.flatMap(({ name, size }) => {
      const faults: SamplingFault[] = [];
      const other = stratumOf.get(name);
      if (other !== undefined)
        faults.push({ kind: 'cluster in two strata', cluster: name, strata: [other, stratum ?? ''] });
      if (!Number.isSafeInteger(size)) faults.push({ kind: 'cluster too large', cluster: name });
      stratumOf.set(name, stratum ?? '');
      return faults;
    });
  });
}

function countsOf(strata: readonly StratumItems[], { allocation }: Design): Result<number[], readonly SamplingFault[]> {
  const sizes = strata.map(({ stratum, items }) => ({ stratum: stratum ?? '', units: items.length }));
  if (allocation.kind !== 'none') return allocate(sizes, allocation);
  const [{ n }, units] = [allocation, sizes[0]?.units ?? 0];
  if (Number.isSafeInteger(n) && n >= 1 && n <= units) return ok([n]);
  if (n > units) return err([{ kind: 'too many', stratum: null, wanted: n, units }]);
  return err([{ kind: 'bad number', field: 'n', stratum: null, found: n, least: 1, most: units }]);
}

function groupBy<K>(units: readonly FrameUnit[], keyOf: (unit: FrameUnit) => K): Map<K, FrameUnit[]> {
  const groups = new Map<K, FrameUnit[]>();
  for (const unit of units) {
    const group = groups.get(keyOf(unit));
    if (group === undefined) groups.set(keyOf(unit), [unit]);
    else group.push(unit);
  }
  return groups;
}
