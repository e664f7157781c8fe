import type { CountRow, DuePhase } from './count-row.ts';
import type { VisitStatus } from './response.ts';
import type { ShownResponse } from './visit-replies.ts';

const NOTHING: ShownResponse = {
  expected: 0,
  received: 0,
  byStatus: { complete: 0, partial: 0, pending: 0, missing: 0, unreachable: 0, 'not-open': 0, 'refused-entry': 0 },
  unexpected: { otherTeam: 0, elsewhere: 0, extra: 0 },
  reports: 0,
};

/** What counts of one phase say at a moment: of what is due, nothing is missing; before, it is pending. */
export function responseOf(row: CountRow | undefined, { dueAt }: Pick<DuePhase, 'dueAt'>, now: Date): ShownResponse {
  if (row === undefined) return NOTHING;
  const isDue = dueAt <= now;
  const byStatus: Record<VisitStatus, number> = {
    complete: row.complete,
    partial: row.partial,
    pending: isDue ? 0 : row.none,
    missing: isDue ? row.none : 0,
    unreachable: row.unreachable,
    'not-open': row.notOpen,
    'refused-entry': row.refusedEntry,
  };
  const expected = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const { otherTeam, elsewhere, extra, reports } = row;
  return {
    expected,
    received: row.complete + row.partial,
    byStatus,
    unexpected: { otherTeam, elsewhere, extra },
    reports,
  };
}

/** Several responses as one. */
export function sumResponses(responses: readonly ShownResponse[]): ShownResponse {
  return responses.reduce((sum, one) => {
    const statuses = Object.entries(sum.byStatus).map(([status, count]) => [
      status,
      count + one.byStatus[status as VisitStatus],
    ]);
    const { otherTeam, elsewhere, extra } = sum.unexpected;
    return {
      expected: sum.expected + one.expected,
      received: sum.received + one.received,
      byStatus: Object.fromEntries(statuses) as ShownResponse['byStatus'],
      unexpected: {
        otherTeam: otherTeam + one.unexpected.otherTeam,
        elsewhere: elsewhere + one.unexpected.elsewhere,
        extra: extra + one.unexpected.extra,
      },
      reports: sum.reports + one.reports,
    };
  }, NOTHING);
}

/** The day that a board shows where nobody asks for one: today, or else the nearest one, the coming before the past. */
export function nearestDay<T extends string>(days: readonly T[], today: T): T {
  if (days.length === 0 || days.includes(today)) return today;
  return days.find((day) => day > today) ?? (days.at(-1) as T);
}
