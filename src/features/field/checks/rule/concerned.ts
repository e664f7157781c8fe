import { plainPath } from '../../reports/reading/plain-path.ts';
import type { StoredAnswers } from './name-values.ts';
import type { Rule } from './term.ts';

/** An answer that a rule rests on; '' where there is none. */
export interface Concerned {
  readonly path: string;
  readonly value: string;
}

/** The answers of a report that a rule rests on, of repeats those of all copies. */
export function concernedAnswers(rule: Rule, answers: StoredAnswers): Concerned[] {
  return rule.names.flatMap(({ source, isMany }) => {
    if (source.kind !== 'answer') return [];
    if (!isMany) return [{ path: source.path, value: answers[source.path] ?? '' }];
    const isWithin = (path: string) => path === source.path || path.startsWith(`${source.path}/`);
    return Object.entries(answers)
      .filter(([path]) => isWithin(plainPath(path)))
      .map(([path, value]) => ({ path, value: value ?? '' }));
  });
}

/** Whether somebody made sure of each of these answers while it said what it says. */
export function areVerified(answers: readonly Concerned[], verified: readonly Concerned[]): boolean {
  return (
    answers.length > 0 &&
    answers.every(({ path, value }) => verified.some((one) => one.path === path && one.value === value))
  );
}
