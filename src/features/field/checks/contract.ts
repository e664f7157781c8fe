import { z } from 'zod';
import { SEVERITIES, VERIFIED_BY } from './check.ts';
import { LONGEST_RULE } from './rule/read-rule.ts';

const mission = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(1_000);
const formId = z.string().min(1).max(250);
const expression = z.string().trim().min(1).max(LONGEST_RULE);

export const missionParams = z.object({ mission });
export const checkParams = z.object({ mission, check: z.uuid() });
export const reportParams = z.object({ mission, report: z.uuid() });
export const verificationParams = reportParams.extend({ verification: z.uuid() });

const words = {
  title: z
    .record(z.string().regex(/^[a-z]{2,3}$/), z.string().trim().min(1).max(300))
    .refine((title) => Object.keys(title).length > 0),
  severity: z.enum(SEVERITIES),
  expression,
  other: formId.nullable(),
  isOn: z.boolean(),
};

/** `form`: its name on telephones. */
export const newCheckBody = z.strictObject({ id: z.uuid(), form: formId, ...words });
/** `base`: the version that the page showed. */
export const checkBody = z.strictObject({ ...words, base: z.number().int().min(1), reason });
export const trialBody = z.strictObject({ form: formId, expression, other: formId.nullable() });

export const resultQuery = z.strictObject({
  state: z.enum(['flagged', 'verified', 'missing']).default('flagged'),
  /** Ordinal of the last report of the page before. */
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Answers with what they say as the page showed them; '' where there is none. */
export const verificationBody = z.strictObject({
  id: z.uuid(),
  answers: z
    .array(z.strictObject({ path: z.string().min(1).max(2_000), value: z.string().max(100_000) }))
    .min(1)
    .max(100),
  how: z.enum(VERIFIED_BY),
  note: z.string().trim().min(1).max(2_000).nullable(),
});
export const withdrawalBody = z.strictObject({ reason });
