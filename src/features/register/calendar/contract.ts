import { z } from 'zod';

/** Of which election. */
export const calendarParams = z.object({ slug: z.string().max(200) });

/** In which language a calendar is written; English where absent. */
export const calendarQuery = z.strictObject({ lang: z.enum(['en', 'ru', 'az']).default('en') });
export type CalendarLanguage = z.infer<typeof calendarQuery>['lang'];
