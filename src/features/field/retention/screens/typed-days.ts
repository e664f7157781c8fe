import { MOST_DAYS, type RetentionKind } from '../retention.ts';

/** Days as somebody types them; empty: kept for good. */
export type TypedDays = Record<RetentionKind, string>;

/** The days that are meant; null where one is no whole number, or too large. */
export function readDays(typed: Readonly<Partial<TypedDays>>): Partial<Record<RetentionKind, number>> | null {
  const read = Object.entries(typed).flatMap(([kind, text]) =>
    text.trim() === '' ? [] : [[kind, daysOf(text)] as const],
  );
  return read.some(([, days]) => days === null)
    ? null
    : (Object.fromEntries(read) as Partial<Record<RetentionKind, number>>);
}

function daysOf(text: string): number | null {
  const days = /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
  return days !== null && days <= MOST_DAYS ? days : null;
}
