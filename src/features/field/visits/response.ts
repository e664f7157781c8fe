import type { ExpectedVisit } from '../../mission/plan/visit.ts';
import type { Visit } from './match-reports.ts';

/**
 * How an expected visit stands. `complete`: a report of each form of its phase came; `partial`: of some; `pending`: none came and
 * none is due yet; `missing`: none came and they are due; the others as people marked it.
 */
export const VISIT_STATUSES = [
  'complete',
  'partial',
  'pending',
  'missing',
  'unreachable',
  'not-open',
  'refused-entry',
] as const;
export type VisitStatus = (typeof VISIT_STATUSES)[number];

/** What the status of a visit is judged by. */
export interface StatusGround {
  /** Ids of the forms of the phase; empty: nothing is expected but that somebody reports. */
  readonly forms: readonly string[];
  readonly isDue: boolean;
}

/** How an expected visit stands that is not called off. What was reported speaks before any mark. */
export function statusOf(
  { mark }: Pick<ExpectedVisit, 'mark'>,
  visit: Pick<Visit, 'forms'> | null,
  { forms, isDue }: StatusGround,
): VisitStatus {
  const reported = visit?.forms ?? new Set<string>();
  if (reported.size > 0 && forms.every((form) => reported.has(form))) return 'complete';
  // Its team may have reported that it was not let in.
  if (mark === 'not-open' || mark === 'refused-entry') return mark;
  if (forms.some((form) => reported.has(form))) return 'partial';
  if (mark === 'unreachable') return mark;
  return isDue ? 'missing' : 'pending';
}

/** Counts over expected visits. The response rate is `received` of `expected`; both are told, never the share alone. */
export interface Response {
  readonly expected: number;
  /** Complete or partial. */
  readonly received: number;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
}

const NONE: Readonly<Record<VisitStatus, number>> = {
  complete: 0,
  partial: 0,
  pending: 0,
  missing: 0,
  unreachable: 0,
  'not-open': 0,
  'refused-entry': 0,
};

/** Counts how expected visits stand. */
export function countStatuses(statuses: readonly VisitStatus[]): Response {
  const byStatus = { ...NONE };
  for (const status of statuses) byStatus[status] += 1;
  return { expected: statuses.length, received: byStatus.complete + byStatus.partial, byStatus };
}

/** Better comes first: what is known of a station is the best that any team brought. */
const ORDER: readonly VisitStatus[] = [
  'complete',
  'partial',
  'refused-entry',
  'not-open',
  'unreachable',
  'pending',
  'missing',
];

/** How a station stands that several teams are expected at: it counts once. @param statuses one at least. */
export function bestStatus(statuses: readonly VisitStatus[]): VisitStatus {
  return ORDER.find((status) => statuses.includes(status)) ?? 'missing';
}

/** What the rows of the board are about. */
export const DIMENSIONS = ['team', 'area', 'sample', 'form'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
