import axe from 'axe-core';
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const CALENDAR = `${server.url}/e/azerbaijan-2024/calendar`;
const open: Page[] = [];
const errors: string[] = [];

afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
  expect(errors.splice(0)).toEqual([]);
});

async function visit(query = '', settings: { width?: number; colorScheme?: 'dark' } = {}): Promise<Page> {
  const { width = 1280, colorScheme = 'light' } = settings;
  const context = await browser.newContext({ locale: 'en-GB', colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  open.push(page);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(CALENDAR + query);
  await rows(page).first().waitFor();
  return page;
}

/** Rows of the calendar, not those of the table behind the picture. */
function rows(page: Page) {
  return page
    .getByRole('table', { name: /^(Rules of the calendar|Правила календаря|Təqvimin qaydaları)$/ })
    .locator('tr[data-row]');
}

function row(page: Page, title: string) {
  return rows(page).filter({ hasText: title });
}

async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

describe('the calendar', () => {
  test('shows every rule with its date, and says how the date came about', async () => {
    const page = await visit();
    expect(await rows(page).count()).toBe(42);
    const held = row(page, 'Vote held');
    expect(await held.textContent()).toContain('by 7 Feb 2024');
    await held.getByRole('button', { name: /^How the date/ }).click();
    const steps = await held.getByRole('listitem').allTextContents();
    expect(steps).toContain('7 December 2023 + 2 calendar months = Wednesday 7 February 2024.');
    expect(steps).toContain('Months are counted by the calendar: that is 62 days and not 60.');
  });

  test('is narrowed by phase, status, actor and words, and the address says how', async () => {
    const page = await visit();
    await page.getByLabel('Status').selectOption('Met');
    await page.getByLabel('Who acts').selectOption('Constitutional Court');
    await page.waitForURL(/status=met.*actor=court|actor=court.*status=met/);
    expect(await rows(page).count()).toBe(1);
    await page.goto(`${CALENDAR}?phase=voting`);
    await row(page, 'Voting opens').waitFor();
    expect(await rows(page).count()).toBe(3);
    await page.getByRole('searchbox', { name: 'Search the rules' }).fill('turnout');
    await page.getByText('1 of 42 entries').waitFor();
    await page.getByRole('searchbox', { name: 'Search the rules' }).fill('nothing of the kind');
    await page.getByText('No rule matches').waitFor();
  });

  test('shows what would move if election day were another', async () => {
    const page = await visit();
    await page.getByText('What if election day were another?').click();
    await page.getByLabel('Election day', { exact: true }).fill('2024-03-06');
    await page
      .getByText(/^A supposition: election day on Wednesday 6 March 2024/)
      .first()
      .waitFor();
    expect(page.url()).toContain('election_day=2024-03-06');
    expect(await row(page, 'Campaign starts').textContent()).toMatch(/from 12 Feb 2024.*\+28 days/);
    expect(await row(page, 'Vote held').textContent()).toMatch(/Late\s*Met/);
    expect(await row(page, 'Voting opens').textContent()).toContain('Met');
    await page.getByLabel('Election day', { exact: true }).fill('2024-02-30');
    await page.getByText(/Enter a day as year-month-day/).waitFor();
    await page.getByRole('button', { name: 'Back to the real calendar' }).click();
    await page.waitForURL((url) => !url.search.includes('election_day'));
    expect(await row(page, 'Campaign starts').textContent()).toContain('from 15 Jan 2024');
  });

  test('opens a rule beside the list, with the same explanation', async () => {
    const page = await visit('?election_day=2024-02-08');
    await row(page, 'Election day is a Wednesday').getByRole('link').first().click();
    const panel = page.getByRole('complementary');
    await panel.getByText('But Thursday 8 February 2024 is not a Wednesday.').waitFor();
    expect(page.url()).toContain('record=calendar-rule/call.weekday');
  });

  test('is taken along as a file for calendar programs', async () => {
    const page = await visit('?lang=ru');
    const href = await page.getByRole('link', { name: 'Файл календаря (.ics)' }).getAttribute('href');
    const reply = await fetch(new URL(href ?? '', server.url));
    expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const events = new ICAL.Component(ICAL.parse(await reply.text())).getAllSubcomponents('vevent');
    expect(events.map((event) => event.getFirstPropertyValue('summary'))).toContain('Начинается предвыборная агитация');
  });

  test.each([
    ['light and wide', '', {}],
    ['dark, in Azerbaijani', '?lang=az&election_day=2024-02-20', { colorScheme: 'dark' }],
    ['narrow, in Russian', '?lang=ru&election_day=2024-03-06', { width: 360 }],
  ] as const)('has no barriers and does not spill over: %s', async (_, query, settings) => {
    const page = await visit(query, settings);
    await rows(page).first().getByRole('button').click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
