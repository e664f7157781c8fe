import { fault } from '../../../kernel/issue.ts';
import { type Ast, type AstList, Op, Start } from '../../xpath/ast.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { Binding, PathBinder } from './binding.ts';
import { lineOf } from './places.ts';

const CHILD = 0;
const ATTRIBUTE = 4;

/**
 * `indexed-repeat(node, repeat, index, …)` as the path that it is short for: `/…/repeat[position() = index]/…/node`
 * (ODK XForms, Repeat Functions). Repeats without an index are those around the current node.
 */
export function bindIndexedRepeat(binder: PathBinder, ast: AstList, at: Binding): Ast {
  const target = onlyNode(binder, ast[2] as Ast, at);
  if (target === null) return '';
  const indexes = new Map<ModelNode, Ast>();
  for (let pair = 3; pair + 1 < ast.length; pair += 2) {
    const repeat = onlyNode(binder, ast[pair] as Ast, at);
    if (repeat === null) return '';
    const index = binder.bindAt(ast[pair + 1] as Ast, { place: at.place, isInside: true });
    indexes.set(repeat, index);
  }
  const steps = lineOf(target).map((node): Ast => {
    const index = indexes.get(node);
    const step = [node.isAttribute ? ATTRIBUTE : CHILD, node.name];
    return index === undefined
      ? step
      : [...step, [Op.equal, [Op.call, 'position'], [Op.call, 'number', outside(index)]]];
  });
  binder.refer(target, binder.form.model.document, true);
  return [Op.path, Start.root, ...steps];
}

function onlyNode(binder: PathBinder, ast: Ast, at: Binding): ModelNode | null {
  const place = binder.placeOf(ast, at);
  const node = place.kind === 'record' && place.nodes.length === 1 ? place.nodes[0] : undefined;
  if (node === undefined) binder.faults.push(fault('xpath-indexed-repeat'));
  return node ?? null;
}

/** An index belongs to the node that asks, not to the copies that are counted. */
function outside(ast: Ast): Ast {
  if (typeof ast !== 'object') return ast;
  if (ast[0] === Op.near) return [Op.own, ...ast.slice(1)];
  if (ast[0] === Op.path && ast[1] === Start.context) return [Op.path, [Op.call, 'current'], ...ast.slice(2)];
  if (ast[0] === Op.path || ast[0] === Op.items) return ast;
  return ast.map((member, at) => (at === 0 ? member : outside(member)));
}
