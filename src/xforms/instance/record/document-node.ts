import type { XNode } from '../../xpath/nodes/node.ts';

/** The document above a root. */
export class DocumentNode implements XNode {
  readonly name = '';
  readonly isHidden = false;
  readonly isAttribute = false;
  root: XNode | null = null;

  text(): string {
    return this.root?.text() ?? '';
  }

  up(): XNode | null {
    return null;
  }

  down(name: string): readonly XNode[] {
    return this.root !== null && (name === '*' || this.root.name === name) ? [this.root] : [];
  }

  attributes(): readonly XNode[] {
    return [];
  }

  slot(): XNode | null {
    return this.root;
  }
}
