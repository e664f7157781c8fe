import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findBarriers } from './barriers.ts';
import { testBrowser } from './chromium.ts';
import { firstAdministrator } from './desk-people.ts';
import { IS_LONG } from './is-long.ts';
import { type HeardPage, measureOverflow, openPage, untilCalm } from './open-page.ts';
import { findUnworded } from './page-words.ts';
import { type TestServer, testServer } from './server.ts';

/** The name that it was given in English when it was set up. */
const PASSKEY = 'First passkey';

/** The desk as an administrator sees it, on two windows. */
export interface DeskViews {
  readonly server: TestServer;
  readonly administrator: Page;
  readonly wide: HeardPage;
  /** A dark one. */
  readonly narrow: HeardPage;
  readonly openIn: (language: string, page: Page, address: string) => Promise<void>;
}

/** A desk of this file's own. */
export async function deskViews(): Promise<DeskViews> {
  const server = await testServer();
  const browser = await testBrowser();
  const { page } = await firstAdministrator(server, browser);
  const storageState = await page.context().storageState();
  const wide = await openPage(browser, { storageState });
  const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
  const openIn = async (language: string, on: Page, address: string) => {
    const joint = address.includes('?') ? '&' : '?';
    await on.goto(`${server.url}${address}${joint}lang=${language}`);
    await on.getByRole('heading', { level: 1 }).waitFor();
    await untilCalm(on);
  };
  return { server, administrator: page, wide, narrow, openIn };
}

async function expectSound({ page, complaints }: HeardPage): Promise<void> {
  const headings = await page.getByRole('heading', { level: 1 }).count();
  const found = { overflow: await measureOverflow(page), headings, complaints: complaints.splice(0) };
  expect(found).toEqual({ overflow: 0, headings: 1, complaints: [] });
}

/**
 * Looks at each page in every language, wide and narrow, and for barriers in two of these; by turns in one and in the other,
 * unless the tests may take long.
 *
 * @param ownWords what data on them say, which is the same in every language.
 */
export function lookAt(
  { wide, narrow, openIn }: DeskViews,
  addresses: readonly string[],
  ownWords: ReadonlySet<string> = new Set(),
): void {
  describe.each(addresses.map((address, at) => [address, at] as const))('%s', (address, at) => {
    test.each([
      ['en', IS_LONG || at % 2 === 0 ? 'light and wide, without a barrier' : 'light and wide', wide],
      ['ru', IS_LONG || at % 2 === 1 ? 'dark and narrow, without a barrier' : 'dark and narrow', narrow],
      // Widths of words and of windows go together: a page that holds the other two languages is looked at in one of both by turns.
      ...(IS_LONG || at % 2 === 0 ? [['az', 'dark and narrow', narrow] as const] : []),
      ...(IS_LONG || at % 2 === 1 ? [['az', 'light and wide', wide] as const] : []),
    ] as const)('in %s, %s: nothing spills over, and all is worded', async (language, look, heard) => {
      await openIn(language, heard.page, address);
      await expectSound(heard);
      const unworded = await findUnworded(heard.page.locator('body'), language);
      expect(unworded.filter((text) => text !== PASSKEY && !ownWords.has(text))).toEqual([]);
      // Barriers are the same in every language; a look for them takes as long as all the rest.
      if (look.endsWith('barrier')) expect(await findBarriers(heard.page)).toEqual([]);
    });
  });
}
