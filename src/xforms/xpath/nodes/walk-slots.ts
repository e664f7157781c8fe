import type { AstList } from '../ast.ts';
import type { XNode } from './node.ts';

/**
 * Follows `Op.near` or `Op.own`: up so many parents, down by the slots. Gives one node, or, where the way leads through repeats,
 * the nodes of all copies in document order; hidden ones included.
 */
export function walkSlots(ast: AstList, from: XNode): XNode | readonly XNode[] | null {
  let node: XNode | null = from;
  for (let up = ast[1] as number; up > 0 && node !== null; up -= 1) node = node.up();
  return node === null ? null : walkDown(ast, { node, from: 2 });
}

function walkDown(
  ast: AstList,
  place: { readonly node: XNode; readonly from: number },
): XNode | readonly XNode[] | null {
  let node: XNode = place.node;
  for (let at = place.from; at < ast.length; at += 1) {
    const next: XNode | readonly XNode[] | null = node.slot(ast[at] as number);
    if (next === null) return null;
    if (Array.isArray(next)) return walkCopies(ast, { copies: next as readonly XNode[], from: at + 1 });
    node = next as XNode;
  }
  return node;
}

function walkCopies(
  ast: AstList,
  place: { readonly copies: readonly XNode[]; readonly from: number },
): readonly XNode[] {
  if (place.from >= ast.length) return place.copies;
  const found: XNode[] = [];
  for (const node of place.copies) {
    const below = walkDown(ast, { node, from: place.from });
    if (Array.isArray(below)) found.push(...(below as readonly XNode[]));
    else if (below !== null) found.push(below as XNode);
  }
  return found;
}
