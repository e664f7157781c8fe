import type { Anchor, CalendarRule, Holiday } from '../../calendar/rule.ts';
import type { Candidate, CandidateStep } from '../../candidates/candidate.ts';
import type { Claim, Discrepancy, Subject } from '../../claims/claim.ts';
import type { Act, Election, Round } from '../../election/election.ts';
import type { Assessment, Mission } from '../../missions/mission.ts';
import type { TimelineEvent } from '../../timeline/event.ts';

/** The records that the overview reads; a whole election file is one. */
export interface OverviewRecords {
  readonly election: readonly Election[];
  readonly act: readonly Act[];
  readonly round: readonly Round[];
  readonly anchor: readonly Anchor[];
  readonly 'calendar-rule': readonly CalendarRule[];
  readonly holiday: readonly Holiday[];
  readonly candidate: readonly Candidate[];
  readonly 'candidate-step': readonly CandidateStep[];
  readonly subject: readonly Subject[];
  readonly claim: readonly Claim[];
  readonly discrepancy: readonly Discrepancy[];
  readonly mission: readonly Mission[];
  readonly assessment: readonly Assessment[];
  readonly event: readonly TimelineEvent[];
}

export interface OverviewProps {
  readonly file: OverviewRecords;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Address of the election's views, such as `/e/azerbaijan-2024`. */
  readonly base: string;
}
