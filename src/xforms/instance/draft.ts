import type { InstanceNode } from '../form/form.ts';
import type { PackedValues } from '../package/form-package.ts';
import type { Definition } from './record/definition.ts';
import type { RecordNode } from './record/record-node.ts';

/**
 * Answers by name, so that they are found again in another version of the form: a text for a question, for a group its
 * members, for a repeat a list of its copies; attributes begin with `@`.
 */
export type KeptAnswers = string | { readonly [name: string]: KeptAnswers } | readonly KeptAnswers[];

/** An answer for which the form has no place any more. */
export interface Leftover {
  /** Its path with positions of copies. */
  readonly path: string;
  readonly value: string;
}

/** The record with everything that is in it, hidden answers included. */
export function keptAnswers(node: RecordNode): KeptAnswers {
  if (node.definition.children.length === 0) return node.value;
  const kept: Record<string, KeptAnswers> = {};
  for (const child of node.definition.children) {
    const slot = node.slots[child.slot];
    const answers = Array.isArray(slot) ? slot.map(keptAnswers) : slot === undefined ? '' : keptAnswers(slot);
    if (!isEmpty(answers) || child.isRepeat) kept[keyOf(child)] = answers;
  }
  return kept;
}

function keyOf(definition: Definition): string {
  return definition.isAttribute ? `@${definition.name}` : definition.name;
}

function isEmpty(answers: KeptAnswers): boolean {
  return typeof answers === 'object' ? Object.keys(answers).length === 0 : answers === '';
}

/** Values for a form from answers that were kept, and what of them the form has no place for. */
export function restore(
  root: Definition,
  kept: KeptAnswers,
): { readonly values: PackedValues; readonly leftovers: readonly Leftover[] } {
  const leftovers: Leftover[] = [];
  const values: Record<number, string | readonly PackedValues[]> = {};
  place({ definition: root, kept, path: `/${root.name}` }, values, leftovers);
  return { values, leftovers };
}

interface Placing {
  readonly definition: Definition;
  readonly kept: KeptAnswers;
  readonly path: string;
}

function place(
  { definition, kept, path }: Placing,
  values: Record<number, string | readonly PackedValues[]>,
  leftovers: Leftover[],
): void {
  if (typeof kept === 'string') {
    if (definition.children.length === 0) values[definition.number] = kept;
    else leave(kept, path, leftovers);
    return;
  }
  if (Array.isArray(kept) || definition.children.length === 0) {
    leave(kept, path, leftovers);
    return;
  }
  for (const [key, inner] of Object.entries(kept as Readonly<Record<string, KeptAnswers>>)) {
    const child = definition.children.find((each) => keyOf(each) === key);
    const below = `${path}/${key}`;
    if (child === undefined || Array.isArray(inner) !== child.isRepeat) leave(inner, below, leftovers);
    else if (!Array.isArray(inner)) place({ definition: child, kept: inner, path: below }, values, leftovers);
    else {
      values[child.number] = inner.map((copy: KeptAnswers, at) => {
        const own: Record<number, string | readonly PackedValues[]> = {};
        place({ definition: child, kept: copy, path: `${below}[${at + 1}]` }, own, leftovers);
        return own;
      });
    }
  }
}

function leave(kept: KeptAnswers, path: string, leftovers: Leftover[]): void {
  if (typeof kept === 'string') {
    if (kept !== '') leftovers.push({ path, value: kept });
    return;
  }
  for (const [key, inner] of Object.entries(kept)) {
    leave(inner, Array.isArray(kept) ? `${path}[${Number(key) + 1}]` : `${path}/${key}`, leftovers);
  }
}

/** The answers of a record that was submitted before, as a draft keeps them. `root` describes the form that it is opened in. */
export function answersOfRecord(element: InstanceNode, root: Definition): KeptAnswers {
  const children = element.children.filter((child) => !child.isTemplate);
  if (children.length === 0 && root.children.length === 0) return element.value ?? '';
  const kept: Record<string, KeptAnswers> = {};
  for (const [name, value] of element.attributes) {
    if (root.children.some((child) => child.isAttribute && child.name === name)) kept[`@${name}`] = value;
  }
  for (const name of new Set(children.map((child) => child.name))) {
    const same = children.filter((child) => child.name === name);
    const definition = root.children.find((child) => !child.isAttribute && child.name === name);
    const answers = same.map((child) =>
      definition === undefined ? looseAnswers(child) : answersOfRecord(child, definition),
    );
    kept[name] = definition?.isRepeat === true || answers.length > 1 ? answers : (answers[0] ?? '');
  }
  for (const definition of root.children)
    if (definition.isRepeat && kept[definition.name] === undefined) kept[definition.name] = [];
  return kept;
}

function looseAnswers(element: InstanceNode): KeptAnswers {
  if (element.children.length === 0) return element.value ?? '';
  return Object.fromEntries(element.children.map((child) => [child.name, looseAnswers(child)]));
}
