import { z } from 'zod';
import { SCOPES } from './api-key.ts';

export const keysParams = z.object({ mission: z.string().min(1).max(100) });
export const keyParams = keysParams.extend({ key: z.uuid() });

/** A key that is to be made. */
export const newKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
});
export const revocationBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
