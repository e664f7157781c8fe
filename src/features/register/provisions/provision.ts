import { choice, date, keyField, paragraph, reference, references, text, url } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { BASES, CONFIDENCES } from '../sources/source.ts';

export const provisionKind = defineKind({
  name: 'provision',
  file: 'provisions.csv',
  format: 'csv',
  key: 'key',
  doc: 'A provision of the law, in the words of this file, with the version of the text it was read in.',
  fields: {
    key: keyField('Short name by which other files refer to the provision, such as `L112.4`.'),
    provision: text('Law and article, such as `Art. 112.4`.', { required: true }),
    topic: text('What it is about.', { required: true }),
    rule: paragraph('What it says, in our own words.', { required: true }),
    text_version: text('Which version of the law the rule was read in.'),
    valid_from: date('First day on which this version holds.'),
    valid_to: date('Last day on which this version holds.'),
    superseded_by: reference('The provision that replaced this one.', 'provision'),
    url: url('Where the text can be read.'),
    sources: references('Sources of this row.', 'source'),
    basis: choice('What the row rests on.', BASES, { required: true }),
    confidence: choice('How sure it is.', CONFIDENCES),
    note: text('Remark.'),
  },
});
export type Provision = ContentOf<typeof provisionKind>;
