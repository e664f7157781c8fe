import { z } from 'zod';

/** A receipt code as it was typed; whether it is one is found by its check symbol. */
export const receiptParams = z.object({ code: z.string().min(1).max(120) });
