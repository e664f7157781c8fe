import type { PatternTree } from './pattern-tree.ts';

/**
 * How many ways a matcher that goes back and tries again may try with a text of so many characters, at most: infinite for
 * `^(a+)+$`, the length for `^a+$`.
 */
export function mostTries(tree: PatternTree, length: number): number {
  const starts = isAnchored(tree) ? 1 : length + 1;
  return starts * waysOf(tree, length) * triesAside(tree, length);
}

/** Whether a pattern needs neither a look ahead or behind nor an earlier group: such a one is matched without going back. */
export function isRegular(tree: PatternTree): boolean {
  return tree.kind !== 'look' && tree.kind !== 'back' && partsOf(tree).every(isRegular);
}

function partsOf(tree: PatternTree): readonly PatternTree[] {
  if (tree.kind === 'sequence') return tree.parts;
  if (tree.kind === 'choice') return tree.options;
  return tree.kind === 'repeat' || tree.kind === 'look' ? [tree.inner] : [];
}

function isAnchored(tree: PatternTree): boolean {
  if (tree.kind === 'edge') return tree.edge === 'start';
  if (tree.kind === 'choice') return tree.options.every(isAnchored);
  const [first] = tree.kind === 'sequence' ? tree.parts : [];
  return first !== undefined && isAnchored(first);
}

/** In how many ways a pattern may go on from one place; a look aside is not gone back into. */
function waysOf(tree: PatternTree, length: number): number {
  if (tree.kind === 'sequence') return tree.parts.reduce((ways, part) => ways * waysOf(part, length), 1);
  if (tree.kind === 'choice') return tree.options.reduce((ways, option) => ways + waysOf(option, length), 0);
  if (tree.kind !== 'repeat') return 1;
  const inner = waysOf(tree.inner, length);
  const most = Math.min(tree.most, Math.max(tree.least, length));
  return (most - tree.least + 1) * inner ** most;
}

function triesAside(tree: PatternTree, length: number): number {
  const tries = partsOf(tree).map((part) => triesAside(part, length));
  return Math.max(1, ...tries) * (tree.kind === 'look' ? waysOf(tree.inner, length) : 1);
}
