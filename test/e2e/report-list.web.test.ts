import { describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { joinAs } from '../support/desk-people.ts';
import { eventually } from '../support/open-page.ts';
import { VISIT_ID } from '../support/visit-form.ts';
import { pictureOfList, visitsDesk } from '../support/visits-desk.ts';

const { administrator, browser, page, list, codes, many, main, panel, dialog, shown, column, count, open, leaveFocus } =
  await visitsDesk();
const { complaints } = administrator;

describe('the list', () => {
  test('shows the newest first, and says how many there are and what is left out', async () => {
    await open();
    await count(`${many} of ${many} reports`);
    expect(await shown()).toEqual(codes.slice(-50).reverse());
    await main.getByRole('button', { name: 'Change the filter “State: not Set aside”' }).waitFor();
    expect((await column('Observer'))[0]).toBe('API key: Telephones');
    expect([...new Set(await column('Station'))].toSorted()).toEqual([
      'S1 School of the north',
      'S2 Library beside the lighthouse of the harbour',
      'S3 Station 3',
    ]);
    expect(await findBarriers(page)).toEqual([]);
    await main.getByRole('button', { name: 'Remove the filter “State: not Set aside”' }).click();
    await count(`${many} reports`);
    expect(new URL(page.url()).searchParams.get('filter')).toBe('-');
    expect(complaints.splice(0)).toEqual([]);
  });

  test('is turned page by page, there and back, by buttons and keys', async () => {
    await open({ size: '25' });
    const pages = [codes.slice(-25), codes.slice(-50, -25), codes.slice(0, -50).slice(-25)].map((page) =>
      page.reverse(),
    );
    await leaveFocus();
    await page.keyboard.press('n');
    await eventually(shown).toEqual(pages[1]);
    await main.getByText('26–50').waitFor();
    await main.getByRole('button', { name: 'Next page' }).click();
    await eventually(shown).toEqual(pages[2]);
    await leaveFocus();
    await page.keyboard.press('p');
    await eventually(shown).toEqual(pages[1]);
    await page.goBack();
    await page.goBack();
    await eventually(shown).toEqual(pages[1]);
    await page.reload();
    await main.getByRole('button', { name: 'First page' }).click();
    await eventually(shown).toEqual(pages[0]);
  });

  test('is sorted by its headers: up, down, and as it came', async () => {
    await open({ form: VISIT_ID, columns: 'station,/data/voters', size: '25' });
    const header = main.getByRole('columnheader').filter({ hasText: 'Voters in the list' });
    const numbers = async () => (await column('Voters in the list')).map((text) => Number(text.replace(/\D/g, '')));
    const press = () => header.getByRole('button', { name: 'Voters in the list', exact: true }).click();
    await press();
    await eventually(() => header.getAttribute('aria-sort')).toBe('ascending');
    await eventually(async () => (await numbers())[0]).toBe(200);
    expect(await numbers()).toEqual([...(await numbers())].sort((a, b) => a - b));
    await press();
    await eventually(async () => (await numbers())[0] ?? 0).toBeGreaterThan(900);
    expect(await numbers()).toEqual([...(await numbers())].sort((a, b) => b - a));
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-/data/voters');
    await press();
    await eventually(shown).toEqual(codes.slice(-25).reverse());
  });

  test('is searched in any script, and the address gives it to somebody else', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('ящик пло');
    await count(`${many / 5} of ${many} reports`);
    const address = page.url();
    const { page: other } = await joinAs('reader', 'Rauf', { administrator, browser });
    await other.goto(address);
    await eventually(() => shown(other)).toEqual(await shown());
    await other.context().close();
    await page.getByRole('searchbox').fill('قرار');
    await main.getByText('No report matches').waitFor();
    await main.getByRole('button', { name: 'Clear filters' }).click();
    await count(`${many} reports`);
  });

  test('opens a report by its receipt, and says where none has it', async () => {
    await open();
    await page.getByRole('searchbox').fill(` ${codes[3]?.toLowerCase()} `);
    await panel.getByRole('heading', { level: 2 }).waitFor();
    expect(new URL(page.url()).searchParams.has('report')).toBe(true);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page.goto(`${list}?search=uuid:00000000-0000-4000-8000-000000000000`);
    await main.getByText('No report of this mission has this receipt or name').waitFor();
  });

  test('leads links to what arrives to where it is now', async () => {
    await page.goto(`${list}?show=held&reason=unknown-form`);
    await eventually(() => page.url()).toContain('/desk/m/invented/arrivals?show=held&reason=unknown-form');
    await main.getByRole('link', { name: 'Reports', exact: true }).click();
    await main.getByRole('table').waitFor();
  });

  test('says that an address cannot be read, and does not show everything instead', async () => {
    await page.goto(`${list}?filter=nonsense`);
    await main.getByText('This address does not say which reports are meant').waitFor();
    expect(await main.getByRole('table').count()).toBe(0);
    await main.getByRole('link', { name: 'Show the list' }).click();
    await main.getByRole('table').waitFor();
  });
});

describe('filters', () => {
  test('by a choice, with counts, in words, to be changed and taken away', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('f');
    await page.keyboard.type('seal');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.closest('fieldset') !== null)).toBe(true);
    const tick = dialog.getByRole('checkbox', { name: `No ${many / 4}` });
    await tick.check();
    expect(await findBarriers(page)).toEqual([]);
    await pictureOfList(page, 'filter');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await count(`${many / 4} of ${many} reports`);
    expect(new URL(page.url()).searchParams.get('filter')).toBe('state!=void;/data/sealed=no');
    await main.getByRole('button', { name: 'Change the filter “Was the box sealed? No”' }).click();
    await dialog.getByLabel('Reports in which it').selectOption('is not one of');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await count(`${(many / 4) * 3} of ${many} reports`);
    await main.getByRole('button', { name: 'Remove the filter “Was the box sealed? not No”' }).click();
    await count(`${many} of ${many} reports`);
  });

  test('by a number, from and to; nothing given is said', async () => {
    await open({ form: VISIT_ID, columns: '/data/voters' });
    await main.getByRole('button', { name: 'What to do with the column “Voters in the list”' }).click();
    await page.getByRole('button', { name: 'Filter by this' }).click();
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await dialog.getByText('Say what is looked for').waitFor();
    await dialog.getByLabel('From').fill('500');
    await dialog.getByLabel('To').fill('300');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await dialog.getByText('The end lies before the beginning').waitFor();
    await eventually(() => dialog.getByLabel('To').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await dialog.getByText('Say what is looked for').count()).toBe(0);
    await dialog.getByLabel('From').fill('300');
    await dialog.getByLabel('To').fill('500');
    await dialog.getByRole('button', { name: 'Filter', exact: true }).click();
    await main.getByText('Voters in the list: 300 to 500').waitFor();
    await eventually(async () => {
      const numbers = (await column('Voters in the list')).map(Number);
      return numbers.length > 0 && numbers.every((number) => number >= 300 && number <= 500);
    }).toBe(true);
  });

  test('by when it came, by letters in an answer, and by nothing being there', async () => {
    const filter = 'state!=void;received~2020-01-01T00:00:00.000Z..2020-01-02T00:00:00.000Z';
    await page.goto(`${list}?${new URLSearchParams({ filter })}`);
    await main.getByText('No report matches').waitFor();
    await open({ form: VISIT_ID, filter: '/data/who*ПЛОМБ' });
    await count(`${many / 5} of ${many} reports`);
    await open({ form: VISIT_ID, filter: '/data/problems?none' });
    await count(`${many / 4} of ${many} reports`);
  });

  test('by a bar of what stands in a column', async () => {
    await open({ form: VISIT_ID, columns: 'station,/data/problems' });
    await main.getByRole('button', { name: 'What to do with the column “What was seen?”' }).click();
    await page.getByRole('button', { name: 'What stands here' }).click();
    await dialog.getByText(`n = ${(many / 4) * 3}`).waitFor();
    await dialog.getByText(`empty: ${many / 4}`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await pictureOfList(page, 'tally');
    await dialog.getByRole('button', { name: 'A crowd' }).click();
    await count(`${many / 4} of ${many} reports`);
    await main.getByText('What was seen? A crowd').waitFor();
  });

  test('that the server does not know are told with their words, and can be cleared', async () => {
    await page.goto(`${list}?${new URLSearchParams({ filter: '/data/voters~1..2' })}`);
    await main.getByRole('alert').filter({ hasText: 'Nothing was stored' }).waitFor();
    complaints.splice(0);
    await main.getByRole('button', { name: 'Clear filters' }).click();
    await count(`${many} reports`);
  });
});

describe('columns', () => {
  test('are chosen, put in order by keyboard, and stand in the address; answers have their words', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('c');
    await dialog.getByRole('button', { name: 'Show “What was seen?”' }).click();
    await dialog.getByRole('searchbox').focus();
    await page.keyboard.type('remark');
    await page.keyboard.press('Enter');
    await eventually(() => dialog.getByRole('searchbox').inputValue()).toBe('');
    const mover = dialog.getByRole('button', { name: 'Move “Remark”' });
    await mover.focus();
    await page.keyboard.press('ArrowUp');
    await dialog.getByText(/^“Remark” is now \d+ of \d+$/).waitFor({ state: 'attached' });
    expect(await mover.evaluate((button) => button === document.activeElement)).toBe(true);
    for (const name of ['Form', 'Observer']) await dialog.getByRole('button', { name: `Hide “${name}”` }).click();
    expect(await findBarriers(page)).toEqual([]);
    await pictureOfList(page, 'columns');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const columns = new URL(page.url()).searchParams.get('columns')?.split(',').slice(-2);
    expect(columns).toEqual(['/data/talk/remark', '/data/problems']);
    await eventually(() => column('What was seen?')).toContain('A queue, A crowd');
    expect(await column('Remark')).toContain('one · two');
    await page.goto(`${page.url()}&lang=ru`);
    await eventually(() => column('Что замечено?')).toContain('Очередь, Толпа');
    await page.goto(`${list}?lang=en`);
  });

  test('are found by typing at once, and none is taken while several are found', async () => {
    await open({ form: VISIT_ID });
    await leaveFocus();
    await page.keyboard.press('c');
    await page.keyboard.type('e');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('searchbox').inputValue()).toBe('e');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('version of');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Hide “Version of the form”' }).waitFor();
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).searchParams.get('columns')).toMatch(/,version$/);
  });

  test('that is added as the only one that is found leaves the cursor where the next is looked for', async () => {
    await open();
    await main.getByRole('button', { name: 'Columns' }).click();
    await dialog.getByRole('searchbox').fill('version of');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Hide “Version of the form”' }).waitFor();
    const search = dialog.getByRole('searchbox');
    await eventually(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await search.inputValue()).toBe('');
    await page.keyboard.press('Escape');
  });

  test('are dragged into another place', async () => {
    await open({ columns: 'station,form,state' });
    await main.getByRole('button', { name: 'Columns' }).click();
    const rows = dialog.locator('.list-column');
    await rows.nth(2).dragTo(rows.nth(0));
    await eventually(() => new URL(page.url()).searchParams.get('columns')).toBe('state,station,form');
    await page.keyboard.press('Escape');
  });
});

const OF_SEARCH = /\/api\/.*\/reports\?.*search=/;

test('signs alone find nothing, and it is said what to type', async () => {
  await page.route(OF_SEARCH, (route) =>
    route.fulfill({ json: { reports: [], stations: {}, choices: {}, count: 0, next: null } }),
  );
  await page.goto(`${list}?search=%25`);
  await main.getByText('Type a letter or a digit').waitFor();
  await page.unroute(OF_SEARCH);
});
