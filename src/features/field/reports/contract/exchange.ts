import { z } from 'zod';
import { findForbiddenCharacter } from '../../../../kernel/text.ts';

/** So much may a telephone bring at once of what concerns messages. */
export const MOST_EXCHANGE_BYTES = 500_000;

const text = z
  .string()
  .min(1)
  .max(2_000)
  .refine((given) => given.trim() !== '' && findForbiddenCharacter(given) === null);

/** What a telephone asks with for its messages; members that are not known are passed over. */
export const exchangeBody = z.object({
  turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  receipts: z
    .array(z.object({ message: z.uuid(), kind: z.enum(['delivered', 'read', 'withdrawn']) }))
    .max(500)
    .default([]),
  answers: z
    .array(
      z.object({
        id: z.uuid(),
        message: z.uuid(),
        text,
        deviceTime: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
    )
    .max(50)
    .default([]),
});
