import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import type { PlannedPage } from '../../src/features/mission/plan/plan-replies.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage, untilCalm } from '../support/open-page.ts';
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
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const { request } = page;
const PLAN = `${server.url}/desk/m/coast/plan`;
const API = `${server.url}/api/missions/coast`;
/** Long past, so that what did not come is missing. */
const DAY = '2024-02-07';
const main = page.getByRole('main');
const dialog = page.getByRole('dialog');
const panel = page.getByRole('complementary');

async function picture(on: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/plan-${name}.png`, fullPage: true });
}

async function post(path: string, data: unknown): Promise<void> {
  const reply = await request.post(`${server.url}/api/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.status()]).toEqual([path, 201]);
}

const missionId = randomUUID();
const formId = randomUUID();
const teams = { T1: randomUUID(), T2: randomUUID() };

/** A mission with two teams and a form that was published, as far as a plan is concerned. */
async function prepare(): Promise<void> {
  await post('missions', { id: missionId, slug: 'coast', name: { en: 'Coast' }, election: null });
  for (const [code, id] of Object.entries(teams))
    await post('missions/coast/teams', { id, code, name: null, kind: 'pair' });
  await sql`insert into form (id, mission_id, form_id, created_at) values (${formId}, ${missionId}, 'opening', now())`;
  await sql`
    insert into form_version (form_id, number, title, source_name, workbook, xform, package, codebook, warnings, questions,
      languages, author_name, at)
    values (${formId}, 1, 'Opening of the station', 'x.xlsx', '{}', '', '{}', '[]', '[]', 1, '{}', 'test', now())`;
}

async function addReport(station: string): Promise<void> {
  const id = randomUUID();
  await sql`
    insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state, form_uuid,
      station, changed_at, version_report_id, version_sha256)
    values (${id}, ${missionId}, 1, 1, ${`${DAY}T05:00:00Z`}, 1, now(), 1, 'read', ${formId}, ${station}, now(), ${id},
      ${Buffer.alloc(32)})`;
}

async function addVisit(team: string, station: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a visit' }).click();
  await dialog.getByLabel('Team', { exact: true }).selectOption(team);
  await dialog.getByLabel('Day', { exact: true }).fill(DAY);
  await dialog.getByLabel('Polling station').fill(station);
  await dialog.getByRole('button', { name: 'Add a visit' }).click();
  await page.getByText('1 visit added').first().waitFor();
  await dialog.waitFor({ state: 'hidden' });
}

/** Comes back to the window until the board has a number of that name. */
async function seeOnBoard(name: string): Promise<void> {
  await page.goto(`${PLAN}?part=board&day=${DAY}`);
  await eventually(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    return await main.getByRole('link', { name, exact: true }).count();
  }).toBe(1);
}

test('phases are decided first, and what is wrong is said at its field', async () => {
  await prepare();
  await page.goto(`${server.url}/desk/m/coast`);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByText('This mission has no plan yet').waitFor();
  await picture(page, 'none');
  await page.getByRole('link', { name: 'Decide the phases' }).click();
  await page.getByRole('button', { name: 'Begin with opening, voting, closing' }).click();
  await page.getByLabel('Time zone').fill('Asia/Nowhere');
  const opening = page.getByRole('group', { name: 'Phase 1 · Opening' });
  await opening.getByLabel('Reports are due at').fill('9:30');
  await opening.getByLabel('Opening of the station').check();
  const voting = page.getByRole('group', { name: 'Phase 2 · Voting' });
  await voting.getByLabel('Opening of the station').check();
  await main.getByLabel('Why').fill('By the handbook');
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This is no time zone').waitFor();
  await opening.getByText('Write a time of the day').waitFor();
  await voting.getByText('One of these forms stands in another phase too').waitFor();
  await picture(page, 'phases-faulty');
  await main.getByRole('link', { name: 'Visits', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'What you typed is not sent' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await page.getByLabel('Time zone').fill('Asia/Baku');
  await opening.getByLabel('Reports are due at').fill('09:30');
  await voting.getByLabel('Opening of the station').uncheck();
  await voting.getByText('No form is ticked').waitFor();
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The plan is saved').waitFor();
  expect(await (await request.get(`${API}/plan`)).json()).toMatchObject({
    zone: 'Asia/Baku',
    revision: 1,
    phases: [{ key: 'opening', dueAt: '09:30', forms: [formId] }, { key: 'voting' }, { key: 'closing' }],
  });
  expect(complaints).toEqual([]);
});

test('who is expected stands on the board as missing; its number opens the list, where it is marked', async () => {
  await page.goto(`${PLAN}?part=expected`);
  await addVisit('T1', '0101');
  await addVisit('T2', '0101');
  await addVisit('T2', '0102');
  await picture(page, 'expected');
  await seeOnBoard('Opening, missing, Visits: 3');
  // Two teams at one station are one station.
  await main.getByRole('link', { name: 'Opening, missing, Stations: 2', exact: true }).waitFor();
  await addReport('0102');
  await seeOnBoard('Opening, complete, Visits: 1');
  await picture(page, 'board');
  await main.getByRole('link', { name: 'Opening, missing, Stations: 1', exact: true }).click();
  await main.getByRole('status').filter({ hasText: '1 station' }).waitFor();
  await page.getByRole('button', { name: 'Take off' }).click();
  await main.getByRole('status').filter({ hasText: '2 visits' }).waitFor();
  await main.getByRole('row', { name: /T1/ }).getByRole('link', { name: '0101' }).click();
  await panel.getByLabel('the team is unreachable').check();
  await panel.getByLabel('Note').fill('No answer since noon');
  await picture(page, 'panel');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.waitFor({ state: 'hidden' });
  await seeOnBoard('Opening, unreachable, Visits: 1');
  await page.getByRole('link', { name: 'By team' }).click();
  await main.getByRole('link', { name: 'T1, unreachable: 1', exact: true }).click();
  await main.getByText('No answer since noon').waitFor();
  expect(complaints).toEqual([]);
});

test('who changed a visit first is named, and what was typed is kept', async () => {
  await page.goto(`${PLAN}?part=visits&day=${DAY}&status=missing`);
  await main.getByRole('link', { name: '0101' }).click();
  await panel.getByLabel('called off').check();
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Say why: it stands in the history').waitFor();
  await panel.getByLabel('Why').fill('The car broke down');
  const { visits } = (await (await request.get(`${API}/plan/visits?team=${teams.T2}`)).json()) as PlannedPage;
  const visit = visits.find(({ station }) => station === '0101');
  const words = { position: 1, mark: 'not-open', markedAt: null, note: null, base: 1, reason: null };
  const put = { headers: { origin: server.url }, data: words };
  expect((await request.put(`${API}/plan/visits/${visit?.id}`, put)).status()).toBe(200);
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Changed by').waitFor();
  expect(await panel.getByLabel('Why').inputValue()).toBe('The car broke down');
  await picture(page, 'conflict');
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Noted', { exact: true }).waitFor();
  await page.goto(`${PLAN}?part=expected`);
  const row = main.getByRole('row').filter({ hasText: 'called off' });
  await row.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Called off').uncheck();
  await dialog.getByLabel('Why').fill('Another car came');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The visit is saved').waitFor();
  await eventually(() => row.count()).toBe(0);
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 409 (Conflict)']);
  complaints.length = 0;
});

test('a file is looked at first: everything that is wrong by its row, then what it would do', async () => {
  await page.goto(`${PLAN}?part=expected`);
  await page.getByRole('button', { name: 'Load from a file' }).click();
  const choose = async (content: string) => {
    const buffer = Buffer.from(content);
    await dialog.locator('input[type=file]').setInputFiles({ name: 'routes.csv', mimeType: 'text/csv', buffer });
  };
  await choose(`team,day,phase,station\nT9,${DAY},count,0103\n`);
  await dialog.getByText('2 errors: nothing can be loaded.').waitFor();
  await dialog.getByText('The mission has no team “T9”').waitFor();
  await picture(page, 'import-faulty');
  expect(await dialog.getByRole('button', { name: 'Load', exact: true }).isDisabled()).toBe(true);
  await choose(`team,day,phase,station,position\nT1,${DAY},voting,0103,2\nT1,${DAY},opening,0101,1\n`);
  await dialog.getByText('1 new, 0 changed, 1 as they are.').waitFor();
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  await page.getByText('Loaded: 1 new, 0 changed').waitFor();
  await main.getByRole('cell', { name: '0103' }).or(main.getByText('0103')).first().waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['ru', 'light', 1280],
  ['az', 'dark', 360],
  ['en', 'dark', 1280],
  ['ru', 'light', 360],
] as const)('each part in %s, %s, %i wide: nothing spills over, no barrier', async (lang, colorScheme, width) => {
  const storageState = await page.context().storageState();
  const other = await openPage(browser, { storageState, colorScheme, width });
  for (const part of ['board', 'visits', 'expected', 'phases']) {
    await other.page.goto(`${PLAN}?part=${part}&day=${part === 'phases' ? '' : DAY}&lang=${lang}`);
    await untilCalm(other.page);
    await picture(other.page, `${part}-${lang}-${colorScheme}-${width}`);
    expect([part, await measureOverflow(other.page)]).toEqual([part, 0]);
    expect([part, await findBarriers(other.page)]).toEqual([part, []]);
  }
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});
