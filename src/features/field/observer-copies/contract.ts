import { z } from 'zod';

export const copyParams = z.object({ mission: z.string().min(1).max(100), device: z.uuid() });
