import type { Form, InstanceNode, ItemTable } from '../../form/form.ts';
import type { PackedInstance, PackedTree } from '../form-package.ts';

/** Tables of more rows are kept apart from the form. */
const MOST_ROWS_WITHIN = 100;

/** Secondary data of a form: small tables within, large ones by hash. */
export function packInstances(
  form: Form,
  hashOf: (text: string) => string,
): {
  readonly instances: Readonly<Record<string, PackedInstance>>;
  readonly tables: Readonly<Record<string, ItemTable>>;
} {
  const instances: Record<string, PackedInstance> = {};
  const tables: Record<string, ItemTable> = {};
  for (const instance of form.instances) {
    if (instance.kind === 'external') instances[instance.id] = { src: instance.src };
    else if (instance.kind === 'tree') instances[instance.id] = { tree: packTree(instance.root) };
    else if (instance.items.rows.length <= MOST_ROWS_WITHIN) instances[instance.id] = { table: instance.items };
    else {
      const hash = hashOf(JSON.stringify(instance.items));
      instances[instance.id] = { hash };
      tables[hash] = instance.items;
    }
  }
  return { instances, tables };
}

function packTree(node: InstanceNode): PackedTree {
  const content = node.children.length === 0 ? (node.value ?? '') : node.children.map(packTree);
  return node.attributes.size === 0 ? [node.name, content] : [node.name, content, Object.fromEntries(node.attributes)];
}
