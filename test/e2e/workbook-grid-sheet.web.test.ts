import { beforeEach, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testGrid } from '../support/open-grid.ts';
import { eventually, type Look, measureOverflow, openPage } from '../support/open-page.ts';

const { browser, page, complaints, open, button, tab, cell, bar, press, focused, textOf } = await testGrid();

describe('columns', () => {
  const widthOf = async (column: number) => (await cell(1, column).boundingBox())?.width ?? 0;
  const choose = async (entry: string) => {
    await button('Columns').click();
    await button(entry).click();
  };
  beforeEach(async () => {
    await open();
    await page.evaluate(() => sessionStorage.clear());
    await open();
  });

  test('type and name hold the usual types, and stay in sight when one scrolls sideways', async () => {
    await cell(9, 2).click();
    await page.keyboard.type('select_one yes_no_na');
    await press('Enter');
    const isWhole = await page
      .locator('[data-row="8"][data-column="1"] .grid-text')
      .evaluate((text) => text.scrollWidth <= text.clientWidth);
    expect(isWhole).toBe(true);
    const before = await cell(9, 1).boundingBox();
    await press('End');
    await eventually(() => page.locator('.grid-frame').evaluate((frame) => frame.scrollLeft > 300)).toBe(true);
    expect(await cell(9, 1).boundingBox()).toEqual(before);
    const name = await cell(10, 2).boundingBox();
    await press('Control+ArrowLeft', 'ArrowRight', 'ArrowRight');
    expect(await focused()).toBe('10:3');
    const label = await cell(10, 3).boundingBox();
    expect(label?.x).toBeCloseTo((name?.x ?? 0) + (name?.width ?? 0), 0);
  });

  test('are made wider by their edge, and have their own width back with a double press', async () => {
    const own = await widthOf(3);
    const edge = cell(1, 3).locator('.grid-edge');
    const box = await edge.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 4, (box?.y ?? 0) + 10];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y, { steps: 4 });
    await page.mouse.up();
    expect(await widthOf(3)).toBe(own - 60);
    await page.mouse.move(x, y);
    expect(await widthOf(3)).toBe(own - 60);
    await open();
    expect(await widthOf(3)).toBe(own - 60);
    await edge.dblclick();
    expect(await widthOf(3)).toBe(own);
    expect(await page.locator('.grid-line').count()).toBe(0);
  });

  test('that are selected are made wider and narrower from the menu, where nothing can be written too', async () => {
    await open('lang=en&readonly');
    await cell(5, 2).click();
    await press('Shift+ArrowRight');
    const own = [await widthOf(2), await widthOf(3), await widthOf(4)];
    await choose('Make columns wider');
    await choose('Make columns wider');
    await choose('Make columns narrower');
    expect([await widthOf(2), await widthOf(3), await widthOf(4)]).toEqual(
      own.map((width, at) => width + (at < 2 ? 40 : 0)),
    );
    await button('Columns').click();
    expect(await page.locator('.menu-list:popover-open .menu-item').count()).toBe(2);
    await press('Escape');
  });
});

describe('100,000 rows', () => {
  test('only those in view are in the document, and the last one is reached and written', async () => {
    await open('rows=100000&unchecked');
    await tab(/^choices/).click();
    expect(await page.locator('.grid-row').count()).toBeLessThan(120);
    await cell(2, 2).click();
    await press('Control+End');
    await eventually(focused).toBe('100001:3');
    expect(await page.locator('.grid-row').count()).toBeLessThan(120);
    await page.keyboard.type('The last');
    await press('Enter');
    expect(await textOf('choices', 100_001, 3)).toBe('The last');
    await page.locator('.grid-frame').evaluate((frame) => frame.scrollTo(0, 0));
    await eventually(() => cell(3, 2).textContent()).toBe('000002');
    expect(await focused()).toBe('100002:3');
    await press('Control+z');
    await eventually(() => textOf('choices', 100_001, 3)).toContain('School');
  });

  test('what is typed while the rows around come into the document goes into its cell whole', async () => {
    await open('rows=100000&unchecked');
    await tab(/^choices/).click();
    await cell(2, 2).click();
    await press('Control+End');
    await eventually(focused).toBe('100001:3');
    const frame = page.locator('.grid-frame');
    for (const end of [0, 10_000_000]) {
      await frame.evaluate((it, top) => it.scrollTo(0, top), 0);
      await eventually(() => cell(3, 2).textContent()).toBe('000002');
      await press('F2', 'Control+a');
      await page.keyboard.type('The ');
      await frame.evaluate((it, top) => it.scrollTo(0, top), end);
      await eventually(() => cell(end === 0 ? 3 : 100_000, 2).count()).toBe(1);
      await page.keyboard.type('last');
      await press('Enter');
      await eventually(() => textOf('choices', 100_001, 3)).toBe('The last');
      await press('Control+z', 'Control+End');
    }
  });
});

test('what may not be changed is only read', async () => {
  await open('readonly');
  await cell(9, 1).click();
  await page.keyboard.type('time');
  await press('Delete', 'Alt+Delete', 'Enter');
  expect(await textOf('survey', 9, 1)).toBe('tiem');
  expect(await button('Rows').count()).toBe(0);
  expect(await bar.getAttribute('readonly')).not.toBeNull();
});

const LOOKS: readonly [name: string, look: Look, query: string][] = [
  ['light', { colorScheme: 'light' }, 'lang=en'],
  ['dark, in Russian', { colorScheme: 'dark' }, 'lang=ru'],
  ['light, 360 wide, in Russian', { colorScheme: 'light', width: 360, hasTouch: true }, 'lang=ru'],
  ['dark, 360 wide, in Azerbaijani', { colorScheme: 'dark', width: 360, hasTouch: true }, 'lang=az'],
];

test.each(LOOKS)('without barriers and within the page: %s', async (_, look, query) => {
  const seen = await openPage(browser, { reducedMotion: 'reduce', ...look });
  await open(query, seen.page);
  await seen.page.locator('.grid-fault').first().click();
  await seen.page.locator('.grid-tip').waitFor();
  expect(await findBarriers(seen.page)).toEqual([]);
  expect(await measureOverflow(seen.page)).toBe(0);
  await seen.page.locator('.grid-toolbar .button').last().click();
  await seen.page.getByRole('dialog').waitFor();
  expect(await findBarriers(seen.page)).toEqual([]);
  expect(seen.complaints).toEqual([]);
  await seen.page.context().close();
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
