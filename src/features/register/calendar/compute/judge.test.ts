import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, electionOf, recordsOf, ruleOf } from '../../../../../test/support/calendar-records.ts';
import { addDays, type CalendarDate, fromEpochDay } from '../../../../kernel/calendar-date.ts';
import type { Cells } from '../../../../kernel/record.ts';
import { must } from '../../../../kernel/result.ts';
import { computeCalendar } from '../calendar.ts';
import type { CalendarEntry } from '../entry.ts';
import { RELATIONS, UNITS } from '../rule.ts';

const LATER = Date.UTC(2060, 0, 1);

/** 2015 to 2030, where some zones change their clocks and others do not. */
const days = fc.integer({ min: 16_436, max: 21_914 }).map(fromEpochDay);
const zones = fc.constantFrom('Asia/Baku', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York');
const counting = fc.record({
  offset: fc.integer({ min: 0, max: 12 }).map(String),
  unit: fc.constantFrom('day', 'working_day', 'calendar_month', 'hour'),
  relation: fc.constantFrom(...RELATIONS),
  roll: fc.constantFrom('', 'next-working-day', 'previous-working-day'),
});

/** The one entry of a rule that counts from `anchorDate`, both dates in the notation of a When. */
function judgeEntry(rule: Cells, dates: { anchorDate: string; done: string }, zone: string): CalendarEntry {
  const records = recordsOf({
    election: [electionOf({ timezone: zone })],
    anchor: [anchorOf({ date: dates.anchorDate })],
    'calendar-rule': [ruleOf({ ...rule, anchor: 'tested', done: dates.done })],
  });
  return must(computeCalendar(records, LATER)[0], 'one entry');
}

function daysFrom(first: CalendarDate, count: number): CalendarDate[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

function spell(first: CalendarDate, count: number): string {
  return count === 1 ? first : `${first}/${addDays(first, count - 1)}`;
}

describe('dates that are known within bounds', () => {
  const lengths = fc.integer({ min: 1, max: 4 });
  const distances = fc.integer({ min: -20, max: 20 });

  it('are judged as every day within them would be, and left open exactly where those differ', () => {
    fc.assert(
      fc.property(counting, zones, days, lengths, lengths, distances, (rule, zone, day, anchors, dones, distance) => {
        const exactly = judgeEntry(rule, { anchorDate: day, done: '' }, zone).due ?? day;
        const firstDone = addDays(exactly, distance);
        const bounded = judgeEntry(rule, { anchorDate: spell(day, anchors), done: spell(firstDone, dones) }, zone);
        const verdicts = new Set(
          daysFrom(day, anchors).flatMap((anchorDate) =>
            daysFrom(firstDone, dones).map((done) => {
              const entry = judgeEntry(rule, { anchorDate, done }, zone);
              return `${entry.status} ${entry.deviation}`;
            }),
          ),
        );
        const [verdict] = verdicts;
        expect(`${bounded.status} ${bounded.deviation}`).toBe(verdicts.size === 1 ? verdict : 'unknown null');
      }),
      { numRuns: 400 },
    );
  });

  it('bound the date due as tightly as the days within them do', () => {
    fc.assert(
      fc.property(counting, zones, days, lengths, (rule, zone, day, anchors) => {
        fc.pre(rule.unit !== 'hour');
        const bounded = judgeEntry(rule, { anchorDate: spell(day, anchors), done: '' }, zone);
        const dues = daysFrom(day, anchors).map((anchorDate) => judgeEntry(rule, { anchorDate, done: '' }, zone).due);
        dues.sort();
        expect(bounded.dueBounds).toEqual({ earliest: dues[0], latest: dues.at(-1) });
      }),
    );
  });
});

describe('the status', () => {
  const cells = fc.record({
    offset: fc.integer({ min: 0, max: 60 }).map(String),
    unit: fc.constantFrom(...UNITS),
    weekday: fc.constantFrom('3'),
    relation: fc.constantFrom(...RELATIONS),
    done: fc.constantFrom('', '2024-02-01', 'by 2024-02-10', '2024'),
    outcome: fc.constantFrom('', 'done', 'not-done', 'not-applicable'),
    valid_to: fc.constantFrom('', '2024-01-31'),
  });
  const instants = fc.date({ min: new Date('2023-06-01'), max: new Date('2025-06-01'), noInvalidDate: true });

  it('is missed only where that is recorded, and late or met only where a date of the act is', () => {
    fc.assert(
      fc.property(cells, instants, (rule, now) => {
        const [entry] = computeCalendar(recordsOf({ 'calendar-rule': [ruleOf(rule)] }), now.getTime());
        const { status, deviation } = must(entry, 'one entry');
        const isWeekdayCheck = rule.unit === 'weekday' && rule.offset === '0';
        if (status === 'missed') expect(rule.outcome).toBe('not-done');
        if ((status === 'met' || status === 'late') && !isWeekdayCheck) expect(rule.done).not.toBe('');
        expect(status === 'late').toBe(deviation !== null);
        expect(status === 'not-applicable').toBe(rule.outcome === 'not-applicable' || rule.valid_to !== '');
      }),
    );
  });

  it('never goes back from unknown to pending as time passes', () => {
    fc.assert(
      fc.property(cells, instants, instants, (rule, a, b) => {
        const [early, late] = [a, b].map(Number).sort((x, y) => x - y);
        const records = recordsOf({ 'calendar-rule': [ruleOf(rule)] });
        const statusAt = (now: number | undefined) => computeCalendar(records, now ?? 0)[0]?.status;
        if (statusAt(early) !== 'pending') expect(statusAt(late)).not.toBe('pending');
      }),
    );
  });
});
