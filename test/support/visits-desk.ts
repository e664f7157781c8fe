import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { testBrowser } from './chromium.ts';
import { firstAdministrator } from './desk-people.ts';
import { publishForm } from './field-mission.ts';
import { testServer } from './server.ts';
import { storeElection } from './stored-election.ts';
import { VISIT_ID, visitForm } from './visit-form.ts';

const NOTES = ['Two boxes', 'Ящик без пломбы', 'Qutu möhürsüz idi', 'საარჩევნო ყუთი', 'الصندوق مفتوح'];
const PLACE = { parent: 'XA', level: 'precinct' };
const PLACES = [
  { code: 'XA', level: 'country', name_en: 'Invented Country' },
  { ...PLACE, code: 'S1', name_en: 'School of the north', name_ru: 'Северная школа', name_az: 'Şimal məktəbi' },
  { ...PLACE, code: 'S2', name_en: 'Library beside the lighthouse of the harbour', name_ru: 'Библиотека' },
];

/** What is asked of the server, as the person at the desk asks it. */
type Asking = BrowserContext['request'];

/** Posts to the API of a server as whoever `asking` is signed in as, or with the `headers`. @returns what it answers. */
async function postTo<T>(
  { asking, url }: { readonly asking: Asking; readonly url: string },
  path: string,
  { data, headers }: { readonly data: unknown; readonly headers?: Record<string, string> },
): Promise<T> {
  const reply = await asking.post(`${url}/api/${path}`, { headers: headers ?? { origin: url }, data });
  expect([path, reply.ok()]).toEqual([path, true]);
  return (await reply.json()) as T;
}

/** The record of visit number `at`, as a program sends it. */
function visitXml(at: number): string {
  const answers = {
    station: `S${(at % 3) + 1}`,
    who: NOTES[at % NOTES.length],
    voters: String(200 + ((at * 37) % 900)),
    day: '2024-02-07',
    sealed: at % 4 === 0 ? 'no' : 'yes',
    problems: ['queue', 'queue crowd', '', 'shouting'][at % 4],
    photo: at % 6 === 0 ? 'box.jpg' : '',
  };
  const xml = Object.entries(answers).map(([name, value]) => `<${name}>${value}</${name}>`);
  const talks = at % 5 === 0 ? '<talk><remark>one</remark></talk><talk><remark>two</remark></talk>' : '';
  const meta = `<meta><instanceID>uuid:visit-${at}</instanceID></meta>`;
  return `<data id="${VISIT_ID}" version="7">${xml.join('')}${talks}${meta}</data>`;
}

/** The desk of a mission `invented`, whose list holds `many` visits: 60, or `MANY_REPORTS`. Their receipts, oldest first: `codes`. */
export async function visitsDesk() {
  const server = await testServer();
  const { dataFolder, url } = server;
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'test',
    sharing: 'join',
    say: () => {},
  });
  afterAll(() => database.close());
  const browser = await testBrowser();
  const administrator = await firstAdministrator(server, browser);
  const { page } = administrator;
  await storeElection(database.sql, { slug: 'lighthouse', visibility: 'private', records: { place: PLACES } });
  const visits = await sendVisits(server, page);
  const list = `${url}/desk/m/invented/reports`;
  return { administrator, browser, database, page, list, ...visits, ...partsOf(page, list) };
}

async function sendVisits(server: Awaited<ReturnType<typeof testServer>>, page: Page) {
  const asking = page.request;
  const api = { asking, url: server.url };
  const mission = {
    id: crypto.randomUUID(),
    slug: 'invented',
    name: { en: 'Invented mission' },
    election: 'lighthouse',
  };
  await postTo(api, 'missions', { data: mission });
  const scopes = ['reports:write', 'reports:read'];
  const { key } = await postTo<MadeKey>(api, 'missions/invented/api-keys', { data: { name: 'Telephones', scopes } });
  await publishForm(server, 'invented', { form: visitForm('7') });
  /** Sends a record as a program does. @returns its receipt. */
  const sendRecord = async (xml: string): Promise<string> => {
    const sent = { data: { xml }, headers: { authorization: `Bearer ${key}` } };
    const { receipt } = await postTo<{ receipt: { code: string } }>(api, 'v1/missions/invented/reports', sent);
    return receipt.code;
  };
  const codes: string[] = [];
  const send = async (): Promise<string> => {
    const code = await sendRecord(visitXml(codes.length));
    codes.push(code);
    return code;
  };
  const many = Number(process.env.MANY_REPORTS ?? 60);
  for (let at = 0; at < many; at += 1) await send();
  /** The newest reports of the list, as the API has them. */
  const newest = async (limit: number) =>
    (await (await asking.get(`${server.url}/api/missions/invented/reports?limit=${limit}`)).json()) as ListedNow;
  while ((await newest(1)).count < many) await page.waitForTimeout(100);
  return { codes, many, newest, send, sendRecord };
}

interface ListedNow {
  readonly count: number;
  readonly reports: readonly { readonly id: string; readonly code: string; readonly station: string }[];
}

/** What a test looks at in the list, and how it opens it. */
function partsOf(page: Page, list: string) {
  const main = page.getByRole('main');
  return {
    main,
    panel: page.getByRole('complementary'),
    dialog: page.getByRole('dialog'),
    /** The receipts that the list shows, from the top. */
    shown: (on: Page = page) => on.locator('main tbody th').allTextContents(),
    /** What stands in the column of that name, row by row. */
    column: (name: string) => page.locator('main tbody tr').evaluateAll(cellsUnder, name),
    /** Waits until the list says how many there are, in these words. */
    count: (words: string | RegExp) => main.getByRole('status').filter({ hasText: words }).waitFor(),
    open: async (query: Readonly<Record<string, string>> = {}): Promise<void> => {
      await page.goto(`${list}?${new URLSearchParams(query)}`);
      await main.getByRole('table').waitFor();
    },
    leaveFocus: () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()),
  };
}

/** Runs in the page. */
function cellsUnder(rows: (HTMLElement | SVGElement)[], name: string): string[] {
  const heads = [...document.querySelectorAll('main thead th')];
  const at = heads.findIndex((head) => head.querySelector('.list-title')?.textContent === name);
  return rows.map((row) => row.children[at]?.textContent?.trim() ?? 'no such column');
}

/** Takes a picture of the list, where `PICTURES` names a folder for them. */
export async function pictureOfList(on: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await on.screenshot({ path: `${folder}/list-${name}.png` });
}
