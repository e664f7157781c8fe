import { type CalendarDate, daysBetween } from '../../../kernel/calendar-date.ts';
import type { When } from '../../../kernel/when.ts';
import { type Assessment, assessmentKind, type Mission } from './mission.ts';

/** A number of days that is known exactly (both ends equal), within bounds, or on one side only (null). */
export interface DayCount {
  readonly least: number | null;
  readonly most: number | null;
}

/** How long a mission was there. Null where nothing is known. */
export interface Presence {
  /** Days from the start to the election day, both included; 0 where it came later. */
  readonly untilElection: DayCount | null;
  /** Days from the start to the end, both included. */
  readonly inAll: DayCount | null;
}

/** What missions said on one subject, by the direction in which they point. */
export interface Comparison {
  readonly subject: Assessment['subject'];
  readonly byDirection: Readonly<Record<Assessment['direction'], readonly Assessment[]>>;
  /** Whether at least two missions point in opposite directions. */
  readonly isContrary: boolean;
}

/** How long the mission was there, as far as its dates tell. */
export function presenceOf(mission: Mission, electionDay: CalendarDate): Presence {
  const onElectionDay = { earliest: electionDay, latest: electionDay };
  return {
    untilElection: mission.start && daysFromTo(mission.start, onElectionDay),
    inAll: mission.start && mission.end && daysFromTo(mission.start, mission.end),
  };
}

/** Assessments side by side, in the order of the subjects; subjects on which nobody spoke are left out. */
export function compareAssessments(assessments: readonly Assessment[]): Comparison[] {
  const subjects = assessmentKind.fields.subject.choices as readonly Assessment['subject'][];
  return subjects.flatMap((subject) => {
    const spoken = assessments.filter((assessment) => assessment.subject === subject);
    return spoken.length === 0 ? [] : [compareOn(subject, spoken)];
  });
}

function compareOn(subject: Assessment['subject'], spoken: readonly Assessment[]): Comparison {
  const pointing = (direction: Assessment['direction']) =>
    spoken.filter((assessment) => assessment.direction === direction);
  const byDirection = {
    positive: pointing('positive'),
    negative: pointing('negative'),
    mixed: pointing('mixed'),
    none: pointing('none'),
  };
  const isContrary = byDirection.positive.some((one) =>
    byDirection.negative.some((other) => other.mission !== one.mission),
  );
  return { subject, byDirection, isContrary };
}

function daysFromTo(from: When, to: Pick<When, 'earliest' | 'latest'>): DayCount | null {
  const least = countDays(from.latest, to.earliest);
  const most = countDays(from.earliest, to.latest);
  return least === null && most === null ? null : { least, most };
}

function countDays(from: CalendarDate | null, to: CalendarDate | null): number | null {
  return from === null || to === null ? null : Math.max(0, daysBetween(from, to) + 1);
}
