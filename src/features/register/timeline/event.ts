import { choice, keyField, localized, references, time, when } from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { PHASES } from '../election/election.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const eventKind = defineKind({
  name: 'event',
  file: 'events.csv',
  format: 'csv',
  key: 'key',
  doc: 'Something that happened in the election, for its timeline.',
  fields: {
    key: keyField('Short name of the event.'),
    date: when('When it happened.'),
    time: time('At what time, in the time zone of the election.'),
    phase: choice('Phase of the election.', PHASES, { required: true }),
    title: localized('What happened, in one sentence.', { required: true }),
    actors: references('Who acted.', 'actor'),
    ...EVIDENCE_FIELDS,
  },
});
/** An event of the election, not to be mistaken for an event of the browser. */
export type TimelineEvent = ContentOf<typeof eventKind>;
