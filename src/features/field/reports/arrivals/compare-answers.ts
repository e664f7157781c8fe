import type { ChangedAnswer, ShownAnswer } from './arrival-replies.ts';

/**
 * What one version says otherwise than another, question by question, in the order of the later one; what it does not say any
 * more stands behind its neighbour. Copies of repeats are compared by position. The names of the versions do not count.
 */
export function compareAnswers(from: readonly ShownAnswer[], to: readonly ShownAnswer[]): readonly ChangedAnswer[] {
  const [before, after] = [byPath(from), byPath(to)];
  return inOneOrder(from, to).flatMap((path) => {
    const [old, next] = [before.get(path) ?? null, after.get(path) ?? null];
    if (isName(path) || (old?.value ?? '') === (next?.value ?? '')) return [];
    const { labels = {}, kind = null, isNoted = false } = next ?? old ?? {};
    return [{ path, labels, kind, isNoted, before: saidBy(old), after: saidBy(next) }];
  });
}

function byPath(answers: readonly ShownAnswer[]): ReadonlyMap<string, ShownAnswer> {
  return new Map(answers.map((answer) => [answer.path, answer]));
}

/** Left empty is not answered. */
function saidBy(answer: ShownAnswer | null): ChangedAnswer['before'] {
  return answer === null || answer.value === '' ? null : { value: answer.value, choices: answer.choices };
}

function isName(path: string): boolean {
  return /\/(?:\w+:)?meta\/(?:\w+:)?(?:instanceID|deprecatedID)$/.test(path);
}

function inOneOrder(from: readonly ShownAnswer[], to: readonly ShownAnswer[]): string[] {
  const known = new Set(to.map(({ path }) => path));
  const behind = new Map<string | null, string[]>();
  let neighbour: string | null = null;
  for (const { path } of from) {
    if (known.has(path)) neighbour = path;
    else behind.set(neighbour, [...(behind.get(neighbour) ?? []), path]);
  }
  return [...(behind.get(null) ?? []), ...to.flatMap(({ path }) => [path, ...(behind.get(path) ?? [])])];
}
