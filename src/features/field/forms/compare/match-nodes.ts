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

/** Matches by path; what is at its path no longer, by its name where only one new node has it. */
export function matchNodes(before: Outline, after: Outline): MatchedNodes {
  const newcomers = new Map<string, OutlineNode[]>();
  for (const node of after.values()) {
    if (before.has(node.key)) continue;
    const namesakes = newcomers.get(node.name) ?? [];
    namesakes.push(node);
    newcomers.set(node.name, namesakes);
  }
  const pairs: NodePair[] = [];
  const removed: OutlineNode[] = [];
  const taken = new Set<OutlineNode>();
  for (const node of before.values()) {
    const [moved, ...others] = newcomers.get(node.name) ?? [];
    const isMoved = moved !== undefined && others.length === 0 && !taken.has(moved);
    const counterpart = after.get(node.key) ?? (isMoved ? moved : undefined);
    if (counterpart === undefined) removed.push(node);
    else pairs.push({ before: node, after: counterpart });
    if (counterpart !== undefined) taken.add(counterpart);
  }
  return { pairs, removed, added: [...after.values()].filter((node) => !taken.has(node)) };
}
