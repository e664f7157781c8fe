import {
  choice,
  date,
  decimal,
  keyField,
  localized,
  reference,
  references,
  text,
  when,
} from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { EVIDENCE_FIELDS } from '../sources/source.ts';

export const placeKind = defineKind({
  name: 'place',
  file: 'places.csv',
  format: 'csv',
  key: 'code',
  doc: 'A place of the election: the country, its regions, constituencies and precincts, as one tree of any depth.',
  fields: {
    code: keyField('Code of the place, unique in the election, kept as text: `007` is not `7`.'),
    parent: reference('The place that this one lies in; empty for the root.', 'place'),
    level: choice('What sort of place it is.', ['country', 'region', 'district', 'constituency', 'precinct', 'area'], {
      required: true,
    }),
    station: choice('For a precinct: what sort of polling station it has.', [
      'permanent',
      'temporary',
      'abroad',
      'special',
    ]),
    number: text('Number of the place within its parent, as officials write it.'),
    name: localized('Name of the place.'),
    valid_from: date('First day on which the place exists.'),
    valid_to: date('Last day on which the place exists; a closed place stays in the file.'),
    latitude: decimal('Latitude, WGS 84, degrees.', { minimum: -90, maximum: 90 }),
    longitude: decimal('Longitude, WGS 84, degrees.', { minimum: -180, maximum: 180 }),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Place = ContentOf<typeof placeKind>;

export const placeEventKind = defineKind({
  name: 'place-event',
  file: 'place-events.csv',
  format: 'csv',
  key: 'key',
  doc: 'Something that happened to a place: opened, moved, closed, renamed, or its results annulled.',
  fields: {
    key: keyField('Short name of the event.'),
    place: reference('The place; empty where the sources do not say which one.', 'place'),
    place_as_stated: text('The place in the words of the source, where they leave doubt.'),
    event: choice('What happened.', ['opened', 'moved', 'closed', 'renamed', 'results-annulled'], { required: true }),
    date: when('When.'),
    from: text('What it was before: the former parent, name or address.'),
    to: text('What it is after.'),
    body: reference('Who decided.', 'actor'),
    grounds: text('Why, in our own words.'),
    ...EVIDENCE_FIELDS,
  },
});
export type PlaceEvent = ContentOf<typeof placeEventKind>;
