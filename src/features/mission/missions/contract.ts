import { z } from 'zod';
import { isMissionSlug, NAME_LANGUAGES } from './observation-mission.ts';

const text = z.string().trim().min(1).max(200);
const name = z
  .strictObject(Object.fromEntries(NAME_LANGUAGES.map((language) => [language, text.optional()])))
  .refine((given) => Object.values(given).some((one) => one !== undefined))
  .transform((given): Record<string, string> => {
    const named = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return Object.fromEntries(named);
  });
const election = z.string().min(1).max(100).nullable();
const base = z.number().int().min(1);

export const missionParams = z.object({ mission: z.string().min(1).max(100) });
export const newMissionBody = z.strictObject({ id: z.uuid(), slug: z.string().refine(isMissionSlug), name, election });
export const missionBody = z.strictObject({ name, election, base });
export const archivalBody = z.strictObject({
  isArchived: z.boolean(),
  base,
  reason: z.string().trim().min(1).max(1_000),
});
