import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textWidthEm } from '../../src/platform/ui/charts/frame/text-width.ts';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, type HeardPage, type Look, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();

const SECTIONS = [
  'marks',
  'fields',
  'tables',
  'charts',
  'desk',
  'public',
  'desk?record=place/00003',
  'public?record=place/1',
];
const WIDE: Look = { reducedMotion: 'reduce' };
const PHONE: Look = { width: 360, hasTouch: true, isMobile: true, reducedMotion: 'reduce' };

/**
 * Ways in which a page is looked at: what the browser says, the language of the address, and whether barriers are looked for,
 * which takes longer than all the rest: once in either scheme, once in either width.
 */
const WAYS: readonly [name: string, look: Look, language: string, isSearched: boolean][] = [
  ['light', { ...WIDE, colorScheme: 'light' }, 'en', true],
  ['dark, in Russian', { ...WIDE, colorScheme: 'dark' }, 'ru', false],
  ['on a phone, in Russian', { ...PHONE, colorScheme: 'light' }, 'ru', false],
  ['on a phone, dark, in Azerbaijani', { ...PHONE, colorScheme: 'dark' }, 'az', true],
  ['from right to left', { ...WIDE, colorScheme: 'light' }, 'x-rtl', false],
];

async function show(page: Page, section: string, language: string): Promise<void> {
  await page.goto(`${address}/${section}${section.includes('?') ? '&' : '?'}lang=${language}`);
  await page.locator('main').waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds wrong by the rules of WCAG 2.2 AA and by those of good practice. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What is right with a page, and selectors of elements, take half of the time and are not told.
      resultTypes: ['violations'],
      selectors: false,
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
}

/** Words of drawings that are written over each other. */
function findOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isTouching = (a: DOMRect, b: DOMRect) =>
      a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
    return [...document.querySelectorAll('.chart-drawing svg')].flatMap((drawing) => {
      const words = [...drawing.querySelectorAll('text')]
        .map((text) => ({ words: text.textContent ?? '', box: text.getBoundingClientRect() }))
        .filter(({ words, box }) => words.trim() !== '' && box.width > 0);
      return words.flatMap((a, at) =>
        words.slice(at + 1).flatMap((b) => (isTouching(a.box, b.box) ? [`${a.words} over ${b.words}`] : [])),
      );
    });
  });
}

describe.each(WAYS)('%s', (_, look, language, isSearched) => {
  let opened: HeardPage;
  beforeAll(async () => {
    opened = await openPage(browser, look);
  });
  afterAll(() => opened.page.context().close());

  test.each(SECTIONS)('%s is whole', async (section) => {
    const { page, complaints } = opened;
    await show(page, section, language);
    if (isSearched) expect(await findBarriers(page)).toEqual([]);
    expect(await findOverlaps(page)).toEqual([]);
    expect(await measureOverflow(page)).toBe(0);
    expect(complaints.splice(0)).toEqual([]);
  });
});

describe('every chart', () => {
  test('has its table behind it, with as many rows as it draws things', async () => {
    const { page } = await openPage(browser, WIDE);
    await show(page, 'charts', 'en');
    const summaries = page.getByText('Show as table');
    const count = await summaries.count();
    expect(count).toBeGreaterThan(7);
    for (let at = 0; at < count; at += 1) await summaries.nth(at).click();
    const rows = await page
      .locator('.chart-table')
      .evaluateAll((tables) => tables.map((table) => table.querySelectorAll('tbody tr').length));
    expect(Math.min(...rows)).toBeGreaterThan(2);
    const timeline = page.locator('figure', { has: page.getByText('From the decree to the oath', { exact: true }) });
    expect(await timeline.locator('tbody tr').count()).toBe(await timeline.locator('svg a').count());
    await page.context().close();
  });
  test('follows the width of its place', async () => {
    const { page } = await openPage(browser, WIDE);
    await show(page, 'charts', 'en');
    await eventually(() => page.locator('.timeline svg').count()).toBe(1);
    await page.setViewportSize({ width: 360, height: 740 });
    await eventually(() => page.locator('.timeline .timeline-list li').count()).toBeGreaterThan(20);
    expect(await page.locator('.timeline svg').count()).toBe(0);
    await page.context().close();
  });
  test('the map draws land, and more closely when asked to', async () => {
    const { page } = await openPage(browser, WIDE);
    await show(page, 'charts', 'en');
    await page.getByRole('button', { name: 'Zoom in' }).scrollIntoViewIfNeeded();
    const land = page.locator('.map-land');
    await eventually(() => land.getAttribute('d')).toMatch(/^M/);
    const before = await land.getAttribute('d');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await eventually(() => land.getAttribute('d')).not.toBe(before);
    await page.context().close();
  });
});

test('names are set in our own letters: Latin, Azerbaijani and Cyrillic', async () => {
  const { page } = await openPage(browser, WIDE);
  await show(page, 'charts', 'en');
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '.bar-label' });
  const fonts = await Promise.all(
    nodeIds.map(async (nodeId) => (await session.send('CSS.getPlatformFontsForNode', { nodeId })).fonts),
  );
  expect(nodeIds.length).toBeGreaterThan(4);
  expect(new Set(fonts.flat().map(({ familyName }) => familyName.replace(/ .*/, '')))).toEqual(new Set(['Inter']));
  expect(fonts.flat().every(({ isCustomFont }) => isCustomFont)).toBe(true);
  await page.context().close();
});

test('words are never wider than the charts take them to be', async () => {
  const { page } = await openPage(browser, WIDE);
  for (const language of ['en', 'ru', 'az']) {
    await show(page, 'charts', language);
    const widths = await page.locator('.chart-drawing text').evaluateAll((texts) =>
      texts.map((text) => ({
        words: text.textContent ?? '',
        em: (text as SVGTextElement).getComputedTextLength() / 12,
      })),
    );
    expect(widths.length).toBeGreaterThan(60);
    expect(widths.filter(({ words, em }) => em > textWidthEm(words) + 0.1)).toEqual([]);
  }
  await page.context().close();
});

test('what is chosen stays: language and appearance', async () => {
  const { page } = await openPage(browser, WIDE);
  await page.goto(`${address}/desk`);
  await page.getByRole('button', { name: /Language/ }).click();
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('button', { name: 'Оформление' }).click();
  await page.getByRole('button', { name: 'Тёмное' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Оформление' }).waitFor();
  const html = page.locator('html');
  expect([await html.getAttribute('lang'), await html.getAttribute('data-theme')]).toEqual(['ru', 'dark']);
  await page.context().close();
});
