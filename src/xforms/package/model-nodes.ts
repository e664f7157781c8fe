import type { BodyNode, BodyRepeat, Form, InstanceNode } from '../form/form.ts';
import type { PackedValues } from './form-package.ts';

/** A node of the record while a form is compiled. The document above the root has number −1. */
export interface ModelNode {
  readonly number: number;
  readonly name: string;
  readonly path: string;
  readonly parent: ModelNode | null;
  readonly depth: number;
  /** Place among the parent's children. */
  readonly slot: number;
  readonly children: ModelNode[];
  readonly isAttribute: boolean;
  readonly isRepeat: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** `jr:template`, or else the first of its kind. */
  readonly source: InstanceNode | null;
  readonly hasTemplate: boolean;
}

/** The record of a form with its nodes numbered in document order. */
export interface Model {
  readonly document: ModelNode;
  readonly nodes: readonly ModelNode[];
  readonly byPath: ReadonlyMap<string, ModelNode>;
}

/** Numbers the nodes of a form's record; attributes that a bind or an action names are nodes too. */
export function modelOf(form: Form): Model {
  const numbering = new Numbering(form);
  return numbering.model();
}

/** All repeats of a body. */
export function repeatsOf(body: readonly BodyNode[]): readonly BodyRepeat[] {
  return body.flatMap((node) => {
    if (node.kind === 'group') return repeatsOf(node.children);
    return node.kind === 'repeat' ? [node, ...repeatsOf(node.children)] : [];
  });
}

class Numbering {
  readonly #form: Form;
  readonly #repeats: ReadonlySet<string>;
  readonly #attributes: ReadonlySet<string>;
  readonly #nodes: ModelNode[] = [];
  readonly #byPath = new Map<string, ModelNode>();

  constructor(form: Form) {
    this.#form = form;
    this.#repeats = new Set(repeatsOf(form.body).map((repeat) => repeat.nodeset));
    const named = [...form.binds.map((bind) => bind.nodeset), ...form.actions.map((action) => action.ref)];
    this.#attributes = new Set(named.filter((path) => path.includes('/@')));
  }

  model(): Model {
    const document: ModelNode = {
      number: -1,
      name: '',
      path: '',
      parent: null,
      depth: 0,
      slot: 0,
      children: [],
      isAttribute: false,
      isRepeat: false,
      attributes: new Map(),
      source: null,
      hasTemplate: false,
    };
    this.#add(document, [this.#form.root], false);
    return { document, nodes: this.#nodes, byPath: this.#byPath };
  }

  /** Adds what elements of one name have in common; `same` has at least one. `isMany`: several stand in one parent. */
  #add(parent: ModelNode, same: readonly InstanceNode[], isMany: boolean): void {
    const template = same.find((node) => node.isTemplate);
    const source = template ?? (same[0] as InstanceNode);
    const path = `${parent.path}/${source.name}`;
    const node = this.#register({
      name: source.name,
      path,
      parent,
      isAttribute: false,
      source,
      hasTemplate: template !== undefined,
      isRepeat: this.#repeats.has(path) || isMany || template !== undefined,
      attributes: new Map([...source.attributes].filter(([name]) => !this.#attributes.has(`${path}/@${name}`))),
    });
    for (const attribute of this.#attributes) {
      const name = attribute.startsWith(`${path}/@`) ? attribute.slice(path.length + 2) : '';
      if (name !== '') this.#addAttribute(node, name);
    }
    for (const group of byName(same.flatMap((each) => each.children))) {
      const name = group[0]?.name;
      this.#add(
        node,
        group,
        same.some((each) => each.children.filter((child) => child.name === name).length > 1),
      );
    }
  }

  #addAttribute(parent: ModelNode, name: string): void {
    this.#register({
      name,
      path: `${parent.path}/@${name}`,
      parent,
      isAttribute: true,
      isRepeat: false,
      attributes: new Map(),
      source: null,
      hasTemplate: false,
    });
  }

  #register(
    given: Omit<ModelNode, 'number' | 'depth' | 'slot' | 'children'> & { readonly parent: ModelNode },
  ): ModelNode {
    const { parent } = given;
    const node = {
      ...given,
      number: this.#nodes.length,
      depth: parent.depth + 1,
      slot: parent.children.length,
      children: [],
    };
    parent.children.push(node);
    this.#nodes.push(node);
    this.#byPath.set(node.path, node);
    return node;
  }
}

function byName(elements: readonly InstanceNode[]): Iterable<readonly InstanceNode[]> {
  const groups = new Map<string, InstanceNode[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group === undefined) groups.set(element.name, [element]);
    else group.push(element);
  }
  return groups.values();
}

/** The values of an element and what is below it, by number. */
export function valuesOf(node: ModelNode, element: InstanceNode, isEmptied = false): PackedValues {
  const values: Record<number, string | readonly PackedValues[]> = {};
  collect(node, element, { values, isEmptied });
  return values;
}

interface Collecting {
  readonly values: Record<number, string | readonly PackedValues[]>;
  readonly isEmptied: boolean;
}

function collect(node: ModelNode, element: InstanceNode, into: Collecting): void {
  if (element.value !== null && element.value !== '' && !into.isEmptied) into.values[node.number] = element.value;
  for (const child of node.children) {
    if (child.isAttribute) {
      const value = element.attributes.get(child.name) ?? '';
      if (value !== '') into.values[child.number] = value;
      continue;
    }
    const found = element.children.filter((each) => each.name === child.name && !each.isTemplate);
    if (child.isRepeat) {
      if (found.length > 0) into.values[child.number] = found.map((copy) => valuesOf(child, copy, into.isEmptied));
    } else if (found[0] !== undefined) collect(child, found[0], into);
  }
}
