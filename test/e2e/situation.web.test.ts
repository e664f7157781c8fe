import { afterAll, expect, test } from 'vitest';
import { must } from '../../src/kernel/result.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { measureOverflow } from '../support/open-page.ts';
import { addFlags, addReports, addTurnout, fillRoom, ROOM_DAY } from '../support/room-model.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const { dataFolder } = server;
const database = await openDatabase({
  ...{ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join' },
  say: () => {},
});
afterAll(() => database.close());
const { sql } = database;
const browser = await testBrowser();
const { page, complaints } = await firstAdministrator(server, browser);
const ROOM = `${server.url}/desk/m/isles/situation`;
const main = page.getByRole('main');

const { missionId, forms } = await fillRoom(sql, { districts: 10, stations: 30 });
const stationsOf = (share: number) =>
  Array.from({ length: 300 }, (_, at) => ({
    station: `${(at % 10) + 1}-${Math.floor(at / 10) + 1}`,
    minute: (at * 7) % 640,
  })).filter((_, at) => (at * 7_919) % 100 < share * 100);

/** One of the stations of which the second phase was reported. */
const WRONG_AT = must(stationsOf(0.35)[0], 'station').station;

async function addIncident(what: string, danger: string): Promise<void> {
  const data = { id: crypto.randomUUID(), facts: { what, danger } };
  const options = { headers: { origin: server.url }, data };
  expect((await page.request.post(`${server.url}/api/missions/isles/incidents`, options)).ok()).toBe(true);
}

const received = (name: string) => main.getByRole('link', { name, exact: true });

test('the room shows what has come, and a report that comes changes its numbers without a reload', async () => {
  await page.goto(ROOM);
  await page.getByText('Live', { exact: true }).waitFor();
  await received('All areas, missing: 280').first().waitFor();
  const loaded = await page.evaluate(() => performance.timeOrigin);
  await addReports(sql, { missionId, form: forms.opening }, stationsOf(0.8));
  await addReports(sql, { missionId, form: forms.voting }, stationsOf(0.35));
  await received('All areas, Received: 240 of 300').waitFor();
  await received('All areas, Received: 105 of 300').waitFor();
  await addFlags(
    sql,
    { missionId, form: forms.opening },
    { title: 'Two observers differ', severity: 'error', isComparing: true, count: 4 },
  );
  await addFlags(
    sql,
    { missionId, form: forms.voting },
    { title: 'More ballots than voters', severity: 'warning', isComparing: false, count: 9 },
  );
  await received('All areas, conflicting: 4').waitFor();
  await main.getByRole('link', { name: '9 reports' }).waitFor();
  await main.getByText('345 reports came on this day').waitFor();
  await main.getByText('30 stations without coordinates').waitFor();
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  expect([await findBarriers(page), await measureOverflow(page), complaints.splice(0)]).toEqual([[], 0, []]);
});

test('numbers open their lists', async () => {
  await main.getByRole('link', { name: '9 reports' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByText('More ballots than voters').waitFor();
  expect(await panel.getByRole('link').count()).toBe(9);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await received('District 3, Received: 24 of 30').first().click();
  await page.getByRole('status').filter({ hasText: '24 stations' }).waitFor();
  expect(page.url()).toContain('/plan?part=visits');
  await page.goBack();
});

test('a mission says which questions mean turnout; observed stations stand beside official points, and what looks wrong comes first', async () => {
  await addTurnout(sql, { missionId, form: forms.voting }, { voted: 400, wrongAt: WRONG_AT });
  await page.goto(`${ROOM}?day=${ROOM_DAY}`);
  await main.getByRole('link', { name: 'Say which questions mean turnout' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Choose a question').waitFor();
  await panel.getByLabel('How many had voted').selectOption({ label: 'Voted so far' });
  await panel.getByLabel('By what time').fill('noon');
  await panel.getByText('Give hours and minutes, such as 12:00').waitFor();
  await panel.getByLabel('By what time').fill('12.00');
  await panel.getByLabel('How many are on the list').selectOption({ label: 'Voters on the list' });
  await panel.getByLabel('Why').fill('As trained');
  expect(await findBarriers(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.waitFor({ state: 'hidden' });
  const turnout = main.getByRole('region', { name: 'Turnout at observed stations' });
  const noon = turnout.getByRole('row', { name: /^12:00/ });
  // 104 stations with 400 of 1,000 voters, and one with 1,200.
  await noon.getByText('40.8%').waitFor();
  await noon.getByText('41.50%').waitFor();
  await noon.getByText('1 station with more votes than registered voters').waitFor();
  expect([await findBarriers(page), await measureOverflow(page)]).toEqual([[], 0]);
  await noon.getByRole('link', { name: '105' }).click();
  const first = panel.getByRole('row').nth(1);
  await first.getByRole('link', { name: `${WRONG_AT} School ${WRONG_AT.split('-')[1]}` }).waitFor();
  await first.getByText('More had voted than are registered').waitFor();
  expect([await panel.getByRole('row').count(), await findBarriers(page)]).toEqual([106, []]);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(complaints.splice(0)).toEqual([]);
});

test('an SOS is in sight at once, and numbers of incidents open their lists', async () => {
  await page.goto(`${ROOM}?day=${ROOM_DAY}`);
  await page.getByText('Live', { exact: true }).waitFor();
  await addIncident('Somebody bars the door', 'high');
  await addIncident('Our observer is hurt', 'sos');
  await main.getByRole('link', { name: '1 SOS not acknowledged' }).waitFor();
  await page.getByRole('alert').getByRole('heading', { name: 'SOS: somebody needs help' }).waitFor();
  const gravest = main.getByRole('region', { name: 'Incidents' }).getByRole('list').nth(1);
  await gravest.getByText('Somebody bars the door').waitFor();
  expect((await gravest.getByRole('link').allTextContents()).map((text) => text.slice(0, 2))).toEqual(['#2', '#1']);
  expect([await findBarriers(page), await measureOverflow(page)]).toEqual([[], 0]);
  await main.getByRole('link', { name: '2 open' }).click();
  await main.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
  await main.getByText('Our observer is hurt').first().waitFor();
  expect(new URL(page.url()).search).toBe('?status=open');
});

test('where the stream is lost, it is told with the time of the last news; found again, numbers are up to date', async () => {
  await page.goto(`${ROOM}?day=${ROOM_DAY}`);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.route('**/changes', (route) => route.abort());
  const joinAgain = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
  await joinAgain();
  await page.getByText(/^Not live. Last news at \d\d:\d\d/).waitFor();
  await addReports(sql, { missionId, form: forms.voting }, [{ station: '3-29', minute: 650 }]);
  await page.unroute('**/changes');
  await joinAgain();
  await page.getByText('Live', { exact: true }).waitFor();
  await received('All areas, Received: 106 of 300').waitFor();
  // That nothing was reached is told by the browser itself.
  complaints.splice(0);
});

test('on a wall: large, by pages that a key turns, without links, newest reports and the frame of the desk', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole('link', { name: 'Open on the wall' }).click();
  await page.getByText(/^Page 1 of \d$/).waitFor();
  await main.getByRole('row', { name: /^All areas/ }).waitFor();
  expect(await main.locator('table a').count()).toBe(0);
  expect(await page.getByRole('navigation').count()).toBe(1);
  await page.getByRole('button', { name: 'Stay on this page' }).click();
  await page.locator('h1').click();
  await page.keyboard.press('ArrowRight');
  await page.getByText(/^Page 2 of \d$/).waitFor();
  await page.keyboard.press('ArrowRight');
  await main.getByText('Reports over time').waitFor();
  await page.keyboard.press('ArrowRight');
  await main.getByRole('columnheader', { name: 'Official, whole country' }).waitFor();
  expect(await main.locator('table a').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await main.getByText(/Stations on the map/).waitFor();
  await page.keyboard.press('ArrowRight');
  await main.getByText('2 open').waitFor();
  await main.getByRole('alert').getByText('SOS: somebody needs help').waitFor();
  expect(await main.getByText('Our observer is hurt').count()).toBe(0);
  await page.getByRole('link', { name: 'Light', exact: true }).click();
  await page.getByRole('link', { name: 'Dark', exact: true }).waitFor();
  for (let turns = 0; turns < 5; turns += 1) await page.keyboard.press('ArrowLeft');
  await page.getByText(/^Page 1 of \d$/).waitFor();
  await addReports(sql, { missionId, form: forms.voting }, [{ station: '2-29', minute: 655 }]);
  await main.getByText('107 of 300').waitFor();
  expect([await findBarriers(page), await measureOverflow(page), complaints.splice(0)]).toEqual([[], 0, []]);
});
