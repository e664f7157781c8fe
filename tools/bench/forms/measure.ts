import type { Browser, CDPSession, Page } from 'playwright-core';
import { must } from '../../../src/kernel/result.ts';

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
const BETWEEN_MS = 100;

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
  await page.goto(url, { timeout: PATIENCE_MS, waitUntil: 'commit' });
  const usableMs = await usableAt(session);
  if (usableMs === null) throw new Error(`${url} never became usable: ${faults.join('; ')}`);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.context().close();
  return { usableMs, heapBytes: usedSize };
}

/** Asks in one word, because what a testing tool would load into the page for waiting costs it tens of milliseconds. */
async function usableAt(session: CDPSession): Promise<number | null> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const { result } = await session.send('Runtime.evaluate', { expression: 'window.usableAt' });
    if (typeof result.value === 'number') return result.value;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return null;
}

/** The median of some openings by the time they took. */
export function medianOf(openings: readonly Opening[]): Opening {
  const sorted = [...openings].sort((a, b) => a.usableMs - b.usableMs);
  return must(sorted[Math.floor(sorted.length / 2)], 'A median is of something');
}
