import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { eventually, type HeardPage, measureOverflow } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const join = (name: string) => joinAs('editor', name, { administrator, browser });
const [aysel, boris, ceyhun] = [await join('Aysel'), await join('Boris'), await join('Ceyhun')];
const MISSION = `${server.url}/desk/m/coast`;

async function post<T>({ page }: HeardPage, path: string, data: unknown): Promise<T> {
  const reply = await page.request.post(`${server.url}/api/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.status(), reply.ok()]).toEqual([path, reply.status(), true]);
  return (await reply.json()) as T;
}

const SURVEY = [
  ['type', 'name', 'label', 'relevant', 'required', 'constraint'],
  ['text', 'place', 'Place', '', 'yes', ''],
  ['integer', 'voters', 'Voters on the list', '', 'yes', '. <= 3000'],
  ['select_one yn', 'open', 'Was it open?', '', 'yes', ''],
  ['text', 'why', 'Why not?', `\${open} = 'no'`, '', ''],
  ['image', 'photo', 'Photo', '', '', ''],
];
const sheets = [
  { name: 'survey', rows: SURVEY },
  {
    name: 'choices',
    rows: [
      ['list_name', 'name', 'label'],
      ['yn', 'yes', 'Yes'],
      ['yn', 'no', 'No'],
    ],
  },
  {
    name: 'settings',
    rows: [
      ['form_id', 'form_title', 'version'],
      ['sheet', 'Opening', '1'],
    ],
  },
];
await post(administrator, 'missions', {
  id: crypto.randomUUID(),
  slug: 'coast',
  name: { en: 'Coast' },
  election: null,
});
const { revision } = await post<{ revision: number }>(administrator, 'missions/coast/drafts', {
  workbook: { sheets },
  sourceName: 'sheet.xlsx',
});
await post(administrator, 'missions/coast/forms/sheet/publish', { base: revision });
await post(administrator, 'missions/coast/devices', {
  ...{ id: crypto.randomUUID(), name: 'Observer 12', kind: 'odk', login: null },
});

for (const { page } of [administrator, aysel, boris, ceyhun]) page.on('dialog', (dialog) => void dialog.accept());

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

const keys = async (page: Page, ...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};

describe('a report by telephone', () => {
  const { page, complaints } = aysel;

  test('is typed by keyboard, survives a reload, and its receipt is read to the caller', async () => {
    await page.goto(`${MISSION}/reports`);
    await page.getByRole('link', { name: 'Enter a report' }).click();
    await page.getByLabel('Who reports').selectOption({ label: 'Observer 12' });
    await page.getByLabel('Note').fill('bad line');
    await page.getByRole('textbox', { name: 'Place' }).focus();
    await page.keyboard.type('Pier 4');
    await keys(page, 'Enter');
    await page.keyboard.type('812');
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.reload();
    await page.getByText('You go on where you left').waitFor();
    expect(await page.getByRole('textbox', { name: 'Place' }).inputValue()).toBe('Pier 4');
    expect(await page.getByLabel('Note').inputValue()).toBe('bad line');
    await page.getByRole('radio', { name: 'Yes' }).focus();
    await keys(page, '1');
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: 'door.png', mimeType: 'image/png' },
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
    await page.locator('.upload-picture').waitFor();
    await picture(page, 'entry');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('heading', { name: 'The report is in' }).waitFor();
    const code = (await page.locator('.entered-code span').first().textContent()) ?? '';
    expect(code).toMatch(/^COAST-\d+-/i);
    await picture(page, 'entered');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the report' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByText('typed by Aysel for Observer 12, by telephone').waitFor();
    await panel.getByText('bad line').waitFor();
    await eventually(() => panel.locator('.report-files li').count()).toBe(1);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('is begun anew at its first question', async () => {
    await page.goto(`${MISSION}/enter`);
    await page.getByRole('textbox', { name: 'Place' }).fill('Pier 6');
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Begin anew' }).press('Enter');
    await page.getByText('You go on where you left').waitFor({ state: 'detached' });
    await page.keyboard.type('Mill');
    expect(await page.getByRole('textbox', { name: 'Place' }).inputValue()).toBe('Mill');
    await page.getByRole('textbox', { name: 'Place' }).fill('');
  });

  test('says whose it is before it is sent', async () => {
    await page.goto(`${MISSION}/enter`);
    await page.getByRole('textbox', { name: 'Place' }).fill('Pier 5');
    await page.getByRole('textbox', { name: 'Voters' }).fill('5');
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByText('Say whose report it is').waitFor();
    await page.getByLabel('In a few words').fill('Ayan, village council');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('heading', { name: 'The report is in' }).waitFor();
    await keys(page, 'Enter');
    await page.getByRole('textbox', { name: 'Place' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Place' }).inputValue()).toBe('');
  });
});

/** Types the sheet that is before them. */
async function typeSheet(page: Page, [place, voters, open]: readonly [string, string, '1' | '2']): Promise<void> {
  await eventually(() => page.evaluate(() => document.activeElement?.closest('.question') !== null)).toBe(true);
  await page.keyboard.type(place);
  await keys(page, 'Enter');
  await page.keyboard.type(voters);
  await keys(page, 'Enter', open, 'Enter');
  if (open === '2') await keys(page, 'Enter');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Done');
  await keys(page, 'Enter');
}

describe('sheets of paper', () => {
  test('are added as a range, with pictures by their numbers', async () => {
    const { page, complaints } = administrator;
    await page.goto(`${MISSION}/reports`);
    await page.getByRole('link', { name: 'Paper forms' }).click();
    await page.getByText('No sheet of paper yet').waitFor();
    await page.getByRole('button', { name: 'Add sheets' }).click();
    await page.getByLabel('Numbers of the sheets').fill('0001-0003; Pier 4');
    await page.getByText('3 sheets', { exact: true }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Add sheets' }).click();
    await page.getByRole('link', { name: '0003' }).waitFor();
    const buffer = await page.screenshot();
    await page
      .locator('input[type="file"]:not([webkitdirectory])')
      .first()
      .setInputFiles([
        { name: '0001.png', mimeType: 'image/png', buffer },
        { name: '0009.png', mimeType: 'image/png', buffer },
      ]);
    await page.getByText('1 of 2 pictures').waitFor();
    await page.getByText('0009.png: no single sheet has this number').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('are typed by one person after another, each by keyboard alone, the next one coming by itself', async () => {
    const { page } = aysel;
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('button', { name: 'Type the next sheet (3 left)' }).click();
    await page.getByAltText('Picture of sheet 0001').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.closest('.question') !== null)).toBe(true);
    await picture(page, 'type-paper');
    expect(await findBarriers(page)).toEqual([]);
    await typeSheet(page, ['Pier', '212', '1']);
    await page.getByText('Sheet 0001 is typed; somebody else types it once more.').waitFor();
    await page.locator('.paper-label', { hasText: '0002' }).waitFor();
    await typeSheet(page, ['Mill', '07', '1']);
    await page.locator('.paper-label', { hasText: '0003' }).waitFor();
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('link', { name: '0001' }).click();
    await page.getByText('You have typed one of the copies').waitFor();
    expect(await page.content()).not.toContain('212');
  });

  test('the second copy that is equal becomes a report at once, and one that differs waits', async () => {
    const { page } = boris;
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('button', { name: 'Type the next sheet' }).click();
    await page.locator('.paper-label', { hasText: '0001' }).waitFor();
    expect(await page.content()).not.toContain('212');
    await typeSheet(page, ['Pier', '221', '2']);
    await page.getByText('than its label: a third person settles it').waitFor();
    await page.locator('.paper-label', { hasText: '0002' }).waitFor();
    await typeSheet(page, ['Mill', '7', '1']);
    await page.getByText(/Sheet 0002 became a report: COAST-/i).waitFor();
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('button', { name: 'Nothing to settle' }).waitFor();
  });

  test('a third person settles what differs, by keyboard, and says why where they write what neither has', async () => {
    const { page, complaints } = ceyhun;
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('button', { name: 'Settle what differs (1 sheet)' }).click();
    await page.getByAltText('Picture of sheet 0001').waitFor();
    const row = (name: string) => page.locator('.paper-difference', { hasText: name });
    await row('Voters on the list').waitFor();
    expect(await page.content()).not.toMatch(/Aysel|Boris/);
    expect(await page.locator('.paper-difference').count()).toBe(2);
    const focused = () => page.evaluate(() => document.activeElement?.closest('.paper-difference')?.textContent ?? '');
    await eventually(focused).toContain('Voters on the list');
    // Wherever one pressed in between, the keys that the page tells of do what it says.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await picture(page, 'settle');
    expect(await findBarriers(page)).toEqual([]);
    await keys(page, 'b');
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain('A');
    await keys(page, 'b');
    const voters = row('Voters on the list').getByRole('textbox');
    await voters.fill('22x');
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.locator('.paper-settle-end .mend-item').waitFor();
    await eventually(() => voters.evaluate((field) => field === document.activeElement)).toBe(true);
    await picture(page, 'settle-wrong');
    expect(await findBarriers(page)).toEqual([]);
    await voters.fill('222');
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.getByText('Say why: what you wrote stands in neither copy').waitFor();
    await page.getByLabel('Why other than in both copies').fill('The last digit is a 2');
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.getByText(/Sheet 0001 became a report: COAST-/i).waitFor();
    await page.getByRole('link', { name: '0001' }).click();
    await page.getByText('Ceyhun settled').waitFor();
    await page.getByText('The last digit is a 2').waitFor();
    await eventually(() => page.locator('.paper-choices tbody tr').count()).toBeGreaterThan(1);
    await picture(page, 'settled');
    await page.getByRole('link', { name: /Open the report/ }).click();
    await page.getByRole('complementary').getByText('a third settled what differed').waitFor();
    expect(complaints.splice(0)).toEqual([]);
  });

  test('who typed how much, and how often it was settled otherwise, is seen by administrators', async () => {
    const { page } = administrator;
    await page.goto(`${MISSION}/papers`);
    await page.getByRole('heading', { name: 'Who typed how much' }).waitFor();
    await page.getByRole('row', { name: /Aysel/ }).waitFor();
    await ceyhun.page.goto(`${MISSION}/papers`);
    await ceyhun.page.getByRole('link', { name: '0001' }).waitFor();
    expect(await ceyhun.page.getByText('Who typed how much').count()).toBe(0);
  });
});

test.each([
  ['en', 'light', 1280],
  ['ru', 'dark', 1280],
  ['az', 'dark', 360],
] as const)('pages in %s, %s, %i wide', async (language, colorScheme, width) => {
  const { page } = administrator;
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  for (const [name, path, seen] of [
    ['enter', 'enter', '.question'],
    ['papers', 'papers', '.paper-typists table'],
  ] as const) {
    await page.goto(`${MISSION}/${path}?lang=${language}`);
    await page.locator(seen).first().waitFor();
    expect([name, await measureOverflow(page)]).toEqual([name, 0]);
    expect(await findBarriers(page)).toEqual([]);
    await picture(page, `${name}-${language}-${width}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
});
