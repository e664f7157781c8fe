import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import {
  anchorOf,
  candidateStepOf,
  electionOf,
  recordsOf,
  ruleOf,
} from '../../../../../test/support/calendar-records.ts';
import { loadExample } from '../../../../../test/support/example.ts';
import { must } from '../../../../kernel/result.ts';
import { az } from '../../../../platform/i18n/catalogue-az.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { computeCalendar } from '../calendar.ts';
import type { CalendarRecords } from '../entry.ts';
import { type IcsOptions, writeIcs } from './write-ics.ts';

const options: IcsOptions = {
  changedAt: Date.UTC(2024, 1, 5, 10, 30),
  words: createMessages('en', en),
  page: 'https://observers.example/e/tested/calendar',
};

/** What an independent reader makes of it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)) };
}

function eventOf(records: CalendarRecords, id = 'tested') {
  const { events } = read(writeIcs(records, options));
  return must(
    events.find(({ uid }) => uid === `${id}@tested.scrutineer`),
    `no event ${id}`,
  );
}

describe('writeIcs', () => {
  it('makes a date an event of that whole day', () => {
    const event = eventOf(recordsOf({ 'calendar-rule': [ruleOf({ offset: '23', relation: 'no_earlier_before' })] }));
    expect(event.startDate.isDate).toBe(true);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2024-01-15', '2024-01-16']);
    expect(event.description).toBe(
      'Election day is Wednesday 7 February 2024. 23 days before it is Monday 15 January 2024. Not earlier than that day.',
    );
    expect(event.component.getFirstPropertyValue('categories')).toBe('Voting');
    expect(event.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(event.component.getFirstPropertyValue('url')).toBe(
      'https://observers.example/e/tested/calendar?record=calendar-rule%2Ftested',
    );
  });

  it('makes an hour an event in UTC', () => {
    const rule = ruleOf({ offset: '30', relation: 'no_later_before', times: '18:00' });
    const event = eventOf(recordsOf({ 'calendar-rule': [rule] }));
    expect(event.startDate.toString()).toBe('2024-01-08T14:00:00Z');
    expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
  });

  it('makes several times several events', () => {
    const { events } = read(writeIcs(recordsOf({ 'calendar-rule': [ruleOf({ times: '10:00|12:00' })] }), options));
    expect(events.map(({ uid, startDate }) => [uid, startDate.toString()])).toEqual([
      ['tested@tested.scrutineer', '2024-02-07T06:00:00Z'],
      ['2.tested@tested.scrutineer', '2024-02-07T08:00:00Z'],
    ]);
  });

  it('leaves out what has no exact date and what does not apply, and names candidates', () => {
    const records = recordsOf({
      anchor: [
        anchorOf({ key: 'papers', per: 'candidate', step: 'papers-filed' }),
        anchorOf({ date: 'by 2024-01-09' }),
      ],
      'candidate-step': [candidateStepOf({ key: 'a1', candidate: 'a', step: 'papers-filed', date: '2024-01-02' })],
      'calendar-rule': [
        ruleOf({ key: 'undated', anchor: 'tested' }),
        ruleOf({ key: 'none', outcome: 'not-applicable' }),
        ruleOf({ key: 'decide', anchor: 'papers', offset: '7', relation: 'no_later_after' }),
      ],
    });
    const { events } = read(writeIcs(records, options));
    expect(events.map(({ uid, summary }) => [uid, summary])).toEqual([
      ['decide#a1@tested.scrutineer', 'Something is done (a)'],
    ]);
  });

  it('escapes what has a meaning in the format', () => {
    const title = 'One; two, three\\four\nBEGIN:VEVENT';
    const records = recordsOf({
      election: [electionOf({ title_en: title })],
      'calendar-rule': [ruleOf({ title_en: title })],
    });
    expect(eventOf(records).summary).toBe(title);
    const { calendar, events } = read(writeIcs(records, options));
    // The reader does not know the type of properties that begin with X-, and gives them as they are written.
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('One\\; two\\, three\\\\four\\nBEGIN:VEVENT');
    expect(events).toHaveLength(1);
  });

  it('is the same text whenever it is written, with the stamp of the last change', () => {
    const records = recordsOf({ 'calendar-rule': [ruleOf({ done: '2024-02-07' })] });
    expect(writeIcs(records, options)).toBe(writeIcs(records, options));
    const stamp = eventOf(records).component.getFirstPropertyValue('dtstamp');
    expect(String(stamp)).toBe('2024-02-05T10:30:00Z');
  });

  it.each([
    ['en', en],
    ['ru', ru],
    ['az', az],
  ] as const)(
    'writes the example in %s: every exact date, in lines of at most 75 octets',
    async (language, catalogue) => {
      const example = await loadExample();
      const text = writeIcs(example, { ...options, words: createMessages(language, catalogue) });
      for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      const { events } = read(text);
      const dated = computeCalendar(example, Date.UTC(2025, 0, 1)).filter(({ due }) => due !== null);
      expect(events).toHaveLength(dated.length + 4);
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
      const opening = must(
        events.find(({ uid }) => uid.startsWith('campaign.open@')),
        'no campaign',
      );
      expect(opening.summary).toBe(
        { en: 'Campaign starts', ru: 'Начинается предвыборная агитация', az: 'Seçkiqabağı təşviqat başlanır' }[
          language
        ],
      );
    },
  );
});
