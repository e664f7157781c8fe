import { AXES, type Axis } from '../ast.ts';
import { inDocumentOrder, type XNode } from './node.ts';

/** Nodes on an axis that meet a node test, in the order of the axis (XPath 1.0, sections 2.2 and 2.3). */
export function nodesOn(axisNumber: number, test: string, node: XNode): readonly XNode[] {
  const axis: Axis = AXES[axisNumber] ?? 'self';
  if (axis === 'child') return childrenOf(node, test);
  if (axis === 'attribute') return test === 'node()' ? node.attributes('*') : node.attributes(test);
  return candidates(axis, node).filter((each) => meets(each, test));
}

/** Whether positions on an axis count away from the context node. */
export function isReverse(axisNumber: number): boolean {
  const axis = AXES[axisNumber];
  return axis === 'ancestor' || axis === 'ancestor-or-self' || axis === 'preceding' || axis === 'preceding-sibling';
}

function childrenOf(node: XNode, test: string): readonly XNode[] {
  if (test === 'node()') return node.down('*');
  if (test.endsWith('()')) return [];
  return test.endsWith(':*') ? node.down('*').filter((child) => meets(child, test)) : node.down(test);
}

function candidates(axis: Axis, node: XNode): readonly XNode[] {
  if (axis === 'self') return [node];
  if (axis === 'parent') return ancestorsOf(node).slice(0, 1);
  if (axis === 'ancestor') return ancestorsOf(node);
  if (axis === 'ancestor-or-self') return [node, ...ancestorsOf(node)];
  if (axis === 'descendant') return descendantsOf(node);
  if (axis === 'descendant-or-self') return [node, ...descendantsOf(node)];
  if (axis === 'following-sibling') return siblingsOf(node, 1);
  if (axis === 'preceding-sibling') return siblingsOf(node, -1);
  if (axis === 'following') return around(node, 1);
  return axis === 'preceding' ? around(node, -1) : [];
}

function meets(node: XNode, test: string): boolean {
  if (test === 'node()') return true;
  if (test === '*') return node.name !== '';
  if (test.endsWith(':*')) return node.name.startsWith(test.slice(0, -1));
  return node.name === test;
}

function ancestorsOf(node: XNode): XNode[] {
  const ancestors: XNode[] = [];
  for (let parent = node.up(); parent !== null; parent = parent.up()) ancestors.push(parent);
  return ancestors;
}

function descendantsOf(node: XNode): XNode[] {
  return node.down('*').flatMap((child) => [child, ...descendantsOf(child)]);
}

function siblingsOf(node: XNode, direction: 1 | -1): readonly XNode[] {
  const all = node.isAttribute ? [] : (node.up()?.down('*') ?? []);
  const at = all.indexOf(node);
  return direction === 1 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse();
}

function around(node: XNode, direction: 1 | -1): readonly XNode[] {
  const branches = [node, ...ancestorsOf(node)].flatMap((each) => siblingsOf(each, direction));
  const found = inDocumentOrder(branches.flatMap((branch) => [branch, ...descendantsOf(branch)]));
  return direction === 1 ? found : [...found].reverse();
}
