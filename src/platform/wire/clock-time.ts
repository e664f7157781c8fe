import { z } from 'zod';
import { CLOCK_TIME } from '../../kernel/time/clock-time.ts';

/** A time of the day in a body: `08:00`. */
export const clockTime = z.string().regex(CLOCK_TIME);
