/** A node that expressions see: an element or attribute of the record, a row or cell of a table, an element of a data tree. */
export interface XNode {
  /** Name as written, with its prefix; empty for a document. */
  readonly name: string;
  /** Whether it is not relevant: expressions then pass it over. */
  readonly isHidden: boolean;
  readonly isAttribute: boolean;
  /** The string value (XPath 1.0, section 5). */
  text(): string;
  up(): XNode | null;
  /** Child elements of that name in document order; `*` for all. */
  down(name: string): readonly XNode[];
  /** Attributes of that name; `*` for all. */
  attributes(name: string): readonly XNode[];
  /** What stands in a slot of the record: an element, the copies of a repeat, or null where there are no slots. */
  slot(index: number): XNode | readonly XNode[] | null;
}

/** What an expression yields. */
export type XValue = string | number | boolean | readonly XNode[];

/** Positions of the children and attributes of nodes, attributes coming first. */
class Positions {
  readonly #known = new Map<XNode, ReadonlyMap<XNode, number>>();

  /** Where a node stands among all: its ancestors' positions, outermost first. */
  placeOf(node: XNode): readonly number[] {
    const place: number[] = [];
    let at = node;
    for (let parent = at.up(); parent !== null; parent = at.up()) {
      place.push(this.#below(parent).get(at) ?? -1);
      at = parent;
    }
    return place.reverse();
  }

  #below(parent: XNode): ReadonlyMap<XNode, number> {
    let positions = this.#known.get(parent);
    if (positions === undefined) {
      const inOrder = [...parent.attributes('*'), ...parent.down('*')];
      positions = new Map(inOrder.map((node, at) => [node, at]));
      this.#known.set(parent, positions);
    }
    return positions;
  }
}

function comparePlaces(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The nodes once each, in document order. */
export function inDocumentOrder(nodes: readonly XNode[]): readonly XNode[] {
  const once = [...new Set(nodes)];
  if (once.length < 2) return once;
  const positions = new Positions();
  const places = new Map(once.map((node) => [node, positions.placeOf(node)]));
  return once.sort((left, right) => comparePlaces(places.get(left) ?? [], places.get(right) ?? []));
}
