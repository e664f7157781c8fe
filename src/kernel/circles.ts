/**
 * The circles in a directed graph: each as the nodes that it runs through, in order. Every node that lies on a circle
 * is in at least one of them; circles that share an arrow may be found once only. Time grows with nodes and arrows.
 *
 * @param nextOf the nodes that the arrows of a node lead to; those that are no node themselves are passed over.
 * @example findCircles(['a', 'b'], (node) => (node === 'a' ? ['b'] : ['a'])) // [['a', 'b']]
 */
export function findCircles(nodes: readonly string[], nextOf: (node: string) => readonly string[]): string[][] {
  const walk: Walk = { nextOf, known: new Set(nodes), finished: new Set(), path: [], circles: [] };
  for (const node of nodes) walkFrom(walk, node);
  return walk.circles;
}

interface Step {
  readonly node: string;
  readonly rest: Iterator<string>;
}

interface Walk {
  readonly nextOf: (node: string) => readonly string[];
  readonly known: ReadonlySet<string>;
  readonly finished: Set<string>;
  /** From the node that the walk began at to the one it has come to. */
  readonly path: Step[];
  readonly circles: string[][];
}

/** Depth first, without recursion: a tree of places may be deeper than the stack. */
function walkFrom(walk: Walk, start: string): void {
  const places = new Map<string, number>();
  enter(walk, start, places);
  for (let step = walk.path.at(-1); step !== undefined; step = walk.path.at(-1)) {
    const next = step.rest.next();
    if (next.done === true) {
      walk.path.pop();
      places.delete(step.node);
      walk.finished.add(step.node);
      continue;
    }
    const place = places.get(next.value);
    if (place === undefined) enter(walk, next.value, places);
    else walk.circles.push(walk.path.slice(place).map(({ node }) => node));
  }
}

function enter(walk: Walk, node: string, places: Map<string, number>): void {
  if (walk.finished.has(node) || !walk.known.has(node)) return;
  places.set(node, walk.path.length);
  walk.path.push({ node, rest: walk.nextOf(node)[Symbol.iterator]() });
}
