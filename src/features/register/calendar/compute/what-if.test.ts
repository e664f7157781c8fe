import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, candidateStepOf, recordsOf, ruleOf } from '../../../../../test/support/calendar-records.ts';
import { addDays, type CalendarDate } from '../../../../kernel/calendar-date.ts';
import { findMoves, type Move, moveElectionDay } from './what-if.ts';

const AFTER = Date.UTC(2025, 0, 1);
const ELECTION_DAY = '2024-02-07' as CalendarDate;

const records = recordsOf({
  anchor: [
    anchorOf({ key: 'court', date: '2024-02-13' }),
    anchorOf({ key: 'papers', per: 'candidate', step: 'papers-filed' }),
  ],
  'candidate-step': [
    candidateStepOf({ key: 'a1', candidate: 'a', step: 'papers-filed', date: '2024-01-02' }),
    candidateStepOf({ key: 'b1', candidate: 'b', step: 'papers-filed', date: '2024-01-03' }),
  ],
  'calendar-rule': [
    ruleOf({
      key: 'hold',
      anchor: 'call',
      offset: '2',
      unit: 'calendar_month',
      relation: 'no_later_after',
      fulfilled_by: 'election_day',
    }),
    ruleOf({ key: 'open', times: '08:00', done: '2024-02-07', done_time: '08:00' }),
    ruleOf({ key: 'ballots', offset: '5', relation: 'no_later_before', done: '2024-02-01' }),
    ruleOf({ key: 'campaign', anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before' }),
    ruleOf({ key: 'oath', anchor: 'court', offset: '3', relation: 'no_later_after', done: '2024-02-14' }),
    ruleOf({ key: 'weekday', unit: 'weekday', weekday: '3' }),
    ruleOf({ key: 'decide', anchor: 'papers', offset: '7', relation: 'no_later_after', valid_to: '2024-02-29' }),
  ],
});

function movesTo(day: string): Record<string, Partial<Move> & { readonly status: string }> {
  const moves = findMoves(records, day as CalendarDate, AFTER);
  return Object.fromEntries(
    moves.map(({ before, after, days, isNewlyLate }) => [
      after.id,
      { days, isNewlyLate, status: `${before.status} ${after.status}` },
    ]),
  );
}

describe('findMoves', () => {
  it('finds nothing where election day stays', () => {
    expect(findMoves(records, ELECTION_DAY, AFTER)).toEqual([]);
  });

  it('a week later: the vote is too late, what was done stays in time', () => {
    expect(movesTo('2024-02-14')).toEqual({
      hold: { days: 0, isNewlyLate: true, status: 'met late' },
      ballots: { days: 7, isNewlyLate: false, status: 'met met' },
      campaign: { days: 7, isNewlyLate: false, status: 'unknown unknown' },
      weekday: { days: 7, isNewlyLate: false, status: 'met met' },
      open: { days: 7, isNewlyLate: false, status: 'met met' },
    });
  });

  it('six days earlier: the ballots come too late, and the day is no Wednesday', () => {
    expect(movesTo('2024-02-01')).toEqual({
      hold: { days: 0, isNewlyLate: false, status: 'met met' },
      ballots: { days: -6, isNewlyLate: true, status: 'met late' },
      campaign: { days: -6, isNewlyLate: false, status: 'unknown unknown' },
      weekday: { days: -6, isNewlyLate: false, status: 'met missed' },
      open: { days: -6, isNewlyLate: false, status: 'met met' },
    });
  });

  it('into March: the rule about candidates no longer holds for any of them', () => {
    const moves = movesTo('2024-03-06');
    expect(moves.decide).toEqual({ days: null, isNewlyLate: false, status: 'unknown not-applicable' });
  });

  it('moves dates counted in days from election day by as many days as election day, and there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (days) => {
        const day = addDays(ELECTION_DAY, days);
        const found = findMoves(records, day, AFTER).find(({ after }) => after.id === 'ballots');
        expect(found?.days ?? 0).toBe(days);
        expect(moveElectionDay(moveElectionDay(records, day), ELECTION_DAY)).toEqual(records);
      }),
    );
  });
});

it('finds what is to follow the vote and would lie before it', () => {
  const result = ruleOf({ key: 'result', offset: '10', relation: 'no_later_after', done: '2024-02-11' });
  const [move] = findMoves(recordsOf({ 'calendar-rule': [result] }), '2024-02-14' as CalendarDate, AFTER);
  expect(move?.before.status).toBe('met');
  expect(move?.after).toMatchObject({ status: 'late', deviation: 'early' });
  expect(move?.after.explanation.map(({ code }) => code)).toContain('done.before-anchor');
});
