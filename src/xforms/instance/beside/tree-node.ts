import type { PackedTree } from '../../package/form-package.ts';
import type { XNode } from '../../xpath/nodes/node.ts';
import { DocumentNode } from '../record/document-node.ts';

/** An element or attribute of secondary data that is no table. */
class TreeNode implements XNode {
  readonly name: string;
  readonly isHidden = false;
  readonly isAttribute: boolean;
  readonly #parent: XNode;
  readonly #text: string;
  readonly #children: readonly TreeNode[];
  readonly #attributes: readonly TreeNode[];

  constructor(tree: PackedTree, parent: XNode, isAttribute = false) {
    const [name, content, attributes] = tree;
    this.name = name;
    this.isAttribute = isAttribute;
    this.#parent = parent;
    this.#text = typeof content === 'string' ? content : '';
    this.#children = typeof content === 'string' ? [] : content.map((child) => new TreeNode(child, this));
    this.#attributes = Object.entries(attributes ?? {}).map(([key, value]) => new TreeNode([key, value], this, true));
  }

  text(): string {
    return this.#children.length === 0 ? this.#text : this.#children.map((child) => child.text()).join('');
  }

  up(): XNode | null {
    return this.#parent;
  }

  down(name: string): readonly XNode[] {
    return name === '*' ? this.#children : this.#children.filter((child) => child.name === name);
  }

  attributes(name: string): readonly XNode[] {
    return name === '*' ? this.#attributes : this.#attributes.filter((attribute) => attribute.name === name);
  }

  slot(): null {
    return null;
  }
}

/** The document of a data tree. */
export function documentOf(tree: PackedTree): XNode {
  const document = new DocumentNode();
  document.root = new TreeNode(tree, document);
  return document;
}
