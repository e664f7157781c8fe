import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type {
  ListedPerson,
  PeoplePage,
  PersonReply,
  ShownTeam,
} from '../../src/features/mission/people/people-replies.ts';
import type { EventsBody } from '../../src/features/office/security/contract.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { eventually, measureOverflow } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page } = administrator;
const headers = { origin: server.url };
const main = page.getByRole('main');
const panel = page.getByRole('complementary');
const suggested = page.getByRole('listbox', { name: 'Suggestions' });
let [mission, api, desk, made] = ['', '', '', 0];

beforeEach(async () => {
  mission = `coast-${++made}`;
  [api, desk] = [`${server.url}/api/missions/${mission}`, `${server.url}/desk/m/${mission}`];
  const data = { id: randomUUID(), slug: mission, name: { en: 'Coast' }, election: 'azerbaijan-2024' };
  expect((await page.request.post(`${server.url}/api/missions`, { headers, data })).status()).toBe(201);
});

async function done<T>(method: 'post' | 'put', path: string, data: unknown): Promise<T> {
  const reply = await page.request[method](`${api}/${path}`, { headers, data });
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`);
  return (reply.status() === 204 ? undefined : await reply.json()) as T;
}

function add(code: string, more: object = {}): Promise<ListedPerson> {
  const nothing = { term: null, role: null, organisation: null, languages: [], areas: [], note: null };
  const work = { kind: 'observer', ...nothing, trainedOn: null, pledgedOn: null, ...more };
  return done('post', 'people', { id: randomUUID(), code, ...work });
}

async function listed(): Promise<PeoplePage> {
  return (await (await page.request.get(`${api}/people?left=all`)).json()) as PeoplePage;
}

const codes = (on: Page = page) => on.getByRole('main').getByRole('rowheader').allTextContents();

async function open(address = 'people', on: Page = page): Promise<void> {
  await on.goto(`${desk}/${address}`);
  await on.getByRole('heading', { level: 1, name: 'People' }).waitFor();
}

/** Takes a picture, where `PICTURES` names a folder for them. */
async function picture(name: string, on: Page = page): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/people-${name}.png` });
}

describe('the list of people', () => {
  test('says how to begin; the first person is added beside it', async () => {
    await open();
    await main.getByText('Nobody works in this mission yet').waitFor();
    await picture('empty');
    await main.getByRole('link', { name: 'Add a person' }).last().click();
    await panel.getByRole('button', { name: 'Add a person' }).click();
    await panel.getByText('is no code').waitFor();
    await panel.getByLabel('Code').fill('OBS-1');
    await panel.getByLabel('Role').fill('coordinator');
    await panel.getByLabel('Languages').fill('Russ');
    await suggested.getByRole('option', { name: /Russian/ }).click();
    await panel.getByRole('combobox', { name: /Areas/ }).fill('Ganja');
    await suggested.getByRole('option').first().click();
    await panel.getByLabel('Trained').fill('2024-01-31');
    await picture('new');
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Add a person' }).click();
    await panel.getByRole('heading', { name: 'OBS-1' }).waitFor();
    await main.getByRole('row', { name: /OBS-1.*Observer.*Not applied for.*coordinator.*Russian/ }).waitFor();
    const [person] = (await listed()).people;
    expect(person).toMatchObject({ languages: ['ru'], trainedOn: '2024-01-31' });
    expect(person?.areas).toHaveLength(1);
    await panel.getByRole('link').first().click();
    await eventually(() => page.url()).toContain(`/desk/e/azerbaijan-2024/places?record=place/${person?.areas[0]}`);
    expect(administrator.complaints.splice(0)).toEqual([]);
  });

  test('is narrowed down by numbers, filters and search, kept in its address; keys go through it', async () => {
    const [first] = [
      await add('A-1', { trainedOn: '2024-01-09' }),
      await add('B-2', { kind: 'driver' }),
      await add('C-3'),
    ];
    const step = { id: randomUUID(), kind: 'applied', on: '2024-01-09', badge: null, validTo: null, reason: null };
    await done('post', `people/${first.id}/accreditation`, step);
    await open();
    await eventually(codes).toEqual(['A-1', 'B-2', 'C-3']);
    await main.getByRole('button', { name: '2 not trained' }).click();
    await eventually(codes).toEqual(['B-2', 'C-3']);
    await main.getByText('2 people match, of 3 who are here').waitFor();
    await page.keyboard.press('f');
    await page.getByRole('dialog').getByLabel('Kind').selectOption('Driver');
    await picture('filter');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Filter', exact: true }).click();
    await eventually(codes).toEqual(['B-2']);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ kind: 'driver', trained: 'no' });
    await page.reload();
    await eventually(codes).toEqual(['B-2']);
    await main.getByRole('button', { name: 'Remove the filter “Not trained”' }).click();
    await main.getByRole('button', { name: 'Remove the filter “Kind: Driver”' }).click();
    await eventually(codes).toEqual(['A-1', 'B-2', 'C-3']);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'B-2' }).waitFor();
    await page.keyboard.press('j');
    await panel.getByRole('heading', { name: 'C-3' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => panel.count()).toBe(0);
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('C-3');
    await page.getByRole('searchbox').fill('a-');
    await eventually(codes).toEqual(['A-1']);
    await page.goto(`${desk}/people?trained=maybe`);
    await main.getByText('This address does not say who is meant').waitFor();
  });

  test('tells by when accreditation has to be asked for, once the rule is chosen', async () => {
    await add('A-1');
    await open();
    await main.getByText('No deadline of accreditation is set').waitFor();
    await main.getByRole('link', { name: 'Choose the rule' }).click();
    await panel.getByLabel('Country code').fill('994');
    await panel.getByLabel('Deadline of accreditation').selectOption({ index: 1 });
    await panel.getByRole('button', { name: 'Save' }).click();
    await main.getByText('Accreditation has to be asked for:').waitFor();
    await main.getByRole('link', { name: '1 person is not applied for' }).click();
    await eventually(codes).toEqual(['A-1']);
    await main.getByRole('paragraph').filter({ hasText: 'Accreditation has to be' }).getByRole('link').first().click();
    await eventually(() => page.url()).toContain('/calendar?record=calendar-rule/');
  });
});

describe('somebody', () => {
  test('is corrected, accredited step by step, and leaves with a reason; what stood stays', async () => {
    const { id } = await add('OBS-7');
    await open(`people?person=${id}`);
    await panel.getByRole('button', { name: 'Change', exact: true }).click();
    await panel.getByLabel('Role').fill('second');
    await done('put', `people/${id}`, { ...(await workOf(id)), role: 'first', base: 1, reason: null });
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Since you began, this was changed:').waitFor();
    await panel.getByText('Role: none → first').first().waitFor();
    await picture('conflict');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Role: first → second').waitFor();
    for (const [kind, badge] of [
      ['Applied for', ''],
      ['Granted', 'B-17'],
    ] as const) {
      await panel.getByRole('button', { name: 'Add a step' }).click();
      expect(await panel.getByLabel('Step').locator('option').first().textContent()).toBe(kind);
      await panel.getByLabel('Day', { exact: true }).fill('2024-01-09');
      if (badge !== '') await panel.getByLabel(/Number of the badge/).fill(badge);
      await panel.getByRole('button', { name: 'Enter the step' }).click();
      await panel.getByText(`${kind}: 9 January 2024`).waitFor();
    }
    await panel.getByRole('button', { name: /^Strike out “Granted/ }).click();
    await panel.getByRole('button', { name: 'Strike out', exact: true }).click();
    await panel.getByText('Say why; it stays in the history').waitFor();
    await panel.getByLabel('Reason').fill('of somebody else');
    await panel.getByRole('button', { name: 'Strike out', exact: true }).click();
    await panel.getByText('struck out', { exact: true }).waitFor();
    await main.getByRole('row', { name: /OBS-7.*Applied for/ }).waitFor();
    await picture('person');
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Has left the mission' }).click();
    await panel.getByLabel('Reason').fill('went home');
    await panel.getByRole('button', { name: 'Has left the mission' }).click();
    await panel.getByText('Left on').waitFor();
    await main.getByText('Nobody matches').waitFor();
  });

  test('is known by name to whoever has the right alone, and each look is noted', async () => {
    const { id } = await add('OBS-9');
    await open(`people?person=${id}`);
    await panel.getByText('You see people by their codes.').waitFor();
    expect(await panel.getByRole('button', { name: 'Show who this is' }).count()).toBe(0);
    await panel.getByRole('link', { name: 'Give the right on the page of accounts' }).click();
    await page.getByRole('button', { name: 'Change the account of Leyla' }).click();
    await page.getByRole('button', { name: 'Let see who people are' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('calls the observers');
    await page.getByRole('dialog').getByRole('button', { name: 'Let see who people are' }).click();
    await page.getByRole('row', { name: /Leyla.*Sees who people are/ }).waitFor();
    await open(`people?person=${id}`);
    await panel.getByRole('button', { name: 'Show who this is' }).waitFor();
    expect(await looksAtIdentities()).toBe(0);
    await panel.getByRole('button', { name: 'Show who this is' }).click();
    await panel.getByText('Nothing is entered yet.').waitFor();
    await eventually(looksAtIdentities).toBe(1);
    await panel.getByRole('button', { name: 'Change name or telephones' }).click();
    await panel.getByLabel(/^Name \(/).fill('Ann Ash');
    for (const number of ['+999 55 010 20 30', '12']) {
      await panel.getByRole('button', { name: 'Add a telephone' }).click();
      await panel.getByLabel('Number').last().fill(number);
    }
    await panel.getByLabel('Reason').fill('from the contract');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('2 digits: a telephone number has 7–15').waitFor();
    await picture('identity-form');
    await panel.getByLabel('Number').last().fill('+999 55 010 20 31');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Ann Ash').waitFor();
    await panel.getByRole('button', { name: '+999 55 010 20 31 was used just now' }).click();
    await eventually(async () => await panel.getByRole('link', { name: /^\+999/ }).allTextContents()).toEqual([
      '+999550102031',
      '+999550102030',
    ]);
    await picture('identity');
    // The look, and the change; what is shown already is not read again.
    await eventually(looksAtIdentities).toBe(2);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await main.getByRole('button', { name: 'Find by name or telephone' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/Name, part of it/)
      .fill('ann a');
    await page.getByRole('dialog').getByRole('button', { name: 'Search' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'OBS-9' }).click();
    await panel.getByRole('heading', { name: 'OBS-9' }).waitFor();
    expect(await panel.getByText('Ann Ash').count()).toBe(0);
    const { page: other, context } = await readerAt(`people?person=${id}`);
    await other.getByText('You see people by their codes.').waitFor();
    expect(await other.getByRole('button', { name: /Change|Add|Give|Has left/ }).count()).toBe(0);
    await context.close();
  });
});

describe('teams', () => {
  test('are added with people on days, get a device, and refuse somebody who is elsewhere', async () => {
    const [a] = [await add('A-1'), await add('D-1', { kind: 'driver' })];
    const other = await done<ShownTeam>('post', 'teams', { id: randomUUID(), code: 'T0', name: null, kind: 'pair' });
    const member = { person: a.id, part: 'observer', fromDay: null, toDay: '2024-02-07' };
    await done('put', `teams/${other.id}/members`, { members: [member], base: 1, reason: null });
    await done('post', 'devices', { id: randomUUID(), name: 'Phone 1', kind: 'app', login: null });
    await open('teams');
    await main.getByRole('link', { name: 'Add a team' }).click();
    await panel.getByLabel('Code').fill('T1');
    await panel.getByLabel('Kind').selectOption('Mobile');
    await panel.getByRole('button', { name: 'Add a team' }).click();
    await panel.getByRole('heading', { name: 'T1' }).waitFor();
    await panel.getByRole('button', { name: 'Change the members' }).click();
    for (const code of ['A-1', 'D-1']) {
      await panel.getByRole('combobox', { name: /Add somebody/ }).fill(code);
      await suggested.getByRole('option', { name: code }).click();
      await panel.getByRole('group', { name: code }).waitFor();
    }
    expect(await panel.getByRole('group', { name: 'D-1' }).getByLabel('Part').inputValue()).toBe('driver');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('A-1 is in team T0 on one of these days').waitFor();
    await picture('team-refused');
    await panel
      .getByRole('group', { name: 'A-1' })
      .getByLabel(/First day/)
      .fill('2024-02-08');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('from 8 February 2024').waitFor();
    await panel.getByRole('button', { name: 'Give a device' }).click();
    await panel.getByLabel('Device', { exact: true }).selectOption('Phone 1');
    await panel.getByRole('button', { name: 'Give a device' }).click();
    await main.getByRole('row', { name: /T1.*Mobile.*A-1, D-1.*2.*Phone 1/ }).waitFor();
    await picture('team');
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('link', { name: 'A-1' }).click();
    await panel.getByText('by team T1').waitFor();
    await main.getByRole('row', { name: /A-1.*T1.*Phone 1/ }).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await measureOverflow(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('a file of people', () => {
  const choose = async (text: string) => {
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await main.getByLabel('Choose a file').setInputFiles(file);
  };

  test('tells all that is wrong by row and column, then what becomes of whom, and is applied once', async () => {
    await add('OBS-1', { role: 'first' });
    await open('people/import');
    await choose('code,kind,term,team\nOBS-1,observer,forever,\n,driver,,T1\n');
    await main.getByRole('heading', { name: '2 errors: nothing can be applied' }).waitFor();
    await main.getByRole('row', { name: /2.*term/ }).waitFor();
    await main.getByRole('row', { name: /3.*code.*This row has no code/ }).waitFor();
    expect(await main.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
    await picture('import-faults');
    await choose('code,kind,role,team\nOBS-1,,second,\nDRV-1,driver,,T1\n');
    await main.getByRole('heading', { name: 'The file has no errors' }).waitFor();
    await main.getByRole('row', { name: /OBS-1.*changed.*Role: first → second/ }).waitFor();
    await main.getByRole('row', { name: /DRV-1.*new.*Kind: driver; Team: T1/ }).waitFor();
    await picture('import');
    expect(await findBarriers(page)).toEqual([]);
    const [before] = (await listed()).people.filter(({ code }) => code === 'OBS-1');
    await done('put', `people/${before?.id}`, { ...(await workOf(before?.id)), role: 'third', base: 1, reason: null });
    await main.getByRole('button', { name: 'Apply: 2 people' }).click();
    await main.getByText('OBS-1 was changed in the meantime by Leyla').waitFor();
    await main.getByRole('button', { name: 'Check again' }).click();
    await main.getByRole('row', { name: /OBS-1.*changed.*Role: third → second/ }).waitFor();
    await main.getByRole('button', { name: 'Apply: 2 people' }).click();
    await main.getByText('Applied.').waitFor();
    await main.getByRole('link', { name: 'To the list' }).click();
    await eventually(codes).toEqual(['DRV-1', 'OBS-1']);
    await main.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('As CSV', { exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${mission}-people.csv`);
    expect(administrator.complaints.filter((line) => !line.includes('409'))).toEqual([]);
  });
});

/** The work of somebody, as a change of it is sent. */
async function workOf(id: string | undefined) {
  const { person } = (await (await page.request.get(`${api}/people/${id}`)).json()) as PersonReply;
  const { code, kind, term, role, organisation, languages, areas, note, trainedOn, pledgedOn } = person;
  return { code, kind, term, role, organisation, languages, areas, note, trainedOn, pledgedOn };
}

/** How often whoever is signed in looked at who somebody of this mission is, as the server noted it. */
async function looksAtIdentities(): Promise<number> {
  const asked = `${server.url}/api/security/events?${new URLSearchParams({ area: 'reading', kind: 'reading.identity' })}`;
  const { events } = (await (await page.request.get(asked)).json()) as EventsBody;
  const ours = events.filter(({ subjectKey }) => subjectKey.startsWith(`${mission}/`));
  return ours.reduce((sum, { count }) => sum + count, 0);
}

/** Somebody who reads and changes nothing. */
async function readerAt(address: string) {
  const { page: other } = await joinAs('reader', `Rena${made}`, { administrator, browser });
  await open(address, other);
  return { page: other, context: other.context() };
}
