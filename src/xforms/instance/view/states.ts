import type { Choice, NodeDescription, NodeState, Violation } from '../../form/session.ts';
import { type PackedWording, Rule } from '../../package/form-package.ts';
import type { AstList } from '../../xpath/ast.ts';
import type { Scope } from '../../xpath/scope.ts';
import { toText } from '../../xpath/values/value.ts';
import type { Recalculation } from '../record/recalculation.ts';
import { RecordNode } from '../record/record-node.ts';
import type { Texts } from './texts.ts';
import { isOfType } from './value-types.ts';
import type { ViewNode } from './view-node.ts';

/** How nodes stand: computed when asked for, and kept until it changes. */
export class States {
  readonly #recalculation: Recalculation;
  readonly #texts: Texts;

  constructor(recalculation: Recalculation, texts: Texts) {
    this.#recalculation = recalculation;
    this.#texts = texts;
  }

  stateOf(view: ViewNode): NodeState {
    view.state ??= this.#compute(view);
    return view.state;
  }

  choicesOf(view: ViewNode): readonly Choice[] {
    view.choices ??= this.#choices(view);
    return view.choices;
  }

  describe(view: ViewNode): NodeDescription {
    const { body } = view;
    const definition = view.repeat ?? view.node.definition;
    const isForTheEye = body?.node === -1;
    return {
      kind: view.kind,
      name: isForTheEye ? '' : definition.name,
      parent: view.parent?.key ?? null,
      control: view.kind === 'question' ? (body?.control ?? null) : null,
      type: isForTheEye ? 'string' : definition.type,
      appearance: (body?.appearance ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== ''),
      attributes: body?.attributes ?? {},
      isCounted: body?.isFixed === true,
    };
  }

  scopeOf(view: ViewNode): Scope {
    const node = view.repeat !== null && view.kind !== 'copy' ? new RecordNode(view.repeat, view.node, -1) : view.node;
    return this.#recalculation.scopeAt(node);
  }

  #compute(view: ViewNode): NodeState {
    const scope = this.scopeOf(view);
    const isQuestion = view.kind === 'question';
    const isShowingText = view.kind !== 'copy' && view.kind !== 'repeat';
    const label = isShowingText ? view.body?.label : undefined;
    const hint = isShowingText ? view.body?.hint : undefined;
    return {
      value: isQuestion ? view.node.value : '',
      isRelevant: this.#isShown(view),
      isRequired: isQuestion && this.#holds(view.node, Rule.required),
      isReadonly: this.#isReadonly(view),
      label: this.#texts.render(label, scope),
      hint: this.#texts.render(hint, scope),
      guidance: this.#texts.render(hint, scope, 'guidance'),
      media: this.#texts.media(label, scope),
      violation: isQuestion ? this.violationOf(view) : null,
    };
  }

  #isShown(view: ViewNode): boolean {
    if (view.repeat === null || view.kind === 'copy') return !view.node.isHidden;
    if (view.node.isHidden) return false;
    const copies = view.node.copiesOf(view.repeat);
    if (copies.length > 0) return copies.some((copy) => !copy.isHidden);
    const rule = view.repeat.rules[Rule.relevant];
    return rule === undefined || this.#evaluate(rule, this.scopeOf(view));
  }

  /** Nobody types over what is computed; what stands in something readonly is readonly too. */
  #isReadonly(view: ViewNode): boolean {
    for (let at: RecordNode | null = view.node; at !== null; at = at.parent) {
      if (this.#holds(at, Rule.readonly)) return true;
    }
    return false;
  }

  #holds(node: RecordNode, kind: number): boolean {
    const rule = node.definition.rules[kind];
    return rule !== undefined && this.#evaluate(rule, this.#recalculation.scopeAt(node));
  }

  #evaluate(rule: number, scope: Scope): boolean {
    const { core, evaluator } = this.#recalculation.parts;
    return evaluator.boolean(core.rules[rule]?.[2] ?? '', scope);
  }

  /** What is wrong with an answer (ODK XForms, Bind Attributes: required, constraint; Data Types). */
  violationOf(view: ViewNode): Violation | null {
    const { node } = view;
    if (node.isHidden) return null;
    const { packed, type } = node.definition;
    const at = (kind: Violation['kind'], message?: PackedWording): Violation => {
      return { node: view.key, kind, message: this.#texts.render(message, this.scopeOf(view)) };
    };
    if (node.value === '') return this.#holds(node, Rule.required) ? at('required', packed.requiredMessage) : null;
    if (!isOfType(type, node.value)) return at('type');
    const rule = node.definition.rules[Rule.constraint];
    if (rule === undefined || this.#evaluate(rule, this.#recalculation.scopeAt(node))) return null;
    return at('constraint', packed.constraintMessage);
  }

  #choices(view: ViewNode): readonly Choice[] {
    const choices = view.body?.choices;
    const scope = this.scopeOf(view);
    if (choices === undefined) return [];
    if ('items' in choices) {
      return choices.items.map(([value, label]) => {
        return { value, label: this.#texts.render(label, scope), media: this.#texts.media(label, scope) };
      });
    }
    const { evaluator } = this.#recalculation.parts;
    const idAt = textIdOf(choices.label);
    return evaluator.nodes(choices.nodes, scope).map((node, at) => {
      const inner: Scope = { ...scope, node, position: at + 1, size: 0 };
      const media = idAt === null ? {} : this.#texts.media(evaluator.text(idAt, inner), scope);
      return {
        value: toText(evaluator.value(choices.value, inner)),
        label: toText(evaluator.value(choices.label, inner)),
        media,
      };
    });
  }
}

/** The argument of `jr:itext(…)`, where a label is one. */
function textIdOf(label: AstList[number]): AstList[number] | null {
  return typeof label === 'object' && label[1] === 'jr:itext' ? (label[2] ?? null) : null;
}
