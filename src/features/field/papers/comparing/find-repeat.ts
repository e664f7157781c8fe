import type { FormSession, NodeKey } from '../../../../xforms/form/session.ts';

/** The repeat whose copies stand at `path`: `/data/visit`, `/data/visit[2]/person`; null: the form shows none there. */
export function findRepeat(session: FormSession, path: string): NodeKey | null {
  const search = (node: NodeKey): NodeKey | null => {
    if (session.describe(node).kind === 'repeat' && session.pathOf(node) === path) return node;
    for (const child of session.children(node)) {
      const found = search(child);
      if (found !== null) return found;
    }
    return null;
  };
  return search(session.root);
}
