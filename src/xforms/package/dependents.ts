import { lineOf, meetingOf, repeatAround, withDescendants } from './binding/places.ts';
import type { Model, ModelNode } from './model-nodes.ts';
import type { DraftRule } from './rules.ts';

const EVERYWHERE = -1;

/**
 * For each node the rules that read it, as pairs of a rule and the repeat within whose copy the change is felt (−1: in all). A
 * repeat stands for its copies coming and going: with that changes whatever is read of them from outside.
 */
export function dependentsOf(model: Model, rules: readonly DraftRule[]): readonly (readonly number[])[] {
  const pairs = model.nodes.map(() => new Map<number, number>());
  const add = (node: ModelNode, rule: number, scope: ModelNode | null) => {
    const known = pairs[node.number]?.get(rule);
    const number = scope?.number ?? EVERYWHERE;
    if (known === undefined || number < known) pairs[node.number]?.set(rule, number);
  };
  for (const [number, rule] of rules.entries()) {
    for (const { node, top, isAlone } of rule.references) {
      const scope = repeatAround(meetingOf(top, rule.node));
      if (node.number < 0) continue;
      for (const read of isAlone ? [node] : withDescendants(node)) add(read, number, scope);
      for (const repeat of lineOf(node)) {
        if (repeat.isRepeat && (scope === null || repeat.depth > scope.depth)) add(repeat, number, scope);
      }
    }
  }
  return pairs.map((each) => [...each].flat());
}
