import { type Browser, chromium } from 'playwright-core';
import { afterAll, inject } from 'vitest';

/** A real Chromium for this test file, with `args` on its command line; it closes when the file is done. */
export async function testBrowser(args: readonly string[] = []): Promise<Browser> {
  const { executablePath, environment } = inject('chromium');
  const env = { ...process.env, ...environment };
  const browser = await chromium.launch({ executablePath, env, args: [...args] });
  afterAll(() => browser.close());
  return browser;
}
