import type { Changes, FormSession, NodeKey } from '../../../../xforms/form/session.ts';

/** The answers of a copy of a repeat, in the shape of the form. */
export type TakenAnswers = string | readonly TakenAnswers[];

/** Takes down what was answered below a node. */
export function takeCopy(session: FormSession, node: NodeKey): TakenAnswers {
  if (session.describe(node).kind === 'question') return session.get(node).value;
  return session.children(node).map((child) => takeCopy(session, child));
}

/**
 * Answers everything below `node` as it was taken down; repeats inside get as many copies as they had.
 * `node` must be of the same place in the form as the one that was taken.
 */
export function fillCopy(
  session: FormSession,
  { node, answers }: { readonly node: NodeKey; readonly answers: TakenAnswers },
  spread: (changes: Changes) => void,
): void {
  if (typeof answers === 'string') {
    const { value, isReadonly } = session.get(node);
    if (value !== answers && !isReadonly) spread(session.set(node, answers));
    return;
  }
  if (session.describe(node).kind === 'repeat') resize(session, { repeat: node, count: answers.length }, spread);
  const children = session.children(node);
  for (const [at, each] of answers.entries()) {
    const child = children[at];
    if (child !== undefined) fillCopy(session, { node: child, answers: each }, spread);
  }
}

function resize(
  session: FormSession,
  { repeat, count }: { readonly repeat: NodeKey; readonly count: number },
  spread: (changes: Changes) => void,
): void {
  if (session.describe(repeat).isCounted) return;
  const surplus = session.children(repeat).slice(count);
  for (const copy of surplus) spread(session.removeRepeat(copy));
  for (let missing = count - session.children(repeat).length; missing > 0; missing -= 1) {
    spread(session.addRepeat(repeat));
  }
}
