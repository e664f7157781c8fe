import { describe, expect, it } from 'vitest';
import { anchorOf, electionOf, holidayOf, recordsOf, ruleOf } from '../../../../test/support/calendar-records.ts';
import { checkCalendar } from './check.ts';
import type { CalendarRecords } from './entry.ts';

const once = anchorOf({ key: 'once', date: '2024-02-13' });
const perCandidate = anchorOf({ key: 'papers', per: 'candidate', step: 'papers-filed' });
const perComplaint = anchorOf({ key: 'complaint', per: 'complaint' });
const anchors = [once, perCandidate, perComplaint];

function faultsOf(records: Partial<CalendarRecords>): string[] {
  return checkCalendar(recordsOf(records)).map(
    ({ severity, kind, key, column, code }) => `${severity} ${kind} ${key} ${column} ${code}`,
  );
}

function faultsOfRule(cells: Record<string, string>): string[] {
  const prefix = /^error calendar-rule tested /;
  return faultsOf({ anchor: anchors, 'calendar-rule': [ruleOf(cells)] }).map((fault) => fault.replace(prefix, ''));
}

describe('checkCalendar', () => {
  it.each([
    [{}],
    [{ anchor: 'once', offset: '3', relation: 'no_later_after', done: 'by 2024-02-14' }],
    [{ anchor: 'once', done: '2024-02-13', done_time: '10:00', outcome: 'done' }],
    [{ anchor: 'papers', fulfilled_by: 'registered|registration-refused' }],
    [{ anchor: 'papers', outcome: 'not-applicable' }],
    [{ anchor: 'complaint', outcome: 'not-applicable' }],
    [{ anchor: 'call', fulfilled_by: 'once|election_day' }],
    [{ unit: 'weekday', weekday: '3' }],
    [{ valid_from: '2024-02-07', valid_to: '2024-02-07' }],
    [{ anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before', times: '08:00' }],
  ])('finds nothing wrong with %j', (cells) => {
    expect(faultsOfRule(cells)).toEqual([]);
  });

  it.each([
    [{ anchor: 'nowhere' }, 'anchor calendar-anchor-unknown'],
    [{ unit: 'weekday' }, 'weekday calendar-weekday'],
    [{ weekday: '3' }, 'weekday calendar-weekday-unused'],
    [{ valid_from: '2024-02-08', valid_to: '2024-02-07' }, 'valid_to calendar-validity'],
    [{ anchor: 'papers', done: '2024-01-05' }, 'done calendar-done-per-case'],
    [{ anchor: 'complaint', outcome: 'done' }, 'outcome calendar-done-per-case'],
    [{ anchor: 'complaint', outcome: 'not-done' }, 'outcome calendar-done-per-case'],
    [{ done: '2024-02-07', outcome: 'not-done' }, 'outcome calendar-outcome-dated'],
    [{ done: '2024-02-07', outcome: 'not-applicable' }, 'outcome calendar-outcome-dated'],
    [{ done: 'by 2024-02-07', done_time: '10:00' }, 'done_time calendar-time-without-day'],
    [{ done_time: '10:00' }, 'done_time calendar-time-without-day'],
    [{ fulfilled_by: 'nowhere' }, 'fulfilled_by calendar-fulfilled-by'],
    [{ fulfilled_by: 'papers' }, 'fulfilled_by calendar-fulfilled-by'],
    [{ fulfilled_by: 'registered' }, 'fulfilled_by calendar-fulfilled-by'],
    [{ anchor: 'papers', fulfilled_by: 'once' }, 'fulfilled_by calendar-fulfilled-by'],
    [{ anchor: 'complaint', fulfilled_by: 'once' }, 'fulfilled_by calendar-fulfilled-by'],
    [{ fulfilled_by: 'once', done: '2024-02-13' }, 'done calendar-done-twice'],
  ])('of a rule %j says %s', (cells, fault) => {
    expect(faultsOfRule(cells)).toEqual([fault]);
  });

  it.each([
    [anchorOf({ key: 'election_day', date: '2024-02-07' }), 'election_day key calendar-anchor-fixed'],
    [anchorOf({ key: 'call', per: 'candidate' }), 'call key calendar-anchor-fixed'],
    [anchorOf({ per: 'candidate', step: 'sung' }), 'tested step calendar-anchor-step'],
    [anchorOf({ step: 'registered' }), 'tested step calendar-anchor-step'],
    [anchorOf({ per: 'complaint', date: '2024-02-07' }), 'tested date calendar-anchor-dated'],
    [anchorOf({ date: '2024-02', time: '10:00' }), 'tested time calendar-time-without-day'],
  ])('of an anchor says %#', (anchor, fault) => {
    expect(faultsOf({ anchor: [anchor] })).toEqual([`error anchor ${fault}`]);
  });

  it('lets a row give a title to an anchor that follows from the election', () => {
    expect(faultsOf({ anchor: [anchorOf({ key: 'election_day' }), anchorOf({ key: 'call' })] })).toEqual([]);
  });

  it.each(['0', '8', 'Sunday', '1|2|3|4|5|6|7'])('refuses the weekend %s', (weekend) => {
    expect(faultsOf({ election: [electionOf({ weekend })] })).toEqual([
      'error election tested weekend calendar-weekend',
    ]);
  });

  it('refuses a day that is a working day and is none, but not two holidays on one day', () => {
    const twice = [holidayOf('2024-01-01'), holidayOf('2024-01-01', { key: 'again' })];
    expect(faultsOf({ holiday: twice })).toEqual([]);
    const contrary = [holidayOf('2024-01-01'), holidayOf('2024-01-01', { key: 'again', working: 'yes' })];
    expect(faultsOf({ holiday: contrary })).toEqual(['error holiday again working calendar-holiday-contradiction']);
  });

  it('refuses what leaves the calendar, and warns of a time that hours do not come to', () => {
    const election = [electionOf({ election_day: '9999-12-30', called_on: '' })];
    const far = ruleOf({ offset: '9', relation: 'no_later_after' });
    expect(faultsOf({ election, 'calendar-rule': [far] })).toEqual([
      'error calendar-rule tested offset calendar-outside',
    ]);
    const hours = { anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before', times: '09:00' };
    expect(faultsOf({ 'calendar-rule': [ruleOf(hours)] })).toEqual([
      'warning calendar-rule tested times calendar-times-of-hours',
    ]);
  });
});
