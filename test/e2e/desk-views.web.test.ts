import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { TemplateReply } from '../../src/features/field/forms/form-replies.ts';
import { KIND_NAMES } from '../../src/features/register/records/kinds.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, type HeardPage, measureOverflow, openPage } from '../support/open-page.ts';
import { findUnworded } from '../support/page-words.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const storageState = await administrator.page.context().storageState();
const wide = await openPage(browser, { storageState });
const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
/** The name that it was given in English when it was set up. */
const PASSKEY = 'First passkey';
const ELECTION = '/desk/e/azerbaijan-2024';
const [PERSON, TEAM] = [crypto.randomUUID(), crypto.randomUUID()];

/** What its person and the forms of a mission say is the same in every language. */
const OWN_WORDS = new Set([PASSKEY, ...(await makeMission())]);

/** A mission with two forms. @returns every text of theirs. */
async function makeMission(): Promise<string[]> {
  const { request } = administrator.page;
  const options = { headers: { origin: server.url } };
  const post = async (path: string, data: unknown) => {
    const reply = await request.post(`${server.url}/api/${path}`, { ...options, data });
    expect([path, reply.status()]).toEqual([path, 201]);
  };
  const name = { en: 'Invented mission', ru: 'Придуманная миссия', az: 'Uydurma missiya' };
  await post('missions', { id: crypto.randomUUID(), slug: 'invented', name, election: 'azerbaijan-2024' });
  const templates = (await (await request.get(`${server.url}/api/form-templates`)).json()) as TemplateReply[];
  const chosen = templates.filter((one) => /^(incident|voting)/.test(one.name));
  for (const { name: sourceName, workbook } of chosen) await post('missions/invented/drafts', { workbook, sourceName });
  const devices = ['Phone 1', 'Phone 2'];
  for (const name of devices) {
    const kind = name === 'Phone 1' ? 'odk' : 'app';
    await post('missions/invented/devices', { id: crypto.randomUUID(), name, kind, login: null });
  }
  const work = { term: 'long', role: null, organisation: null, languages: ['az', 'ru'], areas: ['41'], note: null };
  const days = { trainedOn: '2024-01-09', pledgedOn: null };
  await post('missions/invented/people', { id: PERSON, code: 'OBS-1', kind: 'observer', ...work, ...days });
  const step = { kind: 'applied', on: '2024-01-09', badge: null, validTo: null, reason: null };
  await post(`missions/invented/people/${PERSON}/accreditation`, { id: crypto.randomUUID(), ...step });
  await post('missions/invented/teams', { id: TEAM, code: 'T1', name: null, kind: 'pair' });
  const members = [{ person: PERSON, part: 'observer', fromDay: null, toDay: '2024-02-08' }];
  const put = { ...options, data: { members, base: 1, reason: null } };
  expect((await request.put(`${server.url}/api/missions/invented/teams/${TEAM}/members`, put)).status()).toBe(200);
  const rule = { endsOn: '2024-02-07', days: { people: 90, files: 90, papers: 0 }, base: 0, reason: 'As was agreed with the parliament' };
  const decided = await request.put(`${server.url}/api/missions/invented/retention`, { ...options, data: rule });
  expect(decided.status()).toBe(204);
  await post('missions/invented/retention/lists', { id: crypto.randomUUID(), asOf: null });
  return [...devices, ...chosen.flatMap(({ workbook }) => workbook.sheets.flatMap(({ rows }) => rows.flat()))];
}

/** Every page of the desk, and the forms in it. */
const PAGES = [
  '/desk',
  '/desk?new=election',
  ...['overview', 'calendar', 'candidates', 'places', 'commissions'].map((view) => `${ELECTION}/${view}`),
  ...['claims', 'missions', 'protocol', 'sources', 'records'].map((view) => `${ELECTION}/${view}`),
  `${ELECTION}/records?kind=claim&new=claim`,
  `${ELECTION}/records?kind=claim&record=claim/turnout.final.official`,
  `${ELECTION}/calendar?record=calendar-rule/vote.open&election_day=2024-03-06`,
  '/desk/missions',
  '/desk/missions?new=mission',
  '/desk/m/invented',
  '/desk/m/invented/people',
  '/desk/m/invented/people?new=person',
  '/desk/m/invented/people?settings=1',
  `/desk/m/invented/people?person=${PERSON}`,
  '/desk/m/invented/people/import',
  '/desk/m/invented/teams',
  '/desk/m/invented/teams?new=team',
  `/desk/m/invented/teams?team=${TEAM}`,
  '/desk/m/invented/plan',
  '/desk/m/invented/plan?part=phases',
  '/desk/m/invented/reports',
  '/desk/m/invented/arrivals',
  '/desk/m/invented/enter',
  '/desk/m/invented/papers',
  '/desk/m/invented/exports',
  '/desk/m/invented/exports?new=export',
  '/desk/m/invented/log',
  '/desk/m/invented/keys',
  '/desk/m/invented/retention',
  '/desk/m/invented/devices',
  ...['edit', 'phone', 'paper', 'translations', 'files', 'versions'].map(
    (tab) => `/desk/m/invented/forms/voting/${tab}`,
  ),
  '/desk/m/invented/forms/voting/edit?phone=1',
  '/desk/import',
  '/desk/history',
  '/desk/security',
  '/desk/readings',
  '/desk/accounts',
  '/desk/account',
];

async function openIn(language: string, page: Page, address: string): Promise<void> {
  const joint = address.includes('?') ? '&' : '?';
  await page.goto(`${server.url}${address}${joint}lang=${language}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function expectSound({ page, complaints }: HeardPage): Promise<void> {
  const headings = await page.getByRole('heading', { level: 1 }).count();
  const found = { overflow: await measureOverflow(page), headings, complaints: complaints.splice(0) };
  expect(found).toEqual({ overflow: 0, headings: 1, complaints: [] });
}

describe.each(PAGES)('%s', (address) => {
  test.each([
    ['en', 'light and wide', wide],
    ['ru', 'dark and narrow', narrow],
    ['az', 'light and wide', wide],
    ['az', 'dark and narrow', narrow],
  ] as const)('in %s, %s: nothing spills over, and all is worded', async (language, _, heard) => {
    await openIn(language, heard.page, address);
    await expectSound(heard);
    expect((await findUnworded(heard.page.locator('body'), language)).filter((text) => !OWN_WORDS.has(text))).toEqual(
      [],
    );
  });

  test('has no barrier: light and wide, dark and narrow', async () => {
    await openIn('en', wide.page, address);
    expect(await findBarriers(wide.page)).toEqual([]);
    await openIn('ru', narrow.page, address);
    expect(await findBarriers(narrow.page)).toEqual([]);
  });
});

test.each(['ru', 'az'] as const)('the form of every kind of record is worded in %s', async (language) => {
  const { page } = wide;
  const panel = page.getByRole('complementary');
  for (const kind of KIND_NAMES.filter((name) => name !== 'election')) {
    await openIn(language, page, `${ELECTION}/records?kind=${kind}&new=${kind}`);
    await panel.getByRole('textbox').first().waitFor();
    expect(await findUnworded(panel, language), kind).toEqual([]);
    // What no catalogue words is called as its column is.
    const labels = (await panel.locator('label').allTextContents()).map((label) => label.trim());
    const unworded = labels.filter((label) => /^[a-z_]+$/.test(label));
    expect(unworded, kind).toEqual([]);
  }
});

test.each(['en', 'x-rtl'])(
  'the section that is open is in sight where there is room for few (%s)',
  async (language) => {
    for (const address of ['/desk/m/invented/retention', '/desk/m/invented']) {
      await openIn(language, narrow.page, address);
      const hidden = () =>
        narrow.page.locator('.desk-rail').evaluate((rail) => {
          const [frame, box] = [rail, rail.querySelector('[aria-current]')].map((at) => at?.getBoundingClientRect());
          if (frame === undefined || box === undefined) return 'no section is open';
          return Math.round(Math.max(0, frame.left - box.left) + Math.max(0, box.right - frame.right));
        });
      await eventually(hidden).toBe(0);
    }
  },
);

test('the desk opens from right to left', async () => {
  for (const { page, complaints } of [wide, narrow]) {
    await openIn('x-rtl', page, `${ELECTION}/overview`);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect([await measureOverflow(page), complaints.splice(0)]).toEqual([0, []]);
  }
});
