import { describe, expect, test } from 'vitest';
import { actsPage } from '../support/acts-page.ts';
import { findBarriers } from '../support/barriers.ts';
import { eventually } from '../support/open-page.ts';

const {
  ANSWERS,
  server,
  database,
  page,
  complaints,
  request,
  post,
  send,
  open,
  why,
  picture,
  panel,
  dialog,
  standing,
} = await actsPage();

describe('a report', () => {
  test('changed by somebody else meanwhile is not acted on unseen', async () => {
    const report = await send('uuid:race');
    await open(report);
    await panel.getByRole('button', { name: 'Set aside…' }).click();
    await dialog.getByLabel('Reason').fill('Too late');
    await send('uuid:race2', { corrects: 'uuid:race' });
    await eventually(async () => {
      const rows = await database.sql`select versions from report where id = ${report}`;
      return rows[0]?.versions;
    }).toBe(2);
    await dialog.getByRole('button', { name: 'Set the report aside' }).click();
    await eventually(() => page.locator('.state-error, .toast').count()).toBeGreaterThan(0);
    // Whoever looks and does it again has not to type the reason again.
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Too late');
    await dialog.getByRole('button', { name: 'Show the report as it is now' }).click();
    await dialog.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Set aside…' }).click();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Too late');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    complaints.splice(0);
  });

  test('moved by somebody else meanwhile says who moved it where and why, and goes on with what was typed', async () => {
    const report = await send('uuid:held-moved', { form: 'opening-old' });
    await open(report, 'Held');
    await panel.getByRole('button', { name: 'Move…' }).click();
    await dialog.getByText('moved, it is still held and counts nowhere').waitFor();
    const code = dialog.getByRole('combobox', { name: 'Polling station' });
    await code.fill('1007');
    await page.keyboard.press('Tab');
    await dialog.getByLabel('Reason').fill('The observer was there');
    const path = `missions/invented/reports/${report}`;
    const shown = await request.get(`${server.url}/api/${path}`);
    const { standing: stands } = (await shown.json()) as { standing: { version: string } };
    const id = crypto.randomUUID();
    await post(`${path}/acts`, {
      id,
      on: stands.version,
      kind: 'move',
      station: '1003',
      after: null,
      reason: 'By phone',
    });
    await dialog.getByRole('button', { name: 'Move the report' }).click();
    await dialog.getByText('Moved to station 1003 Library').waitFor();
    await dialog.getByText('By phone').waitFor();
    expect([await code.inputValue(), await dialog.getByLabel('Reason').inputValue()]).toEqual([
      ...['1007', 'The observer was there'],
    ]);
    await picture('outrun');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Go on with what I typed' }).click();
    await dialog.getByText('It is now a report of station 1003 Library').waitFor();
    await dialog.getByRole('button', { name: 'Move the report' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('It is still held: for it to count, accept it').waitFor();
    await standing.getByText('1007 School of the north').waitFor();
    // The station that was said already stands in the acceptance, and parts that the form has no place for are told first.
    await panel.getByRole('button', { name: 'Accept what is held…' }).click();
    expect(await code.inputValue()).toBe('1007');
    await dialog.getByText('This station was given by hand').waitFor();
    await dialog.getByLabel('Form', { exact: true }).selectOption('opening');
    await dialog.getByLabel('Version of the form').waitFor();
    await dialog.getByLabel('Reason').fill('The form was renamed');
    await page.keyboard.press('Escape');
    await page
      .getByRole('dialog', { name: 'What you typed is not sent' })
      .getByRole('button', { name: 'Stay' })
      .click();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('The form was renamed');
    await dialog.getByRole('button', { name: 'Accept what is held' }).click();
    await standing.getByText('Read', { exact: true }).waitFor();
    await standing.getByText('said when it was accepted').waitFor();
    expect(complaints.splice(0).filter((one) => !one.includes('409'))).toEqual([]);
  });

  test('corrected by somebody else meanwhile keeps what is typed, says what they changed, and lets it be taken over', async () => {
    const report = await send('uuid:both');
    await open(report);
    await panel.getByRole('button', { name: 'Correct…' }).click();
    await dialog.getByLabel('Voters by noon').fill('210');
    await dialog.getByLabel('Reason').fill('The observer read it wrong');
    await send('uuid:both2', {
      corrects: 'uuid:both',
      answers: ANSWERS.replace('120', '150').replace('The door was closed', 'It opened late'),
    });
    await panel.locator('.facts').first().getByText('Version 2').waitFor();
    expect(await dialog.getByLabel('Voters by noon').inputValue()).toBe('210');
    expect(await dialog.getByLabel('What was seen?').inputValue()).toBe('The door was closed');
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await dialog.getByText('Somebody else changed this report in the meantime').waitFor();
    await eventually(() => dialog.locator('.report-changes tbody tr').allTextContents()).toEqual([
      'Voters by noon120150',
      'What was seen?The door was closedIt opened late',
    ]);
    expect(await dialog.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await picture('newer');
    expect(await findBarriers(page)).toEqual([]);
    await open(report);
    await panel.getByRole('button', { name: 'Correct…' }).click();
    await dialog.getByText('Somebody else changed this report in the meantime').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('The observer read it wrong');
    await dialog.getByRole('button', { name: 'Take my answers over to the new version' }).click();
    await dialog.getByLabel('Voters by noon').waitFor();
    expect(await dialog.getByLabel('Voters by noon').inputValue()).toBe('210');
    expect(await dialog.getByLabel('What was seen?').inputValue()).toBe('It opened late');
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await dialog.waitFor({ state: 'detached' });
    await standing.getByText('Version 3').waitFor();
    expect(complaints.splice(0).filter((one) => !one.includes('409'))).toEqual([]);
  });

  test('with a correction that was not sent says so, until it is gone on with or discarded', async () => {
    const report = await send('uuid:unsent');
    const unsent = panel.getByRole('region', { name: 'Unsent correction' });
    await open(report);
    await panel.getByRole('button', { name: 'Correct…' }).click();
    await dialog.getByLabel('Voters by noon').fill('210');
    await page.keyboard.press('Escape');
    await unsent.getByText('You have a correction of').waitFor();
    await open(report);
    await unsent.waitFor();
    await picture('unsent');
    expect(await findBarriers(page)).toEqual([]);
    await unsent.getByRole('button', { name: 'Go on with it' }).click();
    await eventually(() => dialog.getByLabel('Voters by noon').inputValue()).toBe('210');
    await page.keyboard.press('Escape');
    await unsent.getByRole('button', { name: 'Discard it' }).click();
    await unsent.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await unsent.getByRole('button', { name: 'Go on with it' }).click();
    await eventually(() => dialog.getByLabel('Voters by noon').inputValue()).toBe('210');
    await dialog.getByLabel('Reason').fill('The observer read it wrong');
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await standing.getByText('Version 2').waitFor();
    expect(await unsent.count()).toBe(0);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('set aside by somebody else while it is corrected is taken back first, and the correction goes on', async () => {
    const report = await send('uuid:aside');
    await open(report);
    await panel.getByRole('button', { name: 'Correct…' }).click();
    await dialog.getByLabel('Voters by noon').fill('210');
    await dialog.getByLabel('Reason').fill('The observer read it wrong');
    const path = `missions/invented/reports/${report}`;
    const shown = await request.get(`${server.url}/api/${path}`);
    const { standing: stands } = (await shown.json()) as { standing: { version: string } };
    const aside = { id: crypto.randomUUID(), on: stands.version, kind: 'void', reason: 'A test' };
    await post(`${path}/acts`, aside);
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await dialog.getByText('The report has been set aside').waitFor();
    expect(await dialog.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await picture('aside');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take back…' }).click();
    await why('It was no test', 'Take the report back');
    await standing.getByText('Read', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Go on with it' }).click();
    await eventually(() => dialog.getByLabel('Voters by noon').inputValue()).toBe('210');
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await standing.getByText('Version 2').waitFor();
    expect(complaints.splice(0).filter((one) => !one.includes('409'))).toEqual([]);
  });
});
