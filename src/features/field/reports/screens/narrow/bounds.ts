import type { ListColumn } from '../../arrivals/list/list-column.ts';

const LAST_OF_MINUTE_MS = 59_999;

/**
 * A bound of a filter as an input of the browser has it. When a report came is kept in UTC and told by the clock of the
 * reader; moments that a form asks for are those of the phone's clock.
 */
export function readBound({ kind, labels }: ListColumn, bound: string): string {
  if (kind !== 'moment' || bound === '') return bound;
  if (labels !== null) return bound.slice(0, 16);
  const at = new Date(bound);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What an input of the browser has, as a bound of a filter; the last minute belongs to it as a whole. */
export function writeBound(
  { kind, labels }: ListColumn,
  { side, text }: { readonly side: 'from' | 'to'; readonly text: string },
): string {
  if (kind === 'number') return text.trim().replace(',', '.');
  if (kind !== 'moment' || text === '') return text;
  // No second is a 60th: it comes after all others of its minute, whatever zone stands behind them.
  if (labels !== null) return side === 'from' ? text : `${text}:60`;
  return new Date(Date.parse(text) + (side === 'from' ? 0 : LAST_OF_MINUTE_MS)).toISOString();
}

/** What is wrong with the bounds of a filter: which of them is no number, or that the end lies before the beginning; null: nothing. */
export function boundsFault(
  { kind }: ListColumn,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly side: 'from' | 'to'; readonly fault: 'number' | 'order' } | null {
  if (kind === 'number') {
    const unread = (['from', 'to'] as const).find((side) => !isNumber(side === 'from' ? from : to));
    if (unread !== undefined) return { side: unread, fault: 'number' };
  }
  if (from === '' || to === '') return null;
  const isTurned = kind === 'number' ? Number(from) > Number(to) : from > to;
  return isTurned ? { side: 'to', fault: 'order' } : null;
}

function isNumber(text: string): boolean {
  return text === '' || /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text);
}
