import { must } from '../../../../kernel/result.ts';
import type { CandidateStep } from '../../candidates/candidate.ts';
import type { Election } from '../../election/election.ts';
import type { CalendarRecords } from '../entry.ts';
import type { Anchor } from '../rule.ts';
import { type WorkingDays, workingDaysOf } from './working-days.ts';

/** What every rule of an election is computed with. */
export interface CalendarContext {
  readonly election: Election;
  readonly workingDays: WorkingDays;
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly candidateSteps: readonly CandidateStep[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Prepares the records once for all rules. @throws Error where there is no election: checked files have one. */
export function contextOf(records: CalendarRecords, now: number): CalendarContext {
  const election = must(records.election[0], 'Compute the calendar: the file has no election');
  return {
    election,
    workingDays: workingDaysOf(election, records.holiday),
    anchors: new Map(records.anchor.map((anchor) => [anchor.key, anchor])),
    candidateSteps: records['candidate-step'],
    now,
  };
}
