import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.ts';

/** A day in an address or a body: `2024-02-07`. Fault `date`. */
export const calendarDay = z.string().transform((found, context): CalendarDate => {
  const date = parseCalendarDate(found);
  if (date !== null) return date;
  context.addIssue({ code: 'custom', params: { fault: { code: 'date', parameters: { found } } } });
  return z.NEVER;
});
