import { z } from 'zod';
import { isFormId } from './checking/form-id-of.ts';
import { isFormFileName } from './checking/named-files.ts';
import { FORM_ACTS } from './observation-form.ts';

const slug = z.string().min(1).max(100);
/** The longest id of a form, in characters. */
export const LONGEST_FORM_ID = 250;
const formId = z.string().min(1).max(LONGEST_FORM_ID).refine(isFormId);
const number = z.coerce.number().int().min(1).max(1_000_000);
const fileName = z.string().refine(isFormFileName);
/** The greatest `integer` of PostgreSQL. */
const MOST_REVISIONS = 2_147_483_647;
const base = z.number().int().min(1).max(MOST_REVISIONS);
const reason = z.string().trim().min(1).max(1_000);

/** The most bytes of a workbook on the wire. */
export const WORKBOOK_BODY_BYTES = 40_000_000;
/** Bodies of more bytes are read two at a time. */
export const LARGE_BODY_BYTES = 2_000_000;
const MOST_SHEETS = 50;
const LONGEST_CELL = 100_000;

/**
 * Rows are looked at by hand: a schema for each of a million cells would take seconds. How many there may be `findExcess`
 * has counted before.
 */
const rows = z.custom<readonly (readonly string[])[]>(
  (given) => Array.isArray(given) && given.every((row) => Array.isArray(row) && row.every(isCell)),
);
export const workbookSchema = z.strictObject({
  sheets: z.array(z.strictObject({ name: z.string().min(1).max(200), rows })).max(MOST_SHEETS),
});

export const missionParams = z.object({ mission: slug });
export const formParams = missionParams.extend({ form: formId });
export const versionParams = formParams.extend({ number });
export const draftFileParams = formParams.extend({ name: fileName });
export const versionFileParams = versionParams.extend({ name: fileName });
export const paperQuery = z.strictObject({ language: z.string().max(200).optional() });

/** A draft as it is to be; `base` is the revision that the change starts from. */
export const draftBody = z.strictObject({ workbook: workbookSchema, base });
/** A draft of a workbook that did not come as a file: a template, a blank form. */
export const newDraftBody = z.strictObject({ workbook: workbookSchema, sourceName: fileName });
export const beginBody = z.strictObject({ number });
/** The revision that a file takes the place of; 0: there is no draft. */
export const baseQuery = z.strictObject({ base: z.coerce.number().int().min(0).max(MOST_REVISIONS) });
/** What is published is the draft of that revision, with the files of `filesBase` where that is given, and no other. */
export const publishBody = z.strictObject({ base, filesBase: base.optional(), reason: reason.optional() });
export const decisionBody = z.strictObject({ act: z.enum(FORM_ACTS), reason });

function isCell(given: unknown): boolean {
  return typeof given === 'string' && given.length <= LONGEST_CELL;
}
