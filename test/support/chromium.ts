import { type Browser, chromium } from 'playwright-core';
import { afterAll, inject } from 'vitest';

/** A real Chromium for this test file; it closes when the file is done. */
export async function testBrowser(): Promise<Browser> {
  const { executablePath, environment } = inject('chromium');
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...environment } });
  afterAll(() => browser.close());
  return browser;
}
