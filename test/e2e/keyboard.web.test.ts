import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const { page: desk } = await firstAdministrator(server, browser);
const { page: reader } = await openPage(browser);
const DESK = `${server.url}/desk/e/azerbaijan-2024`;
const PUBLIC = `${server.url}/e/azerbaijan-2024`;

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('main').getByRole('table').first().waitFor();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

function hasFocus(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}

/** A number for each thing that has the focus in turn while Tab is pressed, until the first one comes up again. */
async function walk(page: Page): Promise<{ steps: number; unseen: string[] }> {
  const unseen: string[] = [];
  for (let steps = 0; ; steps += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(lookAtFocus);
    if (found === null) return { steps, unseen };
    if (!found.isSeen) unseen.push(found.html);
  }
}

/** What has the focus, and whether one sees that it has; null where it had it before. Runs in the page. */
function lookAtFocus(): { html: string; isSeen: boolean } | null {
  const element = document.activeElement;
  const isFocusable = element instanceof HTMLElement || element instanceof SVGElement;
  if (!isFocusable || element === document.body || element.hasAttribute('data-walked')) return null;
  element.setAttribute('data-walked', '');
  const look = () =>
    [element, element.closest('tr'), ...element.querySelectorAll('*')].map((part) => {
      if (part === null) return '';
      const { outline, boxShadow, stroke, strokeWidth, backgroundColor } = getComputedStyle(part);
      return [outline, boxShadow, stroke, strokeWidth, backgroundColor].join(' ');
    });
  const focused = look().join('\n');
  const box = element.getBoundingClientRect();
  const isInWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  element.blur();
  const isMarked = look().join('\n') !== focused;
  element.focus();
  return { html: element.outerHTML.slice(0, 120), isSeen: isInWindow && isMarked };
}

describe('Tab', () => {
  test.each(['overview', 'candidates', 'missions', 'sources'])(
    'reaches everything that can be pressed in the view %s, and shows where it is',
    async (view) => {
      await reader.goto(`${PUBLIC}/${view}`);
      await reader.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
      const { steps, unseen } = await walk(reader);
      expect(unseen).toEqual([]);
      expect(steps).toBeGreaterThan(20);
      const missed = await reader.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0)
          .filter((element) => !element.hasAttribute('data-walked'))
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      expect(missed).toEqual([]);
    },
  );

  test('begins with a link that skips to the content', async () => {
    for (const [page, address] of [
      [reader, `${PUBLIC}/sources`],
      [desk, `${DESK}/sources`],
    ] as const) {
      await open(page, address);
      await press(page, 'Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      expect(await hasFocus(skip)).toBe(true);
      expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await press(page, 'Enter');
      await eventually(() => hasFocus(page.getByRole('main'))).toBe(true);
      await press(page, 'Tab');
      const isInside = page.getByRole('main').evaluate((main) => main.contains(document.activeElement));
      expect(await isInside).toBe(true);
    }
  });

  test('goes through the desk in the order in which it is seen', async () => {
    await open(desk, `${DESK}/sources`);
    const names: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await press(desk, 'Tab');
      names.push(await desk.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
    }
    expect(names).toEqual(['Skip to the content', 'Elections', 'Our missions', 'Overview', 'Calendar', 'Candidates']);
  });
});

describe('keys in tables', () => {
  test.each([
    ['the desk', desk, `${DESK}/sources`],
    ['the public pages', reader, `${PUBLIC}/sources`],
  ])('of %s: j and k walk, Enter opens, Esc leads back, / searches', async (_, page, address) => {
    await open(page, address);
    const row = (name: string) => page.getByRole('rowheader', { name }).getByRole('link');
    await press(page, 'j');
    await eventually(() => hasFocus(row('S01'))).toBe(true);
    await press(page, 'j', 'ArrowDown', 'k');
    await eventually(() => hasFocus(row('S02'))).toBe(true);
    await press(page, 'Enter');
    const panel = page.getByRole('complementary');
    await panel.getByRole('heading', { level: 2, name: 'Buta TV' }).waitFor();
    await press(page, 'Escape');
    await panel.waitFor({ state: 'detached' });
    await eventually(() => hasFocus(row('S02'))).toBe(true);
    await press(page, '/');
    expect(await hasFocus(page.getByRole('searchbox', { name: 'Search sources' }))).toBe(true);
    await page.keyboard.type('jk');
    expect(await page.getByRole('searchbox', { name: 'Search sources' }).inputValue()).toBe('jk');
  });
});

describe('Ctrl K', () => {
  const search = desk.getByRole('combobox', { name: 'Search pages, records and actions' });

  test('finds a claim by what it is about, and opens it', async () => {
    await open(desk, `${DESK}/sources`);
    await press(desk, 'Control+K');
    await search.waitFor();
    expect(await hasFocus(search)).toBe(true);
    await desk.keyboard.type('webcams');
    const options = desk.getByRole('dialog').getByRole('option');
    await options.filter({ hasText: 'transparency.webcams.share.court' }).waitFor();
    await desk.keyboard.type('.share.court');
    await eventually(() => options.count()).toBe(1);
    await press(desk, 'Enter');
    await desk.getByRole('complementary').getByText('transparency.webcams.share.court').first().waitFor();
    expect(new URL(desk.url()).searchParams.get('record')).toBe('claim/transparency.webcams.share.court');
  });

  test('leads to a view, and to the form for something new', async () => {
    await open(desk, `${DESK}/sources`);
    await press(desk, 'Control+K');
    await desk.keyboard.type('missions');
    await press(desk, 'Enter');
    await desk.getByRole('heading', { level: 1, name: 'Missions' }).waitFor();
    await press(desk, 'Control+K');
    await desk.keyboard.type('new claim');
    await press(desk, 'Enter');
    await desk.getByRole('heading', { level: 2, name: 'New: Claim' }).waitFor();
  });

  test('closes with Esc, and the page is as it was', async () => {
    await open(desk, `${DESK}/sources`);
    await press(desk, 'j', 'Control+K');
    await search.waitFor();
    await press(desk, 'Escape');
    await search.waitFor({ state: 'detached' });
    await eventually(() => hasFocus(desk.getByRole('rowheader', { name: 'S01' }).getByRole('link'))).toBe(true);
  });
});

test('? shows the keys, and Esc puts them away', async () => {
  await open(desk, `${DESK}/sources`);
  await press(desk, '?');
  const dialog = desk.getByRole('dialog', { name: 'Keys' });
  await dialog.getByText('Next row').waitFor();
  await press(desk, 'Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('a record is created, corrected and left without a mouse', async () => {
  await open(desk, `${DESK}/sources`);
  await press(desk, 'Control+K');
  await desk.keyboard.type('new actor');
  await press(desk, 'Enter');
  const panel = desk.getByRole('complementary');
  await panel.getByRole('heading', { level: 2, name: 'New: Actor' }).waitFor();
  await tabTo(panel.getByLabel('Short name', { exact: true }));
  await desk.keyboard.type('village-council');
  await tabTo(panel.getByLabel('Name (English)', { exact: true }));
  await desk.keyboard.type('Village council');
  await press(desk, 'Control+Enter');
  await tabTo(panel.getByRole('button', { name: 'Save' }));
  await press(desk, 'Enter');
  await panel.getByRole('heading', { level: 2, name: 'Village council' }).waitFor();
  await tabTo(panel.getByRole('button', { name: 'Correct' }));
  await press(desk, 'Enter');
  await tabTo(panel.getByLabel('Name (English)', { exact: true }));
  await press(desk, 'Control+A');
  await desk.keyboard.type('Council of the village');
  await tabTo(panel.getByLabel('Reason', { exact: true }));
  await desk.keyboard.type('its own word order');
  await tabTo(panel.getByRole('button', { name: 'Save' }));
  await press(desk, 'Enter');
  await panel.getByText('its own word order').waitFor();
  await press(desk, 'Escape');
  await panel.waitFor({ state: 'detached' });
});

/** Presses Tab until that has the focus. */
async function tabTo(place: Locator): Promise<void> {
  await place.waitFor();
  for (let step = 0; step < 200; step += 1) {
    if (await hasFocus(place)) return;
    await place.page().keyboard.press('Tab');
  }
  throw new Error(`Press Tab 200 times: ${place} was not reached`);
}
