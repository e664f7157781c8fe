import { beforeEach, describe, expect, test } from 'vitest';
import type { Workbook } from '../../src/xforms/workbook/workbook.ts';
import { testGrid } from '../support/open-grid.ts';
import { eventually } from '../support/open-page.ts';

const { page, complaints, open, button, tab, cell, place, bar, press, focused, rowsOf, textOf } = await testGrid();

describe('by keyboard', () => {
  beforeEach(() => open());

  test('arrows, ends and pages move, and one cell takes part in the order of Tab', async () => {
    await cell(2, 2).click();
    await press('ArrowDown', 'ArrowRight');
    expect(await focused()).toBe('3:3');
    expect(await page.locator('.grid-frame [tabindex="0"]').count()).toBe(1);
    await press('Home');
    expect(await focused()).toBe('3:1');
    await press('Control+End');
    const rows = await rowsOf('survey');
    const widest = Math.max(...rows.map(({ length }) => length));
    expect(await focused()).toBe(`${rows.length}:${widest}`);
    await press('Control+Home', 'PageDown');
    expect(Number((await focused()).split(':')[0])).toBeGreaterThan(10);
    await press('PageUp', 'ArrowUp');
    expect(await focused()).toBe('1:1');
  });

  test('typing replaces, Enter keeps and goes down, Esc leaves the cell as it was', async () => {
    await cell(3, 2).click();
    await page.keyboard.type('ende');
    expect(await bar.inputValue()).toBe('ende');
    await press('Enter');
    expect(await focused()).toBe('4:2');
    expect(await textOf('survey', 3, 2)).toBe('ende');
    await page.keyboard.type('dropped');
    await press('Escape');
    expect(await focused()).toBe('4:2');
    expect(await textOf('survey', 4, 2)).toBe('today');
    await press('F2');
    await page.keyboard.type('_two');
    await press('Tab');
    expect(await textOf('survey', 4, 2)).toBe('today_two');
    expect(await focused()).toBe('4:3');
    await press('Shift+Tab', 'Delete');
    expect(await textOf('survey', 4, 2)).toBe('');
  });

  test('letters that are keys of the page around are text here', async () => {
    await cell(3, 2).click();
    await page.keyboard.type('?/j');
    await press('Enter');
    expect(await textOf('survey', 3, 2)).toBe('?/j');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('what comes from elsewhere is taken back as one step, unless it says the same', async () => {
    await cell(3, 2).click();
    await page.keyboard.type('x');
    await press('Enter');
    const replace = (text: string) =>
      page.evaluate((written) => {
        const held = window as unknown as { workbookNow: () => Workbook; setWorkbookNow: (workbook: Workbook) => void };
        const sheets = structuredClone(held.workbookNow().sheets) as { name: string; rows: string[][] }[];
        sheets[0]?.rows[2]?.splice(1, 1, written);
        held.setWorkbookNow({ sheets });
      }, text);
    await replace('x');
    await replace('y');
    await press('Control+z');
    expect(await textOf('survey', 3, 2)).toBe('x');
    await press('Control+z');
    expect(await textOf('survey', 3, 2)).toBe('end');
    expect(await button('Undo (Ctrl+Z)').isEnabled()).toBe(false);
  });

  test('Tab stays in the grid, and leaves it after Esc', async () => {
    await cell(2, 1).click();
    await press('Tab', 'Tab');
    expect(await focused()).toBe('2:3');
    await press('Escape', 'Tab');
    expect(await focused()).toBe('elsewhere');
  });

  test('rows are moved, inserted and deleted, and all of it is taken back and done again', async () => {
    const before = await rowsOf('survey');
    await cell(6, 1).click();
    await press('Alt+ArrowUp');
    expect(await focused()).toBe('5:1');
    expect(await textOf('survey', 5, 1)).toBe('begin_group');
    await press('Alt+Shift+ArrowDown');
    expect(await rowsOf('survey')).toHaveLength(before.length + 1);
    expect(await focused()).toBe('6:1');
    await press('Alt+Delete', 'Alt+Delete');
    expect(await rowsOf('survey')).toHaveLength(before.length - 1);
    await press('Alt+Shift+ArrowRight');
    expect(await textOf('survey', 1, 2)).toBe('');
    const after = await rowsOf('survey');
    await press(...Array.from({ length: 5 }, () => 'Control+z'));
    expect(await rowsOf('survey')).toEqual(before);
    await press(...Array.from({ length: 5 }, () => 'Control+y'));
    expect(await rowsOf('survey')).toEqual(after);
  });

  test('the header is a cell: a column is named, and names that are known are offered', async () => {
    await cell(1, 1).click();
    await press('End', 'ArrowRight', 'Enter');
    const offered = await page
      .locator('datalist option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(offered).toContain('media::image::Русский (ru)');
    expect(offered).not.toContain('relevant');
    await page.keyboard.type('calculation');
    await press('Enter');
    expect((await rowsOf('survey'))[0]?.at(-1)).toBe('calculation');
    await press('Home', 'Enter');
    const types = await page
      .locator('datalist option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(types).toContain('select_one yes_no_na');
    expect(types).toContain('select_one_from_file stations.csv');
  });
});

describe('what is typed and not kept yet', () => {
  beforeEach(() => open());
  const typing = page.locator('.gallery-grid output');
  const toggle = () => page.evaluate(() => (window as unknown as { toggleGrid: () => void }).toggleGrid());

  test('is told until it is kept, taken back or the same again', async () => {
    await cell(3, 2).click();
    expect(await typing.textContent()).toBe('kept');
    await page.keyboard.type('x');
    expect(await typing.textContent()).toBe('typing');
    await press('Escape');
    expect(await typing.textContent()).toBe('kept');
    await press('F2');
    expect(await typing.textContent()).toBe('kept');
    await page.keyboard.type('y');
    expect(await typing.textContent()).toBe('typing');
    await press('Backspace');
    expect(await typing.textContent()).toBe('kept');
    await page.keyboard.type('y');
    await press('Enter');
    expect(await typing.textContent()).toBe('kept');
  });

  test('is kept when the window goes, and when the grid does', async () => {
    await cell(3, 2).click();
    await page.keyboard.type('first');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    expect(await textOf('survey', 3, 2)).toBe('first');
    await cell(4, 2).click();
    await page.keyboard.type('second');
    await toggle();
    await page.locator('.grid-frame').waitFor({ state: 'detached' });
    expect(await textOf('survey', 4, 2)).toBe('second');
    expect(await typing.textContent()).toBe('kept');
  });

  test('can be taken back after a look elsewhere, with what was changed there, and the cursor is where it was', async () => {
    await cell(3, 2).click();
    await page.keyboard.type('typed');
    await toggle();
    await page.evaluate(() => {
      const held = window as unknown as { workbookNow: () => Workbook; setWorkbookNow: (workbook: Workbook) => void };
      const sheets = structuredClone(held.workbookNow().sheets) as { name: string; rows: string[][] }[];
      for (const row of sheets[0]?.rows ?? []) row.unshift('');
      sheets[0]?.rows[0]?.splice(0, 1, 'note::New');
      held.setWorkbookNow({ sheets });
    });
    await toggle();
    await page.locator('.grid-frame').waitFor();
    expect(await place.textContent()).toBe('survey 3 name');
    expect(await bar.inputValue()).toBe('typed');
    await button('Undo (Ctrl+Z)').click();
    expect(await textOf('survey', 3, 2)).toBe('typed');
    await button('Undo (Ctrl+Z)').click();
    expect(await textOf('survey', 3, 2)).toBe('end');
    await button('Redo (Ctrl+Y)').click();
    expect(await textOf('survey', 3, 2)).toBe('typed');
    expect(await button('Undo (Ctrl+Z)').isEnabled()).toBe(true);
  });

  test('a column that is added to the left moves the cursor with its cell', async () => {
    await cell(12, 4).click();
    const before = await place.textContent();
    await page.evaluate(() => {
      const held = window as unknown as { workbookNow: () => Workbook; setWorkbookNow: (workbook: Workbook) => void };
      const sheets = structuredClone(held.workbookNow().sheets) as { name: string; rows: string[][] }[];
      for (const row of sheets[0]?.rows ?? []) row.splice(2, 0, '');
      sheets[0]?.rows[0]?.splice(2, 1, 'label::New');
      held.setWorkbookNow({ sheets });
    });
    await eventually(focused).toBe('12:5');
    await press('Shift+ArrowUp');
    await press('ArrowDown');
    expect(await place.textContent()).toBe(before);
  });
});

describe('over the clipboard', () => {
  beforeEach(() => open());

  test('a range that is copied and pasted elsewhere comes out the same, and the sheet grows', async () => {
    await tab(/^choices/).click();
    const rows = await rowsOf('choices');
    await cell(2, 1).click();
    await press('Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Control+c');
    await press('Control+ArrowDown', 'ArrowDown', 'ArrowDown', 'Home', 'Control+v');
    const pasted = await rowsOf('choices');
    expect(pasted).toHaveLength(rows.length + 3);
    expect(pasted.slice(-2)).toEqual(rows.slice(1, 3).map((row) => row.slice(0, 3)));
    expect(await page.locator('.grid-cell[aria-selected="true"]').count()).toBe(6);
  });

  test('what a spreadsheet program wrote is read: quotes, line breaks in cells, an end of line at the end', async () => {
    await cell(3, 1).click();
    await page.evaluate(() =>
      navigator.clipboard.writeText('note\tn1\t"two\r\nlines, ""quoted"""\r\ntext\tn2\t5" wide\r\n'),
    );
    await press('Control+v');
    const rows = await rowsOf('survey');
    expect(rows[2]?.slice(0, 3)).toEqual(['note', 'n1', 'two\nlines, "quoted"']);
    expect(rows[3]?.slice(0, 3)).toEqual(['text', 'n2', '5" wide']);
    await cell(3, 3).click();
    expect(await bar.inputValue()).toBe('two\nlines, "quoted"');
    await press('Control+x');
    expect(await textOf('survey', 3, 3)).toBe('');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('"two\nlines, ""quoted"""\n');
  });

  test('more than a sheet can hold is refused, and the reason told', async () => {
    const before = await rowsOf('survey');
    await cell(2, 1).click();
    await page.evaluate(() => navigator.clipboard.writeText('x\n'.repeat(110_000)));
    await press('Control+v');
    await page.getByText('Nothing was pasted: a sheet has at most 110').waitFor();
    expect(await rowsOf('survey')).toEqual(before);
  });

  test('one text fills all cells that are selected', async () => {
    await cell(2, 2).click();
    await press('Control+c', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+v');
    expect((await rowsOf('survey')).slice(1, 4).map((row) => row[2])).toEqual(['start', 'start', 'start']);
  });
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
