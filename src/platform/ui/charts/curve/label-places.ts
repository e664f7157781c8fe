import { textWidthEm } from '../frame/text-width.ts';

/** Where a label is written: its baseline, and the end of it that stands there. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Spot<Of> {
  readonly of: Of;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where labels may stand: px from the top left corner. */
export interface LabelPage {
  readonly width: number;
  readonly bottom: number;
  /** Size of the type. */
  readonly em: number;
  /** What else is drawn and must not be written over. */
  readonly obstacles?: readonly { readonly x: number; readonly y: number; readonly radius: number }[] | undefined;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const DOT_PX = 6;

/**
 * Gives each point the first free place for its label: above and before it, above, below and after it, below. A label
 * that would touch another label, another point or the edge is left out.
 */
export function placeLabels<Of>(spots: readonly Spot<Of>[], page: LabelPage): ReadonlyMap<Of, Corner> {
  const obstacles = (page.obstacles ?? []).map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const dots = spots.map(({ x, y }) => ({
    left: x - DOT_PX,
    right: x + DOT_PX,
    top: y - DOT_PX,
    bottom: y + DOT_PX,
  }));
  const taken: Box[] = [...dots, ...obstacles];
  const places = new Map<Of, Corner>();
  for (const [index, spot] of spots.entries()) {
    const others = taken.filter((_, other) => other !== index);
    const free = cornersOf(spot).find((corner) => {
      const box = boxOf(spot.text, corner, page.em);
      const isInside = box.left >= 0 && box.right <= page.width && box.top >= 0 && box.bottom <= page.bottom;
      return isInside && !others.some((other) => isTouching(box, other));
    });
    if (free === undefined) continue;
    places.set(spot.of, free);
    taken.push(boxOf(spot.text, free, page.em));
  }
  return places;
}

function cornersOf({ x, y }: Spot<unknown>): readonly Corner[] {
  return [
    { x: x - 2, y: y - 10, anchor: 'end' },
    { x, y: y - 10, anchor: 'middle' },
    { x: x + 6, y: y + 18, anchor: 'start' },
    { x, y: y + 20, anchor: 'middle' },
    { x: x + 10, y: y + 4, anchor: 'start' },
    { x: x + 4, y: y - 12, anchor: 'end' },
    { x: x + 4, y: y + 20, anchor: 'end' },
    { x: x + 4, y: y - 24, anchor: 'end' },
  ];
}

function boxOf(text: string, { x, y, anchor }: Corner, em: number): Box {
  const width = textWidthEm(text) * em;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - em, bottom: y + 3 };
}

function isTouching(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Moves labels that stand in one column apart, all of them together by as little as it takes (least squares), and gives
 * the heights of their middles in the order that they came in. No two are nearer than `line`.
 */
export function spreadApart(heights: readonly number[], line: number): readonly number[] {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const wanted = order.map((index, rank) => (heights[index] ?? 0) - rank * line);
  const fitted = neverFalling(wanted);
  const spread = [...heights];
  for (const [rank, index] of order.entries()) spread[index] = (fitted[rank] ?? 0) + rank * line;
  return spread;
}

/** The nearest sequence that never falls: neighbours that fall are pooled to their mean. */
function neverFalling(values: readonly number[]): readonly number[] {
  const pools: { mean: number; size: number }[] = [];
  for (const value of values) {
    let pool = { mean: value, size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.mean > pool.mean; last = pools.at(-1)) {
      const size = last.size + pool.size;
      pool = { mean: (last.mean * last.size + pool.mean * pool.size) / size, size };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean));
}

/** The ticks whose words leave each other room, from the first one on. */
export function ticksWithRoom<Tick extends { readonly label: string }>(
  ticks: readonly Tick[],
  at: (tick: Tick) => number,
  em: number,
): readonly Tick[] {
  const kept: Tick[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const half = (textWidthEm(tick.label) * em) / 2;
    if (at(tick) - half < end + em / 2) continue;
    kept.push(tick);
    end = at(tick) + half;
  }
  return kept;
}
