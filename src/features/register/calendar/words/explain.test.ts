import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorOf,
  candidateStepOf,
  electionOf,
  holidayOf,
  recordsOf,
  ruleOf,
} from '../../../../../test/support/calendar-records.ts';
import { loadExample } from '../../../../../test/support/example.ts';
import type { Cells } from '../../../../kernel/record.ts';
import { az } from '../../../../platform/i18n/catalogue-az.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { computeCalendar } from '../calendar.ts';
import type { CalendarRecords } from '../entry.ts';
import { RELATIONS, UNITS } from '../rule.ts';
import { explainEntry } from './explain.ts';

const AFTER = Date.UTC(2025, 0, 1);
const languages = { en: createMessages('en', en), ru: createMessages('ru', ru), az: createMessages('az', az) };

function explain(
  cells: Cells,
  records: Partial<CalendarRecords> = {},
  language: keyof typeof languages = 'en',
): string {
  const all = recordsOf({ ...records, 'calendar-rule': [ruleOf(cells)] });
  return computeCalendar(all, AFTER)
    .map((entry) => explainEntry(entry, all, languages[language]).join(' '))
    .join('\n');
}

describe('explainEntry', () => {
  it.each([
    [
      { offset: '23', relation: 'no_earlier_before', done: '2024-01-14' },
      'Election day is Wednesday 7 February 2024. 23 days before it is Monday 15 January 2024. Not earlier than that day. ' +
        'Done: Sunday 14 January 2024, 1 day too early. Too early.',
    ],
    [
      { offset: '1', relation: 'no_later_after', roll: 'next-working-day', done: '2024-02-12', done_time: '10:00' },
      'Election day is Wednesday 7 February 2024. 1 day after it is Thursday 8 February 2024. 8 February 2024 is no working ' +
        'day, so the next one counts: Friday 9 February 2024. Not later than that day. Done: Monday 12 February 2024, 10:00, ' +
        '3 days too late. Late.',
    ],
    [
      { offset: '5', unit: 'working_day', relation: 'no_later_after', outcome: 'not-done' },
      'Election day is Wednesday 7 February 2024. 5 working days after it is Thursday 15 February 2024. 3 days in between are ' +
        'no working days and do not count. Not later than that day. It is recorded that this was not done.',
    ],
    [
      { unit: 'weekday', weekday: '4' },
      'Election day is Wednesday 7 February 2024. The rule asks that this day be a Thursday. On that day. ' +
        'But Wednesday 7 February 2024 is not a Thursday.',
    ],
    [{ valid_from: '2024-03-01' }, 'The rule holds from 1 March 2024. Election day lies before it.'],
  ])('%j', (cells, words) => {
    expect(explain(cells, { holiday: [holidayOf('2024-02-08')] })).toBe(words);
  });

  it('says that hours are not counted by the clock where the clocks change', () => {
    const election = [electionOf({ timezone: 'Australia/Lord_Howe', election_day: '2024-10-06' })];
    expect(
      explain({ anchor: 'voting_open', offset: '24', unit: 'hour', relation: 'no_later_before' }, { election }),
    ).toBe(
      'Voting opens at 08:00 on Sunday 6 October 2024. 24 hours before that is 07:30 on Saturday 5 October 2024. ' +
        'The clocks change by 30 minutes in between. Hours are counted as they pass, so the time of day differs. ' +
        'Not later than that hour. The time has run out. Nothing is recorded about whether it was done.',
    );
  });

  it('has words for every step of every rule in every language', () => {
    const anchors = [
      anchorOf({ key: 'exact', date: '2024-01-31' }),
      anchorOf({ key: 'timed', date: '2024-01-31', time: '10:00' }),
      anchorOf({ key: 'bounded', date: '2024-01-02/2024-01-05' }),
      anchorOf({ key: 'by', date: 'by 2024-01-05' }),
      anchorOf({ key: 'undated' }),
      anchorOf({ key: 'papers', per: 'candidate', step: 'papers-filed' }),
      ...['application', 'complaint', 'referral', 'candidate'].map((per) => anchorOf({ key: per, per })),
    ];
    const steps = [
      candidateStepOf({ key: 'a1', candidate: 'a', step: 'papers-filed', date: '2024-01-02' }),
      candidateStepOf({ key: 'b1', candidate: 'b', step: 'papers-filed' }),
    ];
    const names = ['call', 'election_day', 'voting_open', 'voting_close', 'unknown', ...anchors.map(({ key }) => key)];
    const cells = fc.record({
      anchor: fc.constantFrom(...names),
      offset: fc.integer({ min: 0, max: 70 }).map(String),
      unit: fc.constantFrom(...UNITS),
      weekday: fc.constantFrom('1', '7'),
      relation: fc.constantFrom(...RELATIONS),
      times: fc.constantFrom('', '18:00', '02:30', '10:00|12:00'),
      roll: fc.constantFrom('', 'next-working-day', 'previous-working-day'),
      valid_from: fc.constantFrom('', '', '', '2024-05-01'),
      done: fc.constantFrom('', '2024-01-30', 'by 2024-02-09', '2024-02', '2024-04-01'),
      outcome: fc.constantFrom('', '', 'done', 'not-done', 'not-applicable'),
    });
    const days = fc.constantFrom('2024-02-07', '2024-03-31', '2024-10-27');
    const instants = fc.constantFrom(Date.UTC(2023, 0, 1), Date.UTC(2024, 0, 31), AFTER);
    fc.assert(
      fc.property(cells, days, instants, fc.constantFrom('en', 'ru', 'az'), (rule, day, now, language) => {
        const records = recordsOf({
          election: [electionOf({ election_day: day, timezone: 'Europe/Berlin' })],
          anchor: anchors,
          'candidate-step': steps,
          'calendar-rule': [ruleOf(rule)],
        });
        for (const entry of computeCalendar(records, now)) {
          const sentences = explainEntry(entry, records, languages[language]);
          expect(sentences.length).toBeGreaterThan(0);
          for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|null|\.\./);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of the example is the same length in every language', async () => {
    const example = await loadExample();
    for (const entry of computeCalendar(example, AFTER)) {
      const lengths = Object.values(languages).map((words) => explainEntry(entry, example, words).length);
      expect(new Set(lengths)).toEqual(new Set([entry.explanation.length]));
    }
  });
});
