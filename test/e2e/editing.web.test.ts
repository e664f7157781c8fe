import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const editor = await joinAs('editor', 'Elvin', { administrator, browser });
const { page } = editor;
const EXAMPLE = `${server.url}/desk/e/azerbaijan-2024`;

function panelOf(of: Page) {
  return of.getByRole('complementary');
}

function field(of: Page, name: string) {
  return panelOf(of).getByLabel(name, { exact: true });
}

async function save(of: Page): Promise<void> {
  await panelOf(of).getByRole('button', { name: 'Save' }).click();
}

/** Whether the thing with that error says so to whoever does not see it, and the error stands at the field. */
async function errorAt(of: Page, name: string): Promise<string> {
  const control = panelOf(of).getByRole('textbox', { name: new RegExp(`^${name}`) });
  expect(await control.getAttribute('aria-invalid')).toBe('true');
  const described = (await control.getAttribute('aria-describedby')) ?? '';
  const id = described.split(' ').find((part) => part.endsWith('-error'));
  return (await of.locator(`[id="${id}"]`).textContent()) ?? '';
}

describe('a claim', () => {
  test('is started from the list of records, with the fields of its kind', async () => {
    await page.goto(`${EXAMPLE}/records?kind=claim`);
    await page.getByRole('link', { name: 'New: Claim' }).click();
    await panelOf(page).getByRole('heading', { level: 2, name: 'New: Claim' }).waitFor();
    expect(new URL(page.url()).searchParams.get('new')).toBe('claim');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('that is not complete is refused beside each field, and the summary has the focus', async () => {
    await save(page);
    const summary = panelOf(page).getByRole('alert');
    await summary.getByRole('link', { name: /^Short name: / }).waitFor();
    await eventually(() => summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await errorAt(page, 'Short name')).toContain('This must not be empty');
    await summary.getByRole('link', { name: /^Short name: / }).click();
    expect(await field(page, 'Short name').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
  });

  test('with a value that its unit does not allow is refused, and nothing typed is lost', async () => {
    await field(page, 'Short name').fill('turnout.hearsay');
    await field(page, 'Subject').fill('turnout of the whole');
    await panelOf(page)
      .getByRole('option', { name: /^turnout\.final/ })
      .click();
    await panelOf(page)
      .getByRole('textbox', { name: /^Value/ })
      .fill('seventy-six');
    await field(page, 'Unit').selectOption({ label: 'Per cent' });
    await field(page, 'Kind').selectOption({ label: 'Quoted' });
    await save(page);
    await panelOf(page)
      .getByRole('alert')
      .getByRole('link', { name: /^Value: “seventy-six”/ })
      .waitFor();
    expect(await errorAt(page, 'Value')).toContain('“seventy-six” is no percentage');
    expect(await field(page, 'Short name').inputValue()).toBe('turnout.hearsay');
    expect(await field(page, 'Subject').inputValue()).toBe('turnout.final');
  });

  test('is saved when it is right, and stands among the others at once', async () => {
    await panelOf(page)
      .getByRole('textbox', { name: /^Value/ })
      .fill('76');
    await panelOf(page)
      .getByRole('combobox', { name: /^Sources/ })
      .fill('S01');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await save(page);
    await panelOf(page).getByRole('button', { name: 'Correct' }).waitFor();
    expect(new URL(page.url()).searchParams.get('record')).toBe('claim/turnout.hearsay');
    await page.getByRole('table').getByRole('link', { name: 'turnout.hearsay', exact: true }).waitFor();
  });

  test('is corrected only with a reason; its history then shows the difference', async () => {
    await panelOf(page).getByRole('button', { name: 'Correct' }).click();
    expect(await field(page, 'Short name').isDisabled()).toBe(true);
    await panelOf(page)
      .getByRole('textbox', { name: /^Value/ })
      .fill('77');
    await save(page);
    await panelOf(page).getByRole('alert').getByRole('link', { name: 'Reason: Say why this is changed' }).waitFor();
    await field(page, 'Reason').fill('misheard');
    await save(page);
    const version = panelOf(page).getByRole('listitem').filter({ hasText: 'Corrected' });
    await version.getByText('misheard').waitFor();
    expect(await version.getByRole('deletion').allTextContents()).toEqual(['76']);
    expect(await version.getByRole('insertion').allTextContents()).toEqual(['77']);
    expect(await version.textContent()).toContain('Elvin');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('is withdrawn with a reason, stays readable, and is restored', async () => {
    await panelOf(page).getByRole('button', { name: 'Withdraw' }).click();
    await field(page, 'Reason').fill('hearsay');
    await panelOf(page).getByRole('button', { name: 'Withdraw' }).click();
    await panelOf(page).getByText('Withdrawn: no longer holds').waitFor();
    const link = page.getByRole('table').getByRole('link', { name: 'turnout.hearsay', exact: true });
    await link.waitFor({ state: 'detached' });
    await panelOf(page).getByRole('button', { name: 'Restore' }).click();
    await field(page, 'Reason').fill('a second witness');
    await panelOf(page).getByRole('button', { name: 'Restore' }).click();
    await panelOf(page).getByRole('button', { name: 'Correct' }).waitFor();
    await link.waitFor();
    const acts = panelOf(page).getByRole('list').getByRole('strong');
    expect(await acts.allTextContents()).toEqual(['Restored', 'Withdrawn', 'Corrected', 'Created']);
  });
});

describe('a record that others refer to', () => {
  test('is not withdrawn; what refers to it is named', async () => {
    await page.goto(`${EXAMPLE}/sources?record=source/S01`);
    await panelOf(page).getByRole('button', { name: 'Withdraw' }).click();
    await field(page, 'Reason').fill('no longer online');
    await panelOf(page).getByRole('button', { name: 'Withdraw' }).click();
    const alert = panelOf(page).getByRole('alert');
    await alert.getByText('Other records still refer to this one').waitFor();
    expect(await alert.textContent()).toContain('calling.order-date');
    await panelOf(page).getByRole('button', { name: 'Cancel' }).click();
    await panelOf(page).getByRole('button', { name: 'Correct' }).waitFor();
  });
});

describe('two people at the same record', () => {
  test('the second is told, loses nothing, and may save after looking', async () => {
    const other = administrator.page;
    for (const of of [page, other]) {
      await of.goto(`${EXAMPLE}/sources?record=source/S02`);
      await panelOf(of).getByRole('button', { name: 'Correct' }).click();
    }
    const note = (of: Page) => panelOf(of).getByRole('textbox', { name: /^Note/ });
    await note(other).fill('As printed.');
    await field(other, 'Publisher').fill('Buta');
    await field(other, 'Reason').fill('compared with the print');
    await save(other);
    await panelOf(other).getByRole('button', { name: 'Correct' }).waitFor();
    await note(page).fill('As read aloud.');
    await field(page, 'Reason').fill('heard it');
    await save(page);
    await panelOf(page).getByRole('alert').getByText('Somebody else changed this in the meantime').waitFor();
    expect(await note(page).inputValue()).toBe('As read aloud.');
    expect(await field(page, 'Reason').inputValue()).toBe('heard it');
    // What the other did is there to be looked at, and stays where this person has typed nothing.
    const theirs = panelOf(page).getByRole('listitem').filter({ hasText: 'compared with the print' });
    await theirs.waitFor();
    expect(await theirs.getByRole('insertion').allTextContents()).toEqual(['As printed.', 'Buta']);
    expect(await field(page, 'Publisher').inputValue()).toBe('Buta');
    expect(await findBarriers(page)).toEqual([]);
    await save(page);
    await panelOf(page).getByRole('button', { name: 'Correct' }).waitFor();
    await panelOf(page).getByText('History: 3 versions').waitFor();
    const acts = panelOf(page).getByRole('list').getByRole('strong');
    expect(await acts.allTextContents()).toEqual(['Corrected', 'Corrected', 'Created']);
  });
});

describe('an election by hand', () => {
  test('is refused with errors beside the fields, then created, and is empty and private', async () => {
    await page.goto(`${server.url}/desk`);
    await page.getByRole('link', { name: 'New election' }).click();
    await field(page, 'Short name').fill('north-2027');
    await field(page, 'Title (English)').fill('Council of the North, 2027');
    await field(page, 'Country code').fill('ZZ');
    await field(page, 'Office (English)').fill('Council');
    await field(page, 'Election day').fill('2027-02-30');
    await field(page, 'Time zone').fill('Europe/Nowhere');
    await save(page);
    const alert = panelOf(page).getByRole('alert');
    await alert.getByRole('link', { name: /^Election day: / }).waitFor();
    await alert.getByRole('link', { name: /^Time zone: / }).waitFor();
    await field(page, 'Election day').fill('2027-03-07');
    await field(page, 'Time zone').fill('Europe/Oslo');
    await save(page);
    await page.getByText('Private', { exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk/e/north-2027');
    await page.goto(`${server.url}/desk`);
    await page.getByRole('link', { name: 'Council of the North, 2027' }).waitFor();
    await page.getByRole('link', { name: /^Early presidential election in Azerbaijan/ }).waitFor();
  });

  test.each([
    ['overview', 'Nothing is recorded of this election yet.'],
    ['calendar', 'This election has no calendar yet'],
    ['candidates', 'No candidate is recorded'],
    ['places', 'No place is recorded yet'],
    ['commissions', 'No commission is recorded yet'],
    ['claims', 'Nothing is claimed yet'],
    ['missions', 'No mission is recorded'],
    ['protocol', 'No protocol is recorded'],
    ['sources', '0 of 0 sources'],
  ])('says in the view %s that there is nothing yet', async (view, words) => {
    for (const width of [1280, 360]) {
      const { page: empty, complaints } = await openPage(browser, { width, ...(await signedIn()) });
      await empty.goto(`${server.url}/desk/e/north-2027/${view}`);
      await empty.getByRole('main').getByText(words).waitFor();
      expect(await findBarriers(empty)).toEqual([]);
      expect([await measureOverflow(empty), complaints]).toEqual([0, []]);
      await empty.context().close();
    }
  });

  test('takes its first records', async () => {
    await page.goto(`${server.url}/desk/e/north-2027/records?kind=source&new=source`);
    await field(page, 'Short name').fill('gazette');
    await field(page, 'Publisher').fill('The Gazette');
    for (const required of await panelOf(page).locator('[aria-required="true"]').all()) {
      const isSelect = await required.evaluate((element) => element instanceof HTMLSelectElement);
      if (!isSelect && (await required.inputValue()) === '') await required.fill('https://gazette.example/1');
    }
    await save(page);
    await panelOf(page).getByRole('button', { name: 'Correct' }).waitFor();
    await page.goto(`${server.url}/desk/e/north-2027/sources`);
    await page.getByRole('rowheader', { name: 'gazette' }).waitFor();
  });

  test('is archived by an administrator, and then only read', async () => {
    const { page: admin } = administrator;
    await admin.goto(`${server.url}/desk/e/north-2027/overview`);
    await admin.getByRole('button', { name: 'Archive' }).click();
    await admin.getByLabel('Reason').fill('called off');
    await admin.getByRole('button', { name: 'Archive' }).click();
    await admin.getByText('This election is archived: it can be read, not changed.').waitFor();
    await page.goto(`${server.url}/desk/e/north-2027/sources?record=source/gazette`);
    await panelOf(page).getByText('The Gazette').first().waitFor();
    expect(await page.getByRole('button', { name: /^(Correct|Withdraw)$/ }).count()).toBe(0);
    await page.goto(`${server.url}/desk/e/north-2027/sources?new=source`);
    await page.getByRole('rowheader', { name: 'gazette' }).waitFor();
    expect(await panelOf(page).count()).toBe(0);
  });

  test('an election that is archived meanwhile takes no change, in words', async () => {
    const { page: admin } = administrator;
    const act = (name: 'archive' | 'unarchive') =>
      admin.request.post(`${server.url}/api/elections/north-2027/${name}`, {
        headers: { origin: server.url },
        data: { reason: 'again' },
      });
    expect((await act('unarchive')).ok()).toBe(true);
    await page.goto(`${server.url}/desk/e/north-2027/sources?record=source/gazette`);
    await panelOf(page).getByRole('button', { name: 'Correct' }).click();
    await field(page, 'Publisher').fill('The Northern Gazette');
    await field(page, 'Reason').fill('its full name');
    expect((await act('archive')).ok()).toBe(true);
    await save(page);
    await panelOf(page).getByRole('alert').getByText('This election is archived and takes no changes').waitFor();
    expect(await field(page, 'Publisher').inputValue()).toBe('The Northern Gazette');
  });
});

/** The cookies of the editor, for a window of another size. */
async function signedIn() {
  return { storageState: await page.context().storageState() };
}

test('no page of the two complained of anything but what was refused', () => {
  const complaints = [...editor.complaints, ...administrator.complaints];
  expect(complaints.filter((text) => !/status of (409|422)/.test(text))).toEqual([]);
});
