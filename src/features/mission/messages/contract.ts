import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { CALL_OUTCOMES, LONGEST_NOTE } from './call.ts';

export const missionParams = z.object({ mission: z.string().min(1).max(100) });
export const callParams = missionParams.extend({ call: z.uuid() });

export const callBody = z
  .strictObject({
    id: z.uuid(),
    team: z.uuid().nullable(),
    person: z.uuid().nullable(),
    visit: z.uuid().nullable(),
    report: z.uuid().nullable(),
    outcome: z.enum(CALL_OUTCOMES),
    note: z.string().trim().min(1).max(LONGEST_NOTE).transform(normalizeText).nullable(),
    /** Null: now. */
    calledAt: z.iso.datetime({ offset: true }).nullable(),
  })
  .refine(({ team, person }) => team !== null || person !== null);

export const strikeBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });

export const callsQuery = z.strictObject({
  team: z.uuid().optional(),
  person: z.uuid().optional(),
  visit: z.uuid().optional(),
  report: z.uuid().optional(),
  outcome: z.enum(CALL_OUTCOMES).optional(),
  /** Called from then on, and before then. */
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** Letters of the note or of who called. */
  words: z.string().trim().min(1).max(100).optional(),
  /** Whether those that were struck out are among them. */
  struck: z.enum(['with', 'without']).default('with'),
  /** `next` of the page before. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
