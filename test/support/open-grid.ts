import type { Page } from 'playwright-core';
import type { Workbook } from '../../src/xforms/workbook/workbook.ts';
import { testBrowser } from './chromium.ts';
import { testGallery } from './gallery.ts';
import { openPage } from './open-page.ts';

/** The grid of a workbook in the gallery, and how a test looks at it and works with it. Rows and columns count from 1. */
export async function testGrid() {
  const address = await testGallery();
  const browser = await testBrowser();
  const { page, complaints } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  const open = async (query = 'lang=en', on: Page = page): Promise<void> => {
    await on.goto(`${address}/grid?${query}`);
    await on.locator('.grid-frame').waitFor();
    await on.evaluate(() => document.fonts.ready);
  };
  return { browser, page, complaints, open, ...partsOf(page), ...workbookOn(page) };
}

function partsOf(page: Page) {
  return {
    button: (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    tab: (name: RegExp) => page.getByRole('tab', { name }),
    cell: (row: number, column: number) => page.locator(`[data-row="${row - 1}"][data-column="${column - 1}"]`),
    /** Where the cursor is, in words. */
    place: page.locator('.gallery-grid > p[role="status"]'),
    bar: page.locator('.grid-bar textarea'),
    press: async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    /** The cell that has the focus: `row:column`. */
    focused: (): Promise<string> =>
      page.evaluate(() => {
        const { row, column } = (document.activeElement as HTMLElement).dataset;
        return row === undefined ? 'elsewhere' : `${Number(row) + 1}:${Number(column) + 1}`;
      }),
  };
}

function workbookOn(page: Page) {
  return {
    /** Rows of a sheet as the page now has them. */
    rowsOf: (name: string): Promise<readonly (readonly string[])[]> =>
      page.evaluate((wanted) => {
        const { workbookNow } = window as unknown as { workbookNow: () => Workbook };
        return workbookNow().sheets.find((sheet) => sheet.name === wanted)?.rows ?? [];
      }, name),
    /** The text of a cell of the workbook that the page now has. */
    textOf: (...at: [sheet: string, row: number, column: number]): Promise<string> =>
      page.evaluate(([name, row, column]) => {
        const { workbookNow } = window as unknown as { workbookNow: () => Workbook };
        return workbookNow().sheets.find((sheet) => sheet.name === name)?.rows[row - 1]?.[column - 1] ?? '';
      }, at),
  };
}
