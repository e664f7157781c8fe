/** A time of the day as a clock shows it: `08:00`. */
export const CLOCK_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Of a day. */
export const DAY_MINUTES = 1_440;

/** `HH:MM` → minutes after midnight; null: that is no time of the day. */
export function parseClock(text: string): number | null {
  const found = CLOCK_TIME.exec(text);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/** Whole minutes after midnight → `HH:MM`; past the end of the day hours go on: `25:10`. */
export function formatClock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
