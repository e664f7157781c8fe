import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { inventCountry } from '../../src/apps/cli/running/rehearse/country/country.ts';
import type { Cells } from '../../src/kernel/record.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { eventually, measureOverflow, openPage, untilCalm } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { storeElection } from '../support/stored-election.ts';

const RIGHT_TO_LEFT_OVERRIDE = '\u202e';

const server = await testServer();
const browser = await testBrowser();
const { dataFolder } = server;
const database = await openDatabase({ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join', say: () => {} });
afterAll(() => database.close());

const country = inventCountry({ precincts: 200 });
const turned = { name_en: `Evil${RIGHT_TO_LEFT_OVERRIDE}name` };
const places = (country.place ?? []).map((cells) => (cells.code === 'R02' ? { ...cells, ...turned } : cells));
const records = { ...country, place: places };
await storeElection(database.sql, { slug: 'tilmara', visibility: 'public', records });

const { page, complaints } = await openPage(browser);
afterAll(() => expect(complaints).toEqual([]));

async function open(query = '', of: Page = page): Promise<void> {
  await of.goto(`${server.url}/e/tilmara/places${query}`);
  await of.locator('.places-main').waitFor();
}

function placeNamed(code: string): Cells {
  const found = places.find((cells) => cells.code === code);
  if (found === undefined) throw new Error(`The country has no place ${code}`);
  return found;
}

function nameOf(code: string | undefined): string {
  return placeNamed(code ?? '').name_en ?? '';
}

function eventOf(event: string): Cells {
  const found = country['place-event']?.find((cells) => cells.event === event && cells.place !== undefined);
  if (found === undefined) throw new Error(`The country has no event ${event}`);
  return found;
}

/** The link of a place in the tree. */
function inTree(code: string) {
  return page.locator(`[role="tree"] a[data-place="${code}"]`);
}

/** The words of the tree item that has the focus. */
function focused(): Promise<string> {
  return page.evaluate(() => document.activeElement?.querySelector('.tree-row a')?.textContent ?? '');
}

function heading() {
  return page.getByRole('main').getByRole('heading', { level: 2 });
}

const first = placeNamed('C0001');
const region = placeNamed(first.parent ?? '');

describe('the tree of places', () => {
  test('opens and closes by the keyboard, and Enter shows the place', async () => {
    await open();
    await inTree(region.code ?? '').waitFor();
    await page.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain(region.name_en);
    await page.keyboard.press('ArrowRight');
    await inTree('C0001').waitFor();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain(first.name_en);
    await page.keyboard.press('Enter');
    await heading()
      .filter({ hasText: nameOf(first.code) })
      .waitFor();
    expect(new URL(page.url()).searchParams.get('place')).toBe('C0001');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await inTree('C0001').waitFor({ state: 'detached' });
  });

  test('is reached by typing the beginning of a name', async () => {
    await open();
    await inTree('ABROAD').waitFor();
    await page.getByRole('treeitem').first().focus();
    await page.keyboard.type('abro');
    expect(await focused()).toContain('Abroad');
  });

  test('opens itself to the place of the address, and keeps what was opened', async () => {
    await open('?place=C0001-002');
    await inTree('C0001-002').waitFor();
    expect(await inTree('C0001-002').getAttribute('aria-current')).toBe('true');
    await page.getByRole('searchbox').fill('C0003-001');
    await page.getByRole('link', { name: nameOf('C0003-001') }).click();
    await eventually(() => page.url()).toContain('C0003-001');
    await page.getByRole('searchbox').fill('');
    await inTree('C0003-001').waitFor();
    await inTree('C0001').waitFor();
  });
});

describe('the search', () => {
  test('finds a place by number and name, says where it lies, and the arrow leads to it', async () => {
    await open();
    await page.getByRole('searchbox').fill(`${first.name_ru} 2`);
    await page.getByText('1 place found').waitFor();
    expect(await page.locator('.places-found').textContent()).toContain(`${region.name_en}`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading()
      .filter({ hasText: nameOf('C0001-002') })
      .waitFor();
    await open('?q=nothing+of+the+kind');
    await page.getByText('No place matches “nothing of the kind”').waitFor();
  });
});

describe('the day', () => {
  test('decides where a place lay and whether it existed', async () => {
    const { place: code = '', from = '', to = '' } = eventOf('moved');
    await open(`?place=${code}`);
    const way = page.getByRole('navigation', { name: 'Lies in' });
    await way.getByRole('link', { name: nameOf(to) }).waitFor();
    await page.getByLabel('State as of').fill('2026-01-14');
    await way.getByRole('link', { name: nameOf(from) }).waitFor();
    expect(page.url()).toContain('as_of=2026-01-14');
    const closed = eventOf('closed').place ?? '';
    await open(`?place=${closed}`);
    await page.getByText('closed after 31 Dec 2025').first().waitFor();
    await open(`?place=${closed}&as_of=2025-12-31`);
    await heading().waitFor();
    expect(await page.getByText('closed after').count()).toBe(0);
    await page.getByLabel('State as of').fill('2025-02-30');
    await page.getByText('No such day').waitFor();
  });

  test('takes nothing away from an annulment', async () => {
    const code = eventOf('results-annulled').place ?? '';
    await open(`?place=${code}`);
    await inTree(code).waitFor();
    await heading().waitFor();
    expect(await page.getByText('Results annulled').count()).toBe(2);
    expect(await inTree(code).locator('..').textContent()).toContain('annulled');
    await open();
    await page.getByText('Precinct 7 of one of the two eastern constituencies').waitFor();
  });
});

describe('a name', () => {
  test('never reorders what stands beside it', async () => {
    await open('?q=C0002-001');
    const way = page.locator('.places-found li').first().locator('bdi');
    await way.filter({ hasText: 'Evil' }).waitFor();
    expect(await way.filter({ hasText: 'Evil' }).textContent()).toBe(turned.name_en);
    // Region, then constituency: what follows the name stays to the right of it.
    const region = await way.filter({ hasText: 'Evil' }).boundingBox();
    const constituency = await way.filter({ hasText: nameOf('C0002') }).boundingBox();
    expect(constituency?.y).toBe(region?.y);
    expect(constituency?.x).toBeGreaterThan((region?.x ?? 0) + (region?.width ?? 0));
  });
});

describe('the list and the map', () => {
  test('show claims beside each place, and lead to the record of each', async () => {
    await open('?place=C0001');
    const table = page.getByRole('table', { name: /^Places in/ });
    await table.getByText('as of 22 Mar 2026').first().waitFor();
    await table.getByRole('link', { name: /^\d/ }).nth(2).waitFor();
    await page.getByRole('link', { name: 'Record and history' }).click();
    await page.getByRole('complementary').getByText('C0001').first().waitFor();
  });

  test('show the places that have coordinates, and say so where none have', async () => {
    await open('?show=map');
    await page.getByText(/have coordinates; their state is that of 22 March 2026/).waitFor();
    await page.getByRole('link', { name: 'Abroad', exact: true }).last().click();
    await page.getByText('No polling station abroad has coordinates').waitFor();
  });
});

describe('who runs the election', () => {
  test('is told tier by tier, with the law and the places of each', async () => {
    await page.goto(`${server.url}/e/azerbaijan-2024/commissions`);
    await page.getByRole('heading', { level: 2, name: 'Precinct election commission' }).waitFor();
    expect(await page.getByText('Appointed by the constituency commission: 2+2+2').count()).toBe(1);
    expect(await page.getByText('From memory', { exact: true }).count()).toBe(1);
    expect(await page.getByText('The record names no commission of this tier.').count()).toBe(2);
    await page.getByRole('link', { name: 'AZ', exact: true }).click();
    await heading().filter({ hasText: 'Azerbaijan' }).waitFor();
  });
});

describe.each([
  ['the tree', '/e/tilmara/places?place=C0001'],
  ['the search', '/e/tilmara/places?q=a'],
  ['the map', '/e/tilmara/places?show=map'],
  ['the example', '/e/azerbaijan-2024/places?place=61-7'],
  ['the commissions', '/e/tilmara/commissions'],
])('%s', (_name, path) => {
  test.each([
    ['light and wide', { width: 1280 }],
    ['dark, narrow, in Russian', { width: 360, colorScheme: 'dark' as const, locale: 'ru-RU' }],
    ['narrow, in Azerbaijani', { width: 360, locale: 'az-AZ' }],
  ])('has no barrier: %s', async (_look, look) => {
    const heard = await openPage(browser, look);
    await heard.page.goto(server.url + path);
    await heard.page.getByRole('main').locator('.places-main a, .commissions a').first().waitFor();
    await untilCalm(heard.page);
    await eventually(() => measureOverflow(heard.page)).toBe(0);
    expect(await findBarriers(heard.page)).toEqual([]);
    expect(heard.complaints).toEqual([]);
    await heard.page.context().close();
  });
});
