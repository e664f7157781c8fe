const MINUTE_MS = 60_000;
/** A telephone may be so far off, and a report so long on its way, before its clock is held to be wrong. */
const TOLERANCE_MS = 10 * MINUTE_MS;
/** What was filled longer ago than that is no report of this observation: the clock was never set. */
const LONGEST_AGO_MS = 60 * 24 * 60 * MINUTE_MS;
/** As XForms writes a moment, with its offset: without one it is not known when that was. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * When a report was begun, by what the telephone wrote into it. Where the telephone also told its clock when it sent the report,
 * that says how far it is off. A moment that cannot be is not believed.
 *
 * @param start what stands in the report; null: nothing.
 * @returns null: nothing says so, or nothing that can be.
 * @example filledAt('2031-05-18T09:00:00+04:00', { receivedAt: new Date('2031-05-18T09:30:00Z'), deviceTime: null }) // 05:00 UTC
 */
export function filledAt(
  start: string | null,
  { receivedAt, deviceTime }: { readonly receivedAt: Date; readonly deviceTime: Date | null },
): Date | null {
  if (start === null || !MOMENT.test(start)) return null;
  const told = Date.parse(start.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(told)) return null;
  const off = deviceTime === null ? 0 : deviceTime.getTime() - receivedAt.getTime();
  const moment = Math.abs(off) > TOLERANCE_MS ? told - off : told;
  const ago = receivedAt.getTime() - moment;
  return ago < -TOLERANCE_MS || ago > LONGEST_AGO_MS ? null : new Date(moment);
}

/** By how many minutes the local time of a moment is ahead of UTC, as `filledAt` believes it. @example offsetOf('2031-05-18T09:00:00+04:00') // 240 */
export function offsetOf(moment: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(moment) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -ahead : ahead;
}
