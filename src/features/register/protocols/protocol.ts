import { choice, integer, keyField, localized, reference, references, text } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';

export const protocolFieldKind = defineKind({
  name: 'protocol-field',
  file: 'protocol-fields.csv',
  format: 'csv',
  key: 'key',
  doc: 'A line of the protocol that a commission fills after the count.',
  fields: {
    key: keyField('Short name of the line.'),
    item: text('Number of the line in the law, such as `100.2.1`.'),
    level: choice('Which commission fills it.', ['precinct', 'upper', 'both'], { required: true }),
    meaning: localized('What the line holds.', { required: true }),
    rank: integer('Order on the form.', { required: true, minimum: 1 }),
    provision: reference('The provision that prescribes it.', 'provision'),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type ProtocolField = ContentOf<typeof protocolFieldKind>;

export const protocolCheckKind = defineKind({
  name: 'protocol-check',
  file: 'protocol-checks.csv',
  format: 'csv',
  key: 'key',
  doc: 'A condition that a correct protocol fulfils.',
  fields: {
    key: keyField('Short name of the check.'),
    rule: localized('The condition.', { required: true }),
    severity: choice('What it means where it fails.', ['error', 'warning', 'legal', 'finding'], { required: true }),
    grounds: text('Where the check comes from.'),
    note: text('Remark.'),
  },
});
export type ProtocolCheck = ContentOf<typeof protocolCheckKind>;
