import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { DESK_METHODS, LEVELS, LONGEST_NAME, LONGEST_SEED, SORTS } from './desk-sample.ts';

const slug = z.string().min(1).max(100);
const whole = z.int().min(0).max(999_999_999);
const reason = z.string().trim().min(1).max(1_000);

export const missionParams = z.object({ mission: slug });
export const sampleParams = missionParams.extend({ sample: z.uuid() });
export const sampleFileParams = sampleParams.extend({ file: z.enum(['document.json', 'frame.csv', 'units.csv']) });

const allocation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none'), n: whole }),
  z.strictObject({ kind: z.enum(['proportional', 'equal', 'square root']), n: whole }),
]);
const method = z.enum(DESK_METHODS);

const design = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['units', 'clusters']), allocation, method }),
  z.strictObject({
    kind: z.literal('two stages'),
    allocation,
    method,
    unitsOfEach: whole,
    unitMethod: z.literal('simple'),
  }),
]);

/** What of the register the frame is made of. */
const register = z.strictObject({
  strata: z.enum(LEVELS).nullable(),
  clusters: z.enum(LEVELS).nullable(),
  sizes: z
    .strictObject({
      subject: z.string().min(1).max(100),
      asOf: z.string().min(1).max(40).nullable(),
      kind: z.string().min(1).max(40).nullable(),
    })
    .nullable(),
  stations: z.array(z.enum(SORTS)).min(1).nullable(),
});

export const previewBody = z.strictObject({ register, design, reserves: whole });

/** A sample that is drawn and registered. `frame`: SHA-256 of the frame as the preview told it. */
export const drawBody = previewBody.extend({
  id: z.uuid(),
  name: z.string().trim().min(1).max(LONGEST_NAME).transform(normalizeText),
  seed: z.string().trim().min(1).max(LONGEST_SEED),
  frame: z.string().regex(/^[0-9a-f]{64}$/),
  /** A sample that does not count from then on, and why; null: none. */
  replaces: z.strictObject({ sample: z.uuid(), reason }).nullable(),
});

export const withdrawalBody = z.strictObject({ reason });
