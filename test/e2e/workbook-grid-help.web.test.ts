import { beforeEach, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testGrid } from '../support/open-grid.ts';
import { eventually } from '../support/open-page.ts';

const { page, complaints, open, button, tab, cell, place, bar, press, focused, rowsOf, textOf } = await testGrid();

describe('faults', () => {
  beforeEach(() => open());

  test('stand on the tab, in the cell and in a list that leads there; mending takes them away', async () => {
    await tab(/^survey 4 errors/).waitFor();
    await tab(/^choices 1 error$/).waitFor();
    await button(/row 11 · name/).click();
    await eventually(focused).toBe('11:2');
    expect(await cell(11, 2).getAttribute('aria-invalid')).toBe('true');
    const id = await cell(11, 2).getAttribute('aria-describedby');
    const words = await page.locator(`[id="${id}"]`).textContent();
    expect(words).toContain('chair sex cannot be a name');
    expect(await page.locator('.grid-tip').textContent()).toBe(words);
    await page.keyboard.type('members');
    await press('Enter');
    await tab(/^survey 2 errors/).waitFor();
    expect(await cell(11, 2).getAttribute('aria-invalid')).toBeNull();
  });

  test('F8 goes from fault to fault over all sheets and round', async () => {
    await cell(10, 1).click();
    const seen: string[] = [];
    for (let times = 0; times < 5; times += 1) {
      await press('F8');
      seen.push(await place.textContent().then(String));
    }
    expect(seen).toEqual([
      'survey 11 name',
      'survey 12 relevant',
      'survey 12 constraint',
      'choices 4 name',
      'survey 9 type',
    ]);
    await press('Shift+F8');
    await eventually(() => place.textContent()).toBe('choices 4 name');
    expect(await tab(/^choices/).getAttribute('aria-selected')).toBe('true');
  });

  test('that mean a row as a whole stand at its number, and their words show in its first cell', async () => {
    await open('lang=en&rows=3');
    await cell(2, 4).click();
    await page.keyboard.type('stray');
    await press('Enter');
    await tab(/^survey 1 warning$/).waitFor();
    const number = page.locator('.grid-number[data-row="1"]');
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.grid-tip').count()).toBe(0);
    await bar.focus();
    await press('F8');
    expect(await focused()).toBe('2:1');
    await page.locator('.grid-tip').getByText('stray stands in a column without a header').waitFor();
  });

  test('the outside may lead to a cell', async () => {
    await button('Show choices 3 name').click();
    await eventually(focused).toBe('3:2');
    expect(await tab(/^choices/).getAttribute('aria-selected')).toBe('true');
  });

  test('a sheet that is missing is told on top, and can be added', async () => {
    await button('Sheet').click();
    await button('Delete survey').click();
    await page.getByText('The workbook has no sheet “survey”.').waitFor();
    await button('Sheet').click();
    await button('Add survey').click();
    expect(await rowsOf('survey')).toEqual([['type', 'name', 'label']]);
    await button('Undo (Ctrl+Z)').click();
    await button('Undo (Ctrl+Z)').click();
    await tab(/^survey 4 errors/).waitFor();
  });
});

describe('by mouse', () => {
  beforeEach(() => open());

  test('a drag selects a range, the number of a row the row, a double press writes', async () => {
    await cell(2, 1).hover();
    await page.mouse.down();
    await cell(4, 2).hover();
    await page.mouse.up();
    expect(await page.locator('.grid-cell[aria-selected="true"]').count()).toBe(6);
    await page.locator('.grid-number[data-row="5"]').click();
    expect(await cell(6, 3).getAttribute('aria-selected')).toBe('true');
    await cell(6, 2).dblclick();
    await page.keyboard.type('_more');
    await cell(8, 2).click();
    expect(await textOf('survey', 6, 2)).toBe('visit_more');
  });

  test('words show beside a faulty cell that the pointer rests on', async () => {
    await cell(9, 1).hover();
    await page.locator('.grid-tip').getByText('There is no type of question tiem. Did you mean time?').waitFor();
  });

  test('the words of the selected cell stay, and a mouse that rests shows none of what passes below it', async () => {
    const tips = page.locator('.grid-tip');
    await cell(8, 1).hover();
    await cell(8, 1).click();
    await press('ArrowDown');
    await page.mouse.wheel(0, 32);
    await tips.getByText('There is no type of question tiem.').waitFor();
    await press('F8');
    expect(await focused()).toBe('11:2');
    expect(await tips.allTextContents()).toEqual([expect.stringContaining('chair sex cannot be a name')]);
    await page.locator('.grid-frame').evaluate((frame) => frame.scrollTo(0, 0));
    await cell(9, 1).hover();
    await eventually(() => tips.count()).toBe(2);
    const [own, other] = await Promise.all([0, 1].map((at) => tips.nth(at).boundingBox()));
    const isApart =
      (own?.y ?? 0) >= (other?.y ?? 0) + (other?.height ?? 0) || (other?.y ?? 0) >= (own?.y ?? 0) + (own?.height ?? 0);
    expect(isApart).toBe(true);
    await press('Shift');
    await eventually(() => tips.allTextContents()).toEqual([expect.stringContaining('chair sex cannot be a name')]);
  });

  test('the bar above writes text with line breaks', async () => {
    await cell(7, 3).click();
    await bar.fill('Constituency');
    await bar.focus();
    await press('Shift+Enter');
    await page.keyboard.type('of the station');
    await press('Enter');
    expect(await textOf('survey', 7, 3)).toBe('Constituency\nof the station');
    expect(await focused()).toBe('8:3');
  });
});

describe('references', () => {
  const offered = page.locator('.grid-name');
  beforeEach(() => open());

  test('names of questions are offered behind their sign, and taken with Enter', async () => {
    await cell(13, 3).click();
    await page.keyboard.type('Of ${chair');
    await eventually(() => offered.allTextContents()).toEqual(['chair_sex', 'chair sex']);
    const line = page.locator('textarea.grid-line');
    const active = await line.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).textContent()).toBe('chair_sex');
    expect(await findBarriers(page)).toEqual([]);
    await press('ArrowDown', 'ArrowDown', 'Enter');
    expect(await line.inputValue()).toBe(`Of \${chair_sex}`);
    expect(await offered.count()).toBe(0);
    await page.keyboard.type(' and ${');
    expect(await offered.count()).toBe(8);
    await press('Escape');
    expect(await offered.count()).toBe(0);
    await press('Enter');
    expect(await textOf('survey', 13, 3)).toBe(`Of \${chair_sex} and \${`);
    expect(await focused()).toBe('14:3');
  });

  test('in the bar too, by mouse, and a sign that is closed stays so', async () => {
    await cell(13, 3).click();
    await bar.fill(`\${}`);
    await press('ArrowLeft');
    await page.keyboard.type('arr');
    await offered.getByText('arrive', { exact: true }).click();
    expect(await bar.inputValue()).toBe(`\${arrive}`);
    await press('Enter');
    expect(await textOf('survey', 13, 3)).toBe(`\${arrive}`);
  });
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
