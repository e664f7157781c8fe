import { describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { joinAs } from '../support/desk-people.ts';
import { eventually } from '../support/open-page.ts';
import { VISIT_ID } from '../support/visit-form.ts';
import { pictureOfList, visitsDesk } from '../support/visits-desk.ts';

const { administrator, browser, page, list, many, newest, main, panel, dialog, count, open } = await visitsDesk();

describe('a view', () => {
  const menu = main.locator('.list-tools > .menu > button');
  const item = (name: string) => page.getByRole('button', { name, exact: true });

  test('is kept, opened again by itself, changed, shared, deleted and had back', async () => {
    await open({ form: VISIT_ID, filter: '/data/sealed=no' });
    await eventually(() => menu.textContent()).toContain('All reports, narrowed');
    await menu.click();
    await item('Back to “All reports”').waitFor();
    await page.keyboard.press('Escape');
    await menu.click();
    await item('Save as a new view…').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Give it a name').waitFor();
    await dialog.getByLabel('Name').fill('Not sealed');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The view “Not sealed” is saved').waitFor();
    await page.goto(list);
    await count(`${many / 4} of ${many} reports`);
    expect(await menu.textContent()).toContain('Not sealed');
    await page.getByRole('searchbox').fill('qutu');
    await menu.filter({ hasText: 'changed' }).click();
    await item('Save the changes to “Not sealed”').click();
    await menu.filter({ hasText: 'changed' }).waitFor({ state: 'detached' });
    await menu.click();
    await item('Rename or share “Not sealed”…').click();
    await dialog.getByLabel('Name').fill('Open boxes');
    await dialog.getByLabel('Everybody in the house sees it').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await menu.filter({ hasText: 'Open boxes' }).waitFor();
    const { page: other } = await joinAs('reader', 'Nigar', { administrator, browser });
    await other.goto(list);
    await other.getByRole('main').locator('.list-tools > .menu > button').click();
    await other.getByRole('button', { name: 'Open boxes (Leyla)' }).click();
    await eventually(() => new URL(other.url()).searchParams.get('search')).toBe('qutu');
    await other.context().close();
    await menu.click();
    await pictureOfList(page, 'views');
    await item('Delete “Open boxes”').click();
    await page.getByText('The view “Open boxes” is deleted').waitFor();
    await item('Undo').click();
    await menu.filter({ hasText: 'Open boxes' }).waitFor();
    await menu.click();
    await item('All reports').click();
    await count(`${many} of ${many} reports`);
    await page.goto(list);
    await count(`${many} of ${many} reports`);
  });
});

describe('the name of the list', () => {
  const menu = main.locator('.list-tools > .menu > button');
  const item = (name: string) => page.getByRole('button', { name, exact: true });

  test('says what it no longer is, and leads back', async () => {
    await open();
    expect(await menu.textContent()).not.toContain('narrowed');
    await main.getByRole('combobox', { name: 'Form', exact: true }).selectOption(VISIT_ID);
    await menu.filter({ hasText: 'narrowed' }).click();
    expect(await page.locator('.menu [aria-current], .menu [aria-checked="true"]').count()).toBe(0);
    await item('Back to “All reports”').click();
    await menu.filter({ hasText: 'narrowed' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('form')).toBe(null);
    await open({ columns: 'station' });
    await menu.filter({ hasText: 'changed' }).waitFor();
  });

  test('is not brought back by a link to a report, which would not be in the list', async () => {
    await open({ filter: 'station=S2' });
    await menu.click();
    await item('Save as a new view…').click();
    await page.keyboard.type('Second');
    await page.keyboard.press('Enter');
    await menu.filter({ hasText: 'Second' }).waitFor();
    const { reports } = await newest(3);
    const other = reports.find(({ station }) => station !== 'S2');
    await page.goto(list);
    await menu.filter({ hasText: 'Second' }).waitFor();
    await page.goto(`${list}?report=${other?.id}`);
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await count(`${many} of ${many} reports`);
    await eventually(() => page.locator('main [aria-current="true"][data-report]').textContent()).toBe(other?.code);
    expect(await menu.textContent()).toContain('All reports');
    await page.goto(list);
    await menu.filter({ hasText: 'Second' }).click();
    await item('Delete “Second”').click();
    await page.getByText('The view “Second” is deleted').waitFor();
  });
});
