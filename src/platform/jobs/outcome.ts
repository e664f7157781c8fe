import { Refusal } from '../db/refusal.ts';
import { Problem, type ProblemBody, problemBody } from '../http/problem.ts';

/** How work in a thread ended, as it is copied from there. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Pick<ProblemBody, 'code' | 'parameters' | 'issues'> }
  | { readonly kind: 'refusal'; readonly message: string }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly stack: string };

/** Waits for work and tells how it ended; never throws. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: 'done', value: await work() };
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** How work ended that threw so. */
export function failureOf(thrown: unknown): Exclude<Outcome, { kind: 'done' }> {
  if (thrown instanceof Problem) return { kind: 'problem', problem: problemBody(thrown) };
  if (thrown instanceof Refusal) return { kind: 'refusal', message: thrown.message };
  const { name, message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { kind: 'failed', name, message, stack };
}

/** What the work was to throw that ended so. */
export function errorOfOutcome(outcome: Exclude<Outcome, { kind: 'done' }>): Error {
  if (outcome.kind === 'problem') {
    const { code, parameters, issues } = outcome.problem;
    return new Problem(code, parameters, issues ?? null);
  }
  if (outcome.kind === 'refusal') return new Refusal(outcome.message);
  const { name, message, stack } = outcome;
  return Object.assign(new Error(message), { name, stack });
}
