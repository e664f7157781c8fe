import axe from 'axe-core';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { testBrowser } from '../support/chromium.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const { dataFolder } = server;
const database = await openDatabase({ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join', say: () => {} });
afterAll(() => database.close());

const PASSWORD = 'a quiet polling station';
const errors: string[] = [];
const leyla = await openPage();
const tofiq = await openPage();
let secret = '';
let recoveryCode = '';

/** A page of a new browser profile that has a fingerprint reader, as far as the page can tell. */
async function openPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(server.url + path);
}

/** What axe finds wrong, by rule. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

function password(page: Page) {
  return page.getByLabel('Password', { exact: true });
}

/** As if so much time had gone by since anybody proved who they are, and since the last code. */
async function letTimePass(minutes: number): Promise<void> {
  const { sql } = database;
  await sql`update session set confirmed_at = confirmed_at - make_interval(mins => ${minutes})`;
  await sql`update credential_password set totp_period = totp_period - ${minutes * 2}`;
}

async function signTofiqIn(code: string): Promise<void> {
  await tofiq.context().clearCookies();
  await open(tofiq, '/desk/account');
  await tofiq.getByLabel('Sign-in name').fill('tofiq');
  await password(tofiq).fill(PASSWORD);
  await tofiq.getByLabel('Code').fill(code);
  await button(tofiq, 'Sign in with a password').click();
}

describe('the first administrator', () => {
  const link = /http:\S+/.exec(server.readyLine.split('works once:')[1] ?? '')?.[0] ?? '';

  test('opens the link from the console and sets up a passkey', async () => {
    await leyla.goto(link);
    await button(leyla, 'Continue').waitFor();
    expect(await findBarriers(leyla)).toEqual([]);
    await button(leyla, 'Continue').click();
    await leyla.getByRole('textbox', { name: 'Name', exact: true }).fill('Leyla');
    await leyla.getByLabel('Sign-in name').fill('leyla@observers.example');
    expect(await findBarriers(leyla)).toEqual([]);
    await button(leyla, 'Set up a passkey').click();
    await button(leyla, 'Leyla').waitFor();
    expect(new URL(leyla.url()).hash).toBe('');
  });

  test('signs out, and in again with the passkey, to where she wanted to go', async () => {
    await button(leyla, 'Leyla').click();
    await button(leyla, 'Sign out').click();
    await button(leyla, 'Sign in with a passkey').waitFor();
    await open(leyla, '/desk/accounts');
    await button(leyla, 'Sign in with a passkey').waitFor();
    expect(await findBarriers(leyla)).toEqual([]);
    await button(leyla, 'Sign in with a passkey').click();
    await button(leyla, 'Invite somebody').waitFor();
  });

  test('finds that the link no longer works', async () => {
    await tofiq.goto(link);
    await button(tofiq, 'Continue').click();
    await tofiq.getByRole('alert').getByText('This link no longer works').waitFor();
  });
});

describe('somebody who is invited', () => {
  test('gets a link', async () => {
    await button(leyla, 'Invite somebody').click();
    const dialog = leyla.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Tofiq');
    await dialog.getByRole('radio', { name: /^Editor/ }).check();
    expect(await findBarriers(leyla)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByRole('figure', { name: 'Invitation link' }).getByRole('code').textContent();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await leyla.getByRole('rowheader', { name: 'Tofiq' }).waitFor();
    await tofiq.goto('about:blank');
    await tofiq.goto(link ?? '');
  });

  test('chooses a password, is told what is wrong with it, and ties an authenticator app', async () => {
    await button(tofiq, 'Continue').click();
    await tofiq.getByLabel('Sign-in name').fill('tofiq');
    await button(tofiq, 'Set up a password and a code').click();
    const figure = tofiq.getByRole('figure', { name: 'Secret for the authenticator app' });
    secret = (await figure.getByRole('code').textContent()) ?? '';
    await password(tofiq).fill('tofiq');
    await tofiq.getByLabel('Code').fill(new TOTP({ secret }).generate());
    await button(tofiq, 'Finish').click();
    await tofiq.getByRole('link', { name: 'The password needs at least 8 characters' }).click();
    expect(await password(tofiq).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await findBarriers(tofiq)).toEqual([]);
    await password(tofiq).fill(PASSWORD);
    await tofiq.getByLabel('Code').fill(new TOTP({ secret }).generate());
    await tofiq.keyboard.press('Enter');
    await tofiq.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    recoveryCode = (await tofiq.getByRole('main').getByRole('listitem').first().textContent()) ?? '';
    expect(await findBarriers(tofiq)).toEqual([]);
    await button(tofiq, 'I have kept them').click();
    await button(tofiq, 'Tofiq').waitFor();
  });

  test('signs in with password and code, after a wrong password', async () => {
    await letTimePass(5);
    await signTofiqIn('000000');
    await tofiq.getByRole('alert').getByText('The name, the password or the code is wrong').waitFor();
    await tofiq.getByLabel('Code').fill(new TOTP({ secret }).generate());
    await button(tofiq, 'Sign in with a password').click();
    await tofiq.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    expect(await findBarriers(tofiq)).toEqual([]);
  });

  test('may paste a password and look at it', async () => {
    await open(tofiq, '/desk/sign-in');
    await tofiq.getByLabel('Sign-in name').fill('pasted words');
    await tofiq.keyboard.press('Control+A');
    await tofiq.keyboard.press('Control+C');
    await password(tofiq).focus();
    await tofiq.keyboard.press('Control+V');
    expect(await password(tofiq).inputValue()).toBe('pasted words');
    await tofiq.getByRole('checkbox', { name: 'Show the password' }).check();
    expect(await password(tofiq).getAttribute('type')).toBe('text');
  });

  test('signs in with a recovery code, once', async () => {
    await signTofiqIn(recoveryCode);
    await tofiq.getByText('9 recovery codes are left.').waitFor();
    await signTofiqIn(recoveryCode);
    await tofiq.getByRole('alert').getByText('The name, the password or the code is wrong').waitFor();
  });
});

describe('an administrator', () => {
  test('is asked who she is before a role changes, and then it does', async () => {
    await letTimePass(20);
    await open(leyla, '/desk/accounts');
    await button(leyla, 'Change the account of Tofiq').click();
    await button(leyla, 'Change the role …').click();
    await leyla.getByRole('radio', { name: /^Reader/ }).check();
    await button(leyla, 'Save').click();
    await leyla.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    // She has a passkey and no password: nothing else is asked for, and Enter confirms.
    expect(await password(leyla).count()).toBe(0);
    const passkey = button(leyla, 'Confirm with a passkey');
    expect(await passkey.evaluate((at) => at === document.activeElement)).toBe(true);
    expect(await findBarriers(leyla)).toEqual([]);
    await button(leyla, 'Confirm with a passkey').click();
    await leyla.getByRole('status').getByText('Tofiq: the role is now Reader').waitFor();
  });

  test('disables an account, whose sessions end at once (AUTH-11)', async () => {
    await letTimePass(5);
    await signTofiqIn(new TOTP({ secret }).generate());
    await tofiq.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await button(leyla, 'Change the account of Tofiq').click();
    await button(leyla, 'Disable').click();
    const dialog = leyla.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('left the mission');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await leyla.getByRole('rowheader', { name: /Tofiq.*Disabled/ }).waitFor();
    await tofiq.reload();
    await button(tofiq, 'Sign in with a password').waitFor();
  });

  test('cannot disable herself as the last one', async () => {
    await button(leyla, 'Change the account of Leyla').click();
    await button(leyla, 'Disable').click();
    const dialog = leyla.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('holiday');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await dialog.getByRole('alert').getByText('The last administrator cannot be removed').waitFor();
    await leyla.keyboard.press('Escape');
  });

  test('reads who did what, narrows it down in the address, and saves it', async () => {
    await open(leyla, '/desk/history');
    await leyla.getByRole('cell', { name: 'left the mission' }).waitFor();
    expect(await findBarriers(leyla)).toEqual([]);
    await leyla.getByLabel('What').selectOption({ label: 'Role changed' });
    await leyla.getByRole('rowheader', { name: /Role changed\s+editor → reader/ }).waitFor();
    await expect.poll(() => leyla.getByRole('row').count()).toBe(2);
    expect(new URL(leyla.url()).search).toBe('?action=account.role-changed');
    const saving = leyla.waitForEvent('download');
    await button(leyla, 'Download as CSV').click();
    expect((await saving).suggestedFilename()).toBe('history.csv');
  });
});

describe('whoever runs the server', () => {
  test('lets somebody in who lost every way, by a link that works once', async () => {
    const { out, status } = await server.run(['sign-in-link', 'leyla@observers.example']);
    expect(status).toBe(0);
    const page = await openPage();
    await open(page, `/desk/sign-in${new URL(out.trim()).hash}`);
    await button(page, 'Continue').click();
    await button(page, 'Leyla').waitFor();
    await open(page, '/desk/account');
    await page.getByLabel('Name of the passkey').fill('New key');
    await button(page, 'Add a passkey').click();
    await page.getByText('New key', { exact: true }).waitFor();
  });
});

test('no page failed', () => {
  expect(errors).toEqual([]);
});
