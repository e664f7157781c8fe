import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A page that is listened to. */
export interface HeardPage {
  readonly page: Page;
  /** What the browser complained of so far: errors of scripts, of the console and of the content security policy. */
  readonly complaints: string[];
}

/** How a page is looked at; the rest is as in `browser.newContext`. */
export interface Look extends BrowserContextOptions {
  readonly width?: number;
}

/** Only keeps a test from hanging: nothing is measured by it. */
const PATIENCE_MS = 60_000;
const HEIGHT = 900;

/** A page of a fresh browser profile, in English and light unless told otherwise. */
export async function openPage(browser: Browser, { width = 1280, ...settings }: Look = {}): Promise<HeardPage> {
  const viewport = { width, height: HEIGHT };
  const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light', viewport, ...settings });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Waits until what `read` gives is as expected: `await eventually(() => page.url()).toContain('?record=')`. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE_MS, interval: 50 });
}

/** Ends the line on which a page hears of incidents, which would keep the network from ever being idle. */
export async function endIncidentLine(page: Page): Promise<void> {
  const reply = { contentType: 'text/event-stream', body: 'retry: 600000\n\n' };
  await page.route('**/changes', (route) =>
    route.request().resourceType() === 'eventsource' ? route.fulfill(reply) : route.continue(),
  );
}

/** How many pixels of the page lie outside of the window; 0 where everything fits. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
