import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { type Look, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();

const WIDE: Look = { reducedMotion: 'reduce' };
const NARROW: Look = { width: 320, hasTouch: true, isMobile: true, reducedMotion: 'reduce' };

/**
 * Ways in which a form is looked at: what the browser says, what the address asks for, and whether barriers are looked for, which
 * takes longer than all the rest: once in each set of colours, and once where a form is shown as a whole.
 */
const WAYS: readonly [name: string, look: Look, query: string, isSearched: boolean][] = [
  ['light, on the desk', { ...WIDE, colorScheme: 'light' }, 'lang=en', true],
  ['dark, 320 wide, in Russian', { ...NARROW, colorScheme: 'dark' }, 'lang=ru', true],
  ['light, 320 wide, in Azerbaijani', { ...NARROW, colorScheme: 'light' }, 'lang=az', false],
  ['in bright sun, 320 wide', { ...NARROW, colorScheme: 'dark' }, 'lang=en&sun=1', true],
  ['from right to left', { ...NARROW, colorScheme: 'light' }, 'lang=x-rtl&form-language=ar', false],
  ['as a whole, dark', { ...WIDE, colorScheme: 'dark' }, 'lang=ru&mode=all', true],
  ['as a whole, 320 wide', { ...NARROW, colorScheme: 'light' }, 'lang=en&mode=all', false],
];

async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${address}/form?${query}`);
  await page.locator('.form-view').waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds wrong by the rules of WCAG 2.2 AA and of good practice; in bright sun also by the contrast of AAA. */
async function findBarriers(page: Page, isSunlit: boolean): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((hasSun) => {
    return (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      selectors: false,
      rules: { 'color-contrast-enhanced': { enabled: hasSun } },
    });
  }, isSunlit);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
}

/** Controls that a finger could miss: less than 48 high or wide, counted with the label that belongs to them. */
function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.form-view :is(button, input, select, textarea, summary, audio)')]
      .map((control) => control.closest<HTMLElement>('.choice, .star, .upload-pick') ?? control)
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return height > 0 && (height < 48 || width < 44);
      })
      .map((target) => target.outerHTML.slice(0, 120)),
  );
}

async function expectWhole(page: Page): Promise<void> {
  expect(await findSmallTargets(page)).toEqual([]);
  expect(await measureOverflow(page)).toBe(0);
}

/** Pages that are looked at: how one comes to them from the beginning. */
const PAGES: readonly [name: string, go: (page: Page) => Promise<void>][] = [
  ['a question', async () => {}],
  ['a question that is not answered', (page) => page.locator('.form-foot .button').last().click()],
  ['the contents', (page) => openContents(page)],
  ['every control', (page) => jump(page, 4)],
  ['a long list', openList],
  ['the end', (page) => jump(page, 5)],
];

describe.each(WAYS)('%s', (_, look, query, isSearched) => {
  const isSunlit = query.includes('sun');
  const pages = query.includes('mode=all') ? PAGES.slice(0, 1) : PAGES;
  test.each(pages)('%s', async (_name, go) => {
    const { page, complaints } = await openPage(browser, look);
    await open(page, query);
    await go(page);
    if (isSearched) expect(await findBarriers(page, isSunlit)).toEqual([]);
    await expectWhole(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function openContents(page: Page): Promise<void> {
  await page.locator('.form-bar > .button').click();
  await page.locator('.jump-item').first().waitFor();
}

async function jump(page: Page, place: number): Promise<void> {
  await openContents(page);
  await page.locator('.jump-item').nth(place).click();
  await page.locator('.jump-item').first().waitFor({ state: 'detached' });
}

async function openList(page: Page): Promise<void> {
  await jump(page, 2);
  await page.getByRole('combobox').click();
  await page.getByRole('option').first().waitFor();
}

test('letters twice as large fit on a narrow phone', async () => {
  const { page } = await openPage(browser, NARROW);
  await open(page, 'lang=ru');
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  for (const [, go] of PAGES.slice(1, 4)) {
    await go(page);
    await page.keyboard.press('Escape');
    expect(await measureOverflow(page)).toBe(0);
  }
  await page.context().close();
});

/** The form is shown inside of this screen. */
const SCREEN_STYLES = readFileSync('src/features/field/forms/screens/forms.css', 'utf8');

function adoptStyles(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}

const HEADS = [320, 360, 384].flatMap((width) =>
  ['lang=ru', 'lang=az', 'lang=x-rtl&form-language=ar'].map((query) => [width, query] as const),
);

test.each(HEADS)(
  'language and contents stand at the end of the line of the title, %d wide, %s',
  async (width, query) => {
    const { page } = await openPage(browser, { ...NARROW, width });
    await open(page, query);
    await page.evaluate(adoptStyles, SCREEN_STYLES);
    const gaps = await page.evaluate(() => {
      const title = document.querySelector<HTMLElement>('.form-title');
      if (title !== null) title.textContent = 'Visit';
      const isLeftward = document.querySelector('.form-view')?.getAttribute('dir') === 'rtl';
      const boxes = ['.form-title', '.form-bar > .menu', '.form-bar > .button', '.form-view'].map((each) =>
        document.querySelector(each)?.getBoundingClientRect(),
      );
      const start = (box?: DOMRect) => (isLeftward ? -(box?.right ?? 0) : (box?.left ?? 0));
      const end = (box?: DOMRect) => (isLeftward ? -(box?.left ?? 0) : (box?.right ?? 0));
      const [words, menu, contents, view] = boxes;
      const between = [start(menu) - end(words), start(contents) - end(menu), end(view) - end(contents)];
      return [...between.map(Math.round), (menu?.top ?? 0) - (contents?.top ?? 1)];
    });
    expect(gaps).toEqual([4, 4, 0, 0]);
    await page.context().close();
  },
);
