import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { Place, PlaceEvent } from './place.ts';

/** Whether the place exists on a day: `planned`: not yet, `closed`: no longer. */
export type PlaceState = 'open' | 'closed' | 'planned';

/** Where a place lay, where that was elsewhere than today. */
export interface FormerParent {
  readonly code: string;
  readonly parent: string;
}

/** The state of the place on that day; both days of its validity count as open. */
export function placeStateOn(place: Pick<Place, 'valid_from' | 'valid_to'>, day: CalendarDate): PlaceState {
  if (place.valid_from !== null && place.valid_from > day) return 'planned';
  return place.valid_to !== null && place.valid_to < day ? 'closed' : 'open';
}

/**
 * Where places lay on that day that have been moved since. A move counts where it certainly happened after the day and
 * its `to` is the parent that the place had from then on; a change of address, or one whose day is in doubt, does not.
 *
 * @param moved the present parent of each place that `events` name.
 * @param events all events `moved`, in any order.
 */
export function formerParentsOn(
  day: CalendarDate,
  moved: readonly { readonly code: string; readonly parent: string | null }[],
  events: readonly PlaceEvent[],
): FormerParent[] {
  const later = groupByPlace(events.filter((event) => isMoveAfter(event, day)));
  return moved.flatMap(({ code, parent }) => {
    const moves = [...(later.get(code) ?? [])].sort(newestFirst);
    const former = moves.reduce(undoMove, parent);
    return former === null || former === parent ? [] : [{ code, parent: former }];
  });
}

/**
 * What the place was called on that day, in the words of the event that renamed it since; null where it bears the same
 * name still, or where no event says otherwise.
 */
export function formerNameOn(day: CalendarDate, code: string, events: readonly PlaceEvent[]): string | null {
  const renamed = events.filter((event) => event.event === 'renamed' && event.place === code && isAfter(event, day));
  return renamed.sort(newestFirst).at(-1)?.from ?? null;
}

function undoMove(parent: string | null, event: PlaceEvent): string | null {
  return event.to === parent && event.from !== null ? event.from : parent;
}

function groupByPlace(events: readonly PlaceEvent[]): Map<string | null, PlaceEvent[]> {
  const grouped = new Map<string | null, PlaceEvent[]>();
  for (const event of events) grouped.set(event.place, [...(grouped.get(event.place) ?? []), event]);
  return grouped;
}

function isMoveAfter(event: PlaceEvent, day: CalendarDate): boolean {
  return event.event === 'moved' && isAfter(event, day);
}

function isAfter(event: PlaceEvent, day: CalendarDate): boolean {
  return event.date?.earliest != null && event.date.earliest > day;
}

function newestFirst(a: PlaceEvent, b: PlaceEvent): number {
  const [left, right] = [a.date?.earliest ?? '', b.date?.earliest ?? ''];
  return left === right ? 0 : left < right ? 1 : -1;
}
