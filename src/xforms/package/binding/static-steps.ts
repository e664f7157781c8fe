import { type AstList, AXES } from '../../xpath/ast.ts';
import type { ModelNode } from '../model-nodes.ts';
import { lineOf, withDescendants } from './places.ts';

/** The nodes of the model that a step may lead to, whatever the record holds. */
export function stepFrom(nodes: readonly ModelNode[], step: AstList): readonly ModelNode[] {
  const [axis, test] = step as readonly [number, string];
  const found = nodes.flatMap((node) => onAxis(AXES[axis] ?? 'self', node)).filter((node) => meets(node, test));
  return [...new Set(found)];
}

function onAxis(axis: (typeof AXES)[number], node: ModelNode): readonly ModelNode[] {
  if (axis === 'child') return node.children.filter((child) => !child.isAttribute);
  if (axis === 'attribute') return node.children.filter((child) => child.isAttribute);
  if (axis === 'self') return [node];
  if (axis === 'parent') return node.parent === null ? [] : [node.parent];
  if (axis === 'descendant-or-self') return withDescendants(node);
  if (axis === 'descendant') return withDescendants(node).slice(1);
  if (axis === 'ancestor') return lineOf(node).slice(0, -1);
  if (axis === 'ancestor-or-self') return lineOf(node);
  if (axis === 'namespace') return [];
  if (axis === 'following-sibling' || axis === 'preceding-sibling') return node.parent?.children ?? [];
  return withDescendants(lineOf(node)[0] ?? node);
}

function meets(node: ModelNode, test: string): boolean {
  if (test === 'node()') return true;
  if (test === '*') return node.name !== '';
  return test.endsWith(':*') ? node.name.startsWith(test.slice(0, -1)) : node.name === test;
}
