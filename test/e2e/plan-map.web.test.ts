import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import type { DayRoutes, PlannedPage } from '../../src/features/mission/plan/plan-replies.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage, untilCalm } from '../support/open-page.ts';
import { phase, planOf } from '../support/plan-desk.ts';
import { testServer } from '../support/server.ts';
import { storeElection } from '../support/stored-election.ts';

const server = await testServer();
const database = await openDatabase({
  ...{ dataFolder: server.dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join' },
  say: () => {},
});
afterAll(() => database.close());
const browser = await testBrowser();
const { page, complaints } = await firstAdministrator(server, browser);
const { request } = page;
const PLAN = `${server.url}/desk/m/coast/plan`;
const API = `${server.url}/api/missions/coast`;
/** Long past, so that what did not come is missing. */
const DAY = '2024-02-07';
const teams = { T1: randomUUID(), T2: randomUUID() };
const MAP = `${PLAN}?part=map&day=${DAY}&phase=voting&team=${teams.T1}`;
const main = page.getByRole('main');
const map = main.getByRole('group', { name: 'Routes on the map' });
const route = main.getByRole('region', { name: 'Route of T1' });
const list = main.getByRole('region', { name: 'Polling stations' });
const stops = () => route.getByRole('listitem').locator('bdi').allTextContents();

async function picture(on: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/plan-map-${name}.png`, fullPage: true });
}

async function send(method: 'POST' | 'PUT', path: string, data: unknown): Promise<void> {
  const options = { headers: { origin: server.url }, data };
  const reply = await (method === 'POST' ? request.post(path, options) : request.put(path, options));
  expect([path, reply.ok() ? '' : await reply.text()]).toEqual([path, '']);
}

const PLACES = [
  { code: 'XA', level: 'country', name_en: 'Invented Country' },
  { code: 'C1', parent: 'XA', level: 'constituency', name_en: 'Harbour', name_ru: 'Гавань', name_az: 'Liman' },
  { code: 'C2', parent: 'XA', level: 'constituency', name_en: 'Hills', name_ru: 'Холмы', name_az: 'Təpələr' },
  { code: '0101', parent: 'C1', level: 'precinct', name_en: 'Pier', latitude: '40.1', longitude: '50.2' },
  { code: '0102', parent: 'C1', level: 'precinct', name_en: 'Library', latitude: '40.6', longitude: '49.2' },
  { code: '0103', parent: 'C1', level: 'precinct', name_en: 'School of the shore' },
  { code: '0104', parent: 'C1', level: 'precinct', name_en: 'Market', latitude: '40.3', longitude: '48.3' },
  { code: '0201', parent: 'C2', level: 'precinct', name_en: 'Upper school', latitude: '41.5', longitude: '48.9' },
  { code: '0202', parent: 'C2', level: 'precinct', name_en: 'Old mill', latitude: '41.2', longitude: '47.4' },
];

async function drawFor(team: 'T1' | 'T2', stations: readonly string[]): Promise<void> {
  const reply = await request.get(`${API}/plan/map/routes?day=${DAY}&phase=voting&team=${teams[team]}`);
  const { own } = (await reply.json()) as DayRoutes;
  const seen = own.map(({ id, revision }) => ({ id, revision }));
  const drawn = stations.map((station) => ({ id: randomUUID(), station, isFree: false }));
  const body = {
    team: teams[team],
    day: DAY,
    phase: 'voting',
    stops: drawn,
    source: 'route',
    seen,
    reason: 'For the test',
  };
  await send('PUT', `${API}/plan/route`, body);
}

test('a route is drawn by mouse and by keyboard, and expected once it is saved', async () => {
  await storeElection(database.sql, { slug: 'lighthouse', visibility: 'private', records: { place: PLACES } });
  const named = { slug: 'coast', name: { en: 'Coast' }, election: 'lighthouse' };
  await send('POST', `${server.url}/api/missions`, { id: randomUUID(), ...named });
  for (const [code, id] of Object.entries(teams))
    await send('POST', `${API}/teams`, { id, code, name: null, kind: 'pair' });
  await send('PUT', `${API}/plan`, planOf([phase('opening', []), phase('voting', [])]));
  await drawFor('T2', ['0104', '0202']);
  await page.goto(`${PLAN}?part=map&day=${DAY}&phase=voting`);
  await main.getByText('6 polling stations, 5 with coordinates').waitFor();
  await main.getByText('Choose a team to draw its route').waitFor();
  await main.getByLabel('Team', { exact: true }).selectOption('T1');
  await route.getByText('No stop yet').waitFor();
  await picture(page, 'empty');
  await map.getByRole('button', { name: 'Add 0101 Pier as the next stop' }).click();
  await map.getByRole('button', { name: 'Add 0104 Market, expected here: T2 as the next stop' }).waitFor();
  await map.getByRole('button', { name: 'Add 0102 Library as the next stop' }).focus();
  await page.keyboard.press('Enter');
  await map.getByRole('button', { name: /^Stop 2: 0102 Library/ }).waitFor();
  expect(await map.evaluate((element) => element === document.activeElement)).toBe(true);
  await list.getByLabel('Only those without coordinates').check();
  await list.getByText('1 station found').waitFor();
  await list.getByRole('button', { name: 'Add: 0103' }).focus();
  await page.keyboard.press('Enter');
  await route.getByRole('button', { name: 'Earlier: 0103' }).focus();
  await page.keyboard.press('Enter');
  expect(await stops()).toEqual(['0101 Pier', '0103 School of the shore', '0102 Library']);
  await route
    .getByRole('status')
    .filter({ hasText: /^3 stops, 101(\.\d)? km in straight lines/ })
    .waitFor();
  await route.getByText('1 stop without coordinates is not counted in the distance').waitFor();
  await picture(page, 'drawn');
  await main.getByRole('link', { name: 'Visits', exact: true }).click();
  await page.getByRole('dialog', { name: 'What you typed is not sent' }).getByRole('button', { name: 'Stay' }).click();
  await main.getByRole('button', { name: 'Save the route' }).click();
  await page.getByText('The route is saved').waitFor();
  await page.goto(`${PLAN}?part=board&day=${DAY}`);
  await eventually(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    return await main.getByRole('link', { name: 'voting, missing, Visits: 5', exact: true }).count();
  }).toBe(1);
  expect(complaints).toEqual([]);
});

test('one finds a station and goes there; where another team goes by now is told, and a stop taken out is called off', async () => {
  await page.goto(MAP);
  await route.getByText('0102 Library').waitFor();
  await list.getByRole('searchbox').fill('upper');
  await list.getByText('1 station found').waitFor();
  await list.getByRole('searchbox').press('Enter');
  const upper = map.getByRole('button', { name: 'Add 0201 Upper school as the next stop' });
  // Alone in view: the others are far away by now.
  await eventually(() => map.getByRole('button', { name: /^Add / }).count()).toBe(1);
  await map.focus();
  await page.keyboard.press('Home');
  await eventually(() => map.getByRole('button', { name: /^Add / }).count()).toBe(3);
  await upper.click();
  await drawFor('T2', ['0104', '0202', '0201']);
  await main.getByRole('button', { name: 'Save the route' }).click();
  await main.getByText('Changed by').waitFor();
  await main.getByText('Team T2 is expected at 0201 by now').waitFor();
  await route.getByText('0201 Upper school, expected here: T2').waitFor();
  await picture(page, 'meanwhile');
  await main.getByRole('button', { name: 'Save the route' }).click();
  await page.getByText('The route is saved').waitFor();
  await map.getByRole('button', { name: /^Stop 1: 0101 Pier/ }).click();
  await main.getByText('Called off: 0101').waitFor();
  await main.getByRole('button', { name: 'Save the route' }).click();
  await main.getByText('Say why: it stands in the history').waitFor();
  await picture(page, 'called-off');
  await main.getByLabel('Why they are called off').fill('The pier is closed');
  await main.getByRole('button', { name: 'Save the route' }).click();
  await main.getByLabel('Why they are called off').waitFor({ state: 'detached' });
  const reply = await request.get(`${API}/plan/visits?team=${teams.T1}`);
  const { visits } = (await reply.json()) as PlannedPage;
  expect(visits.map(({ station, position, mark }) => [station, position, mark])).toEqual([
    ...[
      ['0101', 1, 'called-off'],
      ['0103', 2, null],
      ['0102', 3, null],
      ['0201', 4, null],
    ],
  ]);
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 409 (Conflict)']);
  complaints.length = 0;
});

test('proposed routes are seen on a map before they are taken', async () => {
  await page.goto(`${PLAN}?part=routes`);
  await main.getByLabel('Codes of polling stations').fill('0101 0102 0103 0104 0201 0202');
  await main.getByLabel('Day', { exact: true }).fill(DAY);
  await main.getByLabel('Kilometres an hour').fill('120');
  await main.getByRole('button', { name: 'Propose routes' }).click();
  const proposed = main.getByRole('group', { name: 'Proposed routes on the map' });
  await eventually(async () => (await proposed.locator('.route-label').allTextContents()).sort()).toEqual(['T1', 'T2']);
  // The station without coordinates is in the table alone.
  expect(await proposed.locator('.route-stop').count()).toBe(5);
  await picture(page, 'proposed');
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([
  ['ru', 'light', 1280],
  ['az', 'dark', 360],
] as const)('in %s, %s, %i wide: nothing spills over, no barrier', async (lang, colorScheme, width) => {
  const storageState = await page.context().storageState();
  const other = await openPage(browser, { storageState, colorScheme, width });
  await other.page.goto(`${MAP}&lang=${lang}`);
  await other.page.locator('.route-stop text').first().waitFor();
  await other.page.locator('.route-mark .route-taken').first().waitFor();
  await untilCalm(other.page);
  await picture(other.page, `${lang}-${colorScheme}-${width}`);
  expect(await measureOverflow(other.page)).toBe(0);
  expect(await findBarriers(other.page)).toEqual([]);
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});
