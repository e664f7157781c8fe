import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ListedDevice } from '../../src/features/mission/devices/device-replies.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const { request } = page;
const RETENTION = `${server.url}/desk/m/coast/retention`;

async function post(path: string, data: unknown): Promise<void> {
  const reply = await request.post(`${server.url}/api/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.status()]).toEqual([path, 201]);
}

const devices = async () =>
  (await (await request.get(`${server.url}/api/missions/coast/devices`)).json()) as ListedDevice[];

/** Asks another administrator to agree, as a page does that was told of one: what is there by now is shown, and nothing begun. */
async function askWhereNobodyElseIs(dialog: Locator): Promise<void> {
  const path = '**/api/missions/coast/retention';
  await page.route(path, async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ response: reply, json: { ...(await reply.json()), hasSecond: true } });
  });
  await page.reload();
  await page.getByRole('button', { name: 'Delete what is on the list…' }).click();
  await page.unroute(path);
  await dialog.getByLabel('Why').fill('Ninety days are over');
  await dialog.getByRole('button', { name: 'Ask for the deletion' }).click();
  await page.getByRole('alert').getByText('There is no other administrator any more').waitFor();
  expect(await dialog.count()).toBe(0);
  await page.getByText('Dry run', { exact: true }).waitFor();
}

test('what is kept no longer goes by a list, from the page of the mission to the end of the job', async () => {
  await post('missions', { id: crypto.randomUUID(), slug: 'coast', name: { en: 'Coast' }, election: null });
  const phones = ['Ann’s phone', 'Ben’s phone', 'Cem’s phone'];
  for (const name of phones)
    await post('missions/coast/devices', { id: crypto.randomUUID(), name, kind: 'odk', login: null });
  await page.goto(`${server.url}/desk/m/coast`);
  await page.getByRole('link', { name: 'Retention' }).click();
  await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor();
  // Nothing is deleted until somebody decides: there is nothing to list.
  await page.getByText('Nobody has decided yet').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter a day').waitFor();
  await page.getByLabel('Last day of the mission').fill('2024-02-28');
  const days = page.getByLabel('Names of observers and their devices');
  for (const wrong of ['-1', '1.5', 'ninety', '99999999']) {
    await days.fill(wrong);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A whole number from 0 to').waitFor();
    expect(await days.evaluate((field) => field === document.activeElement)).toBe(true);
  }
  await days.fill('1');
  await page.getByText('May be deleted from 1 March 2024 on').waitFor();
  await page.getByLabel('Why').first().fill('By the plan');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Make a list' }).click();
  await page.getByRole('cell', { name: '3', exact: true }).waitFor();
  expect((await devices()).map(({ name }) => name).sort()).toEqual(phones);
  const dialog = page.getByRole('dialog');
  await askWhereNobodyElseIs(dialog);
  await page.getByRole('button', { name: 'Delete what is on the list…' }).click();
  // The browser would let it go by Enter in the first field; it asks why first.
  const why = dialog.getByLabel('Why');
  // What was typed before the other step came first is there still.
  expect(await why.inputValue()).toBe('Ninety days are over');
  await why.fill(' ');
  await dialog.getByRole('button', { name: 'Cancel' }).focus();
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();
  await dialog.getByText('Say why').waitFor();
  expect(await why.evaluate((field) => field === document.activeElement)).toBe(true);
  await why.fill('Ninety days are over');
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();
  await page.getByRole('columnheader', { name: 'Deleted' }).waitFor();
  expect((await devices()).map(({ name, pseudonym, state }) => [name === pseudonym, state])).toEqual(
    phones.map(() => [true, 'revoked']),
  );
  await page.goto(`${server.url}/desk/m/coast/devices`);
  await page.getByText('name and keys deleted').first().waitFor();
  // What the browser notes of the step that was refused.
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 409 (Conflict)']);
});

test('a list that was worked off is told on 320 pixels, dark, in Azerbaijani, without a barrier', async () => {
  const storageState = await page.context().storageState();
  const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 320 });
  await narrow.page.goto(`${RETENTION}?lang=az`);
  await narrow.page.getByRole('columnheader', { name: 'Silinib' }).waitFor();
  expect(await measureOverflow(narrow.page)).toBe(0);
  expect(await findBarriers(narrow.page)).toEqual([]);
  expect(narrow.complaints).toEqual([]);
});
