import type { ModelNode } from '../model-nodes.ts';

/** Where an expression stands: at nodes of the record, at rows of a table, or at data of which nothing is known here. */
export type Place =
  | { readonly kind: 'record'; readonly nodes: readonly ModelNode[] }
  | { readonly kind: 'rows' }
  | { readonly kind: 'elsewhere' };

/** That an expression reads a node. */
export interface Reference {
  readonly node: ModelNode;
  /** The highest node that the way to it touches: below it, each copy of a repeat is on its own. */
  readonly top: ModelNode;
  /** The way is narrowed by a predicate, so that copies of a repeat may read one another. */
  readonly isPicked: boolean;
  /** Only that the node is there counts, and not what is in it. */
  readonly isAlone: boolean;
}

/** The node and what it stands in, outermost first, the document left out. */
export function lineOf(node: ModelNode): readonly ModelNode[] {
  const line: ModelNode[] = [];
  for (let at: ModelNode | null = node; at !== null && at.number >= 0; at = at.parent) line.unshift(at);
  return line;
}

/** The innermost repeat that a node is or stands in; null where there is none. */
export function repeatAround(node: ModelNode | null): ModelNode | null {
  for (let at = node; at !== null; at = at.parent) {
    if (at.isRepeat) return at;
  }
  return null;
}

/** The innermost node that both stand in, or are. */
export function meetingOf(one: ModelNode, other: ModelNode): ModelNode {
  let [left, right] = [one, other];
  while (left !== right) {
    if (left.depth >= right.depth && left.parent !== null) left = left.parent;
    else if (right.parent !== null) right = right.parent;
  }
  return left;
}

/** What the rules of a form may read in all, each counted with everything below it: room for 1,000 rules over 1,000 questions. */
export const MOST_READINGS = 1_000_000;

const SIZES = new WeakMap<ModelNode, number>();

/** How many nodes a reference stands for. */
export function readingsOf({ node, isAlone }: Reference): number {
  return isAlone ? 1 : sizeOf(node);
}

function sizeOf(node: ModelNode): number {
  let size = SIZES.get(node);
  if (size === undefined) {
    size = node.children.reduce((sum, child) => sum + sizeOf(child), 1);
    SIZES.set(node, size);
  }
  return size;
}

/** A node with everything below it. */
export function withDescendants(node: ModelNode): readonly ModelNode[] {
  return [node, ...node.children.flatMap(withDescendants)];
}
