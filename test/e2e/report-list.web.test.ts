import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { publishForm } from '../support/field-mission.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { storeElection } from '../support/stored-election.ts';
import { VISIT_ID, VISIT_TITLE, VISIT_TITLE_RU, visitForm } from '../support/visit-form.ts';

const server = await testServer();
const { dataFolder } = server;
const database = await openDatabase({ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join', say: () => {} });
afterAll(() => database.close());
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const LIST = `${server.url}/desk/m/invented/reports`;
const API = `${server.url}/api/missions/invented`;
const MANY = Number(process.env.MANY_REPORTS ?? 60);

async function post<T>(
  path: string,
  data: unknown,
  headers: Record<string, string> = { origin: server.url },
): Promise<T> {
  const reply = await page.request.post(`${server.url}/api/${path}`, { headers, data });
  expect([path, reply.ok()]).toEqual([path, true]);
  return (await reply.json()) as T;
}

let key = '';
let sent = 0;
const codes: string[] = [];
const NOTES = ['Two boxes', 'Ящик без пломбы', 'Qutu möhürsüz idi', 'საარჩევნო ყუთი', 'الصندوق مفتوح'];

/** Sends a record of a visit as a program does. @returns its receipt. */
async function send(): Promise<string> {
  const at = sent;
  sent += 1;
  const answers = {
    station: `S${(at % 3) + 1}`,
    who: NOTES[at % NOTES.length],
    voters: String(200 + ((at * 37) % 900)),
    day: '2024-02-07',
    sealed: at % 4 === 0 ? 'no' : 'yes',
    problems: ['queue', 'queue crowd', '', 'shouting'][at % 4],
    photo: at % 6 === 0 ? 'box.jpg' : '',
  };
  const xml = Object.entries(answers).map(([name, value]) => `<${name}>${value}</${name}>`);
  const talks = at % 5 === 0 ? '<talk><remark>one</remark></talk><talk><remark>two</remark></talk>' : '';
  const meta = `<meta><instanceID>uuid:visit-${at}</instanceID></meta>`;
  const reply = await post<{ receipt: { code: string } }>(
    'v1/missions/invented/reports',
    { xml: `<data id="${VISIT_ID}" version="7">${xml.join('')}${talks}${meta}</data>` },
    { authorization: `Bearer ${key}` },
  );
  codes.push(reply.receipt.code);
  return reply.receipt.code;
}

beforeAll(async () => {
  const place = { parent: 'XA', level: 'precinct' };
  const places = [
    { code: 'XA', level: 'country', name_en: 'Invented Country' },
    { ...place, code: 'S1', name_en: 'School of the north', name_ru: 'Северная школа', name_az: 'Şimal məktəbi' },
    { ...place, code: 'S2', name_en: 'Library beside the lighthouse of the harbour', name_ru: 'Библиотека' },
  ];
  await storeElection(database.sql, { slug: 'lighthouse', visibility: 'private', records: { place: places } });
  await post('missions', {
    id: crypto.randomUUID(),
    slug: 'invented',
    name: { en: 'Invented mission' },
    election: 'lighthouse',
  });
  const scopes = ['reports:write', 'reports:read'];
  ({ key } = await post<MadeKey>('missions/invented/api-keys', { name: 'Telephones', scopes }));
  await publishForm(server, 'invented', { form: visitForm('7') });
  for (let at = 0; at < MANY; at += 1) await send();
  while ((await countListed()) < MANY) await page.waitForTimeout(100);
}, 300_000);

async function countListed(): Promise<number> {
  return ((await (await page.request.get(`${API}/reports?limit=1`)).json()) as { count: number }).count;
}

const main = page.getByRole('main');
const panel = page.getByRole('complementary');
const dialog = page.getByRole('dialog');
const shown = (on: Page = page) => on.locator('main tbody th').allTextContents();
const column = (name: string) => page.locator('main tbody tr').evaluateAll(cellsUnder, name);
const count = (words: string | RegExp) => main.getByRole('status').filter({ hasText: words }).waitFor();

/** What stands in a column, row by row. Runs in the page. */
function cellsUnder(rows: (HTMLElement | SVGElement)[], name: string): string[] {
  const heads = [...document.querySelectorAll('main thead th')];
  const at = heads.findIndex((head) => head.querySelector('.list-title')?.textContent === name);
  return rows.map((row) => row.children[at]?.textContent?.trim() ?? 'no such column');
}

async function open(query: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`${LIST}?${new URLSearchParams(query)}`);
  await main.getByRole('table').waitFor();
}

async function leaveFocus(): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

describe('the list', () => {
  test('shows the newest first, and says how many there are and what is left out', async () => {
    await open();
    await count(`${MANY} of ${MANY} reports`);
    expect(await shown()).toEqual(codes.slice(-50).reverse());
    await main.getByRole('button', { name: 'Change the filter “State: not Set aside”' }).waitFor();
    expect((await column('Observer'))[0]).toBe('API key: Telephones');
    expect([...new Set(await column('Station'))].toSorted()).toEqual([
      'S1 School of the north',
      'S2 Library beside the lighthouse of the harbour',
      'S3',
    ]);
    expect(await findBarriers(page)).toEqual([]);
    await main.getByRole('button', { name: 'Remove the filter “State: not Set aside”' }).click();
    await count(`${MANY} reports`);
    expect(new URL(page.url()).searchParams.get('filter')).toBe('-');
    expect(complaints.splice(0)).toEqual([]);
  });

  test('is turned page by page, there and back, by buttons and keys', async () => {
    await open({ size: '25' });
    const pages = [codes.slice(-25), codes.slice(-50, -25), codes.slice(0, -50).slice(-25)].map((page) =>
      page.reverse(),
    );
    await leaveFocus();
    await page.keyboard.press('n');
    await eventually(shown).toEqual(pages[1]);
    await main.getByText('26–50').waitFor();
    await main.getByRole('button', { name: 'Next page' }).click();
    await eventually(shown).toEqual(pages[2]);
    await leaveFocus();
    await page.keyboard.press('p');
    await eventually(shown).toEqual(pages[1]);
    await page.goBack();
    await page.goBack();
    await eventually(shown).toEqual(pages[1]);
    await page.reload();
    await main.getByRole('button', { name: 'First page' }).click();
    await eventually(shown).toEqual(pages[0]);
  });

  test('is sorted by its headers: up, down, and as it came', async () => {
    await open({ form: VISIT_ID, columns: 'station,/data/voters', size: '25' });
    const header = main.getByRole('columnheader').filter({ hasText: 'Voters in the list' });
    const numbers = async () => (await column('Voters in the list')).map((text) => Number(text.replace(/\D/g, '')));
    const press = () => header.getByRole('button', { name: 'Voters in the list', exact: true }).click();
    await press();
    await eventually(() => header.getAttribute('aria-sort')).toBe('ascending');
    await eventually(async () => (await numbers())[0]).toBe(200);
    expect(await numbers()).toEqual([...(await numbers())].sort((a, b) => a - b));
    await press();
    await eventually(async () => (await numbers())[0] ?? 0).toBeGreaterThan(900);
    expect(await numbers()).toEqual([...(await numbers())].sort((a, b) => b - a));
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-/data/voters');
    await press();
    await eventually(shown).toEqual(codes.slice(-25).reverse());
  });

  test('is searched in any script, and the address gives it to somebody else', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('ящик пло');
    await count(`${MANY / 5} of ${MANY} reports`);
    const address = page.url();
    const { page: other } = await joinAs('reader', 'Rauf', { administrator, browser });
    await other.goto(address);
    await eventually(() => shown(other)).toEqual(await shown());
    await other.context().close();
    await page.getByRole('searchbox').fill('قرار');
    await main.getByText('No report matches').waitFor();
    await main.getByRole('button', { name: 'Clear filters' }).click();
    await count(`${MANY} reports`);
  });

  test('opens a report by its receipt, and says where none has it', async () => {
    await open();
    await page.getByRole('searchbox').fill(` ${codes[3]?.toLowerCase()} `);
    await panel.getByRole('heading', { level: 2 }).waitFor();
    expect(new URL(page.url()).searchParams.has('report')).toBe(true);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.goto(`${LIST}?search=uuid:00000000-0000-4000-8000-000000000000`);
    await main.getByText('No report of this mission has this receipt or name').waitFor();
  });

  test('leads links to what arrives to where it is now', async () => {
    await page.goto(`${LIST}?show=held&reason=unknown-form`);
    await eventually(() => page.url()).toContain('/desk/m/invented/arrivals?show=held&reason=unknown-form');
    await main.getByRole('link', { name: 'Reports', exact: true }).click();
    await main.getByRole('table').waitFor();
  });

  test('says that an address cannot be read, and does not show everything instead', async () => {
    await page.goto(`${LIST}?filter=nonsense`);
    await main.getByText('This address does not say which reports are meant').waitFor();
    expect(await main.getByRole('table').count()).toBe(0);
    await main.getByRole('link', { name: 'Show the list' }).click();
    await main.getByRole('table').waitFor();
  });
});

describe('filters', () => {
  test('by a choice, with counts, in words, to be changed and taken away', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('f');
    await page.keyboard.type('seal');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.closest('fieldset') !== null)).toBe(true);
    const tick = dialog.getByRole('checkbox', { name: `No ${MANY / 4}` });
    await tick.check();
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'filter');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await count(`${MANY / 4} of ${MANY} reports`);
    expect(new URL(page.url()).searchParams.get('filter')).toBe('state!=void;/data/sealed=no');
    await main.getByRole('button', { name: 'Change the filter “Was the box sealed? No”' }).click();
    await dialog.getByLabel('Reports in which it').selectOption('is not one of');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await count(`${(MANY / 4) * 3} of ${MANY} reports`);
    await main.getByRole('button', { name: 'Remove the filter “Was the box sealed? not No”' }).click();
    await count(`${MANY} of ${MANY} reports`);
  });

  test('by a number, from and to; nothing given is said', async () => {
    await open({ form: VISIT_ID, columns: '/data/voters' });
    await main.getByRole('button', { name: 'What to do with the column “Voters in the list”' }).click();
    await page.getByRole('button', { name: 'Filter by this' }).click();
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await dialog.getByText('Say what is looked for').waitFor();
    await dialog.getByLabel('From').fill('300');
    await dialog.getByLabel('To').fill('500');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await main.getByText('Voters in the list: 300 to 500').waitFor();
    await eventually(async () => {
      const numbers = (await column('Voters in the list')).map(Number);
      return numbers.length > 0 && numbers.every((number) => number >= 300 && number <= 500);
    }).toBe(true);
  });

  test('by when it came, by letters in an answer, and by nothing being there', async () => {
    const filter = 'state!=void;received~2020-01-01T00:00:00.000Z..2020-01-02T00:00:00.000Z';
    await page.goto(`${LIST}?${new URLSearchParams({ filter })}`);
    await main.getByText('No report matches').waitFor();
    await open({ form: VISIT_ID, filter: '/data/who*ПЛОМБ' });
    await count(`${MANY / 5} of ${MANY} reports`);
    await open({ form: VISIT_ID, filter: '/data/problems?none' });
    await count(`${MANY / 4} of ${MANY} reports`);
  });

  test('by a bar of what stands in a column', async () => {
    await open({ form: VISIT_ID, columns: 'station,/data/problems' });
    await main.getByRole('button', { name: 'What to do with the column “What was seen?”' }).click();
    await page.getByRole('button', { name: 'What stands here' }).click();
    await dialog.getByText(`n = ${(MANY / 4) * 3}`).waitFor();
    await dialog.getByText(`empty: ${MANY / 4}`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'tally');
    await dialog.getByRole('button', { name: 'A crowd' }).click();
    await count(`${MANY / 4} of ${MANY} reports`);
    await main.getByText('What was seen? A crowd').waitFor();
  });

  test('that the server does not know are told with their words, and can be cleared', async () => {
    await page.goto(`${LIST}?${new URLSearchParams({ filter: '/data/voters~1..2' })}`);
    await main.getByRole('alert').waitFor();
    complaints.splice(0);
    await main.getByRole('button', { name: 'Clear filters' }).click();
    await count(`${MANY} reports`);
  });
});

describe('columns', () => {
  test('are chosen, put in order by keyboard, and stand in the address; answers have their words', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('c');
    await dialog.getByRole('button', { name: 'Show “What was seen?”' }).click();
    await dialog.getByRole('searchbox').focus();
    await page.keyboard.type('remark');
    await page.keyboard.press('Enter');
    await eventually(() => dialog.getByRole('searchbox').inputValue()).toBe('');
    const mover = dialog.getByRole('button', { name: 'Move “Remark”' });
    await mover.focus();
    await page.keyboard.press('ArrowUp');
    await dialog.getByText('“Remark” is now 10 of 11').waitFor({ state: 'attached' });
    expect(await mover.evaluate((button) => button === document.activeElement)).toBe(true);
    for (const name of ['Form', 'Observer']) await dialog.getByRole('button', { name: `Hide “${name}”` }).click();
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'columns');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const columns = new URL(page.url()).searchParams.get('columns')?.split(',').slice(-2);
    expect(columns).toEqual(['/data/talk/remark', '/data/problems']);
    await eventually(() => column('What was seen?')).toContain('A queue, A crowd');
    expect(await column('Remark')).toContain('one · two');
    await page.goto(`${page.url()}&lang=ru`);
    await eventually(() => column('Что замечено?')).toContain('Очередь, Толпа');
    await page.goto(`${LIST}?lang=en`);
  });

  test('are found by typing at once, and none is taken while several are found', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('c');
    await page.keyboard.type('e');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('searchbox').inputValue()).toBe('e');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('version of');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Hide “Version of the form”' }).waitFor();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).searchParams.get('columns')).toMatch(/,version$/);
  });

  test('are dragged into another place', async () => {
    await open({ columns: 'station,form,state' });
    await main.getByRole('button', { name: 'Columns' }).click();
    const rows = dialog.locator('.list-column');
    await rows.nth(2).dragTo(rows.nth(0));
    await eventually(() => new URL(page.url()).searchParams.get('columns')).toBe('state,station,form');
    await page.keyboard.press('Escape');
  });
});

describe('by keyboard', () => {
  test('rows, a report beside the list, the next one and the next page, and back to where one was', async () => {
    await open({ size: '25' });
    await leaveFocus();
    for (const step of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(step);
    await page.keyboard.press('Enter');
    const chosen = () => page.locator('main [aria-current="true"][data-report]').textContent();
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await eventually(chosen).toBe(codes.at(-2));
    await page.keyboard.press('j');
    await eventually(chosen).toBe(codes.at(-3));
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await eventually(chosen).toBe(codes.at(-1));
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(codes.at(-1));
    for (let row = 1; row < 25; row += 1) await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await eventually(chosen).toBe(codes.at(-25));
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('j');
    await eventually(chosen).toBe(codes.at(-26));
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'panel');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await dialog.getByText('Next or previous report while one is open').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('a view', () => {
  const menu = main.locator('.list-tools > .menu > button');
  const item = (name: string) => page.getByRole('button', { name, exact: true });

  test('is kept, opened again by itself, changed, shared, deleted and had back', async () => {
    await open({ form: VISIT_ID, filter: '/data/sealed=no' });
    await eventually(() => menu.textContent()).toContain('All reports, narrowed');
    await menu.click();
    await item('Back to “All reports”').waitFor();
    await page.keyboard.press('Escape');
    await menu.click();
    await item('Save as a new view…').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Give it a name').waitFor();
    await dialog.getByLabel('Name').fill('Not sealed');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The view “Not sealed” is saved').waitFor();
    await page.goto(LIST);
    await count(`${MANY / 4} of ${MANY} reports`);
    expect(await menu.textContent()).toContain('Not sealed');
    await page.getByRole('searchbox').fill('qutu');
    await menu.filter({ hasText: 'changed' }).click();
    await item('Save the changes to “Not sealed”').click();
    await menu.filter({ hasText: 'changed' }).waitFor({ state: 'detached' });
    await menu.click();
    await item('Rename or share “Not sealed”…').click();
    await dialog.getByLabel('Name').fill('Open boxes');
    await dialog.getByLabel('Everybody in the house sees it').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await menu.filter({ hasText: 'Open boxes' }).waitFor();
    const { page: other } = await joinAs('reader', 'Nigar', { administrator, browser });
    await other.goto(LIST);
    await other.getByRole('main').locator('.list-tools > .menu > button').click();
    await other.getByRole('button', { name: 'Open boxes (Leyla)' }).click();
    await eventually(() => new URL(other.url()).searchParams.get('search')).toBe('qutu');
    await other.context().close();
    await menu.click();
    await picture(page, 'views');
    await item('Delete “Open boxes”').click();
    await page.getByText('The view “Open boxes” is deleted').waitFor();
    await item('Undo').click();
    await menu.filter({ hasText: 'Open boxes' }).waitFor();
    await menu.click();
    await item('All reports').click();
    await count(`${MANY} of ${MANY} reports`);
    await page.goto(LIST);
    await count(`${MANY} of ${MANY} reports`);
  });
});

describe('the name of the list', () => {
  const menu = main.locator('.list-tools > .menu > button');
  const item = (name: string) => page.getByRole('button', { name, exact: true });

  test('says what it no longer is, and leads back', async () => {
    await open();
    expect(await menu.textContent()).not.toContain('narrowed');
    await main.getByRole('combobox', { name: 'Form', exact: true }).selectOption(VISIT_ID);
    await menu.filter({ hasText: 'narrowed' }).click();
    expect(await page.locator('.menu [aria-current], .menu [aria-checked="true"]').count()).toBe(0);
    await item('Back to “All reports”').click();
    await menu.filter({ hasText: 'narrowed' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('form')).toBe(null);
    await open({ columns: 'station' });
    await menu.filter({ hasText: 'changed' }).waitFor();
  });

  test('is not brought back by a link to a report, which would not be in the list', async () => {
    await open({ filter: 'station=S2' });
    await menu.click();
    await item('Save as a new view…').click();
    await page.keyboard.type('Second');
    await page.keyboard.press('Enter');
    await menu.filter({ hasText: 'Second' }).waitFor();
    const { reports } = (await (await page.request.get(`${API}/reports?limit=3`)).json()) as {
      reports: { id: string; code: string; station: string }[];
    };
    const other = reports.find(({ station }) => station !== 'S2');
    await page.goto(LIST);
    await menu.filter({ hasText: 'Second' }).waitFor();
    await page.goto(`${LIST}?report=${other?.id}`);
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await count(`${MANY} of ${MANY} reports`);
    await eventually(() => page.locator('main [aria-current="true"][data-report]').textContent()).toBe(other?.code);
    expect(await menu.textContent()).toContain('All reports');
    await page.goto(LIST);
    await menu.filter({ hasText: 'Second' }).click();
    await item('Delete “Second”').click();
    await page.getByText('The view “Second” is deleted').waitFor();
  });
});

test('the chosen row stays in sight beside the panel, and the last column is reached by scrolling', async () => {
  const columns = 'station,form,device,state,flags,/data/voters,/data/problems,/data/who,received,changed,/data/sealed';
  await open({ form: VISIT_ID, columns });
  await page.locator('main tbody th a').nth(40).click();
  await panel.getByRole('heading', { level: 2 }).waitFor();
  const frame = page.locator('.table-frame[data-sheet]');
  const isWithin = async (selector: string) => {
    const [inner, outer] = [await page.locator(selector).last().boundingBox(), await frame.boundingBox()];
    if (inner === null || outer === null) return false;
    return (
      inner.x >= outer.x - 1 &&
      inner.x < outer.x + outer.width &&
      inner.y >= outer.y - 1 &&
      inner.y < outer.y + outer.height
    );
  };
  await eventually(() => isWithin('main [aria-current="true"][data-report]')).toBe(true);
  await frame.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await eventually(() => isWithin('main thead th:last-child')).toBe(true);
  await eventually(() => isWithin('main [aria-current="true"][data-report]')).toBe(true);
});

const OF_SEARCH = /\/api\/.*\/reports\?.*search=/;

test('signs alone find nothing, and it is said what to type', async () => {
  await page.route(OF_SEARCH, (route) => route.fulfill({ json: { reports: [], count: 0, next: null } }));
  await page.goto(`${LIST}?search=%25`);
  await main.getByText('Type a letter or a digit').waitFor();
  await page.unroute(OF_SEARCH);
});

test('reports that are held are told of above the list, whatever it shows, and a link shows them', async () => {
  await open();
  expect(await main.getByText('waiting for somebody').count()).toBe(0);
  await post(
    'v1/missions/invented/reports',
    { xml: '<data id="nobody-knows" version="1"><meta><instanceID>uuid:held-1</instanceID></meta></data>' },
    { authorization: `Bearer ${key}` },
  );
  await eventually(async () => {
    await page.goto(`${LIST}?filter=${encodeURIComponent('station=S2')}`);
    await main.getByRole('table').waitFor();
    return await main.getByText('1 held, waiting for somebody').count();
  }).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
  await picture(page, 'held');
  await main.getByRole('link', { name: 'show', exact: true }).click();
  await count(/^1 of /);
  expect(new URL(page.url()).searchParams.get('filter')).toBe('state=held');
  expect(await main.getByText('waiting for somebody').count()).toBe(0);
});

describe('what comes meanwhile', () => {
  test('is told of, and nothing moves until one wants it', async () => {
    await open();
    const before = await shown();
    const code = await send();
    await main.getByText('1 new report', { exact: true }).waitFor();
    expect(await shown()).toEqual(before);
    await main.getByRole('button', { name: 'Show', exact: true }).click();
    await eventually(async () => (await shown())[0]).toBe(code);
  });

  test('is shown of the report that is looked at, where it stands', async () => {
    await open();
    const before = await shown();
    await page.locator('main tbody th a').nth(1).click();
    await panel.getByRole('heading', { level: 2 }).waitFor();
    const report = new URL(page.url()).searchParams.get('report') ?? '';
    await database.sql`update report set station_moved = true, station = 'S9', is_settled = false where id = ${report}`;
    await eventually(async () => (await column('Station'))[1]).toBe('S9 moved');
    expect(await shown()).toEqual(before);
  });

  test('cannot be told without the server; the list stays, says as of when it is, and goes on by itself', async () => {
    await open();
    await page.context().setOffline(true);
    await main.getByText('The server does not answer; shown as of').waitFor();
    expect((await shown()).length).toBe(50);
    await page.context().setOffline(false);
    await main.getByText('The server does not answer; shown as of').waitFor({ state: 'detached' });
    complaints.splice(0);
  });
});

test('fits a telephone in the dark, in Russian and Azerbaijani and from right to left; the receipt stays in sight', async () => {
  const storageState = await page.context().storageState();
  const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
  for (const [language, title] of [
    ['ru', VISIT_TITLE_RU],
    ['az', VISIT_TITLE],
    ['x-rtl', VISIT_TITLE],
  ] as const) {
    await narrow.page.goto(`${LIST}?${new URLSearchParams({ form: VISIT_ID, lang: language })}`);
    await narrow.page.locator('main tbody').getByText(title).first().waitFor();
    expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
    await picture(narrow.page, `narrow-${language}`);
    const frame = narrow.page.locator('.table-frame[data-sheet]');
    await frame.evaluate((element) =>
      element.scrollBy({ left: getComputedStyle(element).direction === 'rtl' ? -400 : 400 }),
    );
    const [inner, outer] = [
      await narrow.page.locator('main tbody th').first().boundingBox(),
      await frame.boundingBox(),
    ];
    expect(inner !== null && outer !== null && inner.x >= outer.x - 1 && inner.x <= outer.x + outer.width).toBe(true);
    await picture(narrow.page, `narrow-scrolled-${language}`);
  }
  expect(narrow.complaints).toEqual([]);
});

test('pictures', async () => {
  const columns =
    'station,state,/data/sealed,/data/voters,/data/problems,/data/who,/data/photo,/data/talk/remark,flags,received';
  for (const [language, colorScheme] of [
    ['en', 'light'],
    ['ru', 'dark'],
    ['az', 'light'],
  ] as const) {
    const wide = await openPage(browser, { storageState: await page.context().storageState(), colorScheme });
    await wide.page.goto(`${LIST}?lang=${language}&filter=-`);
    await wide.page.locator('main tbody th a').first().waitFor();
    await picture(wide.page, `plain-${language}`);
    await wide.page.goto(`${LIST}?${new URLSearchParams({ form: VISIT_ID, columns, lang: language })}`);
    await wide.page.locator('main tbody th a').first().waitFor();
    expect([await measureOverflow(wide.page), await findBarriers(wide.page)]).toEqual([0, []]);
    await picture(wide.page, `wide-${language}`);
    await wide.page.context().close();
  }
});

async function picture(on: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/list-${name}.png` });
}
