import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/platform/i18n/languages.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { IS_LONG } from '../support/is-long.ts';
import { eventually, measureOverflow, openPage, untilCalm } from '../support/open-page.ts';
import { findUnworded } from '../support/page-words.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const HEIGHT = 900;

/** Every view as a reader finds it: under its name in the address, from the links at its top. */
const views = await listViews();
const { page: shownPage, complaints } = await openPage(browser);

async function listViews(): Promise<string[]> {
  const { page } = await openPage(browser);
  await page.goto(server.url);
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  await page.context().close();
  return addresses.map((address) => new URL(address).pathname.replace('/e/azerbaijan-2024/', ''));
}

/** Opens a view by its address and waits for what it is about. */
async function openView(page: Page, view: string, language: string): Promise<void> {
  await page.goto(`${server.url}/e/azerbaijan-2024/${view}?lang=${language}`);
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
}

/** Turns the window into another one, with the page in it or before a page is opened. */
async function turnTo(colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await shownPage.emulateMedia({ colorScheme });
  await shownPage.setViewportSize({ width, height: HEIGHT });
}

test('the address of the server leads to the example election', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto(server.url);
  await page.getByRole('heading', { level: 1, name: /^Early presidential election in Azerbaijan/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/e/azerbaijan-2024');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('every view is there', () => {
  const wanted = ['overview', 'calendar', 'candidates', 'places', 'commissions', 'claims', 'missions', 'protocol'];
  expect(views).toEqual(expect.arrayContaining([...wanted, 'sources']));
});

/** Each language wide and narrow, the first of both as it opens and the other as it is turned to; barriers are looked for in each scheme and width once, and with `--long` in each pair of both. */
const SHOWN = [
  {
    language: 'en',
    looks: [
      ['light', 1280, true],
      ['dark', 360, true],
    ],
  },
  {
    language: 'ru',
    looks: [
      ['light', 360, IS_LONG],
      ['dark', 1280, IS_LONG],
    ],
  },
  {
    language: 'az',
    looks: [
      ['light', 1280, false],
      ['dark', 360, false],
    ],
  },
] as const;

test('every language is shown', () => {
  expect(SHOWN.map(({ language }) => language).sort()).toEqual([...LANGUAGES].sort());
});

describe.each(views)('the view %s', (view) => {
  test.each(SHOWN)('opens in $language: wide and narrow, says everything in it, has no barrier', async (shown) => {
    const page = shownPage;
    for (const [at, [colorScheme, width, isSearched]] of shown.looks.entries()) {
      await turnTo(colorScheme, width);
      if (at === 0) await openView(page, view, shown.language);
      else await untilCalm(page);
      const look = `${colorScheme}, ${width} px`;
      expect(await page.getByRole('heading', { level: 1 }).count(), look).toBe(1);
      await eventually(async () => `${look}: ${await measureOverflow(page)}`).toBe(`${look}: 0`);
      expect(complaints.splice(0), look).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(shown.language);
      expect(await findUnworded(page.locator('body'), shown.language)).toEqual([]);
      if (isSearched) expect(await findBarriers(page), look).toEqual([]);
    }
  });

  test('opens from right to left', async () => {
    await turnTo('light', 360);
    await openView(shownPage, view, 'x-rtl');
    expect(await shownPage.evaluate(() => document.documentElement.dir)).toBe('rtl');
    for (const width of [360, 1280]) {
      await turnTo('light', width);
      await eventually(() => measureOverflow(shownPage)).toBe(0);
    }
    expect(complaints.splice(0)).toEqual([]);
  });
});

test('what is looked for would be found', async () => {
  const { page, complaints } = await openPage(browser);
  await openView(page, 'sources', 'ru');
  await page.evaluate(() => {
    const planted = document.createElement('div');
    planted.append('ui.close ');
    for (const words of ['ui.close', 'Calendar', '{count, plural']) {
      planted.append(Object.assign(document.createElement('p'), { textContent: words }));
    }
    planted.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
    planted.style.inlineSize = '9000px';
    document.body.append(planted, document.createElement('button'));
  });
  expect(await findUnworded(page.locator('body'), 'ru')).toEqual(['ui.close', '{count, plural', 'Calendar']);
  expect(await measureOverflow(page)).toBeGreaterThan(1_000);
  expect((await findBarriers(page)).join()).toContain('button-name');
  await eventually(() => complaints.join()).toContain('Content Security Policy');
  await page.context().close();
});

test('an address without a view leads back, in words', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.url}/nothing/here`);
  await page.getByRole('heading', { level: 1, name: 'There is nothing at this address.' }).waitFor();
  await page.getByRole('link', { name: 'Back to the elections' }).click();
  await eventually(() => new URL(page.url()).pathname).toBe('/e/azerbaijan-2024');
  await page.goto(`${server.url}/e/azerbaijan-2024/no-such-view`);
  await page.getByRole('alert').getByText('There is nothing at this address').waitFor();
  await page.goto(`${server.url}/e/no-such-election/overview`);
  await page.getByRole('alert').getByText('There is nothing at this address').waitFor();
  await page.context().close();
});

test('the reader chooses language and appearance, and finds them again', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.url}/e/azerbaijan-2024/missions`);
  await page.getByRole('button', { name: /Language$/ }).click();
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('link', { name: 'Миссии', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Оформление' }).click();
  await page.getByRole('button', { name: 'Тёмное' }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload();
  await page.getByRole('link', { name: 'Миссии', exact: true }).waitFor();
  expect(await background()).toBe(dark);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru');
  await page.context().close();
});
