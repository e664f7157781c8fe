import { z } from 'zod';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { MOST_DAYS, RETENTION_KINDS, STEPS } from './retention.ts';

const mission = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(1_000);
const days = z.number().int().min(0).max(MOST_DAYS).optional();

export const missionParams = z.object({ mission });
export const listParams = z.object({ mission, list: z.uuid() });
export const holdParams = z.object({ mission, hold: z.uuid() });

export const ruleBody = z.strictObject({
  endsOn: calendarDay,
  /** A kind that is not there is kept for good. */
  days: z
    .strictObject(Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, days])))
    .transform(
      (given): Partial<Record<(typeof RETENTION_KINDS)[number], number>> =>
        Object.fromEntries(
          Object.entries(given).flatMap(([kind, count]) => (count === undefined ? [] : [[kind, count]])),
        ),
    ),
  /** `revision` as the page showed it. */
  base: z.number().int().min(0),
  reason,
});

/** `asOf` null: as it stands now. */
export const newListBody = z.strictObject({ id: z.uuid(), asOf: calendarDay.nullable() });

/**
 * The hash says which list is meant, byte by byte; `step` what whoever sends it means to do: between their look and their
 * word somebody else may have asked, and asking is no agreement.
 */
export const confirmationBody = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  step: z.enum(STEPS),
  reason,
});

export const newHoldBody = z.strictObject({ id: z.uuid(), code: z.string().trim().min(1).max(120), reason });
export const reasonBody = z.strictObject({ reason });
