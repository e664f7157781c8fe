import { Op } from '../ast.ts';
import type { XNode, XValue } from '../nodes/node.ts';
import { isNodes, toBoolean, toNumber, toText } from './value.ts';

type Simple = string | number | boolean;

/**
 * Compares as XPath 1.0 does (section 3.4), with one addition of the clients: a node-set that is empty, because its nodes are
 * hidden or absent, compares as the empty text.
 */
export function compare(op: number, left: XValue, right: XValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return simple(op, toSimple(left), toSimple(right));
  if (!isNodes(left))
    return isNodes(right) ? someText(right, (text) => simple(op, left, text)) : simple(op, left, right);
  if (!isNodes(right)) return someText(left, (text) => simple(op, text, right));
  if (op === Op.equal && left.length * right.length > 64) return haveCommon(left, right);
  return someText(left, (one) => someText(right, (other) => simple(op, one, other)));
}

/** Against a boolean, a node-set counts as true when it is not empty. */
function toSimple(value: XValue): Simple {
  return isNodes(value) ? toBoolean(value) : value;
}

function someText(nodes: readonly XNode[], test: (text: string) => boolean): boolean {
  if (nodes.length === 0) return test('');
  for (const node of nodes) {
    if (test(node.text())) return true;
  }
  return false;
}

function haveCommon(left: readonly XNode[], right: readonly XNode[]): boolean {
  const texts = new Set(left.map((node) => node.text()));
  return right.some((node) => texts.has(node.text()));
}

function simple(op: number, left: Simple, right: Simple): boolean {
  if (op === Op.equal) return areEqual(left, right);
  if (op === Op.notEqual) return !areEqual(left, right);
  const [one, other] = [toNumber(left), toNumber(right)];
  if (op === Op.less) return one < other;
  if (op === Op.lessEqual) return one <= other;
  if (op === Op.greater) return one > other;
  return one >= other;
}

function areEqual(left: Simple, right: Simple): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return toText(left) === toText(right);
}
