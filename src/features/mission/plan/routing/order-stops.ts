/** How far it is from one stop to another, by their places in the list; the same both ways, 0 from a stop to itself. */
export type Distances = (from: number, to: number) => number;

/**
 * An order in which stops lie along a short way: from the nearest to the nearest, then made shorter by turning parts of it
 * round (2-opt) until no turn helps. Nobody is led back to the start. The same stops give the same order.
 *
 * @param count how many stops there are; the cost grows with its square.
 * @param start the stop at which the way begins; null: wherever it is shortest among beginnings at each end.
 * @returns places of the stops, each once.
 */
export function orderStops(count: number, distance: Distances, start: number | null = null): number[] {
  if (count === 0) return [];
  const ways = (start === null ? outermost(count, distance) : [start]).map((first) =>
    shorten(nearestOnes(count, distance, first), distance),
  );
  return ways.reduce((best, way) => (wayLength(way, distance) < wayLength(best, distance) ? way : best));
}

/** How long a way is. */
export function wayLength(way: readonly number[], distance: Distances): number {
  let length = 0;
  for (let at = 1; at < way.length; at += 1) length += distance(way[at - 1] ?? 0, way[at] ?? 0);
  return length;
}

/** The two stops that lie farthest apart, as far as two looks find them. */
function outermost(count: number, distance: Distances): number[] {
  const farthestFrom = (from: number) => {
    let farthest = from;
    for (let stop = 0; stop < count; stop += 1) if (distance(from, stop) > distance(from, farthest)) farthest = stop;
    return farthest;
  };
  const one = farthestFrom(0);
  return [...new Set([farthestFrom(one), one])];
}

function nearestOnes(count: number, distance: Distances, start: number): number[] {
  const left = new Set(Array.from({ length: count }, (_, stop) => stop));
  left.delete(start);
  const way = [start];
  for (let here = start; left.size > 0; way.push(here)) {
    let nearest: number | null = null;
    for (const stop of left) if (nearest === null || distance(here, stop) < distance(here, nearest)) nearest = stop;
    here = nearest ?? here;
    left.delete(here);
  }
  return way;
}

/** Less than this is no gain, but a matter of how numbers are rounded. */
const LEAST_GAIN = 1e-6;

function shorten(given: readonly number[], distance: Distances): number[] {
  const way = [...given];
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (let from = 1; from < way.length - 1; from += 1) {
      for (let to = from + 1; to < way.length; to += 1) {
        if (gainOfTurn(way, { from, to }, distance) <= LEAST_GAIN) continue;
        way.splice(from, to - from + 1, ...way.slice(from, to + 1).reverse());
        isShorter = true;
      }
    }
  }
  return way;
}

function gainOfTurn(
  way: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
  distance: Distances,
): number {
  const [before, first, last, behind] = [way[from - 1] ?? 0, way[from] ?? 0, way[to] ?? 0, way[to + 1]];
  const gain = distance(before, first) - distance(before, last);
  return behind === undefined ? gain : gain + distance(last, behind) - distance(first, behind);
}
