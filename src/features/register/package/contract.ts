import { z } from 'zod';
import { ENCODINGS } from './package.ts';

/** The most bytes of the part that says what is to be done with the files. */
export const OPTIONS_LIMIT_BYTES = 4_000_000;

const fileName = z.string().min(1).max(255);

/** What goes with the files. */
export const importOptions = z.strictObject({
  /** The election that the files belong to, where they do not say so. */
  election: z.string().max(100).optional(),
  /** Why; needed where records are corrected. */
  reason: z.string().trim().min(1).max(1_000).optional(),
  encodings: z
    .array(z.strictObject({ file: fileName, encoding: z.enum(ENCODINGS) }))
    .max(60)
    .default([]),
  corrections: z
    .array(
      z.strictObject({
        file: fileName,
        row: z.number().int().min(1),
        cells: z.array(z.string().max(20_000)).max(1_000).nullable(),
      }),
    )
    .max(5_000)
    .default([]),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const electionParams = z.object({ slug: z.string().min(1).max(100) });
export const importedFileParams = electionParams.extend({
  id: z.uuid(),
  position: z.coerce.number().int().min(1).max(1_000),
});
