import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { TEST_NOW, testApp } from '../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { recordEndpoints } from '../../records/routes.ts';
import { calendarEndpoints } from './serve-ics.ts';

const { sql } = await testDatabase();
const words = { en: createMessages('en', en), ru: createMessages('ru', ru), az: createMessages('en', en) };
const endpoints = [...recordEndpoints, ...calendarEndpoints((language) => words[language])];
const { call, app } = testApp(endpoints, { sql });

const CELLS = {
  key: 'nowhere',
  title_en: 'Election of the Lighthouse Keeper',
  country: 'XA',
  kind: 'ordinary',
  office_en: 'Keeper',
  election_day: '2031-03-09',
  timezone: 'Europe/Berlin',
  opens: '08:00',
  closes: '20:00',
};
const RULE = {
  key: 'campaign.close',
  phase: 'campaign',
  title_en: 'Campaign ends',
  title_ru: 'Конец агитации',
  anchor: 'voting_open',
  offset: '24',
  unit: 'hour',
  relation: 'no_later_before',
  basis: 'sourced',
};
const ICS = '/api/elections/nowhere/calendar.ics';

describe('calendar.ics', () => {
  it('is read without an account where the election is public, and follows its records', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    expect((await call('editor', 'POST /api/elections', { id, cells: CELLS })).status).toBe(201);
    const path = '/api/elections/nowhere/records/calendar-rule/campaign.close' as const;
    expect((await call('editor', `PUT ${path}`, { cells: RULE, base: 0 })).status).toBe(200);
    await sql`update election set visibility = 'private' where id = ${id}`;
    expect((await call(null, `GET ${ICS}`)).status).toBe(404);
    expect((await call('reader', `GET ${ICS}`)).status).toBe(200);
    await sql`update election set visibility = 'public' where id = ${id}`;
    const reply = await call(null, `GET ${ICS}?lang=ru`);
    expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const event = new ICAL.Component(ICAL.parse(await reply.text())).getFirstSubcomponent('vevent');
    expect(event?.getFirstPropertyValue('summary')).toBe('Конец агитации');
    expect(String(event?.getFirstPropertyValue('dtstart'))).toBe('2031-03-08T07:00:00Z');
    expect(String(event?.getFirstPropertyValue('dtstamp'))).toBe(formatStamp(TEST_NOW));
    const etag = reply.headers.get('etag') ?? '';
    const again = await app.request(`${ICS}?lang=ru`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('knows three languages, and no election that is not there', async () => {
    expect((await call(null, `GET ${ICS}?lang=fr`)).status).toBe(422);
    expect((await call(null, 'GET /api/elections/elsewhere/calendar.ics')).status).toBe(404);
  });
});

function formatStamp(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
