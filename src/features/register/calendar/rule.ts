import {
  choice,
  date,
  integer,
  keyField,
  list,
  localized,
  references,
  text,
  time,
  times,
  when,
} from '../../../kernel/field.ts';
import { type ContentOf, defineKind } from '../../../kernel/record.ts';
import { PHASES } from '../election/election.ts';
import { BASES, CONFIDENCES } from '../sources/source.ts';

/** Anchors that follow from the election itself and need no row. */
export const ELECTION_ANCHORS = ['call', 'election_day', 'voting_open', 'voting_close'] as const;

export const anchorKind = defineKind({
  name: 'anchor',
  file: 'anchors.csv',
  format: 'csv',
  key: 'key',
  doc: 'A moment from which deadlines are counted. `call`, `election_day`, `voting_open` and `voting_close` follow from the election.',
  fields: {
    key: keyField('Short name of the anchor, such as `court_announcement`.'),
    title: localized('What happens at this moment.', { required: true }),
    per: choice(
      '`election`: happens once; else once for each of these.',
      ['election', 'candidate', 'application', 'complaint', 'referral'],
      {
        required: true,
      },
    ),
    step: text('For `candidate`: the step that is the anchor.'),
    date: when('For `election`: when it happened; empty where it is not known.'),
    time: time('At what time.'),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Anchor = ContentOf<typeof anchorKind>;

export const UNITS = ['hour', 'day', 'working_day', 'calendar_month', 'weekday'] as const;
export type Unit = (typeof UNITS)[number];

export const RELATIONS = [
  'on',
  'no_earlier',
  'no_later',
  'no_earlier_before',
  'no_later_before',
  'no_earlier_after',
  'no_later_after',
] as const;
export type Relation = (typeof RELATIONS)[number];

export const ruleKind = defineKind({
  name: 'calendar-rule',
  file: 'calendar-rules.csv',
  format: 'csv',
  key: 'key',
  doc: 'A deadline, an opening or a fixed day that the law or the calendar plan sets, counted from an anchor. Day 0 is the day of the anchor.',
  fields: {
    key: keyField('Short name of the rule, such as `campaign.open`.'),
    phase: choice('Phase of the election.', PHASES, { required: true }),
    title: localized('What is to be done.', { required: true }),
    actors: references('Who has to act; empty: anybody.', 'actor'),
    anchor: text('The anchor: a row of `anchors.csv`, or `call`, `election_day`, `voting_open`, `voting_close`.', {
      required: true,
    }),
    offset: integer('How many units lie between the anchor and the date.', { required: true, maximum: 10_000 }),
    unit: choice('In which unit the offset counts.', UNITS, { required: true }),
    relation: choice(
      'How the date binds (on it, from it on, or until it), and on which side of the anchor it lies.',
      RELATIONS,
      { required: true },
    ),
    weekday: integer('For the unit `weekday`: 1 Monday to 7 Sunday.', { minimum: 1, maximum: 7 }),
    times: times('Times of day on the date due, in the time zone of the election; several where the act is repeated.'),
    roll: choice('What happens where the date due is no working day; empty: nothing.', [
      'next-working-day',
      'previous-working-day',
    ]),
    valid_from: date('First day on which the rule holds; compared with the election day.'),
    valid_to: date('Last day on which the rule holds.'),
    provisions: references('Provisions that set it.', 'provision'),
    sources: references('Sources.', 'source'),
    basis: choice('What the row rests on.', BASES, { required: true }),
    confidence: choice('How sure it is.', CONFIDENCES),
    fulfilled_by: list(
      'What fulfils it, in place of `done`: an anchor that happens once, such as `election_day`; for an anchor per candidate, steps such as `registered`.',
    ),
    done: when('When it was done, where that is recorded.'),
    done_time: time('At what time it was done.'),
    outcome: choice(
      '`not-done` where it is recorded that it was not done, `not-applicable` where the case did not arise.',
      ['done', 'not-done', 'not-applicable'],
    ),
    done_sources: references('Sources of when it was done.', 'source'),
    note: text('Remark.'),
  },
});
export type CalendarRule = ContentOf<typeof ruleKind>;

export const holidayKind = defineKind({
  name: 'holiday',
  file: 'holidays.csv',
  format: 'csv',
  key: 'key',
  doc: 'A day that is no working day though the week says so, or the reverse.',
  fields: {
    key: keyField('Short name of the row.'),
    date: date('The day.', { required: true }),
    working: choice('Whether work is done on it.', ['no', 'yes'], { required: true }),
    name: localized('Name of the holiday.'),
    sources: references('Sources.', 'source'),
    note: text('Remark.'),
  },
});
export type Holiday = ContentOf<typeof holidayKind>;
