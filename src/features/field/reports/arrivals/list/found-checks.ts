import type { CheckState, Severity } from '../../../checks/check.ts';

/** What a check may find; what is in order stands nowhere. */
export type FoundState = Exclude<CheckState, 'ok'>;

/** As they stand in a cell, what is open first. */
export const FOUND_STATES = ['flagged', 'missing', 'verified'] as const satisfies readonly FoundState[];

/** What checks say of a report, in one mark: the gravest that is open, and how many are as open as that. */
export interface FoundMark {
  readonly state: FoundState;
  /** Of the gravest check that says so. */
  readonly severity: Severity;
  /** Checks that say so, of whatever severity. */
  readonly count: number;
}

/** Check → its title by language. */
export type CheckTitles = Readonly<Record<string, Readonly<Record<string, string>>>>;

const GRAVEST_FIRST = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** What checks say of a report, in one mark; null: none found anything. */
export function markOf(
  found: readonly { readonly state: FoundState; readonly severity: Severity }[],
): FoundMark | null {
  const state = FOUND_STATES.find((one) => found.some((each) => each.state === one));
  if (state === undefined) return null;
  const same = found.filter((one) => one.state === state);
  const severity = GRAVEST_FIRST.find((one) => same.some((each) => each.severity === one)) ?? 'note';
  return { state, severity, count: same.length };
}

/** How a filter names the reports of which one check says so: `flagged:` and the check. */
export function foundValue(state: FoundState, check: string): string {
  return `${state}:${check}`;
}

/** What a value of the column says: a state, and the check where it is that of one. */
export function readFoundValue(value: string): { readonly state: FoundState; readonly check: string | null } | null {
  const [written, check = null] = value.split(':');
  const state = FOUND_STATES.find((one) => one === written);
  return state === undefined ? null : { state, check };
}
