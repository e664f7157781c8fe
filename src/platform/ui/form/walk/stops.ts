import type { NodeDescription, NodeKey } from '../../../../xforms/form/session.ts';
import type { FormModel } from '../model/form-model.ts';

/** What is shown at once where a form is gone through page by page. */
export interface Stop {
  /** A question; a group or copy whose questions stand on one page; or a repeat, where copies are added. */
  readonly kind: 'question' | 'list' | 'repeat';
  readonly node: NodeKey;
}

/** The stops of a form in its order, shown at present or not. Reads neither answers nor labels. */
export function findStops(model: FormModel): readonly Stop[] {
  const stops: Stop[] = [];
  const walk = (node: NodeKey): void => {
    const description = model.describe(node);
    if (description.kind === 'question') {
      stops.push({ kind: 'question', node });
    } else if (isPage(description) && description.kind !== 'repeat') {
      stops.push({ kind: 'list', node });
    } else {
      for (const child of model.children(node)) walkCopy(description, child);
      if (description.kind === 'repeat' && !description.isCounted) stops.push({ kind: 'repeat', node });
    }
  };
  const walkCopy = (parent: NodeDescription, child: NodeKey): void => {
    if (parent.kind === 'repeat' && isPage(parent)) stops.push({ kind: 'list', node: child });
    else walk(child);
  };
  for (const child of model.children(model.session.root)) walk(child);
  return stops;
}

/** Whether the questions below stand on one page. */
function isPage(description: NodeDescription): boolean {
  return description.appearance.includes('field-list');
}

/** Whether anything of a stop is shown at present. */
export function isShown(model: FormModel, stop: Stop): boolean {
  if (!model.state(stop.node).isRelevant) return false;
  return stop.kind !== 'list' || hasShown(model, stop.node);
}

function hasShown(model: FormModel, node: NodeKey): boolean {
  return model.children(node).some((child) => {
    if (!model.state(child).isRelevant) return false;
    const { kind } = model.describe(child);
    return kind === 'question' || kind === 'repeat' || hasShown(model, child);
  });
}

/** The nodes around a node, outermost first, without the root. */
export function ancestorsOf(model: FormModel, node: NodeKey): readonly NodeKey[] {
  const found: NodeKey[] = [];
  for (let at = model.describe(node).parent; at !== null && at !== model.session.root; at = model.describe(at).parent) {
    found.unshift(at);
  }
  return found;
}

/** Every question below a node that is shown at present, in order. */
export function questionsBelow(model: FormModel, node: NodeKey): readonly NodeKey[] {
  if (!model.state(node).isRelevant) return [];
  if (model.describe(node).kind === 'question') return [node];
  return model.children(node).flatMap((child) => questionsBelow(model, child));
}
