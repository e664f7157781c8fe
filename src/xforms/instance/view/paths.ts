import { RecordNode } from '../record/record-node.ts';
import type { ViewNode } from './view-node.ts';
import type { ViewTree } from './view-tree.ts';

/** The absolute path of a node, with positions for copies of repeats. */
export function pathOf(at: ViewNode | RecordNode): string {
  if (at instanceof RecordNode) return recordPath(at);
  if (at.repeat !== null && at.kind !== 'copy') return `${recordPath(at.node)}/${at.repeat.name}`;
  return recordPath(at.node);
}

function recordPath(node: RecordNode): string {
  const { parent, definition } = node;
  const above = parent === null ? '' : recordPath(parent);
  if (definition.isAttribute) return `${above}/@${definition.name}`;
  if (!definition.isRepeat || parent === null) return `${above}/${definition.name}`;
  return `${above}/${definition.name}[${parent.copiesOf(definition).indexOf(node) + 1}]`;
}

/** What shows the node at a path; null where nothing does. */
export function findNode(tree: ViewTree, path: string): ViewNode | null {
  const wanted = withPositions(path);
  return search(tree, tree.root, wanted);
}

/** A copy without position is the first. */
function withPositions(path: string): string {
  return path.replace(/\[1\]/g, '');
}

function search(tree: ViewTree, view: ViewNode, wanted: string): ViewNode | null {
  const own = withPositions(pathOf(view));
  let nearest: ViewNode | null = null;
  if (own === wanted && view.body?.node !== -1) {
    if (view.kind === 'question' || view.kind === 'copy' || view.kind === 'group') nearest = view;
  }
  if (view.kind === 'question' || (own !== '' && !isWithin(wanted, own, view))) return nearest;
  for (const child of tree.childrenOf(view)) {
    const found = search(tree, child, wanted);
    if (found !== null) return found;
  }
  return nearest;
}

/** Whether what is searched can stand below a node. */
function isWithin(wanted: string, own: string, view: ViewNode): boolean {
  if (view.repeat !== null && view.kind !== 'copy') return wanted.startsWith(own);
  return wanted === own || wanted.startsWith(`${own}/`) || view.body?.node === -1 || view.parent === null;
}
