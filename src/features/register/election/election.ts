import {
  choice,
  date,
  integer,
  keyField,
  list,
  localized,
  paragraph,
  reference,
  references,
  text,
  time,
  timezone,
  when,
} from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const electionKind = defineKind({
  name: 'election',
  file: 'election.yaml',
  format: 'yaml',
  key: 'key',
  doc: 'The election itself. Its key is the name of the election in addresses.',
  fields: {
    key: keyField('Short name of the election in addresses, such as `azerbaijan-2024`.'),
    title: localized('Name of the election.', { required: true }),
    country: text('Country, as ISO 3166-1 alpha-2 code; `XA` to `XZ` for an invented one.', { required: true }),
    kind: choice(
      'Whether the law foresaw the date, or an act called the election before it.',
      ['ordinary', 'extraordinary'],
      {
        required: true,
      },
    ),
    office: localized('The office or body that is elected.', { required: true }),
    called_on: date('Day of the act that called the election; the anchor `call` of the calendar.'),
    election_day: date('Day of the vote; of the first round where there are several.', { required: true }),
    timezone: timezone('Time zone of the vote.', { required: true }),
    opens: time('When polling stations open.', { required: true }),
    closes: time('When polling stations close.', { required: true }),
    hours_abroad: localized('Voting hours abroad, where they differ.'),
    languages: list('Languages of the record, the first one leading.'),
    weekend: list('Days of the week that are not working days, 1 Monday to 7 Sunday; Saturday and Sunday where empty.'),
    sources: references('Sources.', 'source'),
    about: paragraph('What this file is, for its reader.', { maximum: 20_000 }),
  },
});
export type Election = ContentOf<typeof electionKind>;

const ADDRESS_KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether the key of an election can stand in an address and name a folder: `azerbaijan-2024`. */
export function isAddressKey(key: string): boolean {
  return ADDRESS_KEY.test(key);
}

export const actKind = defineKind({
  name: 'act',
  file: 'acts.csv',
  format: 'csv',
  key: 'key',
  doc: 'An act by which the election was called or appointed.',
  fields: {
    key: keyField('Short name of the act.'),
    title: localized('What the act is.', { required: true }),
    body: localized('Who issued it.', { required: true }),
    date: when('When it was issued.'),
    effect: localized('What it did.'),
    provisions: references('Provisions that it cites or applies.', 'provision'),
    ...EVIDENCE_FIELDS,
  },
});
export type Act = ContentOf<typeof actKind>;

export const roundKind = defineKind({
  name: 'round',
  file: 'rounds.csv',
  format: 'csv',
  key: 'key',
  doc: 'A round of voting. The first round repeats the day of the election.',
  fields: {
    key: keyField('Short name of the round.'),
    number: integer('Number of the round.', { required: true, minimum: 1, maximum: 9 }),
    day: date('Day of the vote in this round.', { required: true }),
    opens: time('When polling stations open, where it differs from the election.'),
    closes: time('When polling stations close, where it differs from the election.'),
    status: choice('Whether it took place.', ['planned', 'held', 'cancelled', 'repeated'], { required: true }),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Round = ContentOf<typeof roundKind>;

/** Phases of an election in their order; events and rules are shown by phase. */
export const PHASES = [
  'calling',
  'nomination',
  'registration',
  'campaign',
  'preparation',
  'voting',
  'results',
  'complaints',
  'observation',
  'after',
] as const;
export type Phase = (typeof PHASES)[number];

/** Where a record points when it names an actor: used by rules and events. */
export const actorKind = defineKind({
  name: 'actor',
  file: 'actors.csv',
  format: 'csv',
  key: 'key',
  doc: 'A person or body that the law gives something to do: president, commission, court, prosecutor, candidate, observer.',
  fields: {
    key: keyField('Short name of the actor, such as `cec`.'),
    name: localized('Name of the actor.', { required: true }),
    part_of: reference('The actor that this one belongs to.', 'actor'),
    note: text('Remark.'),
  },
});
export type Actor = ContentOf<typeof actorKind>;
