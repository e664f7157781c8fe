import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { When } from '../../../../kernel/when.ts';
import type { DateScale } from '../frame/date-axis.ts';
import { cutText, textWidthEm } from '../frame/text-width.ts';

/** What a layout needs to know of an event. */
export interface TimelineItem {
  readonly id: string;
  readonly lane: string;
  readonly when: When;
  readonly label: string;
}

/** Where an event and its label stand: px from the left, and the line below the top of the lane, from 0. */
export interface PlacedItem<Item extends TimelineItem = TimelineItem> {
  readonly item: Item;
  /** Where its mark stands; `from` < `to` where the day is only known between two. */
  readonly from: number;
  readonly to: number;
  readonly isExact: boolean;
  /** Which side is not bounded by the sources. */
  readonly open: 'start' | 'end' | null;
  readonly label: string;
  readonly labelAt: number;
  readonly anchor: 'start' | 'end';
  readonly line: number;
}

/** A lane with its events and how many lines they need. */
export interface PlacedLane<Item extends TimelineItem = TimelineItem> {
  readonly id: string;
  readonly items: readonly PlacedItem<Item>[];
  readonly lines: number;
}

const GAP_PX = 10;
const LABEL_OFFSET_PX = 8;
const LONGEST_LABEL_EM = 46;

/**
 * Puts every event of a lane on the first line where neither its mark nor its label touches another one.
 *
 * @param em size of the label's type in px.
 */
export function layOutLane<Item extends TimelineItem>(
  lane: string,
  items: readonly Item[],
  page: { readonly scale: DateScale; readonly start: number; readonly end: number; readonly em: number },
): PlacedLane<Item> {
  const ends: number[] = [];
  const placed = [...items]
    .sort((a, b) => compareWhen(a.when, b.when))
    .map((item) => {
      const without = placeItem(item, page);
      const extent = extentOf(without, page.em);
      const found = ends.findIndex((end) => end + GAP_PX <= extent.start);
      const line = found < 0 ? ends.length : found;
      ends[line] = extent.end;
      return { ...without, line };
    });
  return { id: lane, items: placed, lines: Math.max(1, ends.length) };
}

/** Orders events by the first day that they may have happened on, then by the last. */
export function compareWhen(a: When, b: When): number {
  return compareDays(a.earliest ?? a.latest, b.earliest ?? b.latest) || compareDays(a.latest, b.latest);
}

function compareDays(a: CalendarDate | null, b: CalendarDate | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function placeItem<Item extends TimelineItem>(
  item: Item,
  page: { readonly scale: DateScale; readonly start: number; readonly end: number; readonly em: number },
): Omit<PlacedItem<Item>, 'line'> {
  const { earliest, latest } = item.when;
  const known = earliest ?? latest ?? page.scale.from;
  const from = page.scale.at(earliest ?? known);
  const to = page.scale.at(latest ?? known);
  const rightRoom = (page.end - to - LABEL_OFFSET_PX) / page.em;
  const leftRoom = (from - page.start - LABEL_OFFSET_PX) / page.em;
  const width = Math.min(textWidthEm(item.label), LONGEST_LABEL_EM);
  const isRight = rightRoom >= width || rightRoom >= leftRoom;
  const room = Math.min(LONGEST_LABEL_EM, isRight ? rightRoom : leftRoom);
  return {
    item,
    from,
    to,
    isExact: earliest === latest,
    open: earliest === null ? 'start' : latest === null ? 'end' : null,
    label: cutText(item.label, room),
    labelAt: isRight ? to + LABEL_OFFSET_PX : from - LABEL_OFFSET_PX,
    anchor: isRight ? 'start' : 'end',
  };
}

function extentOf(placed: Omit<PlacedItem, 'line'>, em: number): { readonly start: number; readonly end: number } {
  const width = textWidthEm(placed.label) * em;
  const mark = { start: placed.from - LABEL_OFFSET_PX, end: placed.to + LABEL_OFFSET_PX };
  return placed.anchor === 'start'
    ? { start: mark.start, end: placed.labelAt + width }
    : { start: placed.labelAt - width, end: mark.end };
}
