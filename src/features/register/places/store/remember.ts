import type { PlaceTree } from './load-tree.ts';

/** Gives the answer to a question about a tree, from memory where it has been asked before. */
export type Memory<T> = (tree: PlaceTree, question: string, find: () => Promise<T>) => Promise<T>;

/**
 * Remembers the last `most` answers. A tree is the same as long as the revision of its election is, whoever asks: so
 * what a hundred readers ask of a hundred thousand places is counted once. An answer that failed is forgotten.
 */
export function createMemory<T>(most: number): Memory<T> {
  const answers = new Map<string, Promise<T>>();
  return (tree, question, find) => {
    const key = JSON.stringify([tree.electionId, tree.revision, tree.day, question]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = find();
    answers.set(key, answer);
    answer.then(undefined, () => answers.delete(key));
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
