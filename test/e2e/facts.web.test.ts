import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { parseCalendarDate } from '../../src/kernel/calendar-date.ts';
import { must } from '../../src/kernel/result.ts';
import { en } from '../../src/platform/i18n/catalogue-en.ts';
import { createMessages } from '../../src/platform/i18n/messages.ts';
import { readReferenceRules } from '../support/calendar-records.ts';
import { testBrowser } from '../support/chromium.ts';
import { openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const { page } = await openPage(await testBrowser());
const rules = readReferenceRules();
const { formatDate } = createMessages('en', en);

/** Shares of the final result as the commission published them, of 4,957,967 valid votes. */
const SHARES = {
  'Ilham Aliyev': '92.12%',
  'Zahid Oruj': '2.17%',
  'Fazil Mustafa': '1.99%',
  'Gudrat Hasanguliyev': '1.72%',
  'Razi Nurullayev': '0.80%',
  'Elshad Musayev': '0.66%',
  'Fuad Aliyev': '0.53%',
};

const TURNOUT = [
  ['10:00', '19.44%', '1 259 371'],
  ['12:00', '38.57%', '2 499 033'],
  ['15:00', '60.54%', '3 922 187'],
  ['17:00', '70.85%', '4 590 075'],
  ['19:00', '76.73%', '4 971 032'],
];

/** The eleven discrepancies that are known, and the share that the press rounds wrongly: what is stated side by side. */
const DISCREPANCIES: Readonly<Record<string, readonly string[]>> = {
  'Voters on the lists on election day': ['6 478 623', '6 478 840'],
  'Turnout of the whole vote': ['76.73%', '76.43%', 'at least 76.53%'],
  'How far the count had come': ['93.35%', '93.35%'],
  'Share of polling stations with web cameras': ['15.3%', '20%'],
  'Candidates registered when registration closed': ['7', '17'],
  'Voters who had voted': ['2 499 033', '2 499 033 000'],
  'Voters in the liberated territories at this election': ['about 20 000', 'more than 22 000', 'more than 23 000'],
  'International observers registered for this election': ['790', '800'],
  'Size of the mission: IPA CIS observer group': ['17', '36'],
  'Size of the mission: CIS Observer Mission (Executive Committee)': ['more than 160', '169', '13'],
  'Share of the valid votes: Fuad Aliyev': ['0.53%', '0.54%'],
};

async function openView(view: string): Promise<void> {
  await page.goto(`${server.url}/e/azerbaijan-2024/${view}`);
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
}

/** What is read there, with plain spaces in numbers. */
async function textOf(place: Locator): Promise<string> {
  return ((await place.textContent()) ?? '').replace(/[\u00a0\u202f]/g, ' ');
}

async function cellsOf(row: Locator): Promise<string[]> {
  const cells = await row.getByRole('cell').allInnerTexts();
  return cells.map((cell) => cell.replace(/[\u00a0\u202f]/g, ' '));
}

function rowOf(table: string, header: string | RegExp): Locator {
  return page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: header });
}

/** The list item in which the sources contradict each other on `subject`. */
function discrepancyOn(of: Page, subject: string): Locator {
  const part = of.getByRole('list').filter({ has: of.getByRole('link', { name: subject, exact: true }) });
  return part.getByRole('listitem').filter({ has: of.getByRole('link', { name: subject, exact: true }) });
}

describe('candidates', () => {
  test.each(Object.entries(SHARES))('%s has %s of the votes, computed here', async (name, share) => {
    await openView('candidates');
    const cells = await cellsOf(rowOf('Votes', name));
    expect(cells).toContain(share);
  });

  test('are seven, with their shares, on the overview too', async () => {
    await openView('overview');
    const chart = page.getByRole('figure', { name: 'Votes for the candidates' });
    const bars = await chart.getByRole('list').getByRole('listitem').allInnerTexts();
    expect(bars.map((bar) => /\d+\.\d+%/.exec(bar)?.[0])).toEqual(Object.values(SHARES));
    expect(await textOf(chart)).toContain('n = 4 957 967 valid votes');
  });

  test('were approved on five days, 1 + 6 + 8 + 1 + 1, ten of them without a name', async () => {
    await openView('candidates');
    const table = page.getByRole('table', { name: 'Approved nominations by day' });
    const rows = await Promise.all((await table.getByRole('row').all()).slice(1).map(cellsOf));
    expect(rows).toEqual([
      ['1', '1', '0'],
      ['6', '6', '0'],
      ['8', '0', '8'],
      ['1', '0', '1'],
      ['1', '0', '1'],
    ]);
    const main = await textOf(page.getByRole('main'));
    expect(main).toContain('17 nominations were approved.');
    expect(main).toContain('of the other 10 only the number and the day are known');
    expect(main).toContain('The days add up to 17.');
  });
});

describe('turnout', () => {
  test.each(TURNOUT)('at %s is %s, of %s voters', async (hour, share, voters) => {
    await openView('overview');
    const chart = page.getByRole('figure', { name: 'Turnout in the course of the day' });
    const spaced = voters.replaceAll(' ', '[ \u202f]');
    await chart.getByRole('link', { name: new RegExp(`^Turnout, ${hour}: ${share}; ${spaced} voters$`) }).waitFor();
  });

  test('is a table, too, for whoever does not see the picture', async () => {
    await openView('overview');
    const chart = page.getByRole('figure', { name: 'Turnout in the course of the day' });
    await chart.getByText('Show as table').click();
    const table = await textOf(chart.getByRole('table'));
    for (const part of TURNOUT.flat()) expect(table).toContain(part);
  });
});

describe('what the sources contradict each other on', () => {
  test.each(Object.entries(DISCREPANCIES))('%s: %j', async (subject, values) => {
    await openView('overview');
    const found = discrepancyOn(page, subject);
    const links = (await found.getByRole('link').allInnerTexts()).map((text) => text.replace(/[\u00a0\u202f]/g, ' '));
    expect(links).toEqual(expect.arrayContaining([...values]));
    // One link for the matter, one for each value, and one for each of their sources.
    const sources = links.filter((text) => /^S\d+$|^azbaku$/.test(text));
    expect(sources.length).toBeGreaterThanOrEqual(values.length);
  });

  test('a turnout below the valid votes is remarked on', async () => {
    await openView('claims?show=contradictions');
    const main = page.getByRole('main');
    const remark = main.getByText('implies at least 6,486,938 on final lists or a different base');
    await remark.waitFor();
    await main.getByRole('link', { name: 'at least 76.53%' }).first().waitFor();
  });
});

describe('the legal calendar', () => {
  const dueOf = async (title: string) => {
    const row = page
      .getByRole('table', { name: 'Rules of the calendar' })
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: title, exact: true }) });
    const [due = '', done = ''] = await cellsOf(row);
    return { due, done };
  };

  test('has 42 rules', async () => {
    await openView('calendar');
    await page.getByText('42 of 42 entries').waitFor();
    await openView('overview');
    await page.getByText('42 rules').waitFor();
  });

  test.skipIf(rules === null)('shows every date of the reference (skipped where ../shared is absent)', async () => {
    await openView('calendar');
    const dated = (rules ?? []).filter((rule) => rule.date_2024 !== undefined);
    expect(dated).toHaveLength(35);
    for (const { id, title, date_2024: date } of dated) {
      const day = formatDate(must(parseCalendarDate(String(date)), `No date in ${id}`), 'short');
      const { due, done } = await dueOf(title);
      // Of the one rule whose limit the reference gives as the day of the act, that day is in the other column.
      expect(id === 'call.appoint' ? done : due, id).toContain(day);
    }
  });

  test.skipIf(rules === null)('says that it has no date where there is none (skipped without ../shared)', async () => {
    await openView('calendar');
    const undated = (rules ?? []).filter((rule) => rule.date_2024 === undefined);
    expect(undated).toHaveLength(7);
    for (const { id, title } of undated) expect((await dueOf(title)).due, id).toContain('no date');
  });
});
