import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { must } from '../../src/kernel/result.ts';
import { hashLeaf } from '../../src/ledger/merkle/tree-hash.ts';
import { formatReceiptCode, receiptCodeOf } from '../../src/ledger/proof/receipt-code.ts';
import { LANGUAGES } from '../../src/platform/i18n/languages.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { findUnworded } from '../support/page-words.ts';
import { testServer } from '../support/server.ts';
import { testLeaves, testLog } from '../support/test-log.ts';

const server = await testServer();
const browser = await testBrowser();
const log = testLog(join(server.dataFolder, 'log', 'demo'));
log.grow(testLeaves(300));
const codeOf = (index: number) =>
  formatReceiptCode(receiptCodeOf('demo', index, hashLeaf(must(log.leaves[index], 'leaf'))));
const other = formatReceiptCode(receiptCodeOf('demo', 7, hashLeaf(must(log.leaves[8], 'leaf'))));
const mistyped = codeOf(7).slice(0, -1) + (codeOf(7).endsWith('0') ? '1' : '0');

test('a receipt is looked up by its code, in small letters with spaces, without an account', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto(`${server.url}/receipt`);
  await page.getByLabel('Code of the receipt').fill(codeOf(270).toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'The log has this receipt' }).waitFor();
  const main = page.getByRole('main');
  await main.getByText('7 Feb 2024, 08:05 (UTC)').waitFor();
  await main.getByText('270 of 300').waitFor();
  await main.getByText('This server asks no witnesses').waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the proof (.tlog-proof)' }).click();
  expect((await saved).suggestedFilename()).toBe(`${codeOf(270)}.tlog-proof`);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a mistyped code is told from one that the log does not have', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${server.url}/receipt/${mistyped}`);
  await page.getByText('This code has a typing error').waitFor();
  await page.getByLabel('Code of the receipt').fill(other);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('The log does not have this receipt').waitFor();
  await eventually(() => new URL(page.url()).pathname).toBe(`/receipt/${other}`);
  await page.context().close();
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('%s, %i px: everything fits, is worded and can be reached', async (colorScheme, width) => {
    const { page, complaints } = await openPage(browser, { colorScheme, width });
    for (const code of [codeOf(7), mistyped]) {
      await page.goto(`${server.url}/receipt/${code}?lang=${language}`);
      await page.locator('.receipt-found, .state').waitFor();
      expect(await measureOverflow(page)).toBe(0);
      expect(await findUnworded(page.locator('body'), language)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
