import { z } from 'zod';
import { LONGEST_COMMENT, LONGEST_REASON } from '../standing/reason.ts';
import { reportParams } from './desk.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const station = z.string().trim().min(1).max(100);

/** Each names the version that stands, as the page showed it: what has changed since is not acted on unseen. */
const common = {
  id: z.uuid(),
  on: sha256,
  reason: z.string().trim().min(1).max(LONGEST_REASON),
};

/**
 * The last move or acceptance that the page showed; null: none. A move makes no version, and what an acceptance makes does not
 * stand before it was read: `on` does not tell of them.
 */
const after = z.uuid().nullable();

/** What is done to a report. */
export const actBody = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('void') }),
  z.strictObject({ ...common, kind: z.literal('unvoid') }),
  z.strictObject({
    ...common,
    kind: z.literal('move'),
    station: station.nullable(),
    after,
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
    after,
    /** The person was told that the form has no place for some parts of it, and that these would count nowhere. */
    withoutParts: z.literal(true).optional(),
  }),
]);
export type ActBody = z.output<typeof actBody>;

/** What somebody writes to a report. */
export const commentBody = z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(LONGEST_COMMENT) });
export const commentParams = reportParams.extend({ comment: z.uuid() });

/** Two versions of a report. */
export const differenceQuery = z.strictObject({ from: sha256, to: sha256 });
