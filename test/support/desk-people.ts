import type { Browser } from 'playwright-core';
import type { Role } from '../../src/features/office/accounts/account.ts';
import type { InvitedBody } from '../../src/features/office/accounts/contract.ts';
import { type HeardPage, type Look, openPage } from './open-page.ts';
import type { TestServer } from './server.ts';

/** The link for the first administrator, as the line at the terminal gives it. */
export function firstLink(server: TestServer): string {
  const link = /works once: (\S+)/.exec(server.readyLine)?.[1];
  if (link === undefined) throw new Error(`No link in "${server.readyLine}"`);
  return link;
}

/** A page of a browser that has a fingerprint reader, as far as the page can tell. */
export async function openPageWithPasskeys(browser: Browser, look?: Look): Promise<HeardPage> {
  const heard = await openPage(browser, look);
  const session = await heard.page.context().newCDPSession(heard.page);
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
  return heard;
}

/** Opens a link and sets up an account with a passkey, as a person does; ends at the desk. */
export async function joinWithPasskey(browser: Browser, link: string, name: string): Promise<HeardPage> {
  const heard = await openPageWithPasskeys(browser);
  const { page } = heard;
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByLabel('Sign-in name').fill(name.toLowerCase());
  await page.getByRole('button', { name: 'Set up a passkey' }).click();
  await page.getByRole('button', { name, exact: true }).waitFor();
  return heard;
}

/** The first administrator of a new server, at the desk. */
export function firstAdministrator(server: TestServer, browser: Browser): Promise<HeardPage> {
  return joinWithPasskey(browser, firstLink(server), 'Leyla');
}

/** Somebody whom `administrator` has invited, at the desk. */
export async function joinAs(
  role: Role,
  name: string,
  { administrator, browser }: { readonly administrator: HeardPage; readonly browser: Browser },
): Promise<HeardPage> {
  const { page } = administrator;
  const { origin } = new URL(page.url());
  const reply = await page.request.post(`${origin}/api/invitations`, { headers: { origin }, data: { name, role } });
  if (!reply.ok()) throw new Error(`Invite ${name}: ${reply.status()} ${await reply.text()}`);
  const { link } = (await reply.json()) as InvitedBody;
  return joinWithPasskey(browser, link, name);
}
