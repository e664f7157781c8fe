import type { FormCore, PackedNode } from '../../package/form-package.ts';

/** A node of the form while it is filled: what all copies of it share. */
export interface Definition {
  readonly number: number;
  readonly name: string;
  readonly packed: PackedNode;
  readonly parent: Definition | null;
  readonly children: Definition[];
  /** Place among the parent's children. */
  readonly slot: number;
  readonly isRepeat: boolean;
  readonly isAttribute: boolean;
  readonly type: string;
  /** Number of the rule of each kind, where there is one. */
  readonly rules: (number | undefined)[];
}

/** The definitions of a form, by number. */
export function definitionsOf(core: FormCore): readonly Definition[] {
  const definitions: Definition[] = [];
  for (const [number, packed] of core.nodes.entries()) {
    const parent = definitions[packed.in] ?? null;
    const definition: Definition = {
      number,
      name: packed.name,
      packed,
      parent,
      children: [],
      slot: parent?.children.length ?? 0,
      isRepeat: packed.kind === 'repeat',
      isAttribute: packed.kind === 'attribute',
      type: packed.type ?? 'string',
      rules: [],
    };
    parent?.children.push(definition);
    definitions.push(definition);
  }
  for (const [number, [kind, node]] of core.rules.entries()) {
    const definition = definitions[node];
    if (definition !== undefined) definition.rules[kind] = number;
  }
  return definitions;
}
