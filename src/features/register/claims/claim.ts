import {
  choice,
  integer,
  keyField,
  localized,
  reference,
  references,
  text,
  time,
  when,
} from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { BASES, CONFIDENCES } from '../sources/source.ts';

export const subjectKind = defineKind({
  name: 'subject',
  file: 'subjects.csv',
  format: 'csv',
  key: 'key',
  doc: 'A question that claims answer, such as how many voters are registered. Claims of one subject are compared.',
  fields: {
    key: keyField('Short name of the subject, such as `voters.registered`.'),
    section: choice(
      'Where it is shown.',
      [
        'calling',
        'territory',
        'voters',
        'ballots',
        'hours',
        'observers',
        'media',
        'candidates',
        'turnout',
        'results',
        'exit-polls',
        'complaints',
        'law',
        'missions',
        'transparency',
      ],
      { required: true },
    ),
    title: localized('What is asked.', { required: true }),
    over_time: choice(
      '`constant`: every difference is a contradiction; `varies`: only claims as of the same moment are compared.',
      ['constant', 'varies'],
      { required: true },
    ),
    formula: text('How the figure is computed from other claims, where it can be: see the guide to formulas.'),
    decimals: integer('Decimals to which the computed figure is compared and shown.', { maximum: 6 }),
    note: text('Remark.'),
  },
});
export type Subject = ContentOf<typeof subjectKind>;

export const claimKind = defineKind({
  name: 'claim',
  file: 'claims.csv',
  format: 'csv',
  key: 'key',
  doc: 'A figure or fact that somebody states. Contrary claims coexist, attributed; none overwrites another.',
  fields: {
    key: keyField('Short name of the claim.'),
    subject: reference('The question that it answers.', 'subject', { required: true }),
    candidate: reference('The candidate that it is about.', 'candidate'),
    place: reference('The place that it is about.', 'place'),
    mission: reference('The mission that it is about.', 'mission'),
    value: text(
      'The value, in the notation of its unit: digits and a point, `YYYY-MM-DD`, `HH:MM`, or text. Empty for a gap.',
    ),
    bound: choice('How the value is meant; empty: as it stands.', [
      'more-than',
      'less-than',
      'at-least',
      'at-most',
      'about',
      'nearly',
    ]),
    unit: choice('What sort of value it is.', ['count', 'percent', 'date', 'time', 'text'], { required: true }),
    of: text(
      'What the value is counted in or a share of, such as `stations`: claims with other words here are no answer to the same question.',
    ),
    as_of: when('The day for which it holds.'),
    as_of_time: time('The time of day for which it holds, in the time zone of the election.'),
    stated_by: text('Who states it, where the sources say.'),
    kind: choice(
      'What sort of claim it is: of an authority, of who was there, computed from other claims, repeated by somebody else, or estimated from a part.',
      ['official', 'observed', 'derived', 'quoted', 'estimated'],
      { required: true },
    ),
    n: integer('How many units the value rests on.'),
    n_unit: text('Which units these are.'),
    formula: text('How it is derived from other claims.'),
    sources: references('Sources.', 'source'),
    provisions: references('Provisions that prescribe it.', 'provision'),
    basis: choice('What the row rests on.', BASES, { required: true }),
    confidence: choice('How sure it is.', CONFIDENCES),
    supersedes: references('Earlier claims that the same speaker replaced by this one.', 'claim'),
    note: text('Remark.'),
  },
});
export type Claim = ContentOf<typeof claimKind>;

export const discrepancyKind = defineKind({
  name: 'discrepancy',
  file: 'discrepancies.csv',
  format: 'csv',
  key: 'key',
  doc: 'What a reader wrote about a contradiction between claims. The contradiction itself is found by the program.',
  fields: {
    key: keyField('Short name of the remark.'),
    title: localized('What the contradiction is about.', { required: true }),
    claims: references('The claims that contradict each other.', 'claim'),
    lesson: localized('What follows from it.'),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Discrepancy = ContentOf<typeof discrepancyKind>;
