import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import { type FormCore, type PackedBody, Rule } from '../../../../xforms/package/form-package.ts';
import { type AnswerKind, normalAnswer } from './normal-answer.ts';

/** What people answer in a form: what is computed, the names of records and pictures are no part of what stands on a sheet. */
export interface AskedForm {
  readonly root: Definition;
  /** Kinds of the questions by the number of their node. */
  readonly questions: ReadonlyMap<number, AnswerKind>;
}

/** The questions of a form whose answers are compared. */
export function askedForm(core: FormCore): AskedForm {
  const definitions = definitionsOf(core);
  const [root] = definitions;
  if (root === undefined) throw new Error('Compare records: the form has no root');
  const questions = new Map<number, AnswerKind>();
  const walk = (bodies: readonly PackedBody[]): void => {
    for (const body of bodies) {
      const definition = definitions[body.node];
      if (body.kind === 'question' && definition !== undefined && isTyped(body, definition)) {
        questions.set(definition.number, { type: definition.type, control: body.control ?? 'input' });
      }
      walk(body.children ?? []);
    }
  };
  walk(core.body);
  return { root, questions };
}

function isTyped(body: PackedBody, { rules }: Definition): boolean {
  const isComputed = rules[Rule.calculate] !== undefined && rules[Rule.readonly] !== undefined;
  return body.control !== 'upload' && !isComputed;
}

/** One place of a form in several records side by side. */
export interface Row {
  /** With positions of copies: `/data/visit[2]/note`. */
  readonly path: string;
  /** `count`: how many copies of a repeat each has. */
  readonly kind: 'answer' | 'count';
  /** As each record has it; null: it was not asked there. */
  readonly given: readonly (string | null)[];
  /** The same as they are compared: nothing is an empty text. */
  readonly normal: readonly string[];
}

/**
 * The places of a form in the order of the form. Copies of a repeat stand beside each other by position; where their number
 * differs that is a place of its own, and what only some of the records have is told all the same.
 */
export function rowsOf({ root, questions }: AskedForm, records: readonly (InstanceNode | null)[]): Row[] {
  const rows: Row[] = [];
  const visit = (definition: Definition, nodes: readonly (InstanceNode | null)[], path: string): void => {
    const kind = questions.get(definition.number);
    if (kind !== undefined) {
      const given = nodes.map((node) => (node === null ? null : (node.value ?? '')));
      rows.push({ path, kind: 'answer', given, normal: given.map((value) => normalAnswer(value ?? '', kind)) });
    }
    for (const child of definition.children) {
      if (child.isAttribute) continue;
      const below = nodes.map((node) => copiesOf(node, child));
      const own = `${path}/${child.name}`;
      if (!child.isRepeat)
        visit(
          child,
          below.map(([first]) => first ?? null),
          own,
        );
      else visitCopies(child, below, own);
    }
  };
  const visitCopies = (repeat: Definition, copies: readonly (readonly InstanceNode[])[], path: string): void => {
    const counts = copies.map((own) => String(own.length));
    rows.push({ path, kind: 'count', given: counts, normal: counts });
    const most = Math.max(0, ...copies.map((own) => own.length));
    for (let at = 0; at < most; at += 1) {
      visit(
        repeat,
        copies.map((own) => own[at] ?? null),
        `${path}[${at + 1}]`,
      );
    }
  };
  visit(root, records, `/${root.name}`);
  return rows;
}

function copiesOf(node: InstanceNode | null, child: Definition): readonly InstanceNode[] {
  return node === null ? [] : node.children.filter(({ name, isTemplate }) => name === child.name && !isTemplate);
}
