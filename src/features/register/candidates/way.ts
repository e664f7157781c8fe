import type { Step } from './candidate.ts';

/**
 * Where a candidate stands between two steps. `upheld`: an appeal was upheld since the last decision against the
 * candidate, so that the decision may be taken anew.
 */
export interface Standing {
  readonly nomination: 'none' | 'nominated' | 'approved' | 'refused';
  readonly registration: 'open' | 'registered' | 'refused' | 'deregistered';
  readonly upheld: boolean;
  readonly withdrawn: boolean;
}

/** Before the first step. */
export const START: Standing = { nomination: 'none', registration: 'open', upheld: false, withdrawn: false };

/**
 * Steps that must come earlier, where they are recorded at all: of several one is enough. What is not recorded may
 * have happened unseen, and hinders nothing.
 */
const NEEDS: Readonly<Record<Step, readonly Step[]>> = {
  nominated: [],
  'nomination-approved': ['nominated'],
  'nomination-refused': ['nominated'],
  'signatures-submitted': ['nominated'],
  'papers-filed': ['nominated'],
  'signatures-verified': ['nominated', 'nomination-approved', 'signatures-submitted'],
  registered: ['nominated', 'nomination-approved', 'signatures-submitted', 'papers-filed', 'signatures-verified'],
  'registration-refused': ['nominated', 'nomination-approved'],
  appealed: ['nominated'],
  'appeal-upheld': ['nominated', 'appealed'],
  'appeal-dismissed': ['nominated', 'appealed'],
  withdrawn: ['nominated'],
  deregistered: ['nominated', 'nomination-approved'],
};

/** The steps of which at least one must come before `step`, where they are recorded. */
export function needsOf(step: Step): readonly Step[] {
  return NEEDS[step];
}

/**
 * Where the candidate stands after `step`, or null where the step cannot be taken: after a withdrawal only the
 * commission's own act of striking off; a second approval or registration; approval or registration after a refusal
 * that no appeal has undone.
 */
export function advance(from: Standing, step: Step): Standing | null {
  if (from.withdrawn && step !== 'deregistered') return null;
  switch (step) {
    case 'nominated':
      return from.nomination === 'none' || from.nomination === 'refused' ? { ...from, nomination: 'nominated' } : null;
    case 'nomination-approved':
    case 'nomination-refused':
      return decideNomination(from, step === 'nomination-approved' ? 'approved' : 'refused');
    case 'registered':
    case 'registration-refused':
    case 'deregistered':
      return decideRegistration(from, step === 'registration-refused' ? 'refused' : step);
    case 'appeal-upheld':
      return { ...from, upheld: true };
    case 'withdrawn':
      return { ...from, withdrawn: true };
    default:
      return from;
  }
}

function decideNomination(from: Standing, decision: 'approved' | 'refused'): Standing | null {
  if (from.registration !== 'open') return null;
  const isUndecided = from.nomination === 'none' || from.nomination === 'nominated';
  return isUndecided || from.upheld ? { ...from, nomination: decision, upheld: false } : null;
}

function decideRegistration(from: Standing, decision: 'registered' | 'refused' | 'deregistered'): Standing | null {
  const after: Standing = { ...from, nomination: 'approved', registration: decision, upheld: false };
  if (from.nomination === 'refused' && !from.upheld) return null;
  if (from.registration === 'open') return after;
  if (from.registration === 'registered' && decision === 'deregistered') return after;
  return from.upheld ? after : null;
}
