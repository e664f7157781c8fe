import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser);
const panel = page.getByRole('complementary');

afterAll(() => expect(complaints).toEqual([]));

async function openView(view: string, of: Page = page): Promise<void> {
  await of.goto(`${server.url}/e/azerbaijan-2024/${view}`);
  await of.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
}

function recordInAddress(of: Page = page): string | null {
  return new URL(of.url()).searchParams.get('record');
}

describe('a record beside the page', () => {
  // From each view, the first link to a record that stands in it.
  test.each(['overview', 'calendar', 'candidates', 'claims', 'missions', 'protocol', 'sources'])(
    'opens from the view %s, and is in the address',
    async (view) => {
      await openView(view);
      const link = page.getByRole('main').locator('a[href*="record="]').first();
      const href = (await link.getAttribute('href')) ?? '';
      await link.click();
      const [kind, key] = (new URLSearchParams(href.slice(href.indexOf('?'))).get('record') ?? '/').split('/');
      await panel
        .getByText(key ?? '', { exact: true })
        .first()
        .waitFor();
      expect(recordInAddress()).toBe(`${kind}/${key}`);
      expect(await panel.getByRole('heading', { level: 2 }).count()).toBe(1);
    },
  );

  test('closes with Esc, and the focus is where it was', async () => {
    await openView('candidates');
    const link = page.getByRole('link', { name: /^Zahid Oruj/ }).first();
    await link.focus();
    await page.keyboard.press('Enter');
    const heading = panel.getByRole('heading', { level: 2, name: /^Zahid Oruj/ });
    await heading.waitFor();
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(recordInAddress()).toBeNull();
    await eventually(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('opens by its address alone, over any view, and leaves the rest of the address as it is', async () => {
    await openView('claims?show=contradictions&record=claim/results.share.fuad-aliyev.press');
    await panel.getByRole('heading', { level: 2, name: /^Share of the valid votes: 0\.54/ }).waitFor();
    await panel.getByRole('link', { name: 'S27', exact: true }).first().click();
    await panel.getByText('Source S27').waitFor();
    expect(new URL(page.url()).searchParams.get('show')).toBe('contradictions');
    await page.goBack();
    await panel.getByText('results.share.fuad-aliyev.press', { exact: true }).first().waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?show=contradictions');
  });

  test('tells its history: who, when, why', async () => {
    await openView('sources?record=source/S01');
    await panel.getByText('History: 1 version').click();
    await panel.getByRole('list').getByText('Created').waitFor();
    await panel.getByText('Scrutineer', { exact: true }).waitFor();
    await panel.getByText('Example that ships with the program: azerbaijan-2024').waitFor();
  });

  test('cannot be changed by whoever has no account', async () => {
    await openView('sources?record=source/S01');
    await panel.getByText('Trend', { exact: true }).first().waitFor();
    expect(await panel.getByRole('button').allTextContents()).toEqual(['']);
    expect(await page.getByRole('button', { name: /Correct|Withdraw|New/ }).count()).toBe(0);
    await openView('sources?new=source');
    expect(await panel.count()).toBe(0);
  });

  test('that is not there is said to be not there', async () => {
    await openView('sources?record=source/S999');
    await panel.getByRole('alert').getByText('There is nothing at this address').waitFor();
    // The browser itself notes each refused request.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
  });

  test.each([
    [1280, 'light'],
    [360, 'dark'],
  ] as const)('has no barrier at %i px, %s', async (width, colorScheme) => {
    const other = await openPage(browser, { width, colorScheme });
    await openView('calendar?record=calendar-rule/vote.open', other.page);
    await other.page.getByRole('complementary').getByRole('heading', { name: 'How the date came about' }).waitFor();
    expect(await findBarriers(other.page)).toEqual([]);
    expect(await measureOverflow(other.page)).toBe(0);
    await other.page.context().close();
  });
});

describe('sources', () => {
  test('each says what rests on it, and leads to the place where it was published', async () => {
    await openView('sources?record=source/S27');
    const link = panel.getByRole('link', { name: /^https?:/ });
    expect(await link.getAttribute('rel')).toContain('noreferrer');
    const row = page.getByRole('table', { name: 'Sources' }).getByRole('row').filter({ hasText: 'S27' });
    await row.getByText(/^\d+ records$/).click();
    await row
      .getByRole('link', { name: /Fuad Aliyev/ })
      .first()
      .click();
    await eventually(() => recordInAddress()).toMatch(/fuad-aliyev/);
  });

  test('are searched, and the address says for what', async () => {
    await openView('sources');
    await page.getByRole('searchbox', { name: 'Search sources' }).fill('turan');
    await eventually(() => new URL(page.url()).searchParams.get('q')).toBe('turan');
    const rows = page.getByRole('table', { name: 'Sources' }).getByRole('rowheader');
    const [found] = [await rows.allTextContents()];
    expect(found).toContain('S05');
    expect(found.length).toBeLessThan(20);
    const again = await openPage(browser);
    await again.page.goto(page.url());
    await eventually(() => again.page.getByRole('rowheader').allTextContents()).toEqual(found);
    await again.page.context().close();
  });
});

describe('what if election day were another', () => {
  const rules = (of: Page) => of.getByRole('table', { name: 'Rules of the calendar' });
  const dueOf = (of: Page, title: string) =>
    rules(of)
      .getByRole('row')
      .filter({ has: of.getByRole('link', { name: title, exact: true }) });

  test('dates and states move, and the address shows the same to somebody else', async () => {
    await openView('calendar');
    await page.getByText('What if election day were another?').click();
    await page.getByRole('textbox', { name: 'Election day', exact: true }).fill('2024-02-21');
    await page.getByText('A supposition: election day on Wednesday 21 February 2024').first().waitFor();
    const moved = await dueOf(page, 'Voting opens').textContent();
    expect(moved).toContain('21 Feb 2024');
    const campaign = await dueOf(page, 'Campaign starts').textContent();
    expect(campaign).toContain('29 Jan 2024');
    const other = await openPage(browser, { locale: 'en-GB' });
    await other.page.goto(page.url());
    await eventually(() => dueOf(other.page, 'Voting opens').textContent()).toBe(moved);
    expect(await dueOf(other.page, 'Campaign starts').textContent()).toBe(campaign);
    // Acts that are recorded stay where they are, so that some now come too late or too early.
    await other.page
      .getByText(/would then lie outside the time set/)
      .first()
      .waitFor();
    await other.page.context().close();
  });

  test('the recorded calendar is taken along as a file that calendar programs read', async () => {
    await openView('calendar');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Calendar file (.ics)' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe('azerbaijan-2024.ics');
    const text = readFileSync(await download.path(), 'utf8');
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    const opens = events.find((event) => event.summary === 'Voting opens');
    expect(opens?.startDate.convertToZone(ICAL.Timezone.utcTimezone).toString()).toBe('2024-02-07T04:00:00Z');
    expect(new Set(events.map((event) => event.uid)).size).toBe(events.length);
    // 35 rules have a date, and one of them five hours.
    expect(events.length).toBe(39);
  });
});

test('all records are taken along as files', async () => {
  await openView('overview');
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the data' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe('azerbaijan-2024.zip');
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});
