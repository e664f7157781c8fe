import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../../kernel/calendar-date.ts';
import { isPhaseKey } from '../../mission/plan/plan.ts';

const day = z.string().transform((text, context): CalendarDate => {
  const date = parseCalendarDate(text);
  if (date !== null) return date;
  context.addIssue({ code: 'custom', params: { fault: { code: 'date', parameters: { found: text } } } });
  return z.NEVER;
});

export const roomParams = z.object({ mission: z.string().min(1).max(100) });
export const roomQuery = z.strictObject({
  /** The day that is nearest to today on which anybody is expected, where absent. */
  day: day.optional(),
});
export const flowQuery = z.strictObject({ day });
export const mapQuery = z.strictObject({ day, phase: z.string().refine(isPhaseKey) });
