import { err, must, ok, type Result } from '../../kernel/result.ts';
import type { Seeded } from '../../kernel/seed.ts';
import { type Fraction, multiply, ONE, toNumber } from '../fraction.ts';
import { drawSome, streamOf } from '../random.ts';
import type { Design } from './design.ts';
import type { SamplingFault } from './fault.ts';
import { type Frame, type FrameUnit, findFrameFaults, hashFrame, isWhole, unitsInOrder } from './frame.ts';
import { findMissing, type Item, planLots, type StratumLot } from './lots.ts';
import { select } from './select.ts';

/** Name and version of all that a draw depends on. It changes whenever the same request would give another sample. */
export const ALGORITHM = 'scrutineer sampling 1';

/** What is to be drawn. */
export interface DrawRequest {
  readonly frame: Frame;
  /** Any text; whoever knows it before the frame is settled could choose the sample. */
  readonly seed: string;
  readonly design: Design;
  /** Units (or clusters) drawn as reserves of each stratum, or of each cluster in two stages; fewer where fewer are left. */
  readonly reserves: number;
}

/** A unit that was drawn. */
export interface SelectedUnit {
  readonly id: string;
  readonly stratum: string | null;
  readonly cluster: string | null;
  /** The stage at which it was drawn: 2 of two stages, otherwise 1. */
  readonly stage: 1 | 2;
  /** Chances at each stage, given what was drawn before; their product is `inclusion`. */
  readonly stageChances: readonly Fraction[];
  /** The chance of being in the sample, exactly (with maximum entropy: what was aimed at, and met to 1e-13). */
  readonly inclusion: Fraction;
  /** `inclusion` as a number. */
  readonly probability: number;
  /** 1 / `inclusion`, the design weight. */
  readonly weight: number;
  /** From 1: stratum by stratum, in the order drawn. */
  readonly order: number;
}

/** Whom to take instead where somebody drawn cannot be taken, `order` 1 first; in no other stratum or cluster. */
export interface Reserve {
  readonly stratum: string | null;
  readonly cluster: string | null;
  /** Null where it is a whole cluster. */
  readonly id: string | null;
  readonly order: number;
}

/** What was drawn from one list. */
export interface LotRecord {
  /** Null where the design knows no strata. */
  readonly stratum: string | null;
  /** The cluster whose units were drawn; null at the first stage. */
  readonly cluster: string | null;
  readonly units: number;
  readonly drawn: number;
  /** Ids, or names of clusters, that were drawn with certainty because of their size. */
  readonly certain: readonly string[];
  /** Where a systematic draw started, in decimal digits; null for other methods. */
  readonly start: string | null;
}

/** All that anybody needs, beside the frame, to draw the sample again. It can be written as JSON. */
export interface DrawRecord {
  readonly algorithm: string;
  readonly seed: string;
  readonly frame: { readonly order: Frame['order']; readonly units: number; readonly sha256: string };
  readonly design: Design;
  readonly reserves: number;
  readonly lots: readonly LotRecord[];
}

/** A sample and how it came about. */
export interface Draw {
  readonly selected: readonly SelectedUnit[];
  readonly reserves: readonly Reserve[];
  readonly record: DrawRecord;
}

/**
 * Draws a sample. The same frame, seed and design give the same sample on every machine; with a frame ordered by id the
 * order in which the units are given does not matter. Every stratum, and every cluster at the second stage, has a stream
 * of random words of its own (`streamOf`), named by `ALGORITHM`, the seed, what is drawn (`first`, `second` or
 * `reserve`), stratum and cluster; so a reserve or a stratum more changes nothing of the others.
 *
 * @returns all faults of the frame and the request, or the first that shows later.
 */
export function drawSample(request: DrawRequest): Result<Draw, readonly SamplingFault[]> {
  const faults = findFaults(request);
  if (faults.length > 0) return err(faults);
  const { frame, seed, design, reserves } = request;
  const units = unitsInOrder(frame);
  const plan = planLots(units, design);
  if (!plan.ok) return plan;
  const parts: Part[] = [];
  for (const lot of plan.value) {
    const drawn = drawStratum(lot, request);
    if (!drawn.ok) return err([drawn.error]);
    parts.push(drawn.value);
  }
  const selected = parts.flatMap((part) => part.selected).map((unit, at) => ({ ...unit, order: at + 1 }));
  const told = { order: frame.order, units: units.length, sha256: hashFrame(units) };
  const lots = parts.flatMap((part) => part.lots);
  const record = { algorithm: ALGORITHM, seed, frame: told, design, reserves, lots };
  return ok({ selected, reserves: parts.flatMap((part) => part.reserves), record });
}

/**
 * Draws again what a record tells of.
 *
 * @returns the draw; or a fault where the units are not those of the record, or this program draws otherwise.
 */
export function repeatDraw(units: readonly FrameUnit[], record: DrawRecord): Result<Draw, readonly SamplingFault[]> {
  const { algorithm, seed, design, reserves } = record;
  if (algorithm !== ALGORITHM) return err([{ kind: 'other algorithm', recorded: algorithm, found: ALGORITHM }]);
  const drawn = drawSample({ frame: { order: record.frame.order, units }, seed, design, reserves });
  if (!drawn.ok) return drawn;
  const found = drawn.value.record.frame.sha256;
  return found === record.frame.sha256 ? drawn : err([{ kind: 'other frame', recorded: record.frame.sha256, found }]);
}

/** What is drawn of one stratum or one cluster. */
interface Part {
  readonly selected: readonly Omit<SelectedUnit, 'order'>[];
  readonly reserves: readonly Reserve[];
  readonly lots: readonly LotRecord[];
}

function findFaults({ frame, seed, design, reserves }: DrawRequest): SamplingFault[] {
  const faults = [...findFrameFaults(frame.units), ...findMissing(frame.units, design)];
  if (!isWhole(seed.trim())) faults.push({ kind: 'bad seed', found: seed });
  const bad = { kind: 'bad number', stratum: null, most: null } as const;
  if (!Number.isSafeInteger(reserves) || reserves < 0)
    faults.push({ ...bad, field: 'reserves', found: reserves, least: 0 });
  if (design.kind !== 'two stages') return faults;
  const { unitsOfEach } = design;
  if (Number.isSafeInteger(unitsOfEach) && unitsOfEach >= 1) return faults;
  return [...faults, { ...bad, field: 'units of each', found: unitsOfEach, least: 1 }];
}

function drawStratum({ stratum, items, n }: StratumLot, request: DrawRequest): Result<Part, SamplingFault> {
  const { design, seed } = request;
  const lot = { stratum, sizes: items.map((item) => item.size), n };
  const selection = select(lot, design.method, streamFor(seed, 'first', [stratum, null]));
  if (!selection.ok) return selection;
  const { drawn, certain, start } = selection.value;
  const itemAt = (at: number) => must(items[at], 'Drawing: an item that is not there');
  const told: LotRecord = {
    stratum,
    cluster: null,
    units: items.length,
    drawn: n,
    certain: certain.map((at) => itemAt(at).name),
    start: writeStart(start),
  };
  const chosen = drawn.map(({ at, chance }) => ({ item: itemAt(at), chance }));
  if (design.kind === 'two stages') {
    const parts = chosen.map(({ item, chance }) => drawCluster(item, { chance, stratum, request, design }));
    return ok(joinParts(told, parts));
  }
  const selected = chosen.flatMap(({ item, chance }) => item.units.map((unit) => selectedUnit(unit, [chance])));
  const places = new Set(drawn.map(({ at }) => at));
  const left = items.filter((_, at) => !places.has(at));
  const reserves = drawReserves(left, request, [stratum, null]).map(({ name, units }, at): Reserve => {
    const cluster = units[0]?.cluster ?? null;
    return { stratum, cluster, id: design.kind === 'units' ? name : null, order: at + 1 };
  });
  return ok({ selected, reserves, lots: [told] });
}

function joinParts(told: LotRecord, parts: readonly Part[]): Part {
  return {
    selected: parts.flatMap((part) => part.selected),
    reserves: parts.flatMap((part) => part.reserves),
    lots: [told, ...parts.flatMap((part) => part.lots)],
  };
}

interface Cluster {
  /** Of the cluster, at the first stage. */
  readonly chance: Fraction;
  readonly stratum: string | null;
  readonly request: DrawRequest;
  readonly design: Extract<Design, { readonly kind: 'two stages' }>;
}

function drawCluster({ name, units }: Item, { chance, stratum, request, design }: Cluster): Part {
  const n = Math.min(design.unitsOfEach, units.length);
  const lot = { stratum, sizes: units.map(() => 1), n };
  const selection = select(lot, design.unitMethod, streamFor(request.seed, 'second', [stratum, name]));
  if (!selection.ok) throw new Error('Drawing with equal chances: it has no faults of its own');
  const { drawn, start } = selection.value;
  const selected = drawn.map((one) => {
    return selectedUnit(must(units[one.at], 'Drawing: a unit that is not there'), [chance, one.chance]);
  });
  const places = new Set(drawn.map(({ at }) => at));
  const left = units.filter((_, at) => !places.has(at));
  const reserves = drawReserves(left, request, [stratum, name]).map(({ id }, at) => {
    return { stratum, cluster: name, id, order: at + 1 };
  });
  const told = { stratum, cluster: name, units: units.length, drawn: n, certain: [], start: writeStart(start) };
  return { selected, reserves, lots: [told] };
}

function drawReserves<T>(left: readonly T[], { seed, reserves }: DrawRequest, place: Place): T[] {
  return drawSome(streamFor(seed, 'reserve', place), left, Math.min(reserves, left.length));
}

function selectedUnit(unit: FrameUnit, stageChances: readonly Fraction[]): Omit<SelectedUnit, 'order'> {
  const inclusion = stageChances.reduce(multiply, ONE);
  return {
    id: unit.id,
    stratum: unit.stratum,
    cluster: unit.cluster,
    stage: stageChances.length === 2 ? 2 : 1,
    stageChances,
    inclusion,
    probability: toNumber(inclusion),
    weight: Number(inclusion.denominator) / Number(inclusion.numerator),
  };
}

function writeStart(start: bigint | null): string | null {
  return start === null ? null : `${start}`;
}

/** Stratum and cluster. */
type Place = readonly [string | null, string | null];

function streamFor(seed: string, purpose: 'first' | 'second' | 'reserve', [stratum, cluster]: Place): Seeded {
  return streamOf([ALGORITHM, seed, purpose, stratum ?? '', cluster ?? '']);
}
