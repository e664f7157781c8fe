import { z } from 'zod';
import { isLanguageTag, normalizeText } from '../../../kernel/text.ts';
import { CALL_OUTCOMES, LONGEST_NOTE } from './call.ts';
import { LONGEST_TEXT } from './message.ts';

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

export const messageParams = missionParams.extend({ message: z.uuid() });
export const threadParams = messageParams.extend({ recipient: z.uuid() });

const text = z.string().trim().min(1).max(LONGEST_TEXT).transform(normalizeText);
const texts = z
  .record(z.string().refine(isLanguageTag), text)
  .refine((given) => Object.keys(given).length > 0 && Object.keys(given).length <= 10);

const ids = z.array(z.uuid()).max(5_000).default([]);

/** Whom a message is for. */
const chosen = {
  all: z.boolean().default(false),
  teams: ids,
  people: ids,
  devices: ids,
  area: z.string().min(1).max(100).nullable().default(null),
};

export const lookBody = z.strictObject(chosen);

export const messageBody = z.strictObject({
  id: z.uuid(),
  texts,
  ...chosen,
  /** How they were chosen, for whoever reads it later. */
  audience: z.strictObject({
    kind: z.enum(['all', 'teams', 'people', 'area', 'visits', 'not-reached']),
    asked: z.record(z.string().max(40), z.string().max(200)).default({}),
  }),
});

export const followBody = z.strictObject({ id: z.uuid(), texts });

export const pageQuery = z.strictObject({
  /** `next` of the page before. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
