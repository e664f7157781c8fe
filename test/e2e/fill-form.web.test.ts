import { beforeEach, describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser);

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const type = async (text: string) => {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const sent = () => page.evaluate(() => (window as unknown as { sent: string[] }).sent);
const focused = () =>
  page.evaluate(
    () => document.activeElement?.closest('.question')?.querySelector('.question-label')?.textContent ?? '',
  );
const open = async (query = '') => {
  await page.goto(`${address}/fill?${query}`);
  await page.getByRole('textbox', { name: 'Station' }).waitFor();
};
/** As left behind by whoever typed: nothing is asked when the page goes. */
const forget = () =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('scrutineer-desk');
        request.onsuccess = resolve;
        request.onblocked = resolve;
      }),
  );

page.on('dialog', (dialog) => void dialog.accept());

describe('a form at the desk', () => {
  beforeEach(async () => {
    await page.goto(`${address}/marks`);
    await forget();
  });

  test('is filled from the first question to the last without a mouse: Enter goes on, digits choose', async () => {
    await open('rules=as-written');
    await page.getByRole('textbox', { name: 'Station' }).focus();
    await type('Pier 4');
    expect(await focused()).toContain('Was it open?');
    // A digit only chooses: Enter after it skips nothing, and another digit mends it.
    await press('1', '2', 'Enter');
    await eventually(focused).toContain('Why not?');
    await type('No light');
    await press('1', '3', 'Enter');
    expect(await focused()).toContain('Voters on the list');
    await type('812');
    await press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Send');
    await press('Enter');
    await page.getByText('Sent with 0 files').waitFor();
    const [xml = ''] = await sent();
    expect(xml).toContain(
      '<station>Pier 4</station><note/><open>no</open><why>No light</why><seen>queue police</seen>',
    );
    expect(xml).toMatch(/<(?:\w+:)?instanceID>uuid:[0-9a-f-]{36}</);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('keeps what is typed through a reload, and begins anew only where that is asked for, with a way back', async () => {
    await open();
    await page.getByRole('textbox', { name: 'Station' }).fill('Pier 9');
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.reload();
    await page.getByText('You go on where you left').waitFor();
    expect(await page.getByRole('textbox', { name: 'Station' }).inputValue()).toBe('Pier 9');
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await eventually(() => page.getByRole('textbox', { name: 'Station' }).inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => page.getByRole('textbox', { name: 'Station' }).inputValue()).toBe('Pier 9');
  });

  test('keeps a place that is none through a reload, says so before it is sent, and takes it once it is mended', async () => {
    await page.goto(`${address}/fill?form=round`);
    const place = page.getByRole('group', { name: 'Where is it?' });
    await place.getByLabel('Latitude').fill('95,5');
    await place.getByLabel('Longitude').fill('49.8');
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.reload();
    await page.getByText('You go on where you left').waitFor();
    expect(await place.getByLabel('Latitude').inputValue()).toBe('95,5');
    expect(await place.getByLabel('Longitude').inputValue()).toBe('49.8');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('latitude lies between −90 and 90', { exact: false }).first().waitFor();
    await place.getByLabel('Latitude').fill('45,5');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent with 0 files').waitFor();
    expect((await sent()).at(-1)).toContain('<place>45.5 49.8 0 0</place>');
  });

  test('offers the time of this moment to whoever is told something, and not to whoever types off a sheet', async () => {
    const now = page.getByRole('button', { name: 'Now' });
    await page.goto(`${address}/fill?form=round`);
    await eventually(() => now.count()).toBe(2);
    await page.goto(`${address}/fill?form=round&rules=as-written`);
    await page.getByText('When did it open?').waitFor();
    expect(await now.count()).toBe(0);
  });

  test('says the digits that choose as keys, and no part of what a choice is called', async () => {
    await page.goto(`${address}/fill?form=round`);
    const halls = page.getByRole('radiogroup', { name: 'Which hall?' });
    const tenth = halls.getByRole('radio', { name: 'Hall J', exact: true });
    expect(await tenth.getAttribute('aria-keyshortcuts')).toBe('0');
    expect(
      await halls.getByRole('radio', { name: 'Hall K', exact: true }).getAttribute('aria-keyshortcuts'),
    ).toBeNull();
    expect(await halls.locator('.choice').nth(9).textContent()).toMatch(/^\s*Hall J\s*0\s*$/);
    await halls.getByRole('radio').first().focus();
    await press('0');
    expect(await tenth.isChecked()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('asks before it is left, and the answer Stay stays', async () => {
    await open();
    await page.getByRole('textbox', { name: 'Station' }).fill('Pier 9');
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.getByRole('link', { name: 'Elsewhere' }).click();
    await page.getByRole('dialog', { name: 'Leave this page?' }).waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByRole('textbox', { name: 'Station' }).inputValue()).toBe('Pier 9');
    await page.getByRole('link', { name: 'Elsewhere' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL('**/form');
  });

  test('that could not be sent is the same record to the last byte when it is sent again, also after a reload', async () => {
    await open('rules=as-written&fail=2');
    await page.getByRole('textbox', { name: 'Station' }).fill('Pier 9');
    await page.getByRole('radio', { name: 'yes' }).check();
    await page.getByRole('textbox', { name: 'Voters' }).fill('7');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    await eventually(async () => (await sent()).length).toBe(2);
    const [first, second] = await sent();
    expect(second).toBe(first);
    await page.reload();
    await page.getByText('You go on where you left').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await eventually(sent).toEqual([first]);
  });

  test('keeps the rules of the form, or takes what stands on the paper once that is said', async () => {
    await open();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('4 answers have to be mended').waitFor();
    await open('rules=as-written');
    await page.getByRole('textbox', { name: 'Voters' }).fill('99999');
    await page.getByRole('button', { name: 'Send' }).click();
    // The photo is not missed: there is none on paper.
    await page.getByText('3 answers break a rule of the form or are missing:').waitFor();
    expect(await page.getByText('Photo of the protocol').count()).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'It stands so on the paper: send' }).click();
    await page.getByText('Sent with 0 files').waitFor();
    expect((await sent())[0]).toContain('<voters>99999</voters>');
  });

  test('sends the files that its answers name, which a reload does not lose', async () => {
    await open();
    await page.getByRole('textbox', { name: 'Station' }).fill('Pier 9');
    await page.getByRole('radio', { name: 'yes' }).check();
    await page.getByRole('textbox', { name: 'Voters' }).fill('7');
    const photo = { name: 'Protocol Ивана.JPG', mimeType: 'image/jpeg', buffer: Buffer.from('photo') };
    await page.locator('input[type="file"]').setInputFiles(photo);
    await page.getByText('.jpg').waitFor();
    await page.getByText('What you typed is kept in this browser until it is sent.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent with 1 files').waitFor();
    expect((await sent())[0]).toMatch(/<photo>[0-9a-f-]{36}\.jpg<\/photo>/);
    complaints.splice(0);
  });
});

test('an earlier record opens for correction: it names what it corrects, and what has no place is told', async () => {
  const record =
    '<data id="sheet" version="0"><station>Old</station><open>perhaps</open><why>dark</why><seen>queue drums</seen>' +
    '<gone>lost</gone><voters>12</voters><person><role>clerk</role></person><meta><instanceID>uuid:old</instanceID></meta></data>';
  await open(`rules=as-written&record=${encodeURIComponent(record)}`);
  await page.getByRole('heading', { name: '4 answers have no place' }).waitFor();
  expect(await page.locator('.fill-aside dt').allTextContents()).toEqual(['open', 'why', 'seen', 'gone']);
  await page.getByRole('radio', { name: 'no' }).check();
  expect(await page.getByRole('textbox', { name: 'Why not?' }).inputValue()).toBe('dark');
  await page.getByRole('button', { name: 'Send' }).click();
  await eventually(async () => (await sent()).length).toBe(1);
  const [xml = ''] = await sent();
  expect(xml).toContain('<voters>12</voters>');
  expect(xml).toContain('<role>clerk</role>');
  expect(xml).toMatch(/deprecatedID>uuid:old</);
  expect(xml).not.toContain('instanceID>uuid:old<');
});

test.each([
  ['light', 1280],
  ['dark', 360],
] as const)('has nothing beside the window, %s and %i wide', async (colorScheme, width) => {
  const heard = await openPage(browser, { colorScheme, width, locale: 'ru-RU' });
  await heard.page.goto(`${address}/fill?rules=as-written&lang=ru`);
  await heard.page.getByRole('textbox', { name: 'Station' }).fill('Pier');
  await heard.page.getByRole('button', { name: 'Отправить' }).click();
  await heard.page.getByRole('button', { name: 'Так на бумаге: отправить' }).waitFor();
  expect(await measureOverflow(heard.page)).toBe(0);
  expect(await findBarriers(heard.page)).toEqual([]);
  const picture = process.env.PICTURES;
  if (picture !== undefined) await heard.page.screenshot({ path: `${picture}/fill-${width}.png`, fullPage: true });
});
