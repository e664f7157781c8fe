import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { eventually } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const editor = await joinAs('editor', 'Rauf', { administrator, browser });

const FORM = `${server.url}/desk/m/lighthouse/forms/voting`;
const button = (name: string, on: Page = page) => on.getByRole('button', { name, exact: true });
const cell = (row: number, column: number, on: Page = page) =>
  on.locator(`[data-row="${row - 1}"][data-column="${column - 1}"]`);
const saved = (on: Page = page) => on.getByText('Saved', { exact: true });

/** Writes a cell of the grid as a person does, and waits until the server has it. */
async function write(at: [row: number, column: number], text: string, on: Page = page): Promise<void> {
  await cell(...at, on).click();
  await on.keyboard.press('F2');
  await on.keyboard.press('Control+A');
  await on.keyboard.type(text);
  await on.keyboard.press('Enter');
}

describe('the forms of a mission', () => {
  test('a mission is created, and begins without forms', async () => {
    await page.goto(`${server.url}/desk/missions`);
    await page.getByText('No mission works on this server yet').waitFor();
    await page.getByRole('link', { name: 'New mission' }).click();
    await button('Save').click();
    await page.getByText('Name the mission in one language at least').first().waitFor();
    await page.getByLabel('Name (English)').fill('Lighthouse observers');
    await page.getByLabel('Short name in addresses').fill('lighthouse');
    await button('Save').click();
    await page.getByText('No forms yet').waitFor();
  });

  test('a template becomes a draft, which cannot be published without the tables that it reads', async () => {
    await button('Voting').click();
    await page.getByRole('grid').waitFor();
    await eventually(() => page.url()).toBe(FORM);
    await button('Publish').click();
    await page.getByText('The form does not open without these files').waitFor();
    expect(await button('Publish as version 1').isDisabled()).toBe(true);
    await button('Cancel').click();
  });

  test('files are added, and the phone offers what they hold', async () => {
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    const files = ['stations.csv', 'constituencies.csv'].map((name) => ({
      name,
      mimeType: 'text/csv',
      buffer: readFileSync(`examples/forms/${name}`),
    }));
    await page.locator('input[type=file]').last().setInputFiles(files);
    await button('Remove stations.csv').waitFor();
    await page.getByRole('link', { name: 'Phone', exact: true }).click();
    await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('Kata');
    await page.getByText('Kata', { exact: true }).first().waitFor();
  });

  test('an error stands beside its cell while it is typed, and goes when it is mended', async () => {
    await page.getByRole('link', { name: 'Editor', exact: true }).click();
    await write([11, 1], 'intejer');
    await page
      .getByText(/intejer/)
      .nth(1)
      .waitFor();
    await eventually(() => cell(11, 1).getAttribute('aria-invalid')).toBe('true');
    await button('Publish').click();
    await page.getByText('1 error has to be mended first.').waitFor();
    await button('Cancel').click();
    await write([11, 1], 'integer');
    await eventually(() => cell(11, 1).getAttribute('aria-invalid')).not.toBe('true');
    await saved().waitFor();
  });

  test('what was typed is there after the page is loaded anew', async () => {
    await write([9, 3], 'When did you arrive?');
    await saved().waitFor();
    await page.reload();
    await cell(9, 3).waitFor();
    expect(await cell(9, 3).textContent()).toContain('When did you arrive?');
  });

  test('the form is printed in each of its languages', async () => {
    await page.getByRole('link', { name: 'Paper', exact: true }).click();
    await page.getByRole('img', { name: 'Page 1 of 3' }).waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('Русский (ru)');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download PDF' }).click();
    expect((await download).suggestedFilename()).toBe('voting-ru.pdf');
  });

  test('the draft is published, and the next one says what it would break', async () => {
    await button('Publish').click();
    await button('Publish as version 1').click();
    await page.getByText('Version 1 is published').waitFor();
    await page.getByRole('link', { name: 'Editor', exact: true }).click();
    await button('Draft').click();
    await button('Begin a draft from version 1').click();
    await saved().waitFor();
    await write([11, 1], 'text');
    await eventually(() => cell(11, 1).textContent()).toContain('text');
    await saved().waitFor();
    await button('Publish').click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/1 .*break/)
      .first()
      .waitFor();
    await dialog.getByText('The type of members has changed').first().waitFor();
    expect(await dialog.getByLabel('Version of the form').inputValue()).toMatch(/^20\d{8}$/);
    await dialog.getByLabel('What changes, for the history').fill('Members are told in words');
    await dialog.getByRole('button', { name: 'Publish as version 2' }).click();
    await page.getByText('Version 2 is published').waitFor();
  });

  test('frozen, it takes no version until a second person agrees', async () => {
    await page.getByRole('link', { name: 'Versions', exact: true }).click();
    await decide(page, 'Freeze', 'Tomorrow is the day');
    await page.getByText('Frozen', { exact: true }).first().waitFor();
    await decide(page, 'Ask to unfreeze', 'A question is wrong');
    await page.getByText('Frozen; unfreezing asked for').first().waitFor();
    expect(await button('Agree to unfreeze').count()).toBe(0);
    await editor.page.goto(`${FORM}/versions`);
    await decide(editor.page, 'Agree to unfreeze', 'It is wrong indeed');
    await editor.page.getByText('In use', { exact: true }).first().waitFor();
  });

  test('two people who write the same draft lose nothing', async () => {
    await page.goto(`${FORM}/edit`);
    await button('Draft').click();
    await button('Begin a draft from version 2').click();
    await saved().waitFor();
    await editor.page.goto(`${FORM}/edit`);
    await saved(editor.page).waitFor();
    await write([9, 3], 'From Leyla');
    await eventually(() => cell(9, 3).textContent()).toContain('From Leyla');
    await saved().waitFor();
    await write([10, 3], 'From Rauf', editor.page);
    await editor.page.getByText('What Leyla wrote was taken in').waitFor();
    await eventually(() => cell(9, 3, editor.page).textContent()).toContain('From Leyla');
    await saved(editor.page).waitFor();
    await write([9, 3], 'Leyla again');
    await page.getByText('What Rauf wrote was taken in').waitFor();
    await saved().waitFor();
    await write([9, 3], 'Rauf again', editor.page);
    await editor.page.getByText(/Leyla wrote a row that you changed, too .*: survey, row 9/).waitFor();
    const download = editor.page.waitForEvent('download');
    await button('Download what I have', editor.page).click();
    expect((await download).suggestedFilename()).toBe('voting.xlsx');
    await button('Keep mine there', editor.page).click();
    await saved(editor.page).waitFor();
    await page.reload();
    await eventually(() => cell(9, 3).textContent()).toContain('Rauf again');
    expect(editor.complaints.filter((text) => !text.includes('409'))).toEqual([]);
  });

  test('what does not reach the server waits in the browser', async () => {
    await page.context().setOffline(true);
    await write([9, 3], 'Without network');
    await page.getByText('Not saved').waitFor();
    await page.getByRole('link', { name: 'Lighthouse observers' }).click();
    await page.context().setOffline(false);
    await page.goto(`${FORM}/edit`);
    await page.getByText('What you typed here before has not reached the server').waitFor();
    await button('Take it up').click();
    await eventually(() => cell(9, 3).textContent()).toContain('Without network');
    await saved().waitFor();
    await page.reload();
    await eventually(() => cell(9, 3).textContent()).toContain('Without network');
    expect(await page.getByText('What you typed here before').count()).toBe(0);
  });

  test('a file that is no form is refused with what is wrong, and nothing is stored', async () => {
    await page.goto(`${server.url}/desk/m/lighthouse`);
    const old = {
      name: 'old.xls',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    };
    await page.locator('input[type=file]').last().setInputFiles(old);
    await page
      .getByText(/\.xlsx/)
      .last()
      .waitFor();
    await page.getByText('The form has 1 error').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  test('a reader sees everything and can change nothing', async () => {
    const reader = await joinAs('reader', 'Sara', { administrator, browser });
    await reader.page.goto(`${FORM}/edit`);
    await reader.page.getByRole('grid').waitFor();
    expect(await button('Publish', reader.page).count()).toBe(0);
    expect(await button('Question bank', reader.page).count()).toBe(0);
    await reader.page.goto(`${FORM}/versions`);
    await reader.page.getByText('In use', { exact: true }).first().waitFor();
    expect(await button('Freeze', reader.page).count()).toBe(0);
  });

  test('nothing was complained of on the way', () => {
    // Without network, in two places at once and with a file that is no form, the browser notes what the page words.
    expect(complaints.filter((text) => !/409|422|ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
  });
});

async function decide(on: Page, act: string, reason: string): Promise<void> {
  await button(act, on).click();
  const dialog = on.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
