import type { APIResponse } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const { dataFolder } = server;
const database = await openDatabase({ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join', say: () => {} });
afterAll(() => database.close());
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const { request } = page;
const REPORTS = `${server.url}/desk/m/invented/arrivals`;

async function taken(reply: APIResponse): Promise<unknown> {
  expect([reply.url(), reply.ok()]).toEqual([reply.url(), true]);
  return await reply.json();
}

async function post<T>(
  path: string,
  data: unknown,
  headers: Record<string, string> = { origin: server.url },
): Promise<T> {
  return (await taken(await request.post(`${server.url}/api/${path}`, { headers, data }))) as T;
}

await post('missions', { id: crypto.randomUUID(), slug: 'invented', name: { en: 'Invented mission' }, election: null });
const { key } = await post<MadeKey>('missions/invented/api-keys', {
  name: 'Telephones',
  scopes: ['reports:write', 'reports:read'],
});

/** Sends a record as a program does. */
async function send(id: string, { answer = '1', corrects = '', form = 'visit' } = {}): Promise<string> {
  const edit = corrects === '' ? '' : `<deprecatedID>${corrects}</deprecatedID>`;
  const xml = `<data id="${form}" version="7"><note>${answer}</note><meta><instanceID>${id}</instanceID>${edit}</meta></data>`;
  return await sendXml(xml);
}

async function sendXml(xml: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  const reply = await post<{ receipt: { code: string } }>('v1/missions/invented/reports', { xml }, headers);
  return reply.receipt.code;
}

const NOTE = '<img src=x onerror=alert(1)> <script>alert(1)</script> \u202e321';

/** The form that the records are of. */
async function publishForm(): Promise<void> {
  const survey = [
    ['type', 'name', 'label', 'constraint', 'constraint_message'],
    ['text', 'note', 'What was seen?'],
    ['integer', 'voters', 'How many voters?', '. <= 3000', 'No station has more than 3000 voters'],
    ['begin_repeat', 'person', 'People'],
    ['text', 'role', 'What do they do?'],
    ['end_repeat', '', ''],
  ];
  const settings = [
    ['form_id', 'version', 'form_title'],
    ['seen', '7', 'What was seen'],
  ];
  const workbook = {
    sheets: [
      { name: 'survey', rows: survey },
      { name: 'settings', rows: settings },
    ],
  };
  const { revision } = await post<{ revision: number }>('missions/invented/drafts', { workbook, sourceName: 'seen' });
  await post('missions/invented/forms/seen/publish', { base: revision });
}

const row = (code: string) => page.getByRole('row').filter({ hasText: code });
const panel = page.getByRole('complementary');

describe('what arrives', () => {
  test('is empty at first, and says so', async () => {
    await page.goto(REPORTS);
    await page.getByText('Nothing has arrived yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('appears by itself, newest first, and is announced', async () => {
    const first = await send('uuid:a');
    await row(first).waitFor();
    const second = await send('uuid:b', { answer: '&lt;script&gt;alert(1)&lt;/script&gt; \u202e321' });
    await row(second).waitFor();
    await page.getByRole('status').filter({ hasText: '1 new report' }).waitFor({ state: 'attached' });
    const codes = await page.locator('main tbody th').allTextContents();
    expect(codes).toEqual([second, first]);
  });

  test('with the keyboard: down to a row, Enter opens the report, Esc closes it and gives the focus back', async () => {
    await page
      .getByRole('heading', { level: 1 })
      .evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { level: 2, name: 'visit' }).waitFor();
    expect(page.url()).toContain('report=');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.className);
    expect(focused).toContain('arrival-code');
  });

  test('the chosen report and the focus stay while more comes', async () => {
    await page.locator('main tbody th a').first().click();
    await panel.getByRole('heading', { name: 'Version 1' }).waitFor();
    const chosen = await page.locator('[aria-current="true"]').textContent();
    await page.locator('main tbody th a').first().focus();
    const third = await send('uuid:c');
    await row(third).waitFor();
    expect(await page.locator('main [aria-current="true"]').textContent()).toBe(chosen);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(chosen);
  });

  test('a report shows its versions: what corrects what, and what contradicts what', async () => {
    await send('uuid:d', { answer: 'edited', corrects: 'uuid:a' });
    const rival = await send('uuid:a', { answer: 'other' });
    await row(rival).getByRole('link').click();
    await panel.getByRole('heading', { name: 'Version 3' }).waitFor();
    await panel.getByText('Corrects version 1').waitFor();
    await panel.getByText('Has the same name as version 3').waitFor();
    const download = page.waitForEvent('download');
    await panel.getByRole('link', { name: 'Download as it came' }).first().click();
    expect((await download).suggestedFilename()).toBe(`${rival}.xml`);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('TXT-09 TXT-03 what a stranger wrote is shown as a text, apart from its neighbours', async () => {
    await publishForm();
    const code = await send('uuid:n', { form: 'seen', answer: NOTE.replaceAll('<', '&lt;') });
    await row(code).getByText('Read', { exact: true }).waitFor();
    await row(code).getByRole('link').click();
    const answer = panel.locator('.report-answers dd bdi').first();
    await eventually(() => panel.locator('.report-answers dt').allTextContents()).toContain('What was seen?');
    expect(await panel.locator('.report-answers dd').allTextContents()).toContain(NOTE);
    expect(await answer.getAttribute('dir')).toBe('auto');
    expect(await panel.locator('img, script').count()).toBe(0);
    await picture(page, 'answers');
    expect(complaints.splice(0)).toEqual([]);
  });

  test('says at its top what there is to note, in words and with what to do; copies of a repeat have numbers', async () => {
    const note = '<strange>1</strange><note>seen</note><voters>3001</voters>';
    const people = ['chair', 'guard'].map((role) => `<person><role>${role}</role></person>`).join('');
    const code = await sendXml(
      `<data id="seen" version="7">${note}${people}<meta><instanceID>uuid:r</instanceID></meta></data>`,
    );
    await row(code).getByText('API key: Telephones').waitFor();
    await row(code).getByText('Read', { exact: true }).waitFor();
    await row(code).getByRole('link').click();
    const notices = panel.getByRole('region', { name: 'To note' });
    await notices.getByText('Unknown parts').waitFor();
    await notices.getByText('Nothing of them is lost.').waitFor();
    await notices.getByText('the form has no place for /data/strange').waitFor();
    await notices.getByText('Against the form’s rules').waitFor();
    await notices.getByText('/data/voters: the answer breaks a rule of the form. The form says: “No station').waitFor();
    const voters = panel.getByRole('definition').filter({ hasText: '3001' });
    await voters.getByText('No station has more than 3000 voters').waitFor();
    await panel.getByRole('definition').filter({ hasText: 'API key: Telephones' }).waitFor();
    await eventually(() => panel.getByRole('heading', { level: 4 }).allTextContents()).toEqual([
      'person · 1 of 2',
      'person · 2 of 2',
    ]);
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'notices');
    for (const [language, colorScheme] of [
      ['en', 'dark'],
      ['ru', 'light'],
      ['az', 'dark'],
    ] as const) {
      const storageState = await page.context().storageState();
      const narrow = await openPage(browser, { storageState, colorScheme, width: 320 });
      await narrow.page.goto(`${page.url()}&lang=${language}`);
      await narrow.page.getByRole('heading', { level: 4 }).first().waitFor();
      expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
      await picture(narrow.page, `notices-${language}`);
      await narrow.page.getByRole('heading', { level: 4 }).last().scrollIntoViewIfNeeded();
      await picture(narrow.page, `copies-${language}`);
      await narrow.page.context().close();
    }
  });

  test('what is held says why, and what to do', async () => {
    const code = await send('uuid:held');
    await row(code).getByText('Form is not known').waitFor();
    await row(code).getByRole('link').click();
    const notices = panel.getByRole('region', { name: 'To note' });
    await notices.getByText('No form of this name is published here.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, 'held');
  });

  test('what is held is read again when somebody asks', async () => {
    await page.goto(REPORTS);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('Held reports are being read again').waitFor();
  });

  test('is erased by an administrator, with a reason; the receipt and its proof stay', async () => {
    const code = await send('uuid:erased', { form: 'seen', answer: 'to be forgotten' });
    await row(code).getByRole('link').click();
    await panel.getByText('to be forgotten').waitFor();
    await panel.getByRole('button', { name: 'Erase the report' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Erase the report' }).click();
    await dialog.getByText('Say why').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Order of a court');
    await dialog.getByRole('button', { name: 'Erase the report' }).click();
    await panel.getByText('Erased; the receipt remains.').waitFor();
    await row(code).getByText('Erased', { exact: true }).waitFor();
    expect(await page.getByText('to be forgotten').count()).toBe(0);
    expect(await panel.getByRole('button', { name: 'Erase the report' }).count()).toBe(0);
    const download = page.waitForEvent('download');
    await panel.getByRole('link', { name: 'Proof from the log' }).click();
    expect((await download).suggestedFilename()).toBe(`${code}.tlog-proof`);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('is saved as one file; where the sign-in is long ago, after it was confirmed', async () => {
    await page.goto(REPORTS);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download everything' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^invented-\d+\.ndjson$/);
    await database.sql`update session set confirmed_at = confirmed_at - interval '1 day'`;
    const confirmed = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download everything' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm with a passkey' }).click();
    expect((await confirmed).suggestedFilename()).toMatch(/^invented-\d+\.ndjson$/);
    complaints.splice(0);
  });

  test('is found by its receipt', async () => {
    const code = await send('uuid:e');
    await page.getByRole('searchbox').fill(code.toLowerCase());
    await eventually(() => page.locator('main tbody th').allTextContents()).toEqual([code]);
    expect(page.url()).toContain('search=');
    await page.getByRole('searchbox').fill('');
  });

  test('tells when the server cannot be reached, keeps what it shows, and goes on by itself', async () => {
    await page.goto(REPORTS);
    await page.locator('main tbody th a').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('Shown as of').waitFor();
    expect(await page.locator('main tbody th a').count()).toBeGreaterThan(3);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Shown as of').waitFor({ state: 'detached' });
    complaints.splice(0);
  });

  test('fits a telephone in the dark, in Russian and Azerbaijani', async () => {
    const storageState = await page.context().storageState();
    const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
    for (const language of ['ru', 'az']) {
      await narrow.page.goto(`${REPORTS}?lang=${language}`);
      await narrow.page.locator('main tbody th a').first().waitFor();
      expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
      await picture(narrow.page, `narrow-${language}`);
      await narrow.page.locator('main tbody th a').first().click();
      await narrow.page.getByRole('complementary').getByRole('heading', { level: 3 }).first().waitFor();
      await picture(narrow.page, `narrow-panel-${language}`);
      expect(await findBarriers(narrow.page)).toEqual([]);
    }
    expect(narrow.complaints).toEqual([]);
  });
});

describe('keys', () => {
  test('one is made, shown once, and revoked', async () => {
    await page.goto(`${server.url}/desk/m/invented/keys`);
    await page.getByRole('button', { name: 'Make a key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByText('Name the key').waitFor();
    await dialog.getByLabel('Name').fill('Results screen');
    await dialog.getByLabel('Read reports').check();
    await picture(page, 'make-key');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByText('Copy the key now').waitFor();
    expect(await dialog.locator('code').textContent()).toMatch(/^scr_[\w-]{43}$/);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await picture(page, 'keys');
    await page.getByRole('button', { name: 'Revoke Results screen' }).click();
    await dialog.getByLabel('Reason').fill('The screen was stolen');
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The screen was stolen').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

test('pictures', async () => {
  await page.goto(REPORTS);
  await page.locator('main tbody th a').first().click();
  await panel.getByRole('heading', { level: 3 }).first().waitFor();
  await picture(page, 'wide');
});

async function picture(on: typeof page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/${name}.png` });
}
