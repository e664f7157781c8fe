import { choice, keyField, references, text, url } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';

/** How sure the file is of a statement. `unknown`: the file does not say. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * What a statement rests on. `sourced`: on its sources; `derived`: computed from others; `memory`: from memory, without
 * a source; `to-verify`: a source is named that must be checked; `gap`: looked for and not found, so there is no value.
 */
export const BASES = ['sourced', 'derived', 'memory', 'to-verify', 'gap'] as const;
export type Basis = (typeof BASES)[number];

export const sourceKind = defineKind({
  name: 'source',
  file: 'sources.csv',
  format: 'csv',
  key: 'key',
  doc: 'A publication that statements of this file rest on.',
  fields: {
    key: keyField('Short name by which other files refer to the source, such as `S01`.'),
    url: url('Address of the publication.'),
    publisher: text('Who published it.', { required: true }),
    kind: text('What sort of source it is, such as `official` or `independent agency`.'),
    published: text('When it was published, as the source says.'),
    note: text('Remark.'),
  },
});
export type Source = ContentOf<typeof sourceKind>;

/** The columns with which a row says what it rests on; they stand last. */
export const EVIDENCE_FIELDS = {
  sources: references('Sources.', 'source'),
  basis: choice('What the row rests on.', BASES, { required: true }),
  confidence: choice('How sure it is.', CONFIDENCES),
  note: text('Remark.'),
} as const;
