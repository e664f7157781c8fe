const GAP_PX = 4;
const EDGE_PX = 8;
const NARROWEST_PX = 240;
/** Where less room is left below, what is above is looked at. */
const ENOUGH_PX = 160;

/** Puts a list under the line that it belongs to, as wide as that; above it where there is more room; never over the edge. */
export function placeUnder(line: HTMLElement, list: HTMLElement): void {
  const box = line.getBoundingClientRect();
  const page = document.documentElement.clientWidth;
  const width = Math.min(Math.max(box.width, NARROWEST_PX), page - 2 * EDGE_PX);
  const start = getComputedStyle(line).direction === 'rtl' ? box.right - width : box.left;
  const [above, below] = [box.top - GAP_PX - EDGE_PX, innerHeight - box.bottom - GAP_PX - EDGE_PX];
  const isBelow = below >= Math.min(list.scrollHeight, ENOUGH_PX) || below >= above;
  list.style.inlineSize = `${width}px`;
  list.style.maxBlockSize = `${Math.max(isBelow ? below : above, 0)}px`;
  list.style.left = `${Math.max(EDGE_PX, Math.min(start, page - width - EDGE_PX))}px`;
  list.style.top = isBelow ? `${box.bottom + GAP_PX}px` : `${box.top - GAP_PX - list.offsetHeight}px`;
}
