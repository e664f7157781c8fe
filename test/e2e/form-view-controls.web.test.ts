import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser, {
  width: 360,
  hasTouch: true,
  timezoneId: 'Asia/Baku',
  permissions: ['geolocation'],
  geolocation: { latitude: 40.4093, longitude: 49.8671, accuracy: 30 },
});

const field = (name: string) => page.getByLabel(name, { exact: true });
const part = (label: string) => page.locator('.question').filter({ has: page.getByText(label, { exact: true }) });

/** The answer as the form has it, whatever the control shows. */
function answer(name: string): Promise<string> {
  return page.evaluate((key) => (window as unknown as { answerOf: (name: string) => string }).answerOf(key), name);
}

beforeEach(async () => {
  await page.goto(`${address}/form?start=kinds`);
  await field('Remarks').waitFor();
});

describe('text', () => {
  test('of several lines takes Enter as a line and goes on by Ctrl Enter', async () => {
    await field('Remarks').click();
    await page.keyboard.type('one\ntwo');
    expect(await answer('remark')).toBe('one\ntwo');
    await page.keyboard.press('Control+Enter');
    await eventually(() => field('Code of the day').evaluate((input) => input === document.activeElement)).toBe(true);
  });
  test('that is secret is seen only when asked for', async () => {
    const code = field('Code of the day');
    await code.fill('7391');
    expect(await code.getAttribute('type')).toBe('password');
    await part('Code of the day').getByRole('button', { name: 'Show' }).click();
    expect(await code.getAttribute('type')).toBe('text');
    expect(await answer('secret')).toBe('7391');
  });
});

describe('days and times', () => {
  test('a day is said in words; half of one is no answer and is said to be so', async () => {
    const day = field('Day of the visit');
    await day.fill('2031-10-12');
    await page.getByText('= Sunday 12 October 2031', { exact: true }).waitFor();
    expect(await answer('day')).toBe('2031-10-12');
    await day.focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    await field('Remarks').focus();
    await page.getByText('The date is not complete: give day, month and year').waitFor();
    expect(await answer('day')).toBe('');
    await part('Day of the visit').getByRole('button', { name: 'Today' }).click();
    await eventually(() => page.getByText('The date is not complete').count()).toBe(0);
    expect(await answer('day')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
  test('another calendar stands beside', async () => {
    await page.getByText('= Sunday 12 October 2031 = Mehr 20, 1410 AP').waitFor();
  });
  test('a month is kept as its first day, a year as its first day', async () => {
    await field('Month').selectOption({ label: 'October' });
    expect(await answer('month')).toBe('');
    await part('Month of appointment').getByRole('textbox', { name: 'Year' }).fill('2031');
    expect(await answer('month')).toBe('2031-10-01');
    await part('Year of training').getByRole('textbox', { name: 'Year' }).fill('2030');
    expect(await answer('year')).toBe('2030-01-01');
    await part('Year of training').getByRole('textbox', { name: 'Year' }).fill('203');
    await field('Remarks').focus();
    await part('Year of training').getByText('The date is not complete').waitFor();
  });
  test('a moment is kept with the offset of the place', async () => {
    await field('When was it sealed?').fill('2031-10-12T20:05');
    expect(await answer('moment')).toBe('2031-10-12T20:05:00.000+04:00');
    await page.getByText('= Sunday 12 October 2031, 20:05').waitFor();
  });
});

describe('choices', () => {
  test('several are kept in the order of the form', async () => {
    await page.getByRole('checkbox', { name: 'Family voting' }).check();
    await page.getByRole('checkbox', { name: 'Crowding' }).check();
    expect(await answer('irregular')).toBe('crowd family');
    await page.getByRole('checkbox', { name: 'Family voting' }).uncheck();
    expect(await answer('irregular')).toBe('crowd');
  });
  test('several of many are found, shown and taken away', async () => {
    const line = page.getByRole('combobox', { name: 'Stations nearby' });
    await line.fill('00012');
    await page.keyboard.press('Enter');
    await line.fill('00007');
    await page.keyboard.press('Enter');
    expect(await answer('stations')).toBe('s7 s12');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Remove 00012/ }).click();
    expect(await answer('stations')).toBe('s7');
  });
  test('are put in order by buttons and arrow keys, which keep the focus', async () => {
    const order = () => page.locator('.rank li > span:nth-child(2)').allTextContents();
    const down = page.getByRole('button', { name: 'Move down: Very bad', exact: true });
    expect(await answer('order')).toBe('');
    await down.click();
    await eventually(order).toEqual(['Bad', 'Very bad', 'Neither good nor bad']);
    expect(await answer('order')).toBe('2 1 3');
    await page.getByText('Very bad: place 2 of 3').waitFor();
    await page.keyboard.press('ArrowDown');
    await eventually(order).toEqual(['Bad', 'Neither good nor bad', 'Very bad']);
    expect(await down.evaluate((button) => button === document.activeElement)).toBe(true);
    await part('Put by weight').getByRole('button', { name: 'Clear' }).click();
    expect(await answer('order')).toBe('');
    await page.getByRole('button', { name: 'Keep this order' }).click();
    expect(await answer('order')).toBe('1 2 3');
  });
  test('a scale is one choice', async () => {
    await page.getByRole('radiogroup', { name: 'How was the voting?' }).getByText('Neither good nor bad').click();
    expect(await answer('mood')).toBe('3');
  });
});

describe('ranges', () => {
  test('a line is empty until it is touched, and goes by keys', async () => {
    const line = page.getByRole('slider', { name: 'Confidence' });
    expect(await line.getAttribute('aria-valuetext')).toBe('Not chosen');
    expect(await answer('confidence')).toBe('');
    await line.focus();
    await page.keyboard.press('ArrowRight');
    expect(await answer('confidence')).toBe('6');
    await page.locator('.slider-value').getByText('6', { exact: true }).waitFor();
    await line.click();
    expect(await answer('confidence')).toBe('5');
  });
  test('a list has every step without the dust of binary fractions', async () => {
    await field('Exact').selectOption({ label: '0.3' });
    expect(await answer('exact')).toBe('0.3');
  });
  test('stars are radio buttons', async () => {
    await page.getByRole('radio', { name: '4 of 5' }).check({ force: true });
    expect(await answer('stars')).toBe('4');
    await page.keyboard.press('ArrowLeft');
    expect(await answer('stars')).toBe('3');
  });
});

describe('files', () => {
  const picture = fileURLToPath(new URL('../gallery/forms/plan.svg', import.meta.url));
  const picker = part('Picture of the protocol').locator('input[type=file]');
  const kept = part('Picture of the protocol');

  test('are taken, shown with their size, removed and put back', async () => {
    await picker.setInputFiles(picture);
    await page.getByText('plan.svg').waitFor();
    await page.getByText(/^\d+ B$/).waitFor();
    await page.locator('.upload-picture').waitFor();
    expect(await answer('photo')).toBe('plan.svg');
    await kept.getByRole('button', { name: 'Remove' }).click();
    expect(await answer('photo')).toBe('');
    await kept.getByRole('button', { name: 'Undo' }).click();
    expect(await answer('photo')).toBe('plan.svg');
    await kept.getByText('Replace').waitFor();
  });
  test('that are refused leave what there was, and say why', async () => {
    await picker.setInputFiles(picture);
    await page.getByText('plan.svg').waitFor();
    await picker.setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(6_000_000) });
    await page.getByText('At most 5 MB').waitFor();
    expect(await answer('photo')).toBe('plan.svg');
  });
});

test('a signature is drawn with the finger and kept as a picture', async () => {
  const signature = part('Signature of the chair');
  await signature.getByRole('button', { name: 'Draw or sign' }).click();
  expect(await signature.getByRole('button', { name: 'Keep the drawing' }).isDisabled()).toBe(true);
  const sheet = await signature.getByRole('img').boundingBox();
  if (sheet === null) throw new Error('No sheet to draw on');
  await page.mouse.move(sheet.x + 20, sheet.y + 20);
  await page.mouse.down();
  await page.mouse.move(sheet.x + 120, sheet.y + 60, { steps: 5 });
  await page.mouse.up();
  await signature.getByRole('button', { name: 'Keep the drawing' }).click();
  await signature.locator('.upload-picture').waitFor();
  expect(await answer('signature')).toMatch(/^drawing-\d+\.png$/);
});

test('people are counted up and down', async () => {
  const queue = part('People in the queue');
  await queue.getByRole('button', { name: 'One more' }).click();
  await queue.getByRole('button', { name: 'One more' }).click();
  await queue.getByRole('button', { name: 'One less' }).click();
  expect(await answer('queue')).toBe('1');
});

describe('places', () => {
  test('are measured until one is content, or exact enough', async () => {
    const place = part('Where is the station?');
    await place.getByRole('button', { name: 'Measure where I am' }).click();
    await place.getByText('Exact to 30 m').waitFor();
    expect(await answer('place')).toBe('');
    await page.context().setGeolocation({ latitude: 40.5, longitude: 49.75, accuracy: 4 });
    await place.getByRole('button', { name: 'Measure again' }).waitFor();
    expect(await answer('place')).toBe('40.5 49.75 0 4');
    expect(await place.getByLabel('Latitude').inputValue()).toBe('40.5');
    await page.context().setGeolocation({ latitude: 40.4093, longitude: 49.8671, accuracy: 30 });
  });
  test('are typed; half of one is no answer', async () => {
    const place = part('Where is the station?');
    await place.getByLabel('Latitude').fill('40,25');
    // Kept with the answers, as something that no rule takes.
    expect(await answer('place')).toBe('40,25 |');
    await field('Remarks').focus();
    await place.getByText('latitude lies between −90 and 90', { exact: false }).waitFor();
    await place.getByLabel('Longitude').fill('49,5');
    expect(await answer('place')).toBe('40.25 49.5 0 0');
    await eventually(() => place.getByText('latitude lies between').count()).toBe(0);
  });
  test('make a way, and an area that closes itself', async () => {
    const area = part('The area of the station');
    for (const [latitude, longitude] of [
      ['1', '1'],
      ['1', '2'],
      ['2', '2'],
    ] as const) {
      await area.getByLabel('Latitude').fill(latitude);
      await area.getByLabel('Longitude').fill(longitude);
      await area.getByRole('button', { name: 'Add the point' }).click();
    }
    await area.getByText('3 points').waitFor();
    expect(await answer('area')).toBe('1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0');
    await area.getByRole('button', { name: 'Remove point 2' }).click();
    expect(await answer('area')).toBe('1 1 0 0; 2 2 0 0; 1 1 0 0');
    const way = part('The way of the ballots');
    await way.getByRole('button', { name: 'Add where I am' }).click();
    await way.getByRole('button', { name: 'Take this' }).click();
    expect(await answer('way')).toBe('40.4093 49.8671 0 30');
  });
});

test('a code is typed where there is no camera, and something is acknowledged', async () => {
  await field('Code on the seal').fill('AB-12');
  expect(await answer('code')).toBe('AB-12');
  expect(await page.getByRole('button', { name: 'Scan' }).count()).toBe(0);
  await page.getByRole('checkbox', { name: 'I have read this' }).check();
  expect(await answer('ok')).toBe('OK');
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
