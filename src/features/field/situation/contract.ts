import { z } from 'zod';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { isPhaseKey } from '../../mission/plan/plan.ts';

export const roomParams = z.object({ mission: z.string().min(1).max(100) });
export const roomQuery = z.strictObject({
  /** The day that is nearest to today on which anybody is expected, where absent. */
  day: calendarDay.optional(),
});
export const flowQuery = z.strictObject({ day: calendarDay });
export const mapQuery = z.strictObject({ day: calendarDay, phase: z.string().refine(isPhaseKey) });
