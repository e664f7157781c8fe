import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage, untilCalm } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { addPhoneTo } from '../support/sync-server.ts';

const server = await testServer();
const { dataFolder } = server;
const database = await openDatabase({
  ...{ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join' },
  say: () => {},
});
afterAll(() => database.close());
const { sql } = database;
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const MISSION = `${server.url}/desk/m/coast`;
const API = `${server.url}/api/missions/coast`;
/** Long past, so that what did not come is missing. */
const DAY = '2024-02-07';
const main = page.getByRole('main');
const panel = page.getByRole('complementary');
const dialog = page.getByRole('dialog');
const ids = { T1: randomUUID(), T2: randomUUID(), T3: randomUUID(), person: randomUUID(), mission: randomUUID() };

async function picture(on: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/calls-${name}.png`, fullPage: true });
}

async function ask(method: 'post' | 'put', path: string, data: unknown): Promise<void> {
  const reply = await page.request[method](`${API}/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.ok(), reply.ok() ? '' : await reply.text()]).toEqual([path, true, '']);
}

/** A mission of three teams that are all expected, of whom nothing came; of the first one's observer a number is known. */
async function prepare(): Promise<void> {
  const made = { id: ids.mission, slug: 'coast', name: { en: 'Coast' }, election: null };
  await page.request.post(`${server.url}/api/missions`, { headers: { origin: server.url }, data: made });
  for (const code of ['T1', 'T2', 'T3'] as const)
    await ask('post', 'teams', { id: ids[code], code, name: null, kind: 'pair' });
  const work = { kind: 'observer', term: null, role: null, organisation: null, languages: [], areas: [], note: null };
  await ask('post', 'people', { id: ids.person, code: 'OBS-7', ...work, trainedOn: null, pledgedOn: null });
  const members = [{ person: ids.person, part: 'observer', fromDay: null, toDay: null }];
  await ask('put', `teams/${ids.T1}/members`, { members, base: 1, reason: null });
  const phase = { key: 'opening', name: { en: 'Opening' }, dueAt: null, dueDays: 0, forms: [] };
  await ask('put', 'plan', { zone: 'Asia/Baku', dayBeginsAt: 4, phases: [phase], base: 0, reason: null });
  const expected = (team: string, station: string, position: number) => {
    return { id: randomUUID(), team, day: DAY, phase: 'opening', station, position, source: 'route' };
  };
  const many = ['0101', '0102', '0103', '0104'].map((station, at) => expected(ids.T1, station, at + 1));
  await ask('post', 'plan/visits', { visits: [...many, expected(ids.T2, '0201', 1), expected(ids.T3, '0301', 1)] });
  await sql`
    insert into person_identity (mission_id, person_id, name, search, revision)
    values (${ids.mission}, ${ids.person}, 'Invented Name', 'invented name', 1)`;
  await sql`
    insert into person_phone (mission_id, id, person_id, written, e164, digits, label, place)
    values (${ids.mission}, ${randomUUID()}, ${ids.person}, '+994 50 123 45 67', '+994501234567', '994501234567', null, 0)`;
}

const giveRight = () => sql`
  insert into account_right (id, account_id, name, reason, given_at, given_by, given_by_name)
  select gen_random_uuid(), id, 'identities', 'for the test', now(), id, name from account`;

test('from the visits that are missing one step leads to their teams, and two strokes enter a call', async () => {
  await prepare();
  await page.goto(`${MISSION}/plan?part=visits&day=${DAY}&status=missing`);
  await eventually(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    return await main.getByRole('status').filter({ hasText: '6 visits' }).count();
  }).toBe(1);
  await main.getByRole('link', { name: 'Call their teams' }).click();
  await main.getByRole('status').filter({ hasText: '3 to call' }).waitFor();
  await picture(page, 'sheet');
  await main.getByRole('link', { name: 'T1' }).click();
  await panel.getByText('Names and numbers are shown to those').waitFor();
  await page.keyboard.press('2');
  await page.keyboard.type('Network is down');
  await picture(page, 'panel');
  await page.keyboard.press('Enter');
  // On to the next one, with nothing but the keyboard.
  await panel.getByRole('heading', { name: 'T2' }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'T3' }).waitFor();
  await page.keyboard.press('Escape');
  await main.getByRole('row', { name: /T1/ }).getByText('Network is down').waitFor();
  // Who was not called yet stands first.
  await eventually(() => main.getByRole('rowheader').allTextContents()).toEqual(['T3', 'T1', 'T2']);
  expect(complaints).toEqual([]);
});

test('telephones are shown by a key to who has the right, and the look is noted', async () => {
  await giveRight();
  await page.goto(`${MISSION}/calls?day=${DAY}&open=${ids.T1}`);
  await panel.getByRole('button', { name: 'Show telephones' }).waitFor();
  await page.keyboard.press('t');
  await panel.getByRole('link', { name: '+994501234567' }).waitFor();
  await panel.getByText('Invented Name').waitFor();
  await picture(page, 'phones');
  const looks = () => sql`select from security_event where kind = 'reading.identity'`;
  await eventually(async () => (await looks()).length).toBe(1);
  expect(complaints).toEqual([]);
});

test('the log is narrowed, and a wrong call is struck out with a reason', async () => {
  await page.goto(`${MISSION}/calls?part=log`);
  await main.getByRole('row').filter({ hasText: 'T2' }).waitFor();
  await main.getByLabel('What came of it').selectOption('no answer');
  await eventually(() => main.getByRole('row').filter({ hasText: 'T2' }).count()).toBe(0);
  await main.getByRole('button', { name: 'Strike out' }).click();
  await dialog.getByRole('button', { name: 'Strike out' }).click();
  await dialog.getByText('Say why: it stands in the history').waitFor();
  await dialog.getByLabel('Why').fill('It was another team');
  await dialog.getByRole('button', { name: 'Strike out' }).click();
  await main.getByText('It was another team').waitFor();
  await picture(page, 'log');
  await main.getByLabel('Without those struck out').check();
  await main.getByText('No call', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('teams whose reports are missing are written to; one reads and answers, the others are called', async () => {
  const port = Number(new URL(server.url).port);
  const phone = await addPhoneTo(sql, { missionId: ids.mission, slug: 'coast', port, name: 'Phone 1' });
  await ask('put', `devices/${phone.id}/holder`, {
    id: randomUUID(),
    holder: { team: ids.T1 },
    base: null,
    reason: null,
  });
  // A list of one team leads to that team alone.
  await page.goto(`${MISSION}/plan?part=visits&day=${DAY}&status=missing&team=${ids.T2}`);
  await main.getByRole('link', { name: 'Write to their teams' }).click();
  await panel.getByLabel('Text in English').fill('Please send your opening report');
  await panel.getByRole('button', { name: 'See whom it goes to' }).click();
  await panel.getByText('It goes to 1 recipient', { exact: true }).waitFor();
  await page.goto(`${MISSION}/plan?part=visits&day=${DAY}&status=missing`);
  await main.getByRole('link', { name: 'Write to their teams' }).click();
  await panel.getByLabel('Text in English').fill('Please send your opening report');
  await panel.getByLabel('Text in Russian').fill('Пришлите отчёт об открытии');
  await panel.getByRole('button', { name: 'See whom it goes to' }).click();
  await panel.getByText('It goes to 3 recipients').waitFor();
  await panel.getByText('2 of them have no telephone of our app').waitFor();
  await picture(page, 'write');
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await panel.getByText('0 of 3 delivered').waitFor();
  const { told } = await phone.exchange();
  const [message] = told.messages;
  expect(message?.texts).toEqual({ en: 'Please send your opening report', ru: 'Пришлите отчёт об открытии' });
  const answer = { id: randomUUID(), message: message?.id ?? '', text: 'No signal before noon', deviceTime: null };
  await phone.exchange({ receipts: [{ message: message?.id ?? '', kind: 'read' }], answers: [answer] });
  await page.goto(`${MISSION}/messages?part=answers`);
  await main.getByRole('link', { name: 'No signal before noon' }).click();
  await panel.getByLabel('Answer').fill('Then call us');
  await panel.getByRole('button', { name: 'Send the answer' }).click();
  await panel.getByText('Then call us').first().waitFor();
  await picture(page, 'thread');
  expect((await phone.exchange()).told.messages.map(({ texts }) => texts)).toEqual([{ en: 'Then call us' }]);
  await panel.getByRole('link', { name: 'Back to the message' }).click();
  await panel.getByText('1 of 3 delivered').waitFor();
  await picture(page, 'message');
  await panel.getByRole('link', { name: 'Call the 2 who were not reached' }).click();
  await main.getByRole('status').filter({ hasText: '2 to call' }).waitFor();
  await main.getByRole('link', { name: 'T3' }).click();
  await page.keyboard.press('5');
  await page.keyboard.press('Enter');
  await page.getByText('Call entered').first().waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['ru', 'light', 1280],
  ['az', 'dark', 360],
] as const)(
  'calls and messages in %s, %s, %i wide: nothing spills over, no barrier',
  async (lang, colorScheme, width) => {
    const storageState = await page.context().storageState();
    const other = await openPage(browser, { storageState, colorScheme, width });
    for (const address of ['calls?part=log', `calls?day=${DAY}&open=${ids.T1}`, 'messages?new=message&to=visits']) {
      await other.page.goto(`${MISSION}/${address}&lang=${lang}`);
      await untilCalm(other.page);
      await picture(other.page, `${address.replaceAll(/\W+/g, '-').slice(0, 30)}-${lang}-${width}`);
      expect([address, await measureOverflow(other.page)]).toEqual([address, 0]);
      expect([address, await findBarriers(other.page)]).toEqual([address, []]);
    }
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  },
);
