import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const PUBLIC = `${server.url}/e/azerbaijan-2024`;
const DESK = `${server.url}/desk/e/azerbaijan-2024`;
const { page: desk } = await firstAdministrator(server, browser);
const form = desk.getByRole('complementary');

afterEach(async () => {
  await desk.unrouteAll();
  await desk.context().setOffline(false);
});

/** As if a proxy stood before the server and had lost it: for addresses that match `pattern`. */
async function loseServer(page: Page, pattern: string): Promise<void> {
  const reply = { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' };
  await page.route(pattern, (route) => route.fulfill(reply));
}

/** As the server answers while it has no database. */
async function loseDatabase(page: Page, pattern: string): Promise<void> {
  const body = JSON.stringify({ type: 'about:blank', title: 'Unavailable', status: 503, code: 'unavailable' });
  await page.route(pattern, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body }));
}

let typed = '';
let corrections = 0;

/** Types a correction of another record each time. */
async function startCorrection(): Promise<string> {
  corrections += 1;
  const address = `${DESK}/sources?record=source/S0${corrections}`;
  typed = `A long note that nobody wants to type ${corrections} times.`;
  await desk.goto(address);
  await form.getByRole('button', { name: 'Correct' }).click();
  await form.getByRole('textbox', { name: /^Note/ }).fill(typed);
  await form.getByLabel('Reason').fill('a reason');
  return address;
}

async function expectNothingLost(): Promise<void> {
  const note = form.getByRole('textbox', { name: /^Note/ });
  expect(await note.inputValue()).toBe(typed);
  expect(await form.getByLabel('Reason').inputValue()).toBe('a reason');
}

describe('a page whose data do not come', () => {
  test.each([
    ['a proxy that has lost the server', loseServer, 'Something went wrong'],
    ['a server that has lost its database', loseDatabase, 'The database cannot be reached'],
  ])('says so in words and offers another attempt: %s', async (_, lose, words) => {
    const { page } = await openPage(browser);
    await lose(page, '**/api/elections/*/file');
    await page.goto(`${PUBLIC}/overview`);
    await page.getByRole('alert').getByText(words).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: /^Early presidential election/ }).waitFor();
    await page.context().close();
  });

  test('the same at the start of the desk', async () => {
    await loseDatabase(desk, '**/api/session');
    await desk.goto(`${DESK}/claims`);
    await desk.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await desk.unrouteAll();
    await desk.getByRole('button', { name: 'Try again' }).click();
    await desk.getByRole('heading', { level: 1, name: 'Claims' }).waitFor();
  });

  test('the same in the panel beside the page', async () => {
    await loseDatabase(desk, '**/api/elections/*/records/**');
    await desk.goto(`${DESK}/sources?record=source/S03`);
    await form.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await desk.unrouteAll();
    await form.getByRole('button', { name: 'Try again' }).click();
    await form.getByRole('button', { name: 'Correct' }).waitFor();
  });
});

describe('a view that is opened without a connection', () => {
  test('says so, leaves the way to the other views, and opens when there is one again', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${PUBLIC}/overview`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Missions', exact: true }).click();
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('figure', { name: 'From the decree to the oath' }).waitFor();
    await page.getByRole('link', { name: 'Missions', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
    await page.context().close();
  });
});

describe('an open form', () => {
  test('keeps what was typed while there is no connection, and saves when there is', async () => {
    await startCorrection();
    await desk.context().setOffline(true);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await expectNothingLost();
    await desk.context().setOffline(false);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('History: 2 versions').waitFor();
  });

  test('keeps what was typed when the server fails', async () => {
    await startCorrection();
    await loseDatabase(desk, '**/api/elections/*/records/**');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await expectNothingLost();
    await loseServer(desk, '**/api/elections/*/records/**');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('Something went wrong').waitFor();
    await expectNothingLost();
  });

  test('keeps what was typed when the page comes back into view without a connection', async () => {
    await startCorrection();
    await desk.context().setOffline(true);
    const asked = desk.waitForEvent('requestfailed', (request) => request.url().endsWith('/file'));
    await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await asked;
    await desk.getByRole('main').getByRole('alert').getByText('The server cannot be reached').waitFor();
    await expectNothingLost();
    await desk.context().setOffline(false);
    await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await desk.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    await expectNothingLost();
  });

  test('keeps what was typed when the session has ended, until one has signed in elsewhere', async () => {
    await startCorrection();
    const cookies = await desk.context().cookies();
    await desk.context().clearCookies();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText('You are signed out').waitFor();
    await expectNothingLost();
    await desk.context().addCookies(cookies);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('button', { name: 'Correct' }).waitFor();
  });

  test('keeps what was typed when the page is left by mistake', async () => {
    const address = await startCorrection();
    await desk.reload();
    await form.getByRole('button', { name: 'Correct' }).click();
    await expectNothingLost();
    await desk.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await desk.goto(address);
    await form.getByRole('button', { name: 'Correct' }).click();
    await expectNothingLost();
  });
});
