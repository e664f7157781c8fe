import { z } from 'zod';
import { CHOICE_WORDS, EXPORT_FORMATS } from './export-job.ts';

export const missionParams = z.object({ mission: z.string().min(1).max(100) });
export const exportParams = missionParams.extend({ id: z.uuid() });

const number = z.number().int().min(1).max(1_000_000);

/** What somebody wants to have exported; see `ExportAsk`. */
const askBody = z.strictObject({
  formId: z.string().min(1).max(300),
  fromVersion: number.nullable(),
  toVersion: number.nullable(),
  format: z.enum(EXPORT_FORMATS),
  columns: z.array(z.string().min(1).max(2_000)).min(1).max(20_000).nullable(),
  language: z.string().max(200).nullable(),
  words: z.enum(CHOICE_WORDS),
  splitsChoices: z.boolean(),
  withRepeats: z.boolean(),
  withHeld: z.boolean(),
  withVoid: z.boolean(),
  withNames: z.boolean(),
  withFiles: z.boolean(),
  withMark: z.boolean(),
  query: z.record(z.string(), z.unknown()).nullable(),
});

export const exportBody = z.strictObject({ id: z.uuid(), ask: askBody });

const flag = z.enum(['yes', 'no']).default('no');

/** Of which reports somebody wants to know how many there are, before an export is asked for. */
export const estimateQuery = z.object({ form: z.string().min(1).max(300), held: flag, void: flag });

/** A form of which reports can be exported, with its versions, newest first. */
export interface ExportableForm {
  readonly formId: string;
  readonly title: string;
  /** Language, as the form names it → its title in it; null: it has one title. */
  readonly titles: Readonly<Record<string, string>> | null;
  readonly languages: readonly string[];
  readonly versions: readonly { readonly number: number; readonly version: string | null }[];
}

/** How many reports there would be; `isMore`: more than that. */
export interface ExportEstimate {
  readonly count: number;
  readonly isMore: boolean;
}
