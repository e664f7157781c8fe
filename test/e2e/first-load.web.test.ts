import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { openPage, untilCalm } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

/**
 * What a first visit may cost at most, all of it, as it comes over the wire, in English, Russian and Azerbaijani: a few
 * kilobytes above what it costs. Words of a page belong with that page, not here.
 */
const DESK_BYTES = { en: 168 * 1_024, ru: 188 * 1_024, az: 176 * 1_024 };
/** With the file of the example and charts. */
const ELECTION_BYTES = { en: 241 * 1_024, ru: 261 * 1_024, az: 249 * 1_024 };
/** Set in a serif besides, which the desk is not; Russian and Azerbaijani take another file of each typeface. */
const SIGN_IN_BYTES = { en: 219 * 1_024, ru: 275 * 1_024, az: 269 * 1_024 };
const PUBLIC_BYTES = 340 * 1_024;

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const signedIn = { storageState: await administrator.page.context().storageState() };

interface Transfer {
  readonly path: string;
  readonly coding: string;
  readonly bytes: number;
}

/** Everything that a browser which has been nowhere before is sent for `path`. */
async function weigh(path: string, settings: BrowserContextOptions): Promise<Transfer[]> {
  const { page, complaints } = await openPage(browser, settings);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const asked = new Map<string, { path: string; coding: string }>();
  const transfers: Transfer[] = [];
  session.on('Network.responseReceived', ({ requestId, response: { url, headers } }) => {
    const coding = headers['content-encoding'] ?? headers['Content-Encoding'] ?? '';
    asked.set(requestId, { path: url.replace(server.url, ''), coding });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const found = asked.get(requestId);
    if (found !== undefined) transfers.push({ ...found, bytes: encodedDataLength });
  });
  await page.goto(server.url + path);
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await untilCalm(page);
  expect(complaints).toEqual([]);
  await page.context().close();
  return transfers.filter(({ path: of }) => !of.startsWith('data:'));
}

function print(path: string, transfers: readonly Transfer[]): number {
  const total = transfers.reduce((sum, { bytes }) => sum + bytes, 0);
  const kilobytes = (bytes: number) => (bytes / 1_024).toFixed(1).padStart(7);
  const lines = [...transfers]
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ path: of, coding, bytes }) => `  ${kilobytes(bytes)} KB ${coding.padEnd(4)} ${of}`);
  process.stdout.write(`${path}: ${kilobytes(total).trim()} KB in ${transfers.length} files\n${lines.join('\n')}\n`);
  return total;
}

test.each([
  ['the desk, signed in', '/desk', signedIn, DESK_BYTES.en],
  ['the desk, signed in, in Russian', '/desk?lang=ru', signedIn, DESK_BYTES.ru],
  ['the desk, signed in, in Azerbaijani', '/desk?lang=az', signedIn, DESK_BYTES.az],
  ['an election at the desk, signed in', '/desk/e/azerbaijan-2024/overview', signedIn, ELECTION_BYTES.en],
  [
    'an election at the desk, signed in, in Russian',
    '/desk/e/azerbaijan-2024/overview?lang=ru',
    signedIn,
    ELECTION_BYTES.ru,
  ],
  [
    'an election at the desk, signed in, in Azerbaijani',
    '/desk/e/azerbaijan-2024/overview?lang=az',
    signedIn,
    ELECTION_BYTES.az,
  ],
  ['the sign-in', '/desk/sign-in', {}, SIGN_IN_BYTES.en],
  ['the sign-in, in Russian', '/desk/sign-in?lang=ru', {}, SIGN_IN_BYTES.ru],
  ['the sign-in, in Azerbaijani', '/desk/sign-in?lang=az', {}, SIGN_IN_BYTES.az],
  // Set in a serif besides, which the desk is not.
  ['the public page', '/e/azerbaijan-2024/overview', {}, PUBLIC_BYTES],
  ['the public page in Russian', '/e/azerbaijan-2024/overview?lang=ru', {}, PUBLIC_BYTES],
])('the first load of %s stays within its budget', async (_, path, settings, budget) => {
  const transfers = await weigh(path, settings);
  expect(print(path, transfers)).toBeLessThanOrEqual(budget);
  const texts = transfers.filter(({ path: of, bytes }) => /\.(js|css)$|^\/api\/elections/.test(of) && bytes > 2_000);
  expect(texts.filter(({ coding }) => coding === '')).toEqual([]);
  expect(transfers.length).toBeGreaterThan(3);
});
