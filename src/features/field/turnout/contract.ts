import { z } from 'zod';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { clockTime } from '../../../platform/wire/clock-time.ts';
import { MOST_QUESTIONS } from './turnout.ts';

const path = z.string().min(1).max(2_000);

export const turnoutParams = z.object({ mission: z.string().min(1).max(100) });
export const turnoutQuery = z.strictObject({ day: calendarDay });
/** `minutes`: after midnight of the day. */
export const stationsQuery = z.strictObject({ day: calendarDay, minutes: z.coerce.number().int().min(0).max(2_880) });

/** `base`: the revision that the page showed. */
export const settingsBody = z.strictObject({
  questions: z
    .array(
      z.strictObject({
        form: z.string().min(1).max(250),
        voted: path,
        at: clockTime.nullable(),
        registered: path.nullable(),
      }),
    )
    .max(MOST_QUESTIONS),
  base: z.number().int().min(0),
  reason: z.string().trim().min(1).max(1_000).nullable(),
});
