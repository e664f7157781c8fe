import { describe, expect, it } from 'vitest';
import { loadExample } from '../../../../../test/support/example.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { calendarToJson } from './to-json.ts';

const AFTER = Date.UTC(2025, 0, 1);
const words = createMessages('en', en);

describe('calendarToJson', () => {
  it('says of each rule of the example when it was due, done, and why', async () => {
    const json = calendarToJson(await loadExample(), AFTER, words);
    expect(json).toMatchObject({
      election: 'azerbaijan-2024',
      electionDay: '2024-02-07',
      timezone: 'Asia/Baku',
      asOf: '2025-01-01T00:00:00Z',
    });
    expect(json.entries.map(({ key }) => key)).toHaveLength(42);
    const hold = json.entries.find(({ key }) => key === 'call.hold');
    expect(hold).toMatchObject({
      title: 'Vote held',
      phase: 'calling',
      actors: ['cec'],
      side: 'until',
      due: '2024-02-07',
      dueBounds: { earliest: '2024-02-07', latest: '2024-02-07' },
      times: [],
      instant: null,
      status: 'met',
      deviation: null,
      provisions: ['L179'],
    });
    expect(hold?.explanation.slice(0, 3)).toEqual([
      'The election was called by an act of Thursday 7 December 2023.',
      '7 December 2023 + 2 calendar months = Wednesday 7 February 2024.',
      'Months are counted by the calendar: that is 62 days and not 60.',
    ]);
    const close = json.entries.find(({ key }) => key === 'campaign.close');
    expect(close).toMatchObject({ due: '2024-02-06', times: ['08:00'], instant: '2024-02-06T04:00:00Z' });
  });

  it('consists of plain values that survive being written and read', async () => {
    const json = calendarToJson(await loadExample(), AFTER, words);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});
