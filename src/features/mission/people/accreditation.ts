import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { type Fault, fault } from '../../../kernel/issue.ts';

/** What happens to an accreditation. */
export const STEP_KINDS = ['applied', 'granted', 'refused', 'withdrawn'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Where it stands; `none`: nobody applied; `expired`: it was granted until a day that is over. */
export const ACCREDITATION_STATES = ['none', ...STEP_KINDS, 'expired'] as const;
export type AccreditationState = (typeof ACCREDITATION_STATES)[number];

/** One step of an accreditation. */
export interface AccreditationStep {
  readonly kind: StepKind;
  readonly on: CalendarDate;
  /** Number of the badge; only of one that was granted. */
  readonly badge: string | null;
  /** Last day on which it is valid; only of one that was granted; null: it is not said. */
  readonly validTo: CalendarDate | null;
}

/** Which steps may follow; an empty place is `none`. */
const AFTER: Readonly<Record<StepKind, readonly (StepKind | 'none')[]>> = {
  applied: ['none', 'refused', 'withdrawn'],
  granted: ['applied'],
  refused: ['applied'],
  withdrawn: ['applied', 'granted'],
};

/**
 * Where an accreditation stands.
 *
 * @param steps those that were not struck out, in the order in which they were made.
 * @param today decides whether one that was granted is still valid.
 */
export function accreditationState(steps: readonly AccreditationStep[], today: CalendarDate): AccreditationState {
  const last = steps.at(-1);
  if (last === undefined) return 'none';
  return last.kind === 'granted' && isOver(last, today) ? 'expired' : last.kind;
}

/** Everything that is wrong with these steps, in their order; none: each may follow on the one before. */
export function findStepFaults(steps: readonly AccreditationStep[]): Fault[] {
  return steps.flatMap((step, index) => faultsOfStep(step, steps[index - 1] ?? null));
}

function faultsOfStep(step: AccreditationStep, before: AccreditationStep | null): Fault[] {
  const faults: Fault[] = [];
  if (!mayFollow(step, before)) {
    faults.push(fault('accreditation-order', { found: step.kind, after: before?.kind ?? 'none' }));
  }
  if (before !== null && step.on < before.on) {
    faults.push(fault('accreditation-day', { found: step.on, wanted: before.on }));
  }
  if (step.kind !== 'granted' && (step.badge !== null || step.validTo !== null)) {
    faults.push(fault('accreditation-badge', { found: step.kind }));
  }
  if (step.validTo !== null && step.validTo < step.on) {
    faults.push(fault('accreditation-validity', { found: step.validTo, wanted: step.on }));
  }
  return faults;
}

/** Whoever was accredited until a day that is over may apply anew. */
function mayFollow(step: AccreditationStep, before: AccreditationStep | null): boolean {
  if (AFTER[step.kind].includes(before?.kind ?? 'none')) return true;
  return step.kind === 'applied' && before?.kind === 'granted' && isOver(before, step.on);
}

function isOver({ validTo }: AccreditationStep, day: CalendarDate): boolean {
  return validTo !== null && validTo < day;
}
