import type { AnswerKind, FormShape, Labels, ShapedChoice, ShapedLeaf } from './read-shape.ts';

/** A question of several versions of a form. */
export interface MergedLeaf extends Omit<ShapedLeaf, 'kind' | 'labels' | 'choices'> {
  /** `text` where versions disagree. */
  readonly kind: AnswerKind;
  readonly labels: Labels;
  readonly choices: readonly ShapedChoice[];
  /** Numbers of the versions that ask it, newest first. */
  readonly versions: readonly number[];
  /** Types that it had, newest first, where there were several. */
  readonly types: readonly string[];
}

/** What the records of several versions of a form look like together. */
export interface MergedShape {
  readonly language: string;
  readonly leaves: readonly MergedLeaf[];
  readonly repeats: readonly string[];
}

/**
 * All questions of some versions: in the order of the newest, one that only older ones have behind its neighbour there. Labels
 * and choices are those of the newest version that has them; choices of older ones follow.
 *
 * @param shapes newest first.
 */
export function mergeShapes(shapes: readonly FormShape[]): MergedShape {
  const orders = shapes.map(({ leaves }) => leaves.map(({ path }) => path));
  const found = new Map<string, { leaf: ShapedLeaf; number: number }[]>();
  for (const { leaves, number } of shapes) {
    for (const leaf of leaves) {
      const same = found.get(leaf.path);
      if (same === undefined) found.set(leaf.path, [{ leaf, number }]);
      else same.push({ leaf, number });
    }
  }
  const leaves = mergeOrders(orders).map((path) => mergeLeaf(found.get(path) ?? []));
  const repeats = mergeOrders(shapes.map((shape) => shape.repeats));
  return { language: shapes[0]?.language ?? '', leaves, repeats };
}

/** The order of the first list; what only others have comes behind what stands before it there. */
function mergeOrders(lists: readonly (readonly string[])[]): readonly string[] {
  const next = new Map<string, string | null>();
  const known = new Set<string>();
  const head = '';
  for (const list of lists) {
    let before = head;
    for (const path of list) {
      if (!known.has(path)) {
        known.add(path);
        next.set(path, next.get(before) ?? null);
        next.set(before, path);
      }
      before = path;
    }
  }
  const order: string[] = [];
  for (let path = next.get(head) ?? null; path !== null; path = next.get(path) ?? null) order.push(path);
  return order;
}

function mergeLeaf(found: readonly { readonly leaf: ShapedLeaf; readonly number: number }[]): MergedLeaf {
  const leaves = found.map(({ leaf }) => leaf);
  const [newest] = leaves;
  if (newest === undefined) throw new Error('Merge versions of a question: there is none');
  const types = [...new Set(leaves.map(({ control, type }) => (control === '' ? type : `${control} ${type}`)))];
  const isOneKind = leaves.every(({ kind }) => kind === newest.kind);
  return {
    path: newest.path,
    repeat: newest.repeat,
    type: newest.type,
    control: newest.control,
    kind: isOneKind ? newest.kind : 'text',
    labels: leaves.find(({ labels }) => Object.keys(labels).length > 0)?.labels ?? {},
    choices: mergeChoices(leaves),
    versions: found.map(({ number }) => number),
    types: isOneKind ? [] : types,
  };
}

function mergeChoices(leaves: readonly ShapedLeaf[]): readonly ShapedChoice[] {
  const choices = new Map<string, ShapedChoice>();
  for (const leaf of leaves) {
    for (const choice of leaf.choices) if (!choices.has(choice.value)) choices.set(choice.value, choice);
  }
  return [...choices.values()];
}
