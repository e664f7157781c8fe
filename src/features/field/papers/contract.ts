import { z } from 'zod';
import { MOST_ADDED, PAPER_STATES } from './paper.ts';

const slug = z.string().min(1).max(100);
const words = z.string().trim().min(1).max(200);
const reason = z.string().trim().min(1).max(1_000);
/** The most characters of a record that is typed. */
const LONGEST_RECORD = 2_000_000;
/** Every character may be written as six bytes in JSON. */
export const TYPED_BODY_BYTES = LONGEST_RECORD * 6 + 10_000;
const xml = z.string().min(1).max(LONGEST_RECORD);

/** The most bytes of the picture of a sheet. */
export const SCAN_BYTES = 20_000_000;

export const missionParams = z.object({ mission: slug });
export const paperParams = missionParams.extend({ paper: z.uuid() });

export const papersQuery = z.strictObject({
  state: z.enum(PAPER_STATES).optional(),
  /** A part of the label or of the station. */
  search: z.string().trim().min(1).max(200).optional(),
  /** The sheet that this report was typed from. */
  report: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(2_000).default(200),
});
export type PapersQuery = z.output<typeof papersQuery>;

export const addBody = z.strictObject({
  form: z.string().min(1).max(250),
  number: z.int().min(1).max(1_000_000),
  papers: z
    .array(z.strictObject({ id: z.uuid(), label: words, station: words.nullable() }))
    .min(1)
    .max(MOST_ADDED),
});

/** `skip`: the sheet that somebody has before them and does not want now. */
export const nextBody = z.strictObject({ task: z.enum(['type', 'settle']), skip: z.uuid().nullable() });
export const copyBody = z.strictObject({ id: z.uuid(), xml });
export const settlementBody = z.strictObject({ xml, reason: reason.nullable() });
export const withdrawalBody = z.strictObject({ reason });
