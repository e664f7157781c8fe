import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarEntry } from '../../register/calendar/entry.ts';
import { nextDeadlines } from './next-deadlines.ts';
import { type FlowCount, flowOf, stepFor } from './situation.ts';

const START = Date.parse('2031-05-18T00:00:00Z');
const QUARTER_MS = 900_000;
const count = (form: string, quarter: number, reports: number): FlowCount => {
  return { formId: form, title: `Form ${form}`, at: new Date(START + quarter * QUARTER_MS), reports };
};

test('flowOf loses no report, leaves no gap and makes no more than 49 steps of a day', () => {
  const counts = fc.array(
    fc.record({ form: fc.constantFrom('a', 'b'), quarter: fc.nat(95), reports: fc.integer({ min: 1, max: 90 }) }),
  );
  fc.assert(
    fc.property(counts, (some) => {
      const flow = flowOf(
        some.map(({ form, quarter, reports }) => count(form, quarter, reports)),
        { zone: 'UTC', now: new Date(START) },
      );
      const sum = some.reduce((all, { reports }) => all + reports, 0);
      const drawn = flow.forms.flatMap((form) => form.counts).reduce((all, one) => all + one, 0);
      expect([flow.total, drawn]).toEqual([sum, sum]);
      expect(flow.steps.length).toBeLessThanOrEqual(49);
      for (const form of flow.forms) expect(form.counts.length).toBe(flow.steps.length);
      const gaps = flow.steps.slice(1).map((step, at) => Date.parse(step) - Date.parse(flow.steps[at] as string));
      expect(new Set(gaps).size).toBeLessThanOrEqual(1);
    }),
  );
});

test('flowOf counts the last hour by the clock', () => {
  const flow = flowOf([count('a', 0, 5), count('a', 4, 2), count('b', 7, 1)], {
    zone: 'UTC',
    now: new Date(START + 8 * QUARTER_MS),
  });
  expect([flow.total, flow.lastHour, flow.stepMinutes]).toEqual([8, 1, 15]);
  expect(flow.forms.map(({ counts }) => counts)).toEqual([
    [5, 0, 0, 0, 2, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 1],
  ]);
});

test('stepFor grows with the span', () => {
  expect([1, 12, 13, 24, 400].map((hours) => stepFor(0, hours * 3_600_000))).toEqual([15, 15, 30, 30, 720]);
});

test('nextDeadlines: what is not done yet, the nearest first, by the day of the election', () => {
  const entry = (id: string, more: Partial<CalendarEntry>) =>
    ({
      id,
      rule: { key: id, title: { en: id } },
      ...{ status: 'pending', side: 'until', due: '2031-05-19', times: [], instant: null },
      ...more,
      dueBounds: { earliest: null, latest: more.due === undefined ? '2031-05-19' : more.due },
    }) as unknown as CalendarEntry;
  const entries = [
    entry('tomorrow', {}),
    entry('today-at-eight', { due: '2031-05-18' as never, times: ['20:00'] }),
    entry('today', { due: '2031-05-18' as never }),
    entry('over', { due: '2031-05-17' as never }),
    entry('passed', { due: '2031-05-18' as never, instant: START }),
    entry('met', { status: 'met' }),
    entry('may-begin', { side: 'from' }),
    entry('no-day', { due: null }),
  ];
  const at = START + 21 * 3_600_000;
  expect(nextDeadlines(entries, at, 'UTC').map(({ id }) => id)).toEqual(['today-at-eight', 'today', 'tomorrow']);
  // Farther east the day is over.
  expect(nextDeadlines(entries, at, 'Asia/Baku').map(({ id }) => id)).toEqual(['tomorrow']);
});
