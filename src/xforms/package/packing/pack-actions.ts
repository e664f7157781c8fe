import { fault } from '../../../kernel/issue.ts';
import type { Action, BodyNode, Form } from '../../form/form.ts';
import { type Ast, Op } from '../../xpath/ast.ts';
import { meetingOf } from '../binding/places.ts';
import type { PackedAction } from '../form-package.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { RuleBook } from '../rules.ts';

/** Packs the actions of model and body with the node whose event they wait for. */
export function packActions(form: Form, book: RuleBook): readonly PackedAction[] {
  const ofModel = form.actions.map((action) => packAction(action, null, book));
  return [...ofModel, ...inBody(form.body, book)].filter((action) => action !== null);
}

function inBody(nodes: readonly BodyNode[], book: RuleBook): readonly (PackedAction | null)[] {
  return nodes.flatMap((node) => {
    const own = node.kind === 'group' ? [] : node.actions;
    const path = node.kind === 'repeat' ? node.nodeset : node.ref;
    const source = path === null ? null : (book.form.model.byPath.get(path) ?? null);
    const packed = own.map((action) => packAction(action, source, book));
    return 'children' in node ? [...packed, ...inBody(node.children, book)] : packed;
  });
}

function packAction(action: Action, source: ModelNode | null, book: RuleBook): PackedAction | null {
  const target = book.form.model.byPath.get(action.ref);
  if (target === undefined) {
    book.faults.push(
      fault('xpath-path', { found: action.ref, path: source?.path ?? action.ref, property: action.kind }),
    );
    return null;
  }
  return {
    kind: action.kind,
    events: action.events,
    source: source?.number ?? -1,
    target: target.number,
    path: wayTo(target, source ?? book.form.model.document),
    value: actionValue(action, target, book),
  };
}

function actionValue(action: Action, target: ModelNode, book: RuleBook): Ast {
  if (action.value === null || action.value.trim() === '') return action.text ?? '';
  return book.bind(action.value, target, { path: target.path, property: action.kind })?.expression ?? '';
}

/** From the node of the event to the target, within the same copies of repeats. */
function wayTo(target: ModelNode, from: ModelNode): Ast {
  const top = meetingOf(target.parent ?? target, from);
  const down: number[] = [];
  for (let at = target; at !== top && at.parent !== null; at = at.parent) down.unshift(at.slot);
  return [Op.near, from.depth - top.depth, ...down];
}
