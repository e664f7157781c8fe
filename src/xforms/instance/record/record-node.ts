import type { PackedValues } from '../../package/form-package.ts';
import type { XNode } from '../../xpath/nodes/node.ts';
import { joinTexts } from '../../xpath/values/join-texts.ts';
import type { Definition } from './definition.ts';

/** What stands in a slot: an element or attribute, or the copies of a repeat. */
export type Slot = RecordNode | RecordNode[];

/** An element or attribute of the record that is being filled. */
export class RecordNode implements XNode {
  readonly definition: Definition;
  readonly parent: RecordNode | null;
  /** Distinguishes copies; never used again. */
  readonly serial: number;
  readonly slots: Slot[] = [];
  value = '';
  /** What its own rule says. */
  isRelevant = true;
  /** Whether it, or something that it stands in, is not relevant. */
  isHidden = false;
  /** Above the root of the record: the document. */
  document: XNode | null = null;

  constructor(definition: Definition, parent: RecordNode | null, serial: number) {
    this.definition = definition;
    this.parent = parent;
    this.serial = serial;
  }

  get name(): string {
    return this.definition.name;
  }

  get isAttribute(): boolean {
    return this.definition.isAttribute;
  }

  text(): string {
    if (this.slots.length === 0) return this.value;
    const texts = this.down('*').map((child) => (child.isHidden ? '' : child.text()));
    return texts.length === 0 ? this.value : joinTexts(texts);
  }

  up(): XNode | null {
    return this.parent ?? this.document;
  }

  down(name: string): readonly XNode[] {
    const found: XNode[] = [];
    for (const child of this.definition.children) {
      if (child.isAttribute || (name !== '*' && child.name !== name)) continue;
      const slot = this.slots[child.slot];
      if (Array.isArray(slot)) for (const copy of slot) found.push(copy);
      else if (slot !== undefined) found.push(slot);
    }
    return found;
  }

  attributes(name: string): readonly XNode[] {
    return this.definition.children
      .filter((child) => child.isAttribute && (name === '*' || child.name === name))
      .map((child) => this.slots[child.slot])
      .filter((slot) => slot instanceof RecordNode);
  }

  slot(index: number): XNode | readonly XNode[] | null {
    return this.slots[index] ?? null;
  }

  /** The copies of a repeat below it. */
  copiesOf(repeat: Definition): RecordNode[] {
    const slot = this.slots[repeat.slot];
    return Array.isArray(slot) ? slot : [];
  }
}

/**
 * Nodes that a record may hold: 500 times a form of 400 questions. Each takes some 200 bytes, and a telephone of 2 GB has
 * room for no more beside its other work.
 */
export const MOST_NODES = 200_000;

/** Makes nodes of the record, and knows how many there are. */
export class Growth {
  #serial = 0;
  #count = 0;

  /** Whether an element with all that is below it still has room in the record. */
  hasRoom(definition: Definition, values: PackedValues): boolean {
    return nodesToGrow(definition, values, MOST_NODES - this.#count) <= MOST_NODES - this.#count;
  }

  /** An element with all that is below it. */
  grow(definition: Definition, parent: RecordNode | null, values: PackedValues): RecordNode {
    const node = new RecordNode(definition, parent, this.#serial);
    this.#serial += 1;
    this.#count += 1;
    const value = values[definition.number];
    if (typeof value === 'string') node.value = value;
    if (parent !== null) node.isHidden = parent.isHidden;
    for (const child of definition.children) {
      if (!child.isRepeat) node.slots.push(this.grow(child, node, values));
      else {
        const copies = values[child.number];
        node.slots.push(Array.isArray(copies) ? copies.map((copy: PackedValues) => this.grow(child, node, copy)) : []);
      }
    }
    return node;
  }

  /** Notes that an element has left the record, with all that is below it. */
  shed(node: RecordNode): void {
    eachBelow(node, () => {
      this.#count -= 1;
    });
  }
}

/** How many nodes an element has with all that is below it; counted no further than a little beyond `most`. */
function nodesToGrow(definition: Definition, values: PackedValues, most: number): number {
  let count = 1;
  for (const child of definition.children) {
    if (count > most) break;
    if (!child.isRepeat) count += nodesToGrow(child, values, most - count);
    else {
      const copies = values[child.number];
      if (!Array.isArray(copies)) continue;
      for (const copy of copies as readonly PackedValues[]) {
        if (count > most) break;
        count += nodesToGrow(child, copy, most - count);
      }
    }
  }
  return count;
}

/** The nodes of a definition below a node of the record, or that node itself. */
export function nodesBelow(node: RecordNode, definition: Definition): readonly RecordNode[] {
  if (node.definition === definition) return [node];
  const way: Definition[] = [];
  for (let at: Definition | null = definition; at !== null && at !== node.definition; at = at.parent) way.unshift(at);
  let nodes: readonly RecordNode[] = [node];
  for (const step of way) {
    const found: RecordNode[] = [];
    for (const each of nodes) {
      const slot = each.slots[step.slot];
      if (Array.isArray(slot)) for (const copy of slot) found.push(copy);
      else if (slot !== undefined) found.push(slot);
    }
    nodes = found;
  }
  return nodes;
}

/** Calls `visit` for a node and everything below it, in document order. */
export function eachBelow(node: RecordNode, visit: (node: RecordNode) => void): void {
  visit(node);
  for (const slot of node.slots) {
    if (Array.isArray(slot)) for (const copy of slot) eachBelow(copy, visit);
    else eachBelow(slot, visit);
  }
}
