import { integer, keyField, localized, reference, references, text, when } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const commissionTierKind = defineKind({
  name: 'commission-tier',
  file: 'commission-tiers.csv',
  format: 'csv',
  key: 'key',
  doc: 'A tier of election commissions, from the highest to the lowest.',
  fields: {
    key: keyField('Short name of the tier.'),
    rank: integer('1 for the highest tier.', { required: true, minimum: 1, maximum: 9 }),
    name: localized('Name of the commissions of this tier.', { required: true }),
    actor: reference('The actor of the calendar that stands for this tier.', 'actor'),
    members: integer('How many members one commission has by law.', { minimum: 1 }),
    composition: localized('Who proposes, elects or appoints the members.'),
    place_level: text('Level of the places that a commission of this tier is responsible for.'),
    provisions: references('Provisions.', 'provision'),
    ...EVIDENCE_FIELDS,
  },
});
export type CommissionTier = ContentOf<typeof commissionTierKind>;

export const commissionKind = defineKind({
  name: 'commission',
  file: 'commissions.csv',
  format: 'csv',
  key: 'key',
  doc: 'One election commission.',
  fields: {
    key: keyField('Short name of the commission.'),
    tier: reference('Its tier.', 'commission-tier', { required: true }),
    name: localized('Its name.', { required: true }),
    parent: reference('The commission above it.', 'commission'),
    places: references('Places that it is responsible for; what lies in them is included.', 'place'),
    chair: text('Name of its chair.'),
    formed: when('When it was formed.'),
    ...EVIDENCE_FIELDS,
  },
});
export type Commission = ContentOf<typeof commissionKind>;
