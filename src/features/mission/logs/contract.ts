import { z } from 'zod';

/** A receipt code as it was typed; whether it is one is found by its check symbol. */
export const receiptParams = z.object({ code: z.string().min(1).max(120) });

export const logParams = z.object({ mission: z.string().min(1).max(100) });
export const alarmParams = logParams.extend({ id: z.uuid() });
export const settlementBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
