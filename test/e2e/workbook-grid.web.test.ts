import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Workbook } from '../../src/xforms/workbook/workbook.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, type Look, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const tab = (name: RegExp) => page.getByRole('tab', { name });
const cell = (row: number, column: number) => page.locator(`[data-row="${row - 1}"][data-column="${column - 1}"]`);
const place = page.locator('.gallery-grid > p[role="status"]');
const bar = page.locator('.grid-bar textarea');
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

async function open(query = 'lang=en', on: Page = page): Promise<void> {
  await on.goto(`${address}/grid?${query}`);
  await on.locator('.grid-frame').waitFor();
  await on.evaluate(() => document.fonts.ready);
}

/** Rows of a sheet as the page now has them. */
function rowsOf(name: string): Promise<readonly (readonly string[])[]> {
  return page.evaluate((wanted) => {
    const { workbookNow } = window as unknown as { workbookNow: () => Workbook };
    return workbookNow().sheets.find((sheet) => sheet.name === wanted)?.rows ?? [];
  }, name);
}

/** The cell that has the focus, as row and column counted from 1. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const { row, column } = (document.activeElement as HTMLElement).dataset;
    return row === undefined ? 'elsewhere' : `${Number(row) + 1}:${Number(column) + 1}`;
  });
}

/** The text of a cell of the workbook that the page now has. */
function textOf(...at: [sheet: string, row: number, column: number]): Promise<string> {
  return page.evaluate(([name, row, column]) => {
    const { workbookNow } = window as unknown as { workbookNow: () => Workbook };
    return workbookNow().sheets.find((sheet) => sheet.name === name)?.rows[row - 1]?.[column - 1] ?? '';
  }, at);
}

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
