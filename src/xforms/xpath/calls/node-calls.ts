import { seeded } from '../../../kernel/seed.ts';
import { isList, Op } from '../ast.ts';
import { type Call, entry, type FunctionTable, MANY } from '../call.ts';
import { parkMiller, randomized } from '../functions/random.ts';
import type { XNode } from '../nodes/node.ts';
import { walkSlots } from '../nodes/walk-slots.ts';
import { numberOfText } from '../values/value.ts';

/** Functions of node-sets: XPath 1.0 section 4.1, ODK XForms "Node-set Functions". */
export const NODE_CALLS: FunctionTable = {
  last: entry(0, 0, (call) => call.scope.size),
  position: entry(0, 1, (call) => (call.count === 0 ? call.scope.position : positionAmongSiblings(nodeOf(call)))),
  count: entry(1, 1, (call) => call.nodes(0).length),
  'count-non-empty': entry(1, 1, (call) => call.nodes(0).filter((node) => node.text() !== '').length),
  sum: entry(1, 1, (call) => numbersOf(call).reduce((total, each) => total + each, 0)),
  min: entry(1, MANY, (call) => extremeOf(call, Math.min)),
  max: entry(1, MANY, (call) => extremeOf(call, Math.max)),
  name: entry(0, 1, (call) => contextNode(call)?.name ?? ''),
  'local-name': entry(0, 1, (call) => contextNode(call)?.name.replace(/^.*:/, '') ?? ''),
  'namespace-uri': entry(0, 1, () => ''),
  id: entry(1, 1, () => []),
  current: entry(0, 0, (call) => [call.scope.current]),
  instance: entry(1, 1, (call) => instanceNodes(call)),
  randomize: entry(1, 2, (call) => shuffled(call)),
};

function numbersOf(call: Call): readonly number[] {
  return call.texts(0).map(numberOfText);
}

/** Of no value at all there is no extreme: the specification of XPath 3.0 gives the empty sequence, here not a number. */
function extremeOf(call: Call, choose: (one: number, other: number) => number): number {
  const numbers = numbersOf(call);
  return numbers.length === 0 ? Number.NaN : numbers.reduce((one, other) => choose(one, other));
}

function contextNode(call: Call): XNode | undefined {
  return call.count === 0 ? call.scope.node : call.nodes(0)[0];
}

/** The node whose position is asked for; that it is hidden does not matter. */
function nodeOf(call: Call): XNode | undefined {
  const written = call.written(0);
  if (!isList(written) || (written[0] !== Op.near && written[0] !== Op.own)) return call.nodes(0)[0];
  const found = walkSlots(written, written[0] === Op.near ? call.scope.node : call.scope.current);
  return Array.isArray(found) ? (found as readonly XNode[])[0] : ((found as XNode | null) ?? undefined);
}

function positionAmongSiblings(node: XNode | undefined): number {
  if (node === undefined) return Number.NaN;
  return (node.up()?.down(node.name).indexOf(node) ?? 0) + 1;
}

function instanceNodes(call: Call): readonly XNode[] {
  const id = call.text(0);
  const document = call.scope.world.table(id)?.document ?? call.scope.world.tree(id);
  return document === null ? [] : [document];
}

/** Seeds that are no number count as 0, but for texts, which name a seed of their own. */
function shuffled(call: Call): readonly XNode[] {
  const nodes = call.nodes(0);
  if (call.count === 1) return randomized(nodes, call.scope.world.environment.random);
  const text = call.text(1).trim();
  const number = numberOfText(text);
  return randomized(nodes, parkMiller(Number.isNaN(number) && text !== '' ? seeded(text).word() : number));
}
