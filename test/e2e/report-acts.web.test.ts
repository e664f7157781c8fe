import { describe, expect, test } from 'vitest';
import { actsPage } from '../support/acts-page.ts';
import { findBarriers } from '../support/barriers.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';

const {
  key,
  recordOf,
  server,
  database,
  browser,
  page,
  complaints,
  request,
  ORIGIN,
  REPORTS,
  post,
  send,
  open,
  why,
  picture,
  panel,
  dialog,
  station,
  option,
  standing,
} = await actsPage();

describe('a report', () => {
  test('is set aside with a reason, and at once taken back', async () => {
    await open(await send('uuid:void'));
    await panel.getByRole('button', { name: 'Set aside…' }).click();
    await dialog.getByRole('button', { name: 'Set the report aside' }).click();
    await dialog.getByText('Say why').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await picture('void');
    await why('x'.repeat(1_001), 'Set the report aside', 'refused');
    await dialog.getByText('Too long').waitFor();
    await eventually(() =>
      dialog.locator('textarea').evaluate((field) => field.matches('[aria-invalid="true"]:focus')),
    ).toBe(true);
    await why('A test from the training', 'Set the report aside');
    await standing.getByText('Set aside', { exact: true }).waitFor();
    // Its own button is gone, and whoever works by keyboard is not sent to the top of the page.
    await eventually(() => page.evaluate(() => document.activeElement?.closest('.report-parts') !== null)).toBe(true);
    await panel.getByText('A test from the training').first().waitFor();
    expect(await panel.getByRole('button', { name: 'Correct…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await standing.getByText('Read', { exact: true }).waitFor();
    await panel.getByText('Undone at once').waitFor();
    await picture('void-undone');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('is moved to another station, found by its name, by keyboard, and back', async () => {
    await open(await send('uuid:move'));
    await panel.getByRole('button', { name: 'Move…' }).focus();
    await page.keyboard.press('Enter');
    await station.waitFor();
    await station.focus();
    await page.keyboard.type('Гавань');
    await eventually(() => dialog.getByRole('option').allTextContents()).toEqual([
      'Library1003Harbour',
      'School of the north1007Harbour',
    ]);
    await page.keyboard.press('ArrowUp');
    await eventually(() => option('1007').getAttribute('aria-selected')).toBe('true');
    await picture('stations');
    expect([await station.getAttribute('aria-expanded'), await findBarriers(page)]).toEqual(['true', []]);
    await page.keyboard.press('Escape');
    await dialog.getByRole('listbox').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await station.inputValue()).toBe('1007');
    await dialog.getByText('= School of the north · Harbour').waitFor();
    await station.fill('Nowhere');
    await dialog.getByRole('paragraph').filter({ hasText: 'Nothing is called so' }).first().waitFor();
    await why('A name is no code', 'Move the report', 'refused');
    await dialog.getByText('lists a polling station “Nowhere”').waitFor();
    // The field is marked, and has the focus.
    await eventually(() => dialog.locator('[aria-invalid="true"]').count()).toBe(1);
    await eventually(() => station.evaluate((field) => field.matches('[aria-invalid="true"]:focus'))).toBe(true);
    await station.fill('1007');
    await page.keyboard.press('Tab');
    await dialog.getByLabel('Reason').fill('');
    await page.keyboard.type('The observer was there');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await standing.getByText('1007 School of the north').waitFor();
    await standing.getByText('moved by hand').waitFor();
    await panel.getByText('Moved to station 1007 School of the north').waitFor();
    await panel.getByRole('button', { name: 'Move…' }).click();
    await dialog.getByLabel('Back to the station that the report names itself').check();
    await why('It was right', 'Move the report');
    await standing.getByText('1007').waitFor({ state: 'detached' });
    await panel.getByText('Moved back to the station that it names').waitFor();
    // The browser says of each refusal that it was one.
    expect(complaints.splice(0).filter((one) => !one.includes('422'))).toEqual([]);
  });

  test('is corrected in its form; what changed is told before and after, and the version before can stand again', async () => {
    const report = await send('uuid:correct');
    await open(report);
    await panel.getByRole('button', { name: 'Correct…' }).click();
    await dialog.getByLabel('Voters by noon').waitFor();
    expect(await dialog.getByLabel('Reason').evaluate((field) => field === document.activeElement)).toBe(true);
    await dialog.getByLabel('Reason').fill('The observer read it wrong');
    await dialog.getByLabel('Voters by noon').fill('210');
    await picture('correct');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Correct the report' }).click();
    await dialog.waitFor({ state: 'detached' });
    await standing.getByText('Version 2').waitFor();
    const own = panel.locator('.report-version').first();
    await own.getByText('The observer read it wrong').waitFor();
    await own.getByText('What changed').click();
    await eventually(() => own.locator('.report-changes').first().locator('tbody tr').allTextContents()).toEqual([
      'Voters by noon120210',
    ]);
    // Of the answers, too, what the device noted stands folded behind the others.
    const folded = own.locator('.report-noted').first();
    expect(await folded.locator('summary').textContent()).toContain('Noted by the device: start, end');
    expect(await folded.getByRole('definition').count()).toBe(0);
    await panel.getByRole('heading', { level: 2, name: 'Opening of the station' }).waitFor();
    const noted = own.locator('.report-noted');
    expect(await noted.getByRole('row').first().isVisible()).toBe(false);
    await noted.getByText('Noted by the device: end').click();
    expect(await noted.getByRole('cell').allTextContents()).toEqual([
      expect.stringMatching(/^7 Feb(ruary)? 2024, \d\d:40$/),
      expect.stringMatching(/^\d+ \w+ \d{4}, \d\d:\d\d$/),
    ]);
    await picture('changes');
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Let this version stand…' }).click();
    await why('He had been right', 'Let this version stand');
    await standing.getByText('Version 1').waitFor();
    await panel.getByText('Version 1 was chosen to stand').waitFor();
    await send('uuid:later', { corrects: 'uuid:correct', answers: '<voters>1</voters>' });
    await open(report);
    await panel.getByText('A version came after somebody had chosen').waitFor();
    await picture('history');
  });

  test('XML-05 that is held is accepted as the form that a person names', async () => {
    const report = await send('uuid:held', { form: 'opening-old' });
    await open(report, 'Held');
    await panel.getByRole('button', { name: 'Accept what is held…' }).click();
    await dialog.getByRole('button', { name: 'Accept what is held' }).click();
    await dialog.getByText('Choose a form').first().waitFor();
    await dialog.getByLabel('Form', { exact: true }).selectOption('opening');
    await dialog.getByLabel('Version of the form').waitFor();
    await station.fill('libr');
    await option('1003').click();
    await picture('release');
    expect(await findBarriers(page)).toEqual([]);
    await why('The form was renamed', 'Accept what is held');
    await standing.getByText('Read', { exact: true }).waitFor();
    await standing.getByText('1003 Library').waitFor();
    await panel.getByText('Accepted by hand').waitFor();
    await picture('released');
  });

  test('that fits no form says what does not fit, and is typed by hand', async () => {
    const answers = '<opened>no</opened><voters>5</voters><voters>6</voters>';
    const report = await send('uuid:twice', { answers });
    await open(report, 'Held');
    await panel.getByRole('button', { name: 'Accept what is held…' }).click();
    await dialog.getByLabel('Form', { exact: true }).selectOption('opening');
    await dialog.getByLabel('Version of the form').waitFor();
    await dialog.getByLabel('Reason').fill('Try');
    await dialog.getByRole('button', { name: 'Accept what is held' }).click();
    await dialog.getByText('/data/voters has been answered before').waitFor();
    await picture('unfit');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('button', { name: 'Enter by hand…' }).click();
    await dialog.getByLabel('Reason').fill('Typed from what it says');
    await dialog.getByLabel('Form', { exact: true }).selectOption('opening');
    await dialog.getByLabel('Voters by noon').fill('6');
    await dialog.getByRole('button', { name: 'Enter the report by hand' }).click();
    await dialog.waitFor({ state: 'detached' });
    await standing.getByText('Read', { exact: true }).waitFor();
    await panel.getByText('Typed from what it says').waitFor();
    // The browser says of each refusal that it was one.
    expect(complaints.splice(0).filter((one) => !one.includes('422'))).toEqual([]);
  });

  test('that is no XML is typed by hand, and nobody is asked to accept it', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const { reportId } = await post<{ reportId: string }>(
      'v1/missions/invented/reports',
      { xml: '<data><torn' },
      headers,
    );
    await open(reportId, 'Held');
    await panel.getByRole('button', { name: 'Enter by hand…' }).waitFor();
    expect(await panel.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
  });

  test('acted on is shown so in the row of the list at once', async () => {
    const report = await send('uuid:row');
    await open(report);
    const row = page.locator('main tr', { has: page.locator(`[data-report="${report}"]`) });
    await row.getByText('Read', { exact: true }).waitFor();
    // A page that is not seen looks for nothing by itself.
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await panel.getByRole('button', { name: 'Set aside…' }).click();
    await why('A test from the training', 'Set the report aside');
    await row.getByText('Set aside', { exact: true }).waitFor();
  });

  test('that is kept from deletion says so, and leads to where that is ended', async () => {
    const report = await send('uuid:kept');
    await open(report);
    const shown = await request.get(`${server.url}/api/missions/invented/reports/${report}`);
    const { versions } = (await shown.json()) as { versions: { code: string }[] };
    const hold = { id: crypto.randomUUID(), code: versions[0]?.code, reason: 'Under appeal' };
    const held = await request.post(`${server.url}/api/missions/invented/retention/holds`, {
      headers: ORIGIN,
      data: hold,
    });
    expect(held.ok()).toBe(true);
    await open(report);
    await panel.getByText('This report is kept.').waitFor();
    await picture('kept');
    expect(await findBarriers(page)).toEqual([]);
    await panel.getByRole('link', { name: 'Why, and which others' }).click();
    await page.getByText('Under appeal', { exact: true }).waitFor();
  });

  test('is moved after the session had ended meanwhile: nothing typed is lost', async () => {
    await open(await send('uuid:session'));
    await panel.getByRole('button', { name: 'Move…' }).click();
    await station.fill('1007');
    await dialog.getByLabel('Reason').fill('Half a reason');
    await database.sql`delete from session`;
    // What looks in the background finds it.
    await dialog.getByText('You are signed out').waitFor();
    expect(page.url()).toContain('?report=');
    await picture('session-ended');
    expect(await findBarriers(page)).toEqual([]);
    const opening = page.waitForEvent('popup');
    await dialog.getByRole('link', { name: 'Sign in in a new tab' }).click();
    const beside = await opening;
    await beside.getByRole('button', { name: 'Sign in with a password' }).waitFor();
    const { out } = await server.run(['sign-in-link', 'leyla']);
    await beside.goto('about:blank');
    await beside.goto(`${server.url}/desk/sign-in?beside=page${new URL(out.trim()).hash}`);
    await beside.getByRole('button', { name: 'Continue' }).click();
    await beside.getByText('goes on by itself').waitFor();
    await picture('session-beside', beside);
    await beside.close();
    await dialog.getByText('You are signed out').waitFor({ state: 'detached' });
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Half a reason');
    await why('The whole reason', 'Move the report');
    await panel.getByText('Moved to station 1007 School of the north').waitFor();
    complaints.splice(0);
  });

  test('is not left unasked with a comment that was not sent', async () => {
    await open(await send('uuid:unsent'));
    const comment = panel.getByLabel('Write a comment');
    const question = page.getByRole('dialog', { name: 'What you typed is not sent' });
    const stay = async () => {
      await question.getByRole('button', { name: 'Stay' }).click();
      await question.waitFor({ state: 'detached' });
      expect(await comment.inputValue()).toBe('Half a sentence');
    };
    await comment.fill('Half a sentence');
    await page.keyboard.press('Escape');
    await question.waitFor();
    await picture('unsent');
    expect(await findBarriers(page)).toEqual([]);
    await stay();
    await eventually(() => comment.evaluate((field) => field === document.activeElement)).toBe(true);
    await panel.getByRole('button', { name: 'Close' }).click();
    await stay();
    await page.getByRole('link', { name: 'Arrivals' }).click();
    await stay();
    // Within a dialog as beside the list; what is stored is not asked about.
    await panel.getByRole('button', { name: 'Set aside…' }).click();
    await dialog.getByLabel('Reason').fill('A test');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Stay' }).click();
    await dialog.getByRole('button', { name: 'Set the report aside' }).click();
    await standing.getByText('Set aside', { exact: true }).waitFor();
    expect(await comment.inputValue()).toBe('Half a sentence');
    await panel.getByRole('button', { name: 'Add the comment' }).click();
    await panel.getByRole('listitem').getByText('Half a sentence').waitFor();
    await comment.focus();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(complaints.splice(0)).toEqual([]);
  });

  test('has comments, which their author may withdraw', async () => {
    await open(await send('uuid:comment'));
    await panel.getByLabel('Write a comment').fill('x'.repeat(4_001));
    await panel.getByText(/Too long: at most 4.000 characters/).waitFor();
    await panel.getByLabel('Write a comment').fill('Call the observer\nbefore six');
    await panel.getByRole('button', { name: 'Add the comment' }).click();
    await panel.getByText('Call the observer').waitFor();
    await picture('comment');
    await panel.getByRole('button', { name: 'Withdraw' }).click();
    await panel.getByText('Withdrawn by its author.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('shows its photos, larger by a click, and places on a map', async () => {
    const image = Buffer.from(await page.screenshot({ type: 'jpeg', quality: 40 }));
    const put = await request.put(`${server.url}/api/missions/invented/entry-files/${crypto.randomUUID()}`, {
      headers: { ...ORIGIN, 'content-type': 'application/octet-stream' },
      data: image,
    });
    const { sha256 } = (await put.json()) as { sha256: string };
    const id = crypto.randomUUID();
    const xml = recordOf(`uuid:${id}`, {
      answers: '<opened>yes</opened><photo>sheet.jpg</photo><place>40.4 49.8 -20 6.0</place>',
    });
    const files = [{ name: 'sheet.jpg', sha256, contentType: 'image/jpeg' }];
    const about = { cameBy: 'paper', device: null, reporter: 'Observer 3', note: null };
    const entry = { id, form: 'opening', number: 1, ...about, xml, files };
    const { reportId } = await post<{ reportId: string }>('missions/invented/entries', entry);
    await open(reportId);
    const photo = panel.getByRole('button', { name: 'Enlarge sheet.jpg' });
    await photo.scrollIntoViewIfNeeded();
    await eventually(() => photo.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth > 0)).toBe(true);
    await photo.click();
    await dialog.getByRole('img', { name: 'sheet.jpg' }).waitFor();
    await picture('photo');
    await page.keyboard.press('Escape');
    await panel.getByText('within 6 m').waitFor();
    await panel.getByText('Show on a map').click();
    await panel.locator('.report-point svg').first().waitFor();
    await picture('map');
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });

  test('fits a telephone, in the dark, in Russian and Azerbaijani', async () => {
    const storageState = await page.context().storageState();
    const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
    const [row] = await database.sql<{ id: string }[]>`
      select report_id as id from report_act where kind = 'restore' limit 1`;
    for (const language of ['ru', 'az']) {
      await narrow.page.goto(`${REPORTS}?report=${row?.id}&lang=${language}`);
      await narrow.page.locator('.report-history').waitFor();
      await narrow.page.locator('.report-version').first().locator('summary').last().click();
      await narrow.page.locator('.report-history').scrollIntoViewIfNeeded();
      expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
      await picture(`narrow-${language}`, narrow.page);
      await narrow.page.locator('.report-parts .button').first().click();
      await narrow.page.locator('dialog[open] .question').first().waitFor();
      await picture(`narrow-correct-${language}`, narrow.page);
      expect(await measureOverflow(narrow.page)).toBe(0);
      await narrow.page.keyboard.press('Escape');
      await narrow.page.setViewportSize({ width: 320, height: 640 });
      await narrow.page.locator('.report-parts .button').nth(1).click();
      const moving = narrow.page.locator('dialog[open]');
      await moving.getByRole('combobox').fill('harbour');
      await moving.getByRole('option').first().waitFor();
      expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
      await picture(`narrow-move-${language}`, narrow.page);
      await narrow.page.keyboard.press('Escape');
      await moving.getByRole('option').first().waitFor({ state: 'hidden' });
      await narrow.page.keyboard.press('Escape');
      const question = narrow.page.locator('dialog dialog[open]');
      await question.waitFor();
      expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
      await picture(`narrow-unsent-${language}`, narrow.page);
      await question.locator('.dialog-foot .button').last().click();
      await moving.first().waitFor({ state: 'detached' });
      await narrow.page.setViewportSize({ width: 360, height: 900 });
    }
    expect(narrow.complaints).toEqual([]);
  });
});
