/** Columns `[from, to)`. */
export interface ColumnView {
  readonly from: number;
  readonly to: number;
}

/** Pixels kept on either side of what is seen, so that a quick scroll shows no white. */
const MARGIN = 600;

/** Where each column begins, and at the end where the last one ends, in px. */
export function edgesOf(widths: readonly number[]): number[] {
  const edges = [0];
  for (const width of widths) edges.push((edges[edges.length - 1] ?? 0) + width);
  return edges;
}

/** The columns that lie within `[left, left + width)` px, and some more on either side. */
export function columnsInView(
  edges: readonly number[],
  view: { readonly left: number; readonly width: number },
): ColumnView {
  const count = edges.length - 1;
  const begin = edges.findIndex((edge) => edge > view.left - MARGIN);
  const end = edges.findIndex((edge) => edge >= view.left + view.width + MARGIN);
  const from = begin < 0 ? count : Math.max(0, begin - 1);
  return { from: Math.min(from, Math.max(0, count - 1)), to: end < 0 ? count : Math.min(count, end) };
}

/** Columns that say what a row is about. */
const NAMING = ['type', 'name', 'list_name', 'list name'];

/**
 * How many of the first columns stay in sight when one scrolls sideways: those that say what a row is about, two at most, and
 * only as many as leave a third of the room to the others.
 */
export function pinnedColumns(headers: readonly string[], edges: readonly number[], room: number): number {
  const other = headers.slice(0, 2).findIndex((header) => !NAMING.includes(header.trim().toLowerCase()));
  const most = other < 0 ? Math.min(2, headers.length) : other;
  return [2, 1].find((count) => count <= most && (edges[count] ?? 0) <= (room * 2) / 3) ?? 0;
}
