import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstLink, joinAs, openPageWithPasskeys } from '../support/desk-people.ts';
import { openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const PASSWORD = 'a quiet polling station';
const EXAMPLE = `${server.url}/desk/e/azerbaijan-2024`;

const administrator = await openPageWithPasskeys(browser);
const { page } = administrator;
let secret = '';

describe('the first administrator', () => {
  test('sees nothing of the desk before the link is opened', async () => {
    await page.goto(`${EXAMPLE}/claims`);
    await page.getByRole('button', { name: 'Sign in with a password' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('/desk/e/azerbaijan-2024/claims');
  });

  test('chooses a password and a code instead of a passkey', async () => {
    await page.goto(firstLink(server));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Leyla');
    await page.getByLabel('Sign-in name').fill('leyla');
    await page.getByRole('button', { name: 'Set up a password and a code' }).click();
    const figure = page.getByRole('figure', { name: 'Secret for the authenticator app' });
    secret = (await figure.getByRole('code').textContent()) ?? '';
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Code').fill(new TOTP({ secret }).generate());
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('heading', { level: 1, name: 'Elections' }).waitFor();
  });

  test('finds the link spent', async () => {
    const other = await openPage(browser);
    await other.page.goto(firstLink(server));
    await other.page.getByRole('button', { name: 'Continue' }).click();
    await other.page.getByRole('alert').getByText('This link no longer works').waitFor();
    await other.page.context().close();
  });

  test('signs out, after which the desk is closed, and in again to where the way was going', async () => {
    await page.getByRole('button', { name: 'Leyla' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a password' }).waitFor();
    await page.goto(`${EXAMPLE}/missions`);
    await page.getByLabel('Sign-in name').fill('leyla');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    // A code works once: this is the next one, which the server takes because clocks differ.
    const next = new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 });
    await page.getByLabel('Code').fill(next);
    await page.getByRole('button', { name: 'Sign in with a password' }).click();
    await page.getByRole('heading', { level: 1, name: 'Missions' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk/e/azerbaijan-2024/missions');
  });
});

describe('a reader', () => {
  test('reads everything and is offered nothing to change', async () => {
    const reader = await joinAs('reader', 'Rena', { administrator, browser });
    await reader.page.goto(`${EXAMPLE}/sources?record=source/S01`);
    const panel = reader.page.getByRole('complementary');
    await panel.getByText('Trend', { exact: true }).first().waitFor();
    const offers = /^(Correct|Withdraw|Restore|New.*|Import.*|Archive|Publish|Make private|Invite.*|Add .*)$/;
    for (const view of ['sources', 'records', 'calendar', 'overview']) {
      await reader.page.goto(`${EXAMPLE}/${view}?record=source/S01&new=source`);
      await panel.getByText('Trend', { exact: true }).first().waitFor();
      await reader.page.getByRole('main').getByRole('heading').first().waitFor();
      expect(await reader.page.getByRole('button', { name: offers }).allTextContents(), view).toEqual([]);
      expect(await reader.page.getByRole('link', { name: /^(New|Import|Accounts|Add)/ }).count(), view).toBe(0);
    }
    expect(reader.complaints).toEqual([]);
    await reader.page.context().close();
  });

  test('is refused by the server, too, and told so', async () => {
    const reader = await joinAs('reader', 'Rufat', { administrator, browser });
    await reader.page.goto(`${server.url}/desk/accounts`);
    await reader.page.getByRole('alert').getByText('Your account may not do this').waitFor();
    const headers = { origin: server.url };
    const reply = await reader.page.request.post(`${server.url}/api/elections`, { headers, data: {} });
    expect(reply.status()).toBe(403);
    await reader.page.context().close();
  });
});

describe('an editor', () => {
  test('corrects records, and does not publish', async () => {
    const editor = await joinAs('editor', 'Elvin', { administrator, browser });
    await editor.page.goto(`${EXAMPLE}/overview?record=source/S01`);
    const panel = editor.page.getByRole('complementary');
    await panel.getByRole('button', { name: 'Correct' }).click();
    await panel.getByLabel('Note').fill('Read again.');
    await panel.getByLabel('Reason').fill('the note was missing');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByRole('listitem').filter({ hasText: 'Corrected' }).getByText('Elvin').waitFor();
    await editor.page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await editor.page.getByRole('button', { name: /Archive|Make private|Publish/ }).count()).toBe(0);
    await editor.page.context().close();
  });
});

describe('an administrator', () => {
  const stranger = openPage(browser);
  const reasonFor = async (act: string, reason: string) => {
    await page.getByRole('button', { name: act }).click();
    await page.getByLabel('Reason').fill(reason);
    await page.getByRole('button', { name: act }).click();
  };

  test('makes an election private, which closes the public pages, and publishes it again', async () => {
    const { page: outside } = await stranger;
    await page.goto(`${EXAMPLE}/overview`);
    await reasonFor('Make private', 'not checked yet');
    await page.getByText('Private', { exact: true }).waitFor();
    await outside.goto(`${server.url}/e/azerbaijan-2024/overview`);
    await outside.getByRole('alert').getByText('There is nothing at this address').waitFor();
    await outside.goto(server.url);
    await outside.getByText('There is no election yet.').waitFor();
    await reasonFor('Publish', 'checked');
    await page.getByText('Public', { exact: true }).waitFor();
    await outside.goto(server.url);
    await outside.getByRole('heading', { level: 1, name: /^Early presidential election/ }).waitFor();
  });

  test('has to say why', async () => {
    await page.goto(`${EXAMPLE}/overview`);
    await page.getByRole('button', { name: 'Make private' }).click();
    await page.getByRole('button', { name: 'Make private' }).click();
    await page.getByRole('alert').getByText('Say why').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('archives an election, which nobody then changes, and takes it out again', async () => {
    await page.goto(`${EXAMPLE}/overview`);
    await reasonFor('Archive', 'the work is done');
    await page.getByText('This election is archived: it can be read, not changed.').waitFor();
    await page.goto(`${EXAMPLE}/sources?record=source/S01`);
    await page.getByRole('complementary').getByText('Trend', { exact: true }).first().waitFor();
    expect(await page.getByRole('button', { name: /^(Correct|Withdraw)$/ }).count()).toBe(0);
    await page.goto(`${EXAMPLE}/records?kind=source&new=source`);
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('link', { name: /^New/ }).count()).toBe(0);
    expect(await page.getByRole('complementary').count()).toBe(0);
    await page.goto(`${EXAMPLE}/overview`);
    await reasonFor('Take out of the archive', 'an error was found');
    await page.getByRole('button', { name: 'Archive' }).waitFor();
    await page.goto(`${EXAMPLE}/sources?record=source/S01`);
    await page.getByRole('button', { name: 'Correct' }).waitFor();
  });

  test('finds all of it in the history', async () => {
    await page.goto(`${server.url}/desk/history`);
    for (const reason of ['not checked yet', 'checked', 'the work is done', 'an error was found']) {
      await page.getByRole('cell', { name: reason, exact: true }).waitFor();
    }
    await page.getByRole('cell', { name: 'the note was missing' }).waitFor();
  });
});
