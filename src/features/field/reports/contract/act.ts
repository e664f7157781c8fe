import { z } from 'zod';
import { LONGEST_REASON } from '../standing/reason.ts';
import { reportParams } from './desk.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const station = z.string().trim().min(1).max(100);

/** Each names the version that stands, as the page showed it: what has changed since is not acted on unseen. */
const common = {
  id: z.uuid(),
  on: sha256,
  reason: z.string().trim().min(1).max(LONGEST_REASON),
};

/** What is done to a report. */
export const actBody = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('void') }),
  z.strictObject({ ...common, kind: z.literal('unvoid') }),
  z.strictObject({
    ...common,
    kind: z.literal('move'),
    station: station.nullable(),
    /** The last move that the page showed; null: none. A move meanwhile makes no version, and `on` does not tell it. */
    after: z.uuid().nullable(),
  }),
  z.strictObject({ ...common, kind: z.literal('restore'), version: sha256 }),
  z.strictObject({ ...common, kind: z.literal('correct'), xml: z.string().min(1).max(4_000_000) }),
  z.strictObject({
    ...common,
    kind: z.literal('release'),
    held: sha256,
    /** As phones call it. */
    form: z.string().min(1).max(250),
    number: z.int().min(1).max(1_000_000),
    station: station.optional(),
    device: z.uuid().optional(),
  }),
]);
export type ActBody = z.output<typeof actBody>;

/** What somebody writes to a report. */
export const commentBody = z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(4_000) });
export const commentParams = reportParams.extend({ comment: z.uuid() });

/** Two versions of a report. */
export const differenceQuery = z.strictObject({ from: sha256, to: sha256 });
