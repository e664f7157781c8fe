import { z } from 'zod';

/** Why a report is erased: an order or a request, never whose report it was. */
export const erasureBody = z.strictObject({ reason: z.string().trim().min(1).max(1000) });
