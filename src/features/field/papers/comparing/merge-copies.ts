import type { InstanceNode } from '../../../../xforms/form/form.ts';
import type { Definition } from '../../../../xforms/instance/record/definition.ts';
import type { AskedForm } from './asked-answers.ts';
import { normalAnswer } from './normal-answer.ts';

/**
 * The record that a third person begins with: what both copies say; nothing where both were asked and say different things; what
 * one says where the other was not asked, for as long as the question hangs on an answer that is open. Of a repeat it has as many
 * copies as the copy with more of them.
 */
export function mergeCopies({ root, questions }: AskedForm, a: InstanceNode, b: InstanceNode): InstanceNode {
  const merge = (definition: Definition, ours: InstanceNode, theirs: InstanceNode): InstanceNode => {
    const kind = questions.get(definition.number);
    if (definition.children.every((child) => child.isAttribute)) {
      if (kind === undefined) return ours;
      const isSame = normalAnswer(ours.value ?? '', kind) === normalAnswer(theirs.value ?? '', kind);
      return isSame ? ours : { ...ours, value: null };
    }
    const children = definition.children.flatMap((child) =>
      child.isAttribute ? [] : mergeChildren(child, ours, theirs),
    );
    return { ...ours, children };
  };
  const mergeChildren = (child: Definition, ours: InstanceNode, theirs: InstanceNode): InstanceNode[] => {
    const [left, right] = [copiesOf(ours, child), copiesOf(theirs, child)];
    const most = Math.max(left.length, right.length);
    return Array.from({ length: most }, (_, at) => {
      const [one, other] = [left[at], right[at]];
      return one !== undefined && other !== undefined ? [merge(child, one, other)] : [one ?? other].filter(isNode);
    }).flat();
  };
  return merge(root, a, b);
}

function isNode(node: InstanceNode | undefined): node is InstanceNode {
  return node !== undefined;
}

function copiesOf(node: InstanceNode, child: Definition): readonly InstanceNode[] {
  return node.children.filter(({ name, isTemplate }) => name === child.name && !isTemplate);
}
