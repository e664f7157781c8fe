import type { NodeKey, Violation } from '../../../../xforms/form/session.ts';
import type { FormContext } from '../model/form-context.ts';
import { questionsBelow } from '../walk/stops.ts';
import type { FormRules } from './paged-form.tsx';

/** What stands in the way of finishing. */
export interface Obstacles {
  /** Must be mended. */
  readonly stuck: readonly NodeKey[];
  /** May stay, if whoever types says so. */
  readonly loose: readonly NodeKey[];
}

/** Finds what stands in the way by those rules, in a form that is seen as a whole. */
export function findObstacles({ model, ports }: FormContext, rules: FormRules): Obstacles {
  const shown = questionsBelow(model, model.session.root);
  const violations = model.session.validate();
  const nodesOf = (some: readonly Violation[]) => some.map(({ node }) => node);
  if (rules === 'kept') {
    const faulty = shown.filter((node) => model.faultOf(node) !== null);
    return { stuck: [...new Set([...nodesOf(violations), ...faulty])], loose: [] };
  }
  const isUnasked = ({ node, kind }: Violation) =>
    kind === 'required' && ports.media === undefined && model.describe(node).control === 'upload';
  const unfinished = shown.filter((node) => model.faultOf(node)?.kind === 'unfinished');
  const stuck = [...new Set([...nodesOf(violations.filter(({ kind }) => kind === 'type')), ...unfinished])];
  const loose = nodesOf(violations.filter((violation) => violation.kind !== 'type' && !isUnasked(violation)));
  return { stuck, loose: loose.filter((node) => !stuck.includes(node)) };
}
