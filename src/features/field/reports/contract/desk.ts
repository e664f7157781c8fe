import { z } from 'zod';

const slug = z.string().min(1).max(100);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const index = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const code = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/)
  .max(100);

export const missionParams = z.object({ mission: slug });
export const reportParams = missionParams.extend({ report: z.uuid() });
export const partParams = reportParams.extend({ sha256 });

/** What narrows the list of arrivals down; everything may be absent. */
export const arrivalQuery = z.strictObject({
  /** `held`: what waits for a person; `flagged`: what a person should know something of. */
  show: z.enum(['held', 'flagged']).optional(),
  /** With `held`: for that reason alone. */
  reason: code.optional(),
  form: z.string().min(1).max(250).optional(),
  device: z.uuid().optional(),
  /** A receipt, or the name of a report (`instanceID`). */
  search: z.string().trim().min(1).max(250).optional(),
  before: index.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ArrivalQuery = z.output<typeof arrivalQuery>;

/** `since`: how many came since then is counted as well, by quarters of an hour. */
export const countQuery = z.strictObject({ since: z.iso.datetime() });

/** Polling stations that are looked for by their codes, names, or what they lie in. */
export const stationQuery = z.strictObject({
  search: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(50).default(12),
});
