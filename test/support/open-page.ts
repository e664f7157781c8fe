import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
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

/** What each page has asked for and not been given yet. */
const requestsOf = new WeakMap<Page, Set<Request>>();

/** A page of a fresh browser profile, in English and light unless told otherwise. */
export async function openPage(browser: Browser, { width = 1280, ...settings }: Look = {}): Promise<HeardPage> {
  const viewport = { width, height: HEIGHT };
  const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'light', viewport, ...settings });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  listenToRequests(page);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** From now on, `untilCalm` knows what the page asks for. */
export function listenToRequests(page: Page): void {
  const pending = new Set<Request>();
  requestsOf.set(page, pending);
  page.on('request', (request) => new URL(request.url()).pathname.endsWith('/changes') || pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
}

/** Waits until what `read` gives is as expected: `await eventually(() => page.url()).toContain('?record=')`. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE_MS, interval: 50 });
}

/** Waits until nothing is on its way to the page and two frames were drawn since; a line on which news come has no end. */
export async function untilCalm(page: Page): Promise<void> {
  const pending = requestsOf.get(page);
  if (pending === undefined) throw new Error('Open the page by openPage: its requests were not listened to');
  const drawn = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  do {
    await eventually(() => pending.size).toBe(0);
    await drawn();
  } while (pending.size > 0);
}

/** How many pixels of the page lie outside of the window; 0 where everything fits. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
