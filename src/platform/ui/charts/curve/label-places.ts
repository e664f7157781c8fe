import { textWidthEm } from '../frame/text-width.ts';

/** Where a label is written: its baseline, and the end of it that stands there. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Spot<Of> {
  readonly of: Of;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const DOT_PX = 6;

/**
 * Gives each point the first free place for its label: above and before it, above, below and after it, below. A label
 * that would touch another label, another point or the edge is left out.
 */
export function placeLabels<Of>(
  spots: readonly Spot<Of>[],
  page: { readonly width: number; readonly em: number },
): ReadonlyMap<Of, Corner> {
  const taken: Box[] = spots.map(({ x, y }) => ({
    left: x - DOT_PX,
    right: x + DOT_PX,
    top: y - DOT_PX,
    bottom: y + DOT_PX,
  }));
  const places = new Map<Of, Corner>();
  for (const [index, spot] of spots.entries()) {
    const others = taken.filter((_, other) => other !== index);
    const free = cornersOf(spot).find((corner) => {
      const box = boxOf(spot.text, corner, page.em);
      return (
        box.left >= 0 && box.right <= page.width && box.top >= 0 && !others.some((other) => isTouching(box, other))
      );
    });
    if (free === undefined) continue;
    places.set(spot.of, free);
    taken.push(boxOf(spot.text, free, page.em));
  }
  return places;
}

function cornersOf({ x, y }: Spot<unknown>): readonly Corner[] {
  return [
    { x: x - 2, y: y - 10, anchor: 'end' },
    { x, y: y - 10, anchor: 'middle' },
    { x: x + 6, y: y + 18, anchor: 'start' },
    { x, y: y + 20, anchor: 'middle' },
    { x: x + 10, y: y + 4, anchor: 'start' },
  ];
}

function boxOf(text: string, { x, y, anchor }: Corner, em: number): Box {
  const width = textWidthEm(text) * em;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - em, bottom: y + 3 };
}

function isTouching(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
