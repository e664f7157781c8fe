import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const server = await testServer();
const browser = await testBrowser();
const folder = temporaryFolder('import');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { page, complaints } = await openPage(browser);

const ELECTION = `key: lighthouse-2031
title_en: Election of the Lighthouse Keeper
title_ru: Выборы смотрителя маяка
country: XA
kind: ordinary
office_en: Lighthouse Keeper
election_day: "2031-03-09"
timezone: Europe/Berlin
opens: "08:00"
closes: "20:00"
`;

/** The first administrator, who opens the link of the console and sets up a passkey. */
async function signIn(): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(/http:\S+/.exec(server.readyLine.split('works once:')[1] ?? '')?.[0] ?? '');
  await button('Continue').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Leyla');
  await page.getByLabel('Sign-in name').fill('leyla@observers.example');
  await button('Set up a passkey').click();
  await button('Leyla').waitFor();
}

function button(name: string) {
  return page.getByRole('button', { name, exact: true });
}

function cell(name: string, within: Page = page) {
  return within.getByRole('textbox', { name, exact: true });
}

type Files = Readonly<Record<string, string | Uint8Array>>;

function asPayloads(files: Files) {
  return Object.entries(files).map(([name, content]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  }));
}

async function choose(files: Files): Promise<void> {
  await page.getByLabel('Choose files').setInputFiles(asPayloads(files));
}

function writeFolder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

async function outcome(words: string): Promise<void> {
  await page.getByRole('heading', { level: 2, name: words }).waitFor();
}

describe('the import', () => {
  test('shows errors beside their rows, takes corrections in place, and loads what is right', async () => {
    await signIn();
    await page.getByRole('link', { name: 'Import' }).first().click();
    await page.getByLabel('Choose a folder').setInputFiles(
      writeFolder('wrong', {
        'election.yaml': ELECTION,
        'rounds.csv': 'key,number,day,status\nr1,1,9 March,held\nr2,2,2031-03-30,maybe\nr3,3\n',
        'notes.txt': 'x',
      }),
    );
    await outcome('4 errors: nothing has been loaded');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.getByText('This file is no part of an election').waitFor();
    const day = cell('Row 2, day');
    expect(await day.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('“9 March” is not a day: write it as 2024-02-07').waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await day.fill('2031-03-09');
    await day.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Row 3, status');
    await cell('Row 3, status').fill('planned');
    await page.getByRole('row', { name: /^4/ }).getByRole('button', { name: 'Leave the row out' }).click();
    await button('Check again').click();
    await outcome('1 error: nothing has been loaded');
    expect(await cell('Row 2, day').count()).toBe(0);
  });

  test('creates the election from a folder that is dropped', async () => {
    const transfer = await page.evaluateHandle((text) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([text], 'election.yaml'));
      dropped.items.add(new File(['key,number,day,status\nr1,1,2031-03-09,held\n'], 'rounds.csv'));
      return dropped;
    }, ELECTION);
    await page.getByRole('group', { name: 'Files of the election' }).dispatchEvent('drop', { dataTransfer: transfer });
    await outcome('The files can be loaded');
    await page.getByText('A new election would be created: lighthouse-2031').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await button('Load 2 changes').click();
    await outcome('Loaded: lighthouse-2031');
    await page.getByRole('link', { name: 'Open the election' }).click();
    await page.getByText('Election of the Lighthouse Keeper').first().waitFor();
  });

  test('reads a file in the encoding that a person chooses by looking at it', async () => {
    const russian = Uint8Array.from('key,publisher\nS1,Вестник\n', (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    });
    await page.goto(`${server.url}/desk/import?election=lighthouse-2031`);
    await choose({ 'sources.csv': russian });
    await outcome('1 error: nothing has been loaded');
    await page.getByText('It looks like windows-1251').waitFor();
    const choice = page.getByRole('radio', { name: /^Windows-1251/ });
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await page.locator('label', { has: page.getByText('Windows-1251') }).textContent()).toContain('S1,Вестник');
    expect(await findBarriers(page)).toEqual([]);
    await choice.check();
    await button('Check again').click();
    await outcome('The files can be loaded');
    await button('Load 1 change').click();
    await outcome('Loaded: lighthouse-2031');
  });

  test('shows what a correction changes, asks why, and keeps the files as they came', async () => {
    await page.goto(`${server.url}/desk/import`);
    const archive = zipSync({
      'lighthouse/election.yaml': Buffer.from(ELECTION.replace('20:00', '21:00')),
      'lighthouse/sources.csv': Buffer.from('key,publisher\nS1,Herald\n'),
    });
    await choose({ 'lighthouse.zip': archive });
    await outcome('The files can be loaded');
    const changes = page.getByRole('listitem').filter({ hasText: 'publisher' });
    expect(await changes.textContent()).toMatch(/Вестник.*Herald/);
    await button('Load 2 changes').click();
    await page.getByText('Say why the records are corrected').waitFor();
    await page.getByLabel('Why the records are corrected').fill('The decree says 21:00');
    await button('Load 2 changes').click();
    await outcome('Loaded: lighthouse-2031');
    await page.getByText('The decree says 21:00').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'lighthouse.zip', exact: true }).first().click();
    expect((await download).suggestedFilename()).toBe('lighthouse.zip');
  });

  test('says at once that more than 64 MB are not taken', async () => {
    await page.goto(`${server.url}/desk/import`);
    writeFileSync(join(folder, 'places.csv'), Buffer.alloc(64 * 1_048_576 + 1, 'a'));
    await page.getByLabel('Choose files').setInputFiles(join(folder, 'places.csv'));
    await page.getByRole('alert').getByText('64 MB').first().waitFor();
  });

  test('fits a phone, in Russian', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${server.url}/desk/import`);
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByText('Русский').click();
    await page.getByRole('heading', { level: 1, name: 'Импорт' }).waitFor();
    const files = { 'election.yaml': ELECTION.replace('ordinary', 'usual'), 'claims.csv': 'key;subject\n' };
    await page.getByLabel('Выбрать файлы').setInputFiles(asPayloads(files));
    await outcome('2 ошибки: ничего не загружено');
    await eventually(() => measureOverflow(page)).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
