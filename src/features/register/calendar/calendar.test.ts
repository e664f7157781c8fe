import { describe, expect, it } from 'vitest';
import {
  anchorOf,
  candidateStepOf,
  electionOf,
  type ReferenceRule,
  readReferenceRules,
  recordOfReference,
  recordsOf,
  ruleOf,
} from '../../../../test/support/calendar-records.ts';
import { loadExample } from '../../../../test/support/example.ts';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import type { Cells } from '../../../kernel/record.ts';
import { computeCalendar, sortByDue } from './calendar.ts';
import { checkCalendar } from './check.ts';
import type { CalendarEntry, CalendarRecords } from './entry.ts';
import type { CalendarRule } from './rule.ts';

const BEFORE = Date.UTC(2023, 10, 1);
const AFTER = Date.UTC(2025, 0, 1);

/**
 * The commission appoints the election within a week of the order (Art. 179): by 14 December. The reference names
 * 8 December, the day on which it did, although its own rule counts seven days from 7 December.
 */
const CORRECTED = { 'call.appoint': '2023-12-14' };

const DATES_OF_2024 = {
  'call.order': '2023-12-07',
  'call.appoint': '2023-12-14',
  'call.hold': '2024-02-07',
  'call.weekday': '2024-02-07',
  'nom.open': '2023-12-09',
  'stations.special': '2023-12-19',
  'reg.window.open': '2023-12-19',
  'reg.window.close': '2024-01-08',
  'absentee.form': '2023-12-24',
  'absentee.issue.close': '2024-01-13',
  'stations.abroad': '2024-01-13',
  'campaign.open': '2024-01-15',
  'cand.publish': '2024-01-18',
  'finance.second': '2024-01-18',
  'protocol.forms': '2024-01-18',
  'exitpoll.apply': '2024-01-18',
  'obs.apply.cec': '2024-01-28',
  'obs.apply.conec': '2024-02-02',
  'voters.notice': '2024-01-31',
  'ballots.conec': '2024-02-02',
  'ballots.pec': '2024-02-04',
  'campaign.close': '2024-02-06',
  'vote.open': '2024-02-07',
  'vote.close': '2024-02-07',
  'turnout.points': '2024-02-07',
  'tab.pec': '2024-02-08',
  'tab.conec': '2024-02-09',
  'tab.cec.fix': '2024-02-11',
  'publish.pec': '2024-02-12',
  'publish.conec': '2024-02-17',
  'result.cec': '2024-02-17',
  'result.court': '2024-02-21',
  oath: '2024-02-16',
  'publish.all': '2024-03-23',
  'publish.full': '2024-08-07',
};

/** The only entry of one rule. */
function entryOf(cells: Cells, records: Partial<CalendarRecords> = {}, now = AFTER): CalendarEntry {
  const [entry, ...others] = computeCalendar(recordsOf({ ...records, 'calendar-rule': [ruleOf(cells)] }), now);
  expect(others).toEqual([]);
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

function codesOf(entry: CalendarEntry): string[] {
  return entry.explanation.map(({ code }) => code);
}

describe('the reference calendar of 2024', () => {
  const rules = readReferenceRules();
  const anchors = [
    anchorOf({ key: 'appointment_published', date: '2023-12-09' }),
    anchorOf({ key: 'court_announcement', date: '2024-02-13' }),
    ...['nomination_filed', 'papers_filed', 'slip_found', 'application_filed', 'act_or_knowledge'].map((key) =>
      anchorOf({ key }),
    ),
    anchorOf({ key: 'complaint_received', per: 'complaint' }),
    anchorOf({ key: 'referral_received', per: 'referral' }),
  ];
  const recordsWith = (reference: readonly ReferenceRule[]) =>
    recordsOf({ anchor: anchors, 'calendar-rule': reference.map(recordOfReference) });

  it.skipIf(rules === null)('gives every rule the date that it is known to have (skipped without ../shared)', () => {
    const reference = rules ?? [];
    const entries = computeCalendar(recordsWith(reference), AFTER);
    expect(entries).toHaveLength(42);
    const dated = reference.filter((rule) => rule.date_2024 !== undefined);
    expect(dated).toHaveLength(35);
    const expected = Object.fromEntries(reference.map((rule) => [rule.id, rule.date_2024 ?? null]));
    expect(Object.fromEntries(entries.map((entry) => [entry.id, entry.due]))).toEqual({ ...expected, ...CORRECTED });
  });

  it.skipIf(rules === null)('differs from the reference only where that gives the day of the act as the limit', () => {
    for (const [id, due] of Object.entries(CORRECTED)) {
      const rule = (rules ?? []).find((found) => found.id === id);
      expect(rule).toMatchObject({ anchor: 'call', offset: 7, unit: 'day', relation: 'no_later_after' });
      expect(rule?.date_2024).toBe(rule?.done_2024);
      expect(due).toBe(addDays('2023-12-07' as CalendarDate, 7));
    }
  });

  it.skipIf(rules === null)('finds every recorded act in time, and nothing missed (skipped without ../shared)', () => {
    const reference = rules ?? [];
    const entries = computeCalendar(recordsWith(reference), AFTER);
    const done = new Set(reference.filter((rule) => rule.done_2024 !== undefined).map((rule) => rule.id));
    for (const entry of entries) {
      expect([entry.id, entry.status]).toEqual([
        entry.id,
        done.has(entry.id) || entry.id === 'call.weekday' ? 'met' : 'unknown',
      ]);
    }
    expect(checkCalendar(recordsWith(reference))).toEqual([]);
  });
});

describe('the example election', () => {
  it('comes to the dates that the law and the calendar of the commission set', async () => {
    const entries = computeCalendar(await loadExample(), AFTER);
    const dated = entries.filter(({ due }) => due !== null).map(({ id, due }) => [id, due]);
    expect(Object.fromEntries(dated)).toEqual(DATES_OF_2024);
    expect(entries).toHaveLength(42);
  });

  it('is found met where the act is recorded, and nothing is called late or missed', async () => {
    const example = await loadExample();
    const statuses = computeCalendar(example, AFTER).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['met', 'unknown']));
    expect(statuses.filter((status) => status === 'met')).toHaveLength(11);
    expect(checkCalendar(example)).toEqual([]);
  });

  it.skipIf(readReferenceRules() === null)('has the rules of the reference (skipped without ../shared)', async () => {
    const said = ({ key, anchor, offset, unit, relation }: CalendarRule) => [key, anchor, offset, unit, relation];
    const reference = (readReferenceRules() ?? []).map(recordOfReference);
    expect((await loadExample())['calendar-rule'].map(said)).toEqual(reference.map(said));
  });
});

describe('dates due', () => {
  it.each([
    [{ anchor: 'call', offset: '2', unit: 'calendar_month', relation: 'no_later_after' }, '2024-02-07'],
    [{ anchor: 'call', offset: '60', unit: 'day', relation: 'no_later_after' }, '2024-02-05'],
    [{ offset: '23', relation: 'no_earlier_before' }, '2024-01-15'],
    [{ offset: '6', unit: 'calendar_month', relation: 'no_later_after' }, '2024-08-07'],
    [{ offset: '5', unit: 'working_day', relation: 'no_later_before' }, '2024-01-31'],
    [{ offset: '1', unit: 'weekday', weekday: '3', relation: 'no_later_before' }, '2024-01-31'],
    [{ offset: '2', unit: 'weekday', weekday: '7', relation: 'no_later_after' }, '2024-02-18'],
    [{ offset: '3', relation: 'no_later_after', roll: 'next-working-day' }, '2024-02-12'],
    [{ offset: '3', relation: 'no_later_after', roll: 'previous-working-day' }, '2024-02-09'],
    [{ anchor: 'voting_close', offset: '24', unit: 'hour', relation: 'no_later_after' }, '2024-02-08'],
    [{ anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before' }, '2024-02-06'],
  ])('%j is due on %s', (cells, due) => {
    expect(entryOf(cells).due).toBe(due);
  });

  it('have the instant where the rule has an hour', () => {
    const cells = { anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before' };
    expect(entryOf(cells)).toMatchObject({ times: ['08:00'], instant: Date.UTC(2024, 1, 6, 4) });
    const berlin = electionOf({ timezone: 'Europe/Berlin', election_day: '2024-03-31' });
    const entry = entryOf(cells, { election: [berlin] });
    expect(entry).toMatchObject({ due: '2024-03-30', times: ['07:00'], instant: Date.UTC(2024, 2, 30, 6) });
    expect(codesOf(entry)).toContain('clock.changed');
  });

  it('count from the day on which stations really close', () => {
    const night = electionOf({ opens: '20:00', closes: '02:00' });
    const cells = { anchor: 'voting_close', offset: '24', unit: 'hour', relation: 'no_later_after' };
    expect(entryOf(cells, { election: [night] })).toMatchObject({ due: '2024-02-09', times: ['02:00'] });
  });

  it('say that a time on the day was skipped or was twice', () => {
    const berlin = [electionOf({ timezone: 'Europe/Berlin', election_day: '2024-03-31' })];
    const skipped = entryOf({ times: '02:30', relation: 'no_later' }, { election: berlin });
    expect(codesOf(skipped)).toContain('clock.skipped');
    expect(skipped.instant).toBe(Date.UTC(2024, 2, 31, 1, 30));
    const autumn = [electionOf({ timezone: 'Europe/Berlin', election_day: '2024-10-27' })];
    expect(codesOf(entryOf({ times: '02:30', relation: 'no_later' }, { election: autumn }))).toContain(
      'clock.repeated',
    );
  });

  it('are known within bounds where the anchor is', () => {
    const anchor = [anchorOf({ date: '2024-01-02/2024-01-05' })];
    const entry = entryOf({ anchor: 'tested', offset: '3', relation: 'no_later_after' }, { anchor });
    expect(entry).toMatchObject({
      due: null,
      dueBounds: { earliest: '2024-01-05', latest: '2024-01-08' },
      instant: null,
    });
    expect(codesOf(entry)).toContain('count.bounds');
  });

  it('are exact after hours from a day without an hour, but without an instant', () => {
    const anchor = [anchorOf({ date: '2024-01-02' })];
    const entry = entryOf({ anchor: 'tested', offset: '48', unit: 'hour', relation: 'no_later_after' }, { anchor });
    expect(entry).toMatchObject({ due: '2024-01-04', instant: null, times: [] });
  });
});

describe('anchors without a date', () => {
  it.each([
    [anchorOf(), 'anchor.undated'],
    [anchorOf({ per: 'complaint' }), 'anchor.per.complaint'],
    [anchorOf({ per: 'application' }), 'anchor.per.application'],
    [anchorOf({ per: 'referral' }), 'anchor.per.referral'],
    [anchorOf({ per: 'candidate', step: 'papers-filed' }), 'anchor.per.candidate'],
  ])('leave the rule unknown: %j', (anchor, code) => {
    const entry = entryOf({ anchor: 'tested' }, { anchor: [anchor] });
    expect(entry).toMatchObject({ due: null, status: 'unknown', explanation: [{ code }] });
  });

  it('leave the rule missed or not applicable where that is recorded', () => {
    const anchor = [anchorOf()];
    expect(entryOf({ anchor: 'tested', outcome: 'not-done' }, { anchor }).status).toBe('missed');
    expect(entryOf({ anchor: 'tested', outcome: 'not-applicable' }, { anchor }).status).toBe('not-applicable');
    const done = entryOf({ anchor: 'tested', done: '2024-01-01' }, { anchor });
    expect(done.status).toBe('unknown');
    expect(codesOf(done)).toEqual(['anchor.undated', 'done.undecided']);
  });
});

describe('the status', () => {
  const until = { offset: '5', relation: 'no_later_before' };
  const from = { offset: '23', relation: 'no_earlier_before' };

  it.each([
    ['until, done the day before', { ...until, done: '2024-02-01' }, 'met', null],
    ['until, done on the day', { ...until, done: '2024-02-02' }, 'met', null],
    ['until, done the day after', { ...until, done: '2024-02-03' }, 'late', 'late'],
    ['until, done by the day', { ...until, done: 'by 2024-02-02' }, 'met', null],
    ['until, done by the day after', { ...until, done: 'by 2024-02-03' }, 'unknown', null],
    ['until, done from the day', { ...until, done: 'from 2024-02-02' }, 'unknown', null],
    ['until, done from the day after', { ...until, done: 'from 2024-02-03' }, 'late', 'late'],
    ['until, done in January', { ...until, done: '2024-01' }, 'met', null],
    ['until, done in that year', { ...until, done: '2024' }, 'unknown', null],
    ['until, done without date', { ...until, outcome: 'done' }, 'unknown', null],
    ['until, recorded as not done', { ...until, outcome: 'not-done' }, 'missed', null],
    ['until, case did not arise', { ...until, outcome: 'not-applicable' }, 'not-applicable', null],
    ['until, nothing recorded', until, 'unknown', null],
    ['until 18:00, done at 18:00', { ...until, times: '18:00', done: '2024-02-02', done_time: '18:00' }, 'met', null],
    [
      'until 18:00, done at 18:01',
      { ...until, times: '18:00', done: '2024-02-02', done_time: '18:01' },
      'late',
      'late',
    ],
    ['until 18:00, done that day', { ...until, times: '18:00', done: '2024-02-02' }, 'unknown', null],
    ['until 18:00, done the day before', { ...until, times: '18:00', done: '2024-02-01' }, 'met', null],
    ['from, done on the day', { ...from, done: '2024-01-15' }, 'met', null],
    ['from, done the day before', { ...from, done: '2024-01-14' }, 'late', 'early'],
    ['from, done by the day before', { ...from, done: 'by 2024-01-14' }, 'late', 'early'],
    ['from, done by the day', { ...from, done: 'by 2024-01-15' }, 'unknown', null],
    ['from, nothing recorded', from, 'unknown', null],
    ['on, done on the day', { done: '2024-02-07' }, 'met', null],
    ['on, done the day before', { done: '2024-02-06' }, 'late', 'early'],
    ['on, done the day after', { done: '2024-02-08' }, 'late', 'late'],
    ['on at 08:00, done at 08:00', { times: '08:00', done: '2024-02-07', done_time: '08:00' }, 'met', null],
    ['on at 08:00, done at 08:10', { times: '08:00', done: '2024-02-07', done_time: '08:10' }, 'late', 'late'],
    ['on at 10 and 12, done that day', { times: '10:00|12:00', done: '2024-02-07' }, 'met', null],
    ['not valid yet', { ...until, valid_from: '2024-02-08', outcome: 'not-done' }, 'not-applicable', null],
    ['valid from election day', { ...until, valid_from: '2024-02-07', outcome: 'not-done' }, 'missed', null],
    ['not valid any more', { ...until, valid_to: '2024-02-06' }, 'not-applicable', null],
    ['valid to election day', { ...until, valid_to: '2024-02-07', outcome: 'not-done' }, 'missed', null],
    ['right weekday', { unit: 'weekday', weekday: '3' }, 'met', null],
    ['wrong weekday', { unit: 'weekday', weekday: '4' }, 'missed', null],
  ])('%s', (_, cells, status, deviation) => {
    expect(entryOf(cells)).toMatchObject({ status, deviation });
  });

  it('turns from pending to unknown when the time has run out, and never to missed', () => {
    const lastInstant = Date.UTC(2024, 1, 2, 20) - 1;
    expect(entryOf(until, {}, BEFORE).status).toBe('pending');
    expect(entryOf(until, {}, lastInstant).status).toBe('pending');
    expect(entryOf(until, {}, lastInstant + 1).status).toBe('unknown');
    const opening = Date.UTC(2024, 0, 14, 20);
    expect(entryOf(from, {}, opening - 1).status).toBe('pending');
    expect(entryOf(from, {}, opening).status).toBe('unknown');
  });

  it('is pending while the recorded day is still to come', () => {
    const planned = entryOf({ ...until, done: '2024-02-01' }, {}, BEFORE);
    expect(planned.status).toBe('pending');
    expect(codesOf(planned)).toContain('planned.met');
  });

  it('decides what holds for every day that the anchor may have been', () => {
    const anchor = [anchorOf({ date: '2024-01-02/2024-01-05' })];
    const statusOf = (done: string) =>
      entryOf({ anchor: 'tested', offset: '3', relation: 'no_later_after', done }, { anchor }).status;
    expect(statusOf('2024-01-05')).toBe('met');
    expect(statusOf('2024-01-06')).toBe('unknown');
    expect(statusOf('2024-01-08')).toBe('unknown');
    expect(statusOf('2024-01-09')).toBe('late');
  });

  it('of a rule that another anchor fulfils follows that anchor', () => {
    const cells = {
      anchor: 'call',
      offset: '2',
      unit: 'calendar_month',
      relation: 'no_later_after',
      fulfilled_by: 'election_day',
    };
    expect(entryOf(cells)).toMatchObject({ status: 'met', done: { text: '2024-02-07' } });
    expect(entryOf(cells, { election: [electionOf({ election_day: '2024-02-08' })] }).status).toBe('late');
    expect(entryOf(cells, {}, BEFORE).status).toBe('pending');
  });
});

describe('anchors of candidates', () => {
  const anchor = [anchorOf({ key: 'papers', per: 'candidate', step: 'papers-filed' })];
  const cells = {
    anchor: 'papers',
    offset: '7',
    relation: 'no_later_after',
    fulfilled_by: 'registered|registration-refused',
  };
  const steps = [
    { key: 'a1', candidate: 'a', step: 'papers-filed', date: '2023-12-25' },
    { key: 'a2', candidate: 'a', step: 'registered', date: '2023-12-30' },
    { key: 'b1', candidate: 'b', step: 'papers-filed', date: '2024-01-02' },
    { key: 'b2', candidate: 'b', step: 'registration-refused', date: '2024-01-20' },
    { key: 'c1', candidate: 'c', step: 'papers-filed' },
    { key: 'd1', candidate: 'd', step: 'papers-filed', date: 'by 2024-01-05' },
    { key: 'd2', candidate: 'd', step: 'registered', date: 'by 2024-01-09' },
    { key: 'e1', candidate: 'e', step: 'papers-filed', date: '2024-01-08' },
    { key: 'f1', candidate: 'f', step: 'registered', date: '2024-01-08' },
  ].map(candidateStepOf);

  it('give one entry for each recorded step', () => {
    const records = recordsOf({ anchor, 'candidate-step': steps, 'calendar-rule': [ruleOf(cells)] });
    const entries = computeCalendar(records, AFTER);
    expect(entries.map(({ id, candidate, due, status }) => [id, candidate, due, status])).toEqual([
      ['tested#a1', 'a', '2024-01-01', 'met'],
      ['tested#b1', 'b', '2024-01-09', 'late'],
      ['tested#d1', 'd', null, 'unknown'],
      ['tested#e1', 'e', '2024-01-15', 'unknown'],
      ['tested#c1', 'c', null, 'unknown'],
    ]);
    expect(checkCalendar(records)).toEqual([]);
  });

  it('take the earliest decision after the step, not one before it', () => {
    const again = [
      { key: 'a1', candidate: 'a', step: 'papers-filed', date: '2024-01-02' },
      { key: 'a2', candidate: 'a', step: 'registration-refused', date: '2023-12-20' },
      { key: 'a3', candidate: 'a', step: 'registered', date: '2024-01-30' },
      { key: 'a4', candidate: 'a', step: 'registration-refused', date: '2024-01-05' },
    ].map(candidateStepOf);
    expect(entryOf(cells, { anchor, 'candidate-step': again })).toMatchObject({ done: { text: '2024-01-05' } });
    const undated = [...again, candidateStepOf({ key: 'a5', candidate: 'a', step: 'registered' })];
    expect(entryOf(cells, { anchor, 'candidate-step': undated })).toMatchObject({ done: { text: 'by 2024-01-05' } });
  });
});

describe('sortByDue', () => {
  it('puts the earliest first and what has no date last', () => {
    const rules = [
      ruleOf({ key: 'a', anchor: 'nowhere' }),
      ruleOf({ key: 'b' }),
      ruleOf({ key: 'c', offset: '3', relation: 'no_later_before' }),
    ];
    const entries = sortByDue(computeCalendar(recordsOf({ 'calendar-rule': rules }), AFTER));
    expect(entries.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});
