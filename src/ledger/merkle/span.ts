/** Leaves from `start` to before `end`, counted from 0, as RFC 6962 writes `D[start:end]`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The root of a perfect subtree: over the leaves `index · 2^level` to before `(index + 1) · 2^level`. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/**
 * The perfect subtrees that a span of a tree is made of, from left to right and each smaller than the one before. The
 * span is one that RFC 6962 hashes as a whole: 0 to any size, or what the functions below give.
 *
 * @example nodesOf({ start: 0, end: 6 }) // [{ level: 2, index: 0 }, { level: 1, index: 2 }]
 */
export function nodesOf({ start, end }: Span): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end; ) {
    const { level, width } = largestPower(end - at);
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/**
 * The spans whose hashes prove that the tree of `size` leaves has the leaf `index`, its sibling first (RFC 6962, 2.1.1).
 *
 * @throws RangeError unless 0 ≤ index < size ≤ 2^53 − 1.
 */
export function inclusionSpans(index: number, size: number): Span[] {
  requireOrder([0, index, size - 1]);
  const spans: Span[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  return spans.reverse();
}

/**
 * The spans whose hashes prove that the tree of `size` leaves begins with that of `oldSize` (RFC 6962, 2.1.2); none
 * where both are the same.
 *
 * @throws RangeError unless 1 ≤ oldSize ≤ size ≤ 2^53 − 1.
 */
export function consistencySpans(oldSize: number, size: number): Span[] {
  requireOrder([1, oldSize, size]);
  const spans: Span[] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      spans.push({ start: middle, end });
      end = middle;
    } else {
      spans.push({ start, end: middle });
      start = middle;
    }
  }
  // Where the old tree is a subtree as a whole, whoever verifies has its root already.
  if (start > 0) spans.push({ start, end });
  return spans.reverse();
}

function requireOrder(sizes: readonly number[]): void {
  const isOrdered = sizes.every((size, at) => Number.isSafeInteger(size) && size >= (sizes[at - 1] ?? 0));
  if (!isOrdered) throw new RangeError(`Expected whole numbers in rising order but found ${sizes.join(', ')}`);
}

/** The largest power of two below `count`, which is 2 or more: where RFC 6962 splits a tree. */
function splitOf(count: number): number {
  return largestPower(count - 1).width;
}

function largestPower(count: number): { readonly level: number; readonly width: number } {
  let [level, width] = [0, 1];
  while (width * 2 <= count) {
    width *= 2;
    level += 1;
  }
  return { level, width };
}
