import { localDateOf } from '../../../kernel/time/zoned-time.ts';
import type { CalendarEntry } from '../../register/calendar/entry.ts';
import type { NextDeadline } from './situation.ts';

const MOST = 6;

/**
 * What the law wants done next: of what is not done yet, the days that are to come, the nearest first.
 *
 * @param now milliseconds since the epoch.
 * @param zone of the election: by it a day is over.
 */
export function nextDeadlines(entries: readonly CalendarEntry[], now: number, zone: string): NextDeadline[] {
  const today = localDateOf(now, zone);
  return entries
    .filter(({ status, side }) => status === 'pending' && side !== 'from')
    .flatMap((entry) => {
      const day = entry.due ?? entry.dueBounds.latest;
      const isOver = day === null || day < today || (entry.instant !== null && entry.instant < now);
      return isOver ? [] : [{ entry, day }];
    })
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    .slice(0, MOST)
    .map(({ entry: { id, rule, times, status }, day }) => ({
      id,
      rule: rule.key,
      title: rule.title,
      day,
      times,
      status,
    }));
}

function orderOf({ entry, day }: { readonly entry: CalendarEntry; readonly day: string }): string {
  return `${day} ${entry.times.at(-1) ?? '24:00'} ${entry.id}`;
}
