import { z } from 'zod';

export const changeParams = z.object({ mission: z.string().min(1).max(100) });
