import type { RegisterWanted } from '../../../../features/mission/samples/routes/draw-for-mission.ts';
import type { Allocation, Design, Method } from '../../../../stats/sampling/design.ts';
import { WrongUsage } from '../../command.ts';

/** Options of `sample draw` that say what is drawn, and of what. */
export const DRAW_VALUES = [
  'n',
  'strata',
  'clusters',
  'stations',
  'sizes',
  'sizes-as-of',
  'sizes-kind',
  'frame',
  'draw',
  'of-each',
  'method',
  'allocation',
  'reserves',
  'seed',
] as const;

type Values = ReadonlyMap<string, string>;

const METHODS: Readonly<Record<string, Method>> = {
  simple: 'simple',
  systematic: 'systematic',
  pps: 'pps systematic',
  'pps-maximum-entropy': 'pps maximum entropy',
};
const ALLOCATIONS = { proportional: 'proportional', equal: 'equal', 'square-root': 'square root' } as const;
const KINDS = { units: 'units', clusters: 'clusters', 'two-stages': 'two stages' } as const;

/** The design that options name. @param hasStrata whether units have strata. @throws WrongUsage that says what is wrong. */
export function readDesign(values: Values, hasStrata: boolean): Design {
  const kind = oneOf(values, 'draw', { known: KINDS, otherwise: 'units' });
  const method = oneOf(values, 'method', { known: METHODS, otherwise: 'simple' });
  const allocation = readAllocation(values, hasStrata);
  if (kind !== 'two stages') {
    if (values.has('of-each')) throw new WrongUsage('--of-each: only with --draw two-stages.');
    return { kind, allocation, method };
  }
  return { kind, allocation, method, unitsOfEach: wholeOf(values, 'of-each'), unitMethod: 'simple' };
}

function readAllocation(values: Values, hasStrata: boolean): Allocation {
  const n = wholeOf(values, 'n');
  if (!hasStrata) {
    if (values.has('allocation')) throw new WrongUsage('--allocation: only where there are strata.');
    return { kind: 'none', n };
  }
  return { kind: oneOf(values, 'allocation', { known: ALLOCATIONS, otherwise: 'proportional' }), n };
}

/** How many reserves are wanted. */
export function readReserves(values: Values): number {
  return values.has('reserves') ? wholeOf(values, 'reserves') : 0;
}

/** What of the register the frame is made of. @throws WrongUsage where a file is named as well. */
export function readRegister(values: Values): RegisterWanted {
  const stations = values.get('stations') ?? null;
  return {
    strata: values.get('strata') ?? null,
    clusters: values.get('clusters') ?? null,
    sizes: readSizes(values),
    stations: stations === null ? null : stations.split(',').map((sort) => sort.trim()),
  };
}

function readSizes(values: Values): RegisterWanted['sizes'] {
  const subject = values.get('sizes');
  const more = ['sizes-as-of', 'sizes-kind'].find((name) => values.has(name));
  if (subject !== undefined)
    return { subject, asOf: values.get('sizes-as-of') ?? null, kind: values.get('sizes-kind') ?? null };
  if (more !== undefined) throw new WrongUsage(`--${more}: only with --sizes.`);
  return null;
}

function wholeOf(values: Values, name: string): number {
  const found = values.get(name);
  if (found === undefined) throw new WrongUsage(`--${name} is missing.`);
  if (!/^\d{1,9}$/.test(found)) throw new WrongUsage(`--${name}: found ${found}, wanted a whole number.`);
  return Number(found);
}

interface OneOf<T> {
  readonly known: Readonly<Record<string, T>>;
  readonly otherwise: T;
}

function oneOf<T extends string>(values: Values, name: string, { known, otherwise }: OneOf<T>): T {
  const found = values.get(name);
  if (found === undefined) return otherwise;
  const value = Object.hasOwn(known, found) ? known[found] : undefined;
  if (value === undefined)
    throw new WrongUsage(`--${name}: found ${found}, wanted ${Object.keys(known).join(' or ')}.`);
  return value;
}
