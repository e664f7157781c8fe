import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { DateScale } from '../frame/date-axis.ts';
import type { Window } from './phase-bar.ts';

/** How far the tail of an open side reaches. */
export const TAIL_PX = 26;
const HALF_BAR_PX = 4;
const SHORTEST_PX = 5;

/**
 * The outline of a window: a bar from its first to its last day; where a side has no limit, a cap at the other one and
 * a tail that leads away from it.
 */
export function windowPath(window: Window, scale: DateScale): string {
  const half = scale.dayWidth / 2;
  const { from, to } = window;
  if (from === null && to === null) return '';
  if (from === null || to === null) return capPath(from, to, scale);
  const middle = (scale.at(from) + scale.at(to)) / 2;
  const reach = Math.max(SHORTEST_PX / 2, (scale.at(to) - scale.at(from)) / 2 + half);
  return `M${middle - reach} ${-HALF_BAR_PX}H${middle + reach}V${HALF_BAR_PX}H${middle - reach}Z`;
}

/** Whether the window has no limit on one side. */
export function isCapped({ from, to }: Window): boolean {
  return from === null || to === null;
}

function capPath(from: CalendarDate | null, to: CalendarDate | null, scale: DateScale): string {
  const side = from === null ? -1 : 1;
  const at = from === null ? (to === null ? 0 : scale.at(to)) : scale.at(from);
  const cap = `M${at} ${-HALF_BAR_PX - 2}V${HALF_BAR_PX + 2}h${side * 2.5}V${-HALF_BAR_PX - 2}Z`;
  return `${cap}M${at} -0.75H${at + side * TAIL_PX}V0.75H${at}Z`;
}
