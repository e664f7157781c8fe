import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Workbook } from '../../src/xforms/workbook/workbook.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, type Look, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser);

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (language: string, key: string) =>
  page.locator(`textarea[data-key="${key}"][data-language="${language}"]`);
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const RUSSIAN = 'Русский (ru)';
const ENGLISH = 'English (en)';

async function open(query: string, on: Page = page): Promise<void> {
  await on.goto(`${address}/form-views?${query}`);
  await on.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  await on.evaluate(() => document.fonts.ready);
}

/** A cell of the workbook as the page now has it; the column by its header. */
function cellOf(sheet: string, row: number, header: string): Promise<string> {
  return page.evaluate(
    ([name, number, head]) => {
      const { workbookNow } = window as unknown as { workbookNow: () => Workbook };
      const rows = workbookNow().sheets.find((one) => one.name === name)?.rows ?? [];
      return rows[number - 1]?.[rows[0]?.indexOf(head) ?? -1] ?? '';
    },
    [sheet, row, header] as const,
  );
}

/** The field that has the focus, as key and language. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const { key, language } = (document.activeElement as HTMLElement).dataset;
    return key === undefined ? 'elsewhere' : `${key} ${language}`;
  });
}

/** What the bars say. */
const completeness = () => page.locator('.completeness-language').allTextContents();

describe('translations', () => {
  beforeEach(() => open('view=translations&lang=en'));

  test('a missing text is told by shape and word, counted, and found', async () => {
    expect(await completeness()).toEqual([
      'English 103 of 103 100%',
      'Русский 102 of 103 99%',
      'Azərbaycanca 103 of 103 100%',
    ]);
    await page.getByRole('checkbox', { name: 'Only missing' }).check();
    await page.getByText('Shown: 1 of 103').waitFor();
    const missing = field(RUSSIAN, 'survey:14:label');
    expect(await missing.getAttribute('lang')).toBe('ru');
    expect(await page.locator('.text-lack').allTextContents()).toEqual(['Missing']);
    expect(await page.locator('.text-lack .status-shape[data-status="gap"]').count()).toBe(1);
    const described = await missing.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toBe('Missing');
  });

  test('a text is kept with Ctrl+Enter and when its field is left, and taken back with Esc', async () => {
    const russian = field(RUSSIAN, 'survey:14:label');
    await russian.fill('Открыт ли вход?');
    await press('Control+Enter');
    expect(await cellOf('survey', 14, 'label::Русский (ru)')).toBe('Открыт ли вход?');
    expect(await focused()).toBe(`survey:14:label ${RUSSIAN}`);
    expect(await completeness()).toContain('Русский 103 of 103 100%');
    await russian.fill('Свободен ли вход?');
    await field(ENGLISH, 'survey:14:label').focus();
    expect(await cellOf('survey', 14, 'label::Русский (ru)')).toBe('Свободен ли вход?');
    await field(ENGLISH, 'survey:6:label').fill('Dropped');
    await press('Escape', 'Tab');
    expect(await cellOf('survey', 6, 'label::English (en)')).toBe('The visit');
  });

  test('what is typed is told, and kept when the window or the view goes', async () => {
    const typing = page.locator('.gallery-typing');
    const russian = field(RUSSIAN, 'survey:14:label');
    await russian.fill('Вход');
    expect(await typing.textContent()).toBe('typing');
    await press('Escape');
    expect(await typing.textContent()).toBe('kept');
    await russian.fill('Вход свободен?');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    expect(await cellOf('survey', 14, 'label::Русский (ru)')).toBe('Вход свободен?');
    expect(await typing.textContent()).toBe('kept');
    await russian.fill('Свободен ли вход?');
    await page.evaluate(() => (window as unknown as { hideTexts: () => void }).hideTexts());
    await page.locator('.text-table').waitFor({ state: 'detached' });
    expect(await cellOf('survey', 14, 'label::Русский (ru)')).toBe('Свободен ли вход?');
    expect(await typing.textContent()).toBe('kept');
  });

  test('a text that was just written stays in sight until the filter changes', async () => {
    await page.getByRole('checkbox', { name: 'Only missing' }).check();
    await field(RUSSIAN, 'survey:14:label').fill('Вход');
    await press('Control+Enter');
    expect(await field(RUSSIAN, 'survey:14:label').inputValue()).toBe('Вход');
    await page.getByRole('combobox', { name: 'Sheet' }).selectOption('survey');
    await page.getByText('No text fits the filter').waitFor();
  });

  test('a language is added, with its name and tag checked, and stands beside the reference', async () => {
    await button('Add a language').click();
    const dialog = page.getByRole('dialog');
    const add = dialog.getByRole('button', { name: 'Add a language' });
    await dialog.getByLabel('Name of the language').fill('Русский');
    await dialog.getByLabel('Language tag').fill('ru');
    await add.click();
    await dialog.getByText('The form has the language Русский (ru) already.').waitFor();
    await dialog.getByLabel('Name of the language').fill('ქართული');
    await dialog.getByLabel('Language tag').fill('Georgian');
    await add.click();
    await dialog.getByText('Language tag: wanted one such as ru or pt-BR.').waitFor();
    await dialog.getByLabel('Language tag').fill('ka');
    await add.click();
    await eventually(completeness).toContain('ქართული 0 of 103 0%');
    await field('ქართული (ka)', 'survey:6:label').fill('ვიზიტი');
    await press('Control+Enter');
    expect(await cellOf('survey', 6, 'label::ქართული (ka)')).toBe('ვიზიტი');
  });

  test('the sheet, the words and the languages are chosen', async () => {
    await page.getByRole('combobox', { name: 'Third language' }).selectOption({ label: 'Azərbaycanca' });
    expect(await page.locator('.text-table thead th').allTextContents()).toEqual([
      'Text',
      'English',
      'Русский',
      'Azərbaycanca',
      'Cell',
    ]);
    await page.getByRole('combobox', { name: 'Reference' }).selectOption({ label: 'Русский' });
    expect((await page.locator('.text-table thead th').allTextContents()).slice(1, 3)).toEqual(['Русский', 'English']);
    await page.getByRole('combobox', { name: 'Sheet' }).selectOption('choices');
    expect(await page.locator('.text-where').first().textContent()).toContain('list sex');
    await page.getByRole('searchbox', { name: 'Search texts' }).fill('qadin');
    await page.getByText('Shown: 1 of 103').waitFor();
    await button('Show in the grid').click();
    expect(await page.getByRole('status').last().textContent()).toBe('choices 2 label::Русский (ru)');
  });
});

describe('5,000 texts', () => {
  beforeEach(() => open('view=translations&lang=en&rows=5000'));

  test('only a page of them is in the document, and all can be reached', async () => {
    await page.getByText('1–50 of 5\u202f001').waitFor();
    expect(await page.locator('textarea').count()).toBe(100);
    await button('Next').click();
    await page.getByText('51–100 of 5\u202f001').waitFor();
    await page.getByRole('searchbox', { name: 'Search texts' }).fill('004999');
    await eventually(() => page.locator('textarea').count()).toBe(2);
  });

  test('Tab goes down what is missing, over pages, and back; Alt with arrows goes to any text', async () => {
    await field(RUSSIAN, 'choices:4:label').focus();
    await page.keyboard.type('Третий');
    await press('Tab');
    expect(await focused()).toBe(`choices:7:label ${RUSSIAN}`);
    expect(await cellOf('choices', 4, 'label::Русский (ru)')).toBe('Третий');
    for (let times = 0; times < 15; times += 1) await press('Tab');
    expect(await focused()).toBe(`choices:52:label ${RUSSIAN}`);
    await page.getByText('51–100 of 5\u202f001').waitFor();
    await press('Shift+Tab');
    expect(await focused()).toBe(`choices:49:label ${RUSSIAN}`);
    await press('Alt+ArrowLeft', 'Alt+ArrowDown');
    expect(await focused()).toBe(`choices:50:label ${ENGLISH}`);
    await press('Alt+ArrowRight', 'Alt+ArrowRight', 'Enter');
    await page.getByText('choices 50 label::English (en)').waitFor();
  });
});

test('texts that may not be changed are only read', async () => {
  await open('view=translations&lang=en&readonly');
  await field(ENGLISH, 'survey:6:label').focus();
  await page.keyboard.type('New');
  await press('Tab');
  expect(await cellOf('survey', 6, 'label::English (en)')).toBe('The visit');
  expect(await button('Add a language').count()).toBe(0);
});

describe('the question bank', () => {
  beforeEach(async () => {
    await open('view=bank&lang=ru');
    await button('Open the bank').click();
  });

  test('is searched in any language, shows words of the reader and choices on demand', async () => {
    await page.getByRole('searchbox', { name: 'Искать вопросы' }).fill('chair commission');
    const question = page.locator('.bank-question').first();
    expect(await question.locator('.bank-label').textContent()).toBe('Председатель комиссии');
    expect(await question.locator('.bank-label').getAttribute('lang')).toBe('ru');
    expect(await question.locator('.bank-type').textContent()).toBe('chair_sex · select_one sex');
    await question.getByRole('button', { name: 'sex: 2 варианта' }).press('Enter');
    expect(await question.getByRole('listitem').allTextContents()).toEqual(['Женщина woman', 'Мужчина man']);
  });

  test('gives a question to the form by keyboard, and tells what got another name', async () => {
    await page.getByRole('searchbox', { name: 'Искать вопросы' }).fill('chair commission');
    await page
      .locator('.bank-question')
      .first()
      .getByRole('button', { name: 'Вставить под строкой 12' })
      .press('Enter');
    expect(await cellOf('survey', 13, 'name')).toBe('chair_sex_2');
    expect(await cellOf('survey', 13, 'label::Русский (ru)')).toBe('Председатель комиссии');
    expect(await page.locator('.bank-told').textContent()).toBe(
      'chair_sex: вставлено под строкой 12. Переименовано, потому что такие имена в форме уже есть: chair_sex → chair_sex_2.',
    );
  });

  test('puts the next question below the last, and lists once what several forms ask alike', async () => {
    const search = page.getByRole('searchbox', { name: 'Искать вопросы' });
    await search.fill('chair commission');
    const first = page.locator('.bank-question').first();
    await first.getByRole('button', { name: 'Вставить под строкой 12' }).press('Enter');
    await first.getByRole('button', { name: 'Вставить под строкой 13' }).press('Enter');
    expect([await cellOf('survey', 13, 'name'), await cellOf('survey', 14, 'name')]).toEqual([
      'chair_sex_2',
      'chair_sex_3',
    ]);
    await search.fill('chair_sex');
    const names = await page.locator('.bank-question .bank-type').allTextContents();
    expect(names.filter((name) => name === 'chair_sex · select_one sex')).toHaveLength(1);
    expect(await first.locator('.bank-also').textContent()).toMatch(/^Также есть в: ./);
  });

  test('says so where nothing is found, and Esc closes it', async () => {
    await page.getByRole('searchbox', { name: 'Искать вопросы' }).fill('nothing of the kind');
    await page.getByText('Вопросов с такими словами нет').waitFor();
    await page.locator('.side-panel-close').focus();
    await press('Escape');
    expect(await page.locator('.bank').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open the bank');
  });
});

describe('differences', () => {
  test('are told in a sentence, then by severity, with the changed words marked', async () => {
    await open('view=differences&lang=en');
    await page
      .getByText('2 differences break data that exist, 6 change what answers mean or how they come about, 31 only add.')
      .waitFor();
    expect(await page.locator('.difference-severity').allTextContents()).toEqual([
      'Breaks data that exist',
      'Changes what answers mean or how they come about',
      'Adds, and touches nothing that exists',
    ]);
    await page.locator('[data-code="version-same"]').getByText('Version: 1').waitFor();
    const label = page.locator('[data-code="label-changed"]').first();
    expect(await label.locator('.difference-language').textContent()).toBe('English');
    expect(await label.locator('del').allTextContents()).toEqual(['Members']);
    expect(await label.locator('ins').allTextContents()).toEqual(['How many members']);
  });

  test('are folded where they are many', async () => {
    await open('view=differences&lang=en');
    const added = page.locator('.difference-group[data-severity="adds"] .difference');
    expect(await added.count()).toBe(20);
    await button('Show all 31').press('Enter');
    expect(await added.count()).toBe(31);
  });

  test('say so where there are none', async () => {
    await open('view=differences&lang=en&same');
    await page.getByText('Nothing differs.').waitFor();
  });
});

const LOOKS: readonly [name: string, look: Look, language: string][] = [
  ['light', { colorScheme: 'light' }, 'en'],
  ['dark, in Russian', { colorScheme: 'dark' }, 'ru'],
  ['light, 360 wide, in Russian', { colorScheme: 'light', width: 360, hasTouch: true }, 'ru'],
  ['dark, 360 wide, in Azerbaijani', { colorScheme: 'dark', width: 360, hasTouch: true }, 'az'],
];

describe.each(LOOKS)('without barriers and within the page: %s', (_, look, language) => {
  test.each(['translations', 'bank', 'differences'])('%s', async (view) => {
    const seen = await openPage(browser, { reducedMotion: 'reduce', ...look });
    await open(`view=${view}&lang=${language}`, seen.page);
    if (view === 'bank') {
      await seen.page.getByRole('button', { name: 'Open the bank' }).click();
      await seen.page.locator('.bank-source summary').first().click();
      await seen.page.locator('.bank-acts [aria-expanded]').first().click();
      await seen.page.locator('.bank-acts .button').first().click();
    }
    expect(await findBarriers(seen.page)).toEqual([]);
    expect(await measureOverflow(seen.page)).toBe(0);
    if (view === 'translations') {
      await seen.page.locator('.translations > div > .button').first().click();
      await seen.page.getByRole('dialog').locator('[type=submit]').click();
      expect(await findBarriers(seen.page)).toEqual([]);
    }
    expect(seen.complaints).toEqual([]);
    await seen.page.context().close();
  });
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
