import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import type { FormCore } from '../../../../xforms/package/form-package.ts';
import type { Answers } from './reading.ts';

/** The answers of a record, with what of them needs a look. */
export interface FlatRecord {
  readonly answers: Answers;
  /** Names of files, as they stand there. */
  readonly files: readonly string[];
  /** Answers by the number of their node. */
  readonly byNode: ReadonlyMap<number, readonly string[]>;
}

/**
 * Answers by path (`/data/visit[2]/note`), in the order of the form; what the form has no place for comes after its
 * neighbours, a second one of a name with its position. Texts are in NFC; the bytes that came stay as they are.
 */
export function flattenAnswers(root: InstanceNode, core: FormCore): FlatRecord {
  const walk = new Walk();
  const [definition] = definitionsOf(core);
  if (definition !== undefined) walk.known(root, definition, `/${definition.name}`);
  return walk;
}

class Walk implements FlatRecord {
  readonly answers = new Map<string, string | null>();
  readonly files: string[] = [];
  readonly byNode = new Map<number, string[]>();

  known(node: InstanceNode, definition: Definition, path: string): void {
    for (const [name, value] of node.attributes) this.put(`${path}/@${name}`, value);
    if (definition.children.every((child) => child.isAttribute)) this.answer(node, definition, path);
    else this.below(node, definition, path);
  }

  private answer({ value }: InstanceNode, definition: Definition, path: string): void {
    this.put(path, value);
    if (value === null) return;
    if (definition.type === 'binary') this.files.push(value);
    const same = this.byNode.get(definition.number);
    if (same === undefined) this.byNode.set(definition.number, [value]);
    else same.push(value);
  }

  private below(node: InstanceNode, definition: Definition, path: string): void {
    const byName = new Map<string, InstanceNode[]>();
    for (const child of node.children) {
      if (child.isTemplate) continue;
      const same = byName.get(child.name);
      if (same === undefined) byName.set(child.name, [child]);
      else same.push(child);
    }
    for (const child of definition.children) {
      const found = byName.get(child.name);
      if (child.isAttribute || found === undefined) continue;
      byName.delete(child.name);
      for (const [at, copy] of found.entries()) {
        this.known(copy, child, `${path}/${child.name}${child.isRepeat ? `[${at + 1}]` : ''}`);
      }
    }
    for (const [name, found] of byName) this.unknown(found, `${path}/${name}`);
  }

  private unknown(nodes: readonly InstanceNode[], path: string): void {
    for (const [at, node] of nodes.entries()) {
      const own = at === 0 ? path : `${path}[${at + 1}]`;
      if (node.children.length === 0) this.put(own, node.value);
      const byName = new Map<string, InstanceNode[]>();
      for (const child of node.children) byName.set(child.name, [...(byName.get(child.name) ?? []), child]);
      for (const [name, found] of byName) this.unknown(found, `${own}/${name}`);
    }
  }

  private put(path: string, value: string | null): void {
    this.answers.set(path.normalize('NFC'), value === null ? null : value.normalize('NFC'));
  }
}
