import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page } = await openPage(browser);

async function open(section: string): Promise<void> {
  await page.goto(`${address}/${section}`);
  await page.locator('main').waitFor();
}

function focusedWords(of: Page): Promise<string> {
  return of.evaluate(() => document.activeElement?.textContent ?? '');
}

describe('a table', () => {
  const large = page.getByRole('table', { name: '12 000 precincts' });
  const rows = large.locator('tr[data-row]');

  test('of 12,000 rows keeps only those in view, to the last one', async () => {
    await open('tables');
    await large.scrollIntoViewIfNeeded();
    expect(await rows.count()).toBeLessThan(120);
    expect(await large.getAttribute('aria-rowcount')).toBe('12001');
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await large.getByRole('link', { name: '12000', exact: true }).waitFor();
    expect(await rows.last().getAttribute('aria-rowindex')).toBe('12001');
    expect(await rows.count()).toBeLessThan(120);
  });

  test('is sorted by its headers, and says so', async () => {
    await open('tables');
    const voters = large.getByRole('columnheader', { name: 'Voters' });
    await voters.getByRole('button').click();
    expect(await voters.getAttribute('aria-sort')).toBe('ascending');
    await voters.getByRole('button').click();
    expect(await voters.getAttribute('aria-sort')).toBe('descending');
    expect(await rows.first().locator('td').nth(1).textContent()).toBe('1\u202f999');
    await voters.getByRole('button').click();
    expect(await voters.getAttribute('aria-sort')).toBeNull();
  });

  test('keeps its order in the address where it is asked to', async () => {
    await open('tables');
    const small = page.getByRole('table', { name: '5 rows' });
    await small.getByRole('button', { name: 'Name' }).click();
    await small.getByRole('button', { name: 'Name' }).click();
    await eventually(() => page.url()).toContain('sort=-name');
    await page.reload();
    expect(await small.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
  });

  test('is walked with j, k and the arrows, also beyond what was in view', async () => {
    await open('tables');
    await large.getByRole('link', { name: '00001', exact: true }).focus();
    for (let press = 0; press < 70; press += 1) {
      await page.keyboard.press(press % 2 === 0 ? 'j' : 'ArrowDown');
      const next = String(press + 2).padStart(5, '0');
      expect(await focusedWords(page)).toBe(next);
    }
    await page.keyboard.press('k');
    expect(await focusedWords(page)).toBe('00070');
  });

  test('scrolls sideways by itself on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open('tables');
    const frame = page.getByRole('region', { name: '5 rows' });
    await frame.waitFor();
    expect(await frame.getAttribute('tabindex')).toBe('0');
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('the side panel', () => {
  const panel = page.getByRole('complementary');

  test('opens beside the list, takes the focus, and gives it back on Esc', async () => {
    await open('desk?lang=en');
    await page.getByRole('link', { name: '00004', exact: true }).focus();
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Precinct 00004' }).waitFor();
    expect(await focusedWords(page)).toBe('Precinct 00004');
    expect(page.url()).toContain('record=place/00004');
    expect(page.url()).toContain('lang=en');
    expect(await page.getByRole('link', { name: '00004', exact: true }).getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('record=');
    await eventually(() => focusedWords(page)).toBe('00004');
  });

  test('changes with the next record, and back with the browser', async () => {
    await open('desk');
    await page.getByRole('link', { name: '00002', exact: true }).click();
    await page.getByRole('link', { name: '00003', exact: true }).click();
    await panel.getByRole('heading', { name: 'Precinct 00003' }).waitFor();
    await page.goBack();
    await panel.getByRole('heading', { name: 'Precinct 00002' }).waitFor();
  });

  test('covers a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open('desk?record=place/00002');
    await panel.waitFor();
    expect(await panel.boundingBox()).toMatchObject({ x: 0, width: 360 });
    await page.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'hidden' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('the palette', () => {
  test('finds by name without marks, and goes there', async () => {
    await open('desk');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('eyvazli');
    await page.getByRole('option', { name: /Gülnar Əyvazlı/ }).waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => page.url()).toContain('record=candidate/gulnar-eyvazova');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('is walked with the arrows, says when it finds nothing, and closes on Esc', async () => {
    await open('desk');
    await page.getByRole('button', { name: /Find anything/ }).click();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option', { name: 'Calendar' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('combobox').fill('zzz');
    await page.getByText('Nothing matches “zzz”').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('? shows the keys, but not while one types', async () => {
    await open('desk');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await open('fields');
    await page.getByLabel('Name').focus();
    await page.keyboard.type('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('fields', () => {
  test('a date says what was understood', async () => {
    await open('fields');
    const date = page.getByLabel('Date', { exact: true });
    await date.fill('2031-09-02/2031-09-05');
    await page.getByText('= 2–5 September 2031').waitFor();
    await date.fill('9 January');
    expect(await page.getByText('= ').count()).toBe(1);
  });

  test('the error summary takes the focus and leads to the field', async () => {
    await open('fields');
    expect(await focusedWords(page)).toContain('There is a problem');
    await page.getByRole('link', { name: /^Date: found/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('date');
  });

  test('an error belongs to its control', async () => {
    await open('fields');
    const faulty = page.getByLabel('Date of registration');
    expect(await faulty.getAttribute('aria-invalid')).toBe('true');
    const described = (await faulty.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const words = await page.locator(described.map((id) => `#${id}`).join(', ')).allTextContents();
    expect(words.join(' ')).toContain('Found “9 January”');
  });

  test('a record is found by its name and kept by its key', async () => {
    await open('fields');
    const body = page.getByRole('combobox', { name: 'Body' });
    await body.fill('general');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await body.inputValue()).toBe('prosecutor');
    await page.getByText('= Prosecutor General').waitFor();
  });

  test('several are added and taken away', async () => {
    await open('fields');
    const sources = page.getByRole('combobox', { name: /^Sources/ });
    await sources.fill('S17');
    await page.getByRole('option', { name: /S17/ }).click();
    await page.getByRole('button', { name: 'Remove S01 Publisher 1' }).click();
    const chosen = page.locator('.chosen li');
    expect(await chosen.allTextContents()).toEqual(['S02 Publisher 2', 'S17 Publisher 17']);
    await sources.focus();
    await page.keyboard.press('Backspace');
    expect(await chosen.allTextContents()).toEqual(['S02 Publisher 2']);
  });
});

test('a tree is opened, walked and closed with the arrows', async () => {
  await open('tables');
  const item = (name: string) =>
    page.getByRole('treeitem', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) }).first();
  await item('Place 1.2.1').waitFor();
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await item('Place 2.1').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await item('Place 2.1').waitFor({ state: 'hidden' });
  expect(await focusedWords(page)).toContain('Place 2');
});

describe('dialogs, menus and toasts', () => {
  test('a dialog holds the focus and gives it back', async () => {
    await open('marks');
    await page.getByRole('button', { name: 'Open dialog' }).click();
    await page.getByRole('dialog', { name: 'Publish this statement?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focusedWords(page)).toBe('Open dialog');
  });

  test('a menu opens below its button and closes when something was chosen', async () => {
    await open('marks');
    const button = page.getByRole('button', { name: 'Menu', exact: true });
    await button.click();
    const chosen = page.getByRole('button', { name: 'Other', exact: true });
    const [above, below] = [await button.boundingBox(), await chosen.boundingBox()];
    expect(below?.y).toBeGreaterThan(above?.y ?? 0);
    await chosen.click();
    await chosen.waitFor({ state: 'hidden' });
  });

  test('a toast is heard and can be undone', async () => {
    await open('marks');
    await page.getByRole('button', { name: 'Show toast' }).click();
    const toast = page.getByRole('status').filter({ hasText: 'Claim withdrawn.' });
    await toast.waitFor();
    await toast.getByRole('button', { name: 'Undo' }).click();
    await toast.waitFor({ state: 'hidden' });
  });
});
