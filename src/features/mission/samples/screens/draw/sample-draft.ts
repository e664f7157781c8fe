import type { Design } from '../../../../../stats/sampling/design.ts';
import { LONGEST_NAME, LONGEST_SEED } from '../../desk-sample.ts';
import type { FrameSource } from '../../sample.ts';
import type { SampleOptions } from '../../sample-replies.ts';

/** Ways to draw that people choose among. */
export const WAYS = ['simple', 'stratified', 'clusters', 'two-stages', 'pps'] as const;
export type Way = (typeof WAYS)[number];
export const ALLOCATIONS = ['proportional', 'equal', 'square root'] as const;

/** A design as it is typed. */
export interface SampleDraft {
  readonly name: string;
  readonly way: Way;
  /** Levels of places; '': none. */
  readonly strata: string;
  readonly clusters: string;
  readonly allocation: (typeof ALLOCATIONS)[number];
  readonly isSystematic: boolean;
  /** Which of the claims of the options, from 0; '': none. */
  readonly sizes: string;
  /** Sorts of stations that are left out. */
  readonly without: readonly string[];
  readonly n: string;
  readonly ofEach: string;
  readonly reserves: string;
  readonly seed: string;
}

type RegisterSource = Extract<FrameSource, { kind: 'register' }>;
export type DraftField = 'name' | 'strata' | 'clusters' | 'sizes' | 'without' | 'n' | 'ofEach' | 'reserves' | 'seed';

/** What is sent to be looked at, or to be drawn. */
export interface AskedDesign {
  readonly register: Pick<RegisterSource, 'strata' | 'clusters' | 'sizes' | 'stations'>;
  readonly design: Design;
  readonly reserves: number;
}

/** A design to begin with: of the sample that it is to replace, or a simple one. */
export function newDraft(options: SampleOptions, seed: string): SampleDraft {
  const level = (at: number) => options.levels[at]?.level ?? '';
  return {
    ...{ name: '', way: 'stratified', strata: level(0), clusters: level(options.levels.length - 1), sizes: '0' },
    ...{ allocation: 'proportional', isSystematic: false, without: [], n: '', ofEach: '2', reserves: '0', seed },
  };
}

/** Whether a way of drawing goes by this field. */
export function asksFor(way: Way, field: 'strata' | 'clusters' | 'sizes' | 'ofEach' | 'systematic'): boolean {
  switch (field) {
    case 'strata':
      return way !== 'simple';
    case 'clusters':
      return way === 'clusters' || way === 'two-stages';
    case 'sizes':
      return way === 'pps';
    case 'ofEach':
      return way === 'two-stages';
    default:
      return way !== 'pps';
  }
}

function readWhole(text: string, least: number): number | null {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? Number(text) : null;
}

/** What of a design is missing, or is no number. */
export function findDraftFaults(draft: SampleDraft, options: SampleOptions): Set<DraftField> {
  const { way, name, seed } = draft;
  const isWrong: Readonly<Record<DraftField, boolean>> = {
    name: name.trim() === '' || name.trim().length > LONGEST_NAME,
    strata: way === 'stratified' && draft.strata === '',
    clusters: asksFor(way, 'clusters') && draft.clusters === '',
    sizes: asksFor(way, 'sizes') && options.sizes[Number(draft.sizes)] === undefined,
    without: options.sorts.every(({ sort }) => draft.without.includes(sort)),
    n: readWhole(draft.n, 1) === null,
    ofEach: asksFor(way, 'ofEach') && readWhole(draft.ofEach, 1) === null,
    reserves: readWhole(draft.reserves, 0) === null,
    seed: seed.trim() === '' || seed.trim().length > LONGEST_SEED,
  };
  return new Set((Object.keys(isWrong) as DraftField[]).filter((field) => isWrong[field]));
}

/** The design that is typed, as it is sent. What is missing of it was looked for before. */
export function readDraft(draft: SampleDraft, options: SampleOptions): AskedDesign {
  const { way } = draft;
  const strata = asksFor(way, 'strata') && draft.strata !== '' ? draft.strata : null;
  const size = asksFor(way, 'sizes') ? options.sizes[Number(draft.sizes)] : undefined;
  const n = readWhole(draft.n, 1) ?? 0;
  const allocation = strata === null ? ({ kind: 'none', n } as const) : ({ kind: draft.allocation, n } as const);
  const equal = draft.isSystematic ? 'systematic' : 'simple';
  const method = way === 'pps' ? ('pps systematic' as const) : equal;
  const sorts = options.sorts.map(({ sort }) => sort).filter((sort) => !draft.without.includes(sort));
  return {
    register: {
      strata,
      clusters: asksFor(way, 'clusters') ? draft.clusters : null,
      sizes: size === undefined ? null : { subject: size.subject, asOf: size.asOf, kind: size.kind },
      stations: draft.without.length === 0 ? null : sorts,
    },
    design: designOf(way, { allocation, method, unitsOfEach: readWhole(draft.ofEach, 1) ?? 0 }),
    reserves: readWhole(draft.reserves, 0) ?? 0,
  };
}

function designOf(
  way: Way,
  { unitsOfEach, ...more }: Pick<Design, 'allocation' | 'method'> & { readonly unitsOfEach: number },
): Design {
  if (way === 'two-stages') return { kind: 'two stages', ...more, unitsOfEach, unitMethod: 'simple' };
  return { kind: way === 'clusters' ? 'clusters' : 'units', ...more };
}

/** Which way a design is, as people chose it. */
export function wayOf({ kind, method }: Design, strata: string | null): Way {
  if (kind === 'two stages') return 'two-stages';
  if (kind === 'clusters') return 'clusters';
  if (method === 'pps systematic' || method === 'pps maximum entropy') return 'pps';
  return strata === null ? 'simple' : 'stratified';
}
