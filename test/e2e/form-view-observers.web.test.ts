import { expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();

const FORMS = ['opening', 'voting', 'closing', 'tabulation', 'incident', 'meeting', 'protocol'];
const MOST_PAGES = 80;

test.each(FORMS)('%s is gone through to its end, page by page, on a narrow phone', async (form) => {
  const { page, complaints } = await openPage(browser, { width: 320, hasTouch: true, isMobile: true });
  await page.goto(`${address}/form?form=${form}&lang=ru`);
  const end = page.locator('.form-end');
  const next = page.getByRole('button', { name: 'Далее' });
  const later = page.getByRole('button', { name: 'Исправить позже' });
  const progress = page.getByRole('progressbar');
  const seen: number[] = [];
  await next.waitFor();
  while ((await end.count()) === 0 && seen.length < MOST_PAGES) {
    seen.push(Number(await progress.getAttribute('aria-valuenow')));
    expect(await measureOverflow(page)).toBe(0);
    await next.click();
    if ((await later.count()) > 0) await later.click();
  }
  expect(await end.count()).toBe(1);
  expect(seen.length).toBeGreaterThan(8);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a protocol is filled in Azerbaijani: the station of its constituency, figures, candidates and their sum', async () => {
  const { page, complaints } = await openPage(browser, { width: 360, hasTouch: true, isMobile: true });
  const next = page.getByRole('button', { name: 'Next' });
  const choose = async (question: string, typed: string) => {
    await page.getByRole('combobox', { name: question }).fill(typed);
    await page.getByRole('option').first().click();
    await next.click();
  };
  const give = async (question: string, value: string) => {
    await page.getByLabel(question, { exact: true }).fill(value);
    await next.click();
  };
  await page.goto(`${address}/form?form=protocol`);
  await page.getByRole('button', { name: 'EN: Language of the form' }).click();
  await page.getByRole('button', { name: 'Azərbaycanca' }).click();
  await choose('Seçki dairəsi', 'Kata');
  const station = page.getByRole('combobox', { name: 'Seçki məntəqəsi' });
  await station.fill('C00');
  expect(new Set((await page.getByRole('option').allTextContents()).map((words) => words.slice(0, 5)))).toEqual(
    new Set(['C0001']),
  );
  await page.getByRole('option').first().click();
  await next.click();
  await give('Gəlmə vaxtı', '18:30');
  for (let figure = 0; figure < 13; figure += 1) {
    await page.getByRole('textbox').fill(String(1000 + figure));
    await next.click();
  }
  await choose('Namizəd', 'Maro');
  await give('Səslərin sayı', '640');
  await page.getByRole('button', { name: 'Add: Namizədə verilən səslər' }).click();
  await choose('Namizəd', 'Sela');
  await give('Səslərin sayı', '360');
  await page.getByText('2 entries').waitFor();
  await next.click();
  await page.getByText('Namizədlər üzrə cəm: 1000').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Remove: Namizədə verilən səslər 2' }).click();
  await next.click();
  await page.getByText('Namizədlər üzrə cəm: 640').waitFor();
  await next.click();
  await give('Protokolun tarixi və vaxtı', '2031-10-12T20:40');
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.getByRole('button', { name: 'End of the form' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await eventually(() => page.getByText('Finished').count()).toBe(1);
  expect(complaints).toEqual([]);
});
