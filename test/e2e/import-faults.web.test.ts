import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const server = await testServer();
const { page, complaints } = await firstAdministrator(server, await testBrowser());
const folder = temporaryFolder('import-faults');
const example = fileURLToPath(new URL('../../examples/azerbaijan-2024', import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ELECTION = `key: harbour-2031
title_en: Election of the Harbour Master
country: XA
kind: ordinary
office_en: Harbour Master
election_day: "2031-03-09"
timezone: Europe/Berlin
opens: "08:00"
closes: "20:00"
`;

const PLACES = `code,level,kind,parent,name_en
XA,country,,,The Islands
north,region,,south,North Isle
south,region,,north,South Isle
001,precinct,permanent,XA,Harbour School
001,precinct,permanent,XA,Lighthouse
`;

/** The text in Windows-1251, as an old spreadsheet saves it. */
function inWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });
}

function writeFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

async function giveFolder(path: string): Promise<void> {
  await page.goto(`${server.url}/desk/import`);
  await page.getByLabel('Choose a folder').setInputFiles(path);
}

async function giveArchive(bytes: Uint8Array): Promise<void> {
  await page.goto(`${server.url}/desk/import`);
  const file = { name: 'package.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) };
  await page.getByLabel('Choose files').setInputFiles(file);
}

async function outcome(words: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 2, name: words }).waitFor();
}

function button(name: string) {
  return page.getByRole('button', { name, exact: true });
}

/** The rows with errors of one file, as they can be corrected. */
function rowsOf(file: string) {
  return page.getByRole('table', { name: `Rows of ${file} with errors` });
}

async function electionsThere(): Promise<number> {
  const reply = await page.request.get(`${server.url}/api/elections`);
  return ((await reply.json()) as unknown[]).length;
}

describe('a folder with many faults', () => {
  test('is not loaded; each fault stands at its row, with what is wanted', async () => {
    await giveFolder(
      writeFolder('harbour', {
        'election.yaml': ELECTION,
        'places.csv': PLACES,
        'rounds.csv': 'key,number,day,status\nr1,1,09.03.2031,planned\n',
        'sources.csv': inWindows1251('key,publisher\nS1,Маяк\n'),
      }),
    );
    await outcome(/^\d+ errors: nothing has been loaded$/);
    await rowsOf('rounds.csv').getByText('“09.03.2031” is not a day: write it as 2024-02-07').waitFor();
    await rowsOf('places.csv').getByText('“001” stands in row 5 already').waitFor();
    await rowsOf('places.csv').getByText('There is no column “kind” here').waitFor();
    await page.getByText('It looks like windows-1251').waitFor();
    expect(await electionsThere()).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('is corrected where it stands, fault by fault, until it can be loaded', async () => {
    await page.getByRole('radio', { name: /^Windows-1251/ }).check();
    await rowsOf('rounds.csv').getByRole('textbox', { name: 'Row 2, day', exact: true }).fill('2031-03-09');
    await rowsOf('places.csv').getByRole('textbox', { name: 'Row 6, code', exact: true }).fill('002');
    await rowsOf('places.csv').getByRole('textbox', { name: 'Name of the column' }).fill('station');
    await button('Check again').click();
    // What depends on other rows is seen only once each row can be read.
    await page.getByText('Places lie within each other in a circle: ').first().waitFor();
    const parent = page.getByRole('textbox', { name: /^Row [34], parent$/ });
    const count = await parent.count();
    for (let index = 0; index < count; index += 1) await parent.nth(index).fill('XA');
    await button('Check again').click();
    await outcome('The files can be loaded');
    await page.getByRole('button', { name: /^Load \d+ changes$/ }).click();
    await outcome('Loaded: harbour-2031');
    await page.getByRole('link', { name: 'Open the election' }).click();
    await page.getByText('Election of the Harbour Master').first().waitFor();
    await page.goto(`${server.url}/desk/e/harbour-2031/sources`);
    await page.getByRole('cell', { name: 'Маяк' }).waitFor();
    await page.goto(`${server.url}/desk/e/harbour-2031/places`);
    await page.getByText('The Islands').first().waitFor();
  });
});

describe('the same files a second time', () => {
  test('change nothing, as a folder', async () => {
    await giveFolder(example);
    await outcome('The files can be loaded');
    await button('Load: no record changes').click();
    await outcome('Loaded: azerbaijan-2024');
    await page.getByText('No new record, none corrected').waitFor();
  });

  test('change nothing, as the archive that the server gives', async () => {
    const reply = await page.request.get(`${server.url}/api/elections/azerbaijan-2024/export.zip`);
    await giveArchive(await reply.body());
    await outcome('The files can be loaded');
    await button('Load: no record changes').waitFor();
    await page.goto(`${server.url}/desk/e/azerbaijan-2024/sources?record=source/S01`);
    await page.getByText('History: 1 version').waitFor();
  });
});

describe('an archive that is not what it seems', () => {
  test('a bomb is refused in words, and nothing is stored', async () => {
    const before = await electionsThere();
    const zeros = new Uint8Array(120_000_000);
    const bomb = zipSync({ 'election.yaml': Buffer.from(ELECTION), 'places.csv': zeros }, { level: 9 });
    expect(bomb.length).toBeLessThan(1_000_000);
    await giveArchive(bomb);
    await outcome('1 error: nothing has been loaded');
    await page.getByText('Unpacked, the archive is larger than is taken').waitFor();
    expect(await electionsThere()).toBe(before);
  });

  test('half an archive is refused in words', async () => {
    const whole = zipSync({ 'election.yaml': Buffer.from(ELECTION) });
    await giveArchive(whole.subarray(0, whole.length - 30));
    await outcome(/^\d+ errors?: nothing has been loaded$/);
    await page.getByText('The archive is damaged or no zip: pack the folder again').waitFor();
  });

  test('a path that leads out of the archive is refused in words', async () => {
    const before = await electionsThere();
    await giveArchive(zipSync({ '../../election.yaml': Buffer.from(ELECTION) }));
    await outcome(/^\d+ errors?: nothing has been loaded$/);
    await eventually(() => electionsThere()).toBe(before);
  });

  test('a spreadsheet is told from an archive', async () => {
    await page.goto(`${server.url}/desk/import`);
    const buffer = Buffer.from(zipSync({ 'xl/workbook.xml': Buffer.from('<workbook/>') }));
    await page.getByLabel('Choose files').setInputFiles({ name: 'places.xlsx', mimeType: 'application/zip', buffer });
    await outcome(/^\d+ errors?: nothing has been loaded$/);
    await page.getByText(/CSV/).last().waitFor();
  });
});

test('no page complained', () => {
  expect(complaints).toEqual([]);
});
