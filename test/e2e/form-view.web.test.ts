import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testGallery } from '../support/gallery.ts';
import { eventually, openPage } from '../support/open-page.ts';

const address = await testGallery();
const browser = await testBrowser();
const { page, complaints } = await openPage(browser, { width: 360, hasTouch: true });

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const next = button('Next');
const field = (name: string) => page.getByLabel(name, { exact: true });

async function open(query = ''): Promise<void> {
  await page.goto(`${address}/form?${query}`);
  await page.locator('.form-view').waitFor();
}

async function jump(section: string | RegExp): Promise<void> {
  await button('Contents').click();
  await page.getByRole('dialog').getByRole('button', { name: section }).click();
}

/** What a screen reader says of the element that has the focus: its label. */
function focused(of: Page): Promise<string> {
  return of.evaluate(() => {
    const labels = document.activeElement?.getAttribute('aria-labelledby')?.split(' ') ?? [];
    return labels.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
}

describe('page by page', () => {
  beforeEach(() => open());

  test('what has to be answered keeps one, until one chooses to mend it later', async () => {
    await next.click();
    await page.getByText('This question has to be answered').waitFor();
    await page.getByText('1 answer on this page has to be mended').waitFor();
    expect(await page.getByRole('radiogroup').getAttribute('aria-invalid')).toBe('true');
    await button('Mend later').click();
    await page.getByText('Please note').waitFor();
    expect(await page.getByText('has to be mended').count()).toBe(0);
  });

  test('keyboard alone: choose, go on by Enter, mend, and back without losing an answer', async () => {
    await page.getByRole('radio', { name: 'Yes' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'No', exact: true }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('How many minutes late?');
    await page.keyboard.type('700');
    await page.keyboard.press('Enter');
    await page.getByText('Between 1 and 600 minutes').waitFor();
    expect(await focused(page)).toBe('How many minutes late?');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('7');
    await eventually(() => page.getByText('Between 1 and 600 minutes').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText('Please note').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Was the ballot box empty?').waitFor();
    await button('Back').click();
    await button('Back').click();
    expect(await field('How many minutes late?').inputValue()).toBe('7');
    await button('Back').click();
    expect(await page.getByRole('radio', { name: 'No', exact: true }).isChecked()).toBe(true);
    expect(await button('Back').isDisabled()).toBe(true);
  });

  test('what does not matter is not asked', async () => {
    await page.getByRole('radio', { name: 'Yes' }).check();
    await next.click();
    await page.getByText('Please note').waitFor();
    expect(await page.getByText('How many minutes late?').count()).toBe(0);
  });

  test('a quick question goes on at once when it is pressed', async () => {
    await page.getByRole('radio', { name: 'Yes' }).check();
    await next.click();
    await next.click();
    await page.getByText('Was the ballot box empty?').waitFor();
    await page.getByText('No', { exact: true }).click();
    await field('Voters on the list').waitFor();
    await eventually(() => focused(page)).toBe('Voters on the list');
    await button('Back').click();
    await page.getByText('No', { exact: true }).click();
    await eventually(() => focused(page)).toBe('Voters on the list');
  });

  test('an answer can be taken back', async () => {
    await page.getByRole('radio', { name: 'Yes' }).check();
    await button('Clear').click();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('the line at the top grows, and the end says what must be mended and leads there', async () => {
    const progress = page.getByRole('progressbar');
    expect(await progress.getAttribute('aria-valuenow')).toBe('0');
    await jump('End of the form');
    expect(await progress.getAttribute('aria-valuenow')).toBe('100');
    await page.getByText(/^4 answers have to be mended/).waitFor();
    await button(/^Did the station open on time\?/).click();
    await page.getByRole('radio', { name: 'Yes' }).check();
    await button('Back to the end').click();
    await page.getByText(/^3 answers have to be mended/).waitFor();
    expect(await page.getByText('Finished').count()).toBe(0);
  });

  test('the contents say what is missing in each section', async () => {
    await button('Contents').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Opening 1 missing' }).waitFor();
    await dialog.getByRole('button', { name: 'Polling station Nothing answered yet' }).waitFor();
    await dialog.getByRole('button', { name: 'Count' }).click();
    await eventually(() => focused(page)).toBe('Voters on the list');
    await field('Voters on the list').fill('900');
    await jump(/Opening/);
    await button('Contents').click();
    await dialog.getByRole('button', { name: 'Count Complete' }).waitFor();
  });

  test('a form can be filled to its end', async () => {
    await page.getByRole('radio', { name: 'Yes' }).check();
    await jump('Count');
    await field('Voters on the list').fill('900');
    await jump(/^Visit 1/);
    await field('When did you arrive?').fill('08:15');
    await jump('All kinds');
    await page.getByRole('checkbox', { name: 'I have read this' }).check();
    await jump('End of the form');
    await button('Finish').click();
    await page.getByText('Finished').waitFor();
  });
});

describe('a page of several questions', () => {
  beforeEach(async () => {
    await open();
    await jump('Count');
    await field('Voters on the list').waitFor();
  });

  test('sums and checks follow what is typed; Enter goes to the next question', async () => {
    await page.keyboard.type('1 000');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('Valid ballots');
    await page.keyboard.type('1200');
    await page.getByText('Ballots in all: 1200').waitFor();
    expect(await page.getByText('More ballots than voters').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText('More ballots than voters').waitFor();
    await page.keyboard.type('5');
    await page.getByText('Ballots in all: 1205').waitFor();
    await field('Voters on the list').fill('2000');
    await eventually(() => page.getByText('More ballots than voters').count()).toBe(0);
    expect(await field('Valid ballots').getAttribute('aria-invalid')).toBeNull();
  });

  test('a comma is a decimal mark too, and the number is set in the way of the language when one leaves', async () => {
    const share = field('Turnout in the protocol, per cent');
    await share.fill('76,73');
    await share.blur();
    expect(await share.inputValue()).toBe('76.73');
    await share.fill('1,234.5');
    await share.blur();
    await page.getByText('This is no number: write one such as 12 or 0.5').waitFor();
    expect(await share.inputValue()).toBe('1,234.5');
  });

  test('what is wrong is tied to its control', async () => {
    const voters = field('Voters on the list');
    await voters.fill('many');
    await voters.blur();
    expect(await voters.getAttribute('aria-invalid')).toBe('true');
    const ids = (await voters.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const words = await page.evaluate((all) => all.map((id) => document.getElementById(id)?.textContent), ids);
    expect(words.join(' ')).toContain('This is no whole number');
  });
});

describe('long lists', () => {
  const line = page.getByRole('combobox', { name: 'Polling station' });
  const options = page.getByRole('listbox').getByRole('option');

  beforeEach(async () => {
    await open();
    await jump(/Polling station/);
    await line.waitFor();
  });

  test('of 10,000 choices only those in sight are drawn, to the last one', async () => {
    await line.click();
    expect(await options.count()).toBeLessThan(40);
    await page.getByRole('listbox').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await page.getByRole('option', { name: /^10000 / }).waitFor();
    expect(await options.count()).toBeLessThan(40);
  });

  test('are searched without marks and walked with the arrows', async () => {
    await line.fill('seher 04321');
    await eventually(() => options.count()).toBe(1);
    await page.keyboard.press('Enter');
    await eventually(() => line.inputValue()).toContain('04321');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await line.click();
    expect(await page.getByRole('option', { selected: true }).textContent()).toContain('04321');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => line.inputValue()).toContain('04322');
  });

  test('keep what is chosen when something else is typed and left', async () => {
    await line.fill('00007');
    await page.keyboard.press('Enter');
    await line.fill('nowhere');
    await page.getByText('Nothing matches').first().waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => line.inputValue()).toContain('00007');
    await button('Clear').click();
    await eventually(() => line.inputValue()).toBe('');
  });
});

describe('repeats', () => {
  test('are added, numbered, summed up, removed and put back at their place', async () => {
    await open();
    await jump(/^Visit 1/);
    await field('When did you arrive?').fill('08:15');
    await next.click();
    await field('Who received you?').fill('The chair');
    await next.click();
    await page.getByText('1 entry').waitFor();
    await page.getByText('08:15 · The chair').waitFor();
    await button('Add: Visit').click();
    await page.getByText('Visit 2', { exact: true }).waitFor();
    await field('When did you arrive?').fill('11:40');
    await next.click();
    await next.click();
    await page.getByText('2 entries').waitFor();
    await button('Remove: Visit 1').click();
    await page.getByText('Removed: Visit 1.').waitFor();
    await page.getByText('1 entry').waitFor();
    expect(await page.getByText('The chair').count()).toBe(0);
    await button('Undo').click();
    await page.getByText('2 entries').waitFor();
    const first = page.getByRole('group', { name: 'Visit 1' });
    await first.getByText('08:15 · The chair').waitFor();
    await first.getByRole('button', { name: 'Open' }).click();
    expect(await field('When did you arrive?').inputValue()).toBe('08:15');
  });
});

describe('the whole form at once', () => {
  beforeEach(async () => {
    await open('mode=all');
    await page.getByText('Code on the seal').waitFor();
  });

  test('Enter goes from question to question', async () => {
    await field('Voters on the list').fill('900');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('Valid ballots');
    await jump('All kinds');
    await eventually(() => focused(page)).toBe('Remarks');
  });

  test('draws anew what an answer changes, and nothing else', async () => {
    const touched = await page.evaluate(async () => {
      const seen = new Set<string>();
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          seen.add(element?.closest('.question')?.querySelector('.question-label')?.textContent ?? 'elsewhere');
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      const label = [...document.querySelectorAll('.question-label')].find(
        (each) => each.textContent === 'Invalid ballots',
      );
      const input = document.querySelector<HTMLInputElement>(`input[aria-labelledby="${label?.id}"]`);
      if (input === null) throw new Error('No line for invalid ballots');
      input.value = '12';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      observer.disconnect();
      return [...seen];
    });
    expect(touched).toEqual(['Ballots in all: 12']);
  });

  test('finishing says what must be mended, leads there, and ends when all is mended', async () => {
    await button('Finish').click();
    await page
      .getByRole('alert')
      .getByText(/^4 answers have to be mended/)
      .waitFor();
    await button('Voters on the list This question has to be answered').click();
    await eventually(() => focused(page)).toBe('Voters on the list');
    await page.keyboard.type('900');
    await button('Voters on the list Mended').waitFor();
    await page
      .getByRole('radiogroup', { name: /on time/ })
      .getByText('Yes')
      .click();
    await field('When did you arrive?').fill('08:15');
    await page.getByRole('checkbox', { name: 'I have read this' }).check();
    await button('Finish').click();
    await page.getByText('Finished').waitFor();
  });

  test('copies are added in place', async () => {
    await button('Add: Visit').click();
    await page.getByText('2 entries').waitFor();
    await eventually(() => focused(page)).toBe('When did you arrive?');
    await button('Remove: Visit 2').click();
    await page.getByText('1 entry').waitFor();
  });
});

test('of 1,000 questions one is in the document at a time', async () => {
  await open('questions=1000');
  for (const at of [1, 2, 3]) {
    await page.getByText(`Question ${at}`, { exact: true }).waitFor();
    expect(await page.locator('.question').count()).toBe(1);
    await next.click();
  }
  await jump(/^Section 50/);
  await page.getByText('Question 981', { exact: true }).waitFor();
  expect(await page.locator('.question').count()).toBe(1);
  expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('98');
});

test('languages are switched inside the form, also to one that is written from the right', async () => {
  await open();
  await page.getByRole('radio', { name: 'Yes' }).check();
  await button('EN: Language of the form').click();
  await button('Русский').click();
  await page.getByText('Открылся ли участок вовремя?').waitFor();
  expect(await page.getByRole('radio', { name: 'Yes' }).isChecked()).toBe(true);
  expect(await page.locator('.form-view').getAttribute('dir')).toBe('ltr');
  await button(/Language of the form/).click();
  await button('العربية').click();
  expect(await page.locator('.form-view').getAttribute('dir')).toBe('rtl');
  expect(await page.locator('.question-label').getAttribute('lang')).toBe('ar');
});

test('nothing was complained of', () => {
  expect(complaints).toEqual([]);
});
