import { choice, integer, keyField, localized, reference, text, url, when } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const missionKind = defineKind({
  name: 'mission',
  file: 'missions.csv',
  format: 'csv',
  key: 'key',
  doc: 'An observation mission, also one that was not invited. Figures about it are claims.',
  fields: {
    key: keyField('Short name of the mission.'),
    name: localized('Its name.', { required: true }),
    kind: choice(
      'What sort of mission it is.',
      ['international', 'parliamentary', 'bilateral', 'citizen', 'not-invited'],
      {
        required: true,
      },
    ),
    term: choice('Whether it stays long.', ['long-term', 'short-term', 'both']),
    registered: choice('Whether the authorities registered or accredited it.', ['yes', 'no', 'unknown']),
    heads: text('Who leads it.'),
    start: when('When it began to work.'),
    end: when('When it ended.'),
    method: localized('How it observed, as far as the sources say.'),
    reference_frame: localized('By which measure it judges.'),
    url: url('Its address on the web.'),
    status: choice('Whether it is at work.', ['active', 'ended', 'archived']),
    ...EVIDENCE_FIELDS,
  },
});
export type Mission = ContentOf<typeof missionKind>;

export const assessmentKind = defineKind({
  name: 'assessment',
  file: 'assessments.csv',
  format: 'csv',
  key: 'key',
  doc: 'What a mission said of the election. Contrary assessments stand side by side.',
  fields: {
    key: keyField('Short name of the assessment.'),
    mission: reference('Who said it.', 'mission', { required: true }),
    date: when('When it was said.'),
    subject: choice(
      'What it is about.',
      ['overall', 'law', 'administration', 'campaign', 'media', 'voting', 'count', 'complaints'],
      {
        required: true,
      },
    ),
    direction: choice('Which way it points.', ['positive', 'negative', 'mixed', 'none'], { required: true }),
    finding: localized('What it says, in our own words.'),
    stations: integer('How many polling stations it rests on, where the sources say.'),
    ...EVIDENCE_FIELDS,
  },
});
export type Assessment = ContentOf<typeof assessmentKind>;
