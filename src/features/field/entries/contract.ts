import { z } from 'zod';
import { CAME_BY } from './report-entry.ts';

const slug = z.string().min(1).max(100);
const words = z.string().trim().min(1).max(200);

/** The most characters of a record that is typed. */
const LONGEST_RECORD = 2_000_000;
/** Every character may be written as six bytes in JSON. */
export const ENTRY_BODY_BYTES = LONGEST_RECORD * 6 + 100_000;
/** The most bytes of one file of an entry. */
export const ENTRY_FILE_BYTES = 100_000_000;
const MOST_FILES = 100;

/** The record of a form as a page of the desk makes it. */
export const typedXml = z.string().min(1).max(LONGEST_RECORD);

export const missionParams = z.object({ mission: slug });
export const fileParams = missionParams.extend({ file: z.uuid() });
export const reportParams = missionParams.extend({ report: z.uuid() });

export const entryBody = z
  .strictObject({
    /** Made by the page: what is sent twice is taken once. */
    id: z.uuid(),
    form: z.string().min(1).max(250),
    number: z.int().min(1).max(1_000_000),
    cameBy: z.enum(CAME_BY),
    device: z.uuid().nullable(),
    reporter: words.nullable(),
    note: z.string().trim().min(1).max(1_000).nullable(),
    xml: typedXml,
    files: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(255),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          contentType: z.string().max(255),
        }),
      )
      .max(MOST_FILES),
  })
  .refine(({ device, reporter }) => (device === null) !== (reporter === null), { path: ['reporter'] });
export type EntryBody = z.output<typeof entryBody>;
