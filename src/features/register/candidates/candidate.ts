import { choice, integer, keyField, localized, reference, references, text, when } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const nominatorKind = defineKind({
  name: 'nominator',
  file: 'nominators.csv',
  format: 'csv',
  key: 'key',
  doc: 'A party, a bloc or an initiative group that nominates. A person who nominates himself or herself needs none.',
  fields: {
    key: keyField('Short name of the nominator.'),
    kind: choice('What it is.', ['party', 'bloc', 'initiative-group'], { required: true }),
    name: localized('Its name.', { required: true }),
    members: references('Of a bloc: its parties.', 'nominator'),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Nominator = ContentOf<typeof nominatorKind>;

export const candidateKind = defineKind({
  name: 'candidate',
  file: 'candidates.csv',
  format: 'csv',
  key: 'key',
  doc: 'A person who was nominated. How far the person came is told by the steps.',
  fields: {
    key: keyField('Short name of the candidate.'),
    name: localized('Name, in the original and in transliteration.', { required: true }),
    nomination: choice('Who nominated.', ['self', 'party', 'bloc', 'initiative-group'], { required: true }),
    nominator: reference('The party, bloc or initiative group; empty for a self-nomination.', 'nominator'),
    ballot_order: integer('Place on the ballot.', { minimum: 1 }),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Candidate = ContentOf<typeof candidateKind>;

/** Everything that can happen on the way to the ballot and off it. */
export const STEPS = [
  'nominated',
  'nomination-approved',
  'nomination-refused',
  'signatures-submitted',
  'papers-filed',
  'signatures-verified',
  'registered',
  'registration-refused',
  'appealed',
  'appeal-upheld',
  'appeal-dismissed',
  'withdrawn',
  'deregistered',
] as const;
export type Step = (typeof STEPS)[number];

export const candidateStepKind = defineKind({
  name: 'candidate-step',
  file: 'candidate-steps.csv',
  format: 'csv',
  key: 'key',
  doc: 'A step on the way of a candidate.',
  fields: {
    key: keyField('Short name of the step.'),
    candidate: reference('The candidate.', 'candidate', { required: true }),
    step: choice('Which step.', STEPS, { required: true }),
    date: when('When; empty where the sources do not say.'),
    body: reference('Who decided or received.', 'actor'),
    detail: text('What else the sources say, such as how many signatures.'),
    ...EVIDENCE_FIELDS,
  },
});
export type CandidateStep = ContentOf<typeof candidateStepKind>;
