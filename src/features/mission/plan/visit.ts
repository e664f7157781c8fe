import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import { toLocalTime } from '../../../kernel/time/zoned-time.ts';

/**
 * Why a visit stands in the plan: on the route of a team; at a post that a team holds all day; in a sample that was drawn.
 */
export type VisitSource =
  | { readonly kind: 'route' }
  | { readonly kind: 'post' }
  | { readonly kind: 'sample'; readonly sampleId: string };

/**
 * What people said of an expected visit that did not go as planned. `unreachable`: the team could not be spoken to;
 * `not-open`, `refused-entry`: the station was; `called-off`: nobody is expected any more.
 */
export const VISIT_MARKS = ['unreachable', 'not-open', 'refused-entry', 'called-off'] as const;
export type VisitMark = (typeof VISIT_MARKS)[number];

/** That a team is expected at a polling station in a phase of a day. */
export interface ExpectedVisit {
  readonly id: string;
  readonly teamId: string;
  /** As `dayOf` tells it. */
  readonly day: CalendarDate;
  /** Code of the polling station, as forms name it. */
  readonly station: string;
  /** Key of the phase: `opening`, `voting`, `closing`. */
  readonly phase: string;
  /** The how many stop of the team's day it is, from 1 on. */
  readonly position: number;
  readonly source: VisitSource;
  readonly mark: VisitMark | null;
}

/**
 * The day of the mission that a moment belongs to: what is done after midnight still belongs to the day before, until the
 * hour at which the mission lets its days begin.
 *
 * @param beginsAt hour of the day in the zone, 0 to 12.
 * @example dayOf(Date.parse('2031-05-18T22:30:00Z'), { zone: 'Asia/Baku', beginsAt: 4 }) // '2031-05-18'
 */
export function dayOf(
  instant: number,
  { zone, beginsAt }: { readonly zone: string; readonly beginsAt: number },
): CalendarDate {
  const { date, time } = toLocalTime(instant, zone);
  return Number(time.slice(0, 2)) < beginsAt ? addDays(date, -1) : date;
}
