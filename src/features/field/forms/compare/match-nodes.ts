import type { Outline, OutlineNode } from './reading/outline.ts';

/** A node of the older form with its counterpart in the newer one. */
export interface NodePair {
  readonly before: OutlineNode;
  readonly after: OutlineNode;
}

/** The nodes of two forms, each with its counterpart where it has one. */
export interface MatchedNodes {
  readonly pairs: readonly NodePair[];
  readonly removed: readonly OutlineNode[];
  readonly added: readonly OutlineNode[];
}

/** Matches by path; what is at its path no longer, by its name where one node alone lost it and one alone came by it. */
export function matchNodes(before: Outline, after: Outline): MatchedNodes {
  const newcomers = onlyOnes(after, before);
  const departed = onlyOnes(before, after);
  const pairs: NodePair[] = [];
  const removed: OutlineNode[] = [];
  for (const node of before.values()) {
    const moved = departed.get(node.name) === node ? newcomers.get(node.name) : undefined;
    const counterpart = after.get(node.key) ?? moved ?? null;
    if (counterpart === null) removed.push(node);
    else pairs.push({ before: node, after: counterpart });
  }
  const matched = new Set(pairs.map((pair) => pair.after));
  return { pairs, removed, added: [...after.values()].filter((node) => !matched.has(node)) };
}

/** Name → the node that only `own` has at its path; null where there are several of that name. */
function onlyOnes(own: Outline, other: Outline): ReadonlyMap<string, OutlineNode | null> {
  const found = new Map<string, OutlineNode | null>();
  for (const node of own.values()) {
    if (!other.has(node.key)) found.set(node.name, found.has(node.name) ? null : node);
  }
  return found;
}
