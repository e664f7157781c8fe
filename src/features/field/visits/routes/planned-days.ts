import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { dayOf } from '../../../mission/plan/visit.ts';
import { nearestDay } from '../board.ts';
import { findDays, listDays } from '../store/load-board.ts';

/** The days on which a mission expects anybody, and the one nearest to today. @throws Problem `plan-missing`. */
export async function findPlannedDays(
  sql: Db,
  { id, slug }: { readonly id: string; readonly slug: string },
  now: Date,
): Promise<{ readonly days: Awaited<ReturnType<typeof listDays>>; readonly nearest: CalendarDate }> {
  const settings = await findDays(sql, id);
  if (settings === null) throw new Problem('plan-missing', { mission: slug });
  const days = await listDays(sql, id);
  const today = dayOf(now.getTime(), settings);
  return {
    days,
    nearest: nearestDay(
      days.map(({ day }) => day),
      today,
    ),
  };
}
