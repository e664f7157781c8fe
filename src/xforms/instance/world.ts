import type { InstanceNode, ItemTable } from '../form/form.ts';
import type { FormPackage, PackedInstance, PackedTree } from '../package/form-package.ts';
import type { XNode } from '../xpath/nodes/node.ts';
import type { Environment, Scope, Table, World } from '../xpath/scope.ts';
import { IndexedTable } from './beside/tables.ts';
import { documentOf } from './beside/tree-node.ts';
import type { DocumentNode } from './record/document-node.ts';

/** Data that do not come with the form, by their address: `jr://file-csv/stations.csv`. */
export type ExternalData = ReadonlyMap<string, ItemTable | InstanceNode>;

/** What a form's expressions reach while it is filled. */
export class FormWorld implements World {
  readonly environment: Environment;
  readonly document: DocumentNode;
  readonly version: string;
  /** Set once the session is there: it alone knows languages and questions. */
  texts: {
    readonly itext: (id: string, scope: Scope) => string;
    readonly choiceName: (question: XNode, value: string) => string;
    readonly language: () => string;
  } = { itext: () => '', choiceName: () => '', language: () => '' };
  /** How many nodes may still be looked at; without end but while a form opens. */
  #left = Number.POSITIVE_INFINITY;
  readonly #form: FormPackage;
  readonly #data: ExternalData;
  readonly #tables = new Map<string, Table | null>();
  readonly #trees = new Map<string, XNode | null>();

  constructor(
    form: FormPackage,
    given: { readonly data: ExternalData; readonly environment: Environment; readonly document: DocumentNode },
  ) {
    this.#form = form;
    this.#data = given.data;
    this.environment = given.environment;
    this.document = given.document;
    this.version = form.core.version ?? '';
  }

  table(id: string): Table | null {
    let table = this.#tables.get(id);
    if (table === undefined) {
      const items = this.#itemsOf(this.#packed(id));
      table = items === null ? null : new IndexedTable(items);
      this.#tables.set(id, table);
    }
    return table;
  }

  tree(id: string): XNode | null {
    let tree = this.#trees.get(id);
    if (tree === undefined) {
      const packed = this.#treeOf(this.#packed(id));
      tree = packed === null ? null : documentOf(packed);
      this.#trees.set(id, tree);
    }
    return tree;
  }

  itext(id: string, scope: Scope): string {
    return this.texts.itext(id, scope);
  }

  choiceName(question: XNode, value: string): string {
    return this.texts.choiceName(question, value);
  }

  language(): string {
    return this.texts.language();
  }

  property(name: string): string {
    return propertyOf(this.environment, name);
  }

  spend(nodes: number): boolean {
    this.#left -= nodes;
    return this.#left >= 0;
  }

  /** Does something that may look at so many nodes and no more. @returns whether that was enough. */
  within(most: number, run: () => void): boolean {
    this.#left = most;
    run();
    const isEnough = this.#left >= 0;
    this.#left = Number.POSITIVE_INFINITY;
    return isEnough;
  }

  /** Addresses of data that the form needs and that were not given; the record saved last may always be absent. */
  missing(): readonly string[] {
    const sources = Object.values(this.#form.core.instances).flatMap((packed) => ('src' in packed ? [packed.src] : []));
    return [...new Set(sources)].filter((src) => !src.startsWith('jr://instance/') && !this.#data.has(src));
  }

  #packed(id: string): PackedInstance | undefined {
    return Object.hasOwn(this.#form.core.instances, id) ? this.#form.core.instances[id] : undefined;
  }

  #itemsOf(packed: PackedInstance | undefined): ItemTable | null {
    if (packed === undefined || 'tree' in packed) return null;
    if ('table' in packed) return packed.table;
    if ('hash' in packed) return this.#form.tables[packed.hash] ?? null;
    const found = this.#data.get(packed.src);
    return found !== undefined && 'rows' in found ? found : null;
  }

  #treeOf(packed: PackedInstance | undefined): PackedTree | null {
    if (packed === undefined) return null;
    if ('tree' in packed) return packed.tree;
    const found = 'src' in packed ? this.#data.get(packed.src) : undefined;
    return found !== undefined && !('rows' in found) ? packTree(found) : null;
  }
}

function packTree(node: InstanceNode): PackedTree {
  const content = node.children.length === 0 ? (node.value ?? '') : node.children.map(packTree);
  return [node.name, content, Object.fromEntries(node.attributes)];
}

/** A property of device and person by its name in forms (ODK XForms, Preload Attributes). */
export function propertyOf(environment: Environment, name: string): string {
  const key = name.toLowerCase().replace(/[\s_-]/g, '');
  if (key === 'deviceid') return environment.deviceId;
  if (key === 'username') return environment.username;
  if (key === 'email') return environment.email;
  return key === 'phonenumber' ? environment.phoneNumber : '';
}
