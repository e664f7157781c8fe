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
