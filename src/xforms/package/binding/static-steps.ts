import { type AstList, AXES } from '../../xpath/ast.ts';
import type { ModelNode } from '../model-nodes.ts';
import { lineOf, withDescendants } from './places.ts';

/** The nodes of the model that a step may lead to, whatever the record holds. */
export function stepFrom(nodes: readonly ModelNode[], step: AstList): readonly ModelNode[] {
  const [axis, test] = step as readonly [number, string];
  if (AXES[axis] === 'child' && isName(test)) {
    const children = nodes.flatMap((node) => childrenNamed(node, test));
    return nodes.length > 1 ? [...new Set(children)] : children;
  }
  const found = nodes.flatMap((node) => onAxis(AXES[axis] ?? 'self', node)).filter((node) => meets(node, test));
  return [...new Set(found)];
}

const CHILDREN = new WeakMap<ModelNode, ReadonlyMap<string, readonly ModelNode[]>>();

/** Looked up by name: each expression of a form of thousands of questions takes such a step. */
function childrenNamed(node: ModelNode, name: string): readonly ModelNode[] {
  let byName = CHILDREN.get(node);
  if (byName === undefined) {
    const found = new Map<string, ModelNode[]>();
    for (const child of node.children) {
      if (child.isAttribute) continue;
      const same = found.get(child.name);
      if (same === undefined) found.set(child.name, [child]);
      else same.push(child);
    }
    byName = found;
    CHILDREN.set(node, found);
  }
  return byName.get(name) ?? [];
}

function isName(test: string): boolean {
  return !test.includes('*') && test !== 'node()';
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
