import type { Browser, CDPSession, Page } from 'playwright-core';

/** What opening a form cost: milliseconds from asking for the page to a painted control, and bytes of heap after it. */
export interface Opening {
  readonly usableMs: number;
  readonly heapBytes: number;
}

const SLOWER = 6;
const PHONE = {
  viewport: { width: 360, height: 640 },
  locale: 'en-GB',
  isMobile: true,
  hasTouch: true,
  userAgent: 'Mozilla/5.0 (Linux; Android 13; Phone) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36',
};
const PATIENCE_MS = 90_000;

/** A fresh page of a phone: 360 × 640, processor six times slower, empty cache. */
export async function openPhone(
  browser: Browser,
  slower: number = SLOWER,
): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext(PHONE);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return { page, session };
}

export async function measureOpening(browser: Browser, url: string): Promise<Opening> {
  const { page, session } = await openPhone(browser);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url, { timeout: PATIENCE_MS });
  await page.waitForFunction('window.usableAt !== undefined', undefined, { timeout: PATIENCE_MS }).catch((error) => {
    throw new Error(`${url} never became usable: ${faults.join('; ')} ${error.message}`);
  });
  const usableMs = (await page.evaluate('window.usableAt')) as number;
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.context().close();
  return { usableMs, heapBytes: usedSize };
}

/** The median of an odd number of runs. */
export async function medianOf<T>(runs: number, run: () => Promise<T>, by: (one: T) => number): Promise<T> {
  const all: T[] = [];
  for (let index = 0; index < runs; index += 1) all.push(await run());
  const sorted = all.sort((a, b) => by(a) - by(b));
  return sorted[Math.floor(runs / 2)] as T;
}
