import { describe, expect, test } from 'vitest';
import { findBarriers } from '../support/barriers.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { VISIT_ID, VISIT_TITLE, VISIT_TITLE_RU } from '../support/visit-form.ts';
import { pictureOfList, visitsDesk } from '../support/visits-desk.ts';

const {
  administrator,
  browser,
  database,
  page,
  list,
  codes,
  send,
  sendRecord,
  main,
  panel,
  dialog,
  shown,
  column,
  count,
  open,
  leaveFocus,
} = await visitsDesk();
const { complaints } = administrator;

describe('by keyboard', () => {
  test('rows, a report beside the list, the next one and the next page, and back to where one was', async () => {
    await open({ size: '25' });
    await leaveFocus();
    for (const step of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(step);
    await page.keyboard.press('Enter');
    const chosen = () => page.locator('main [aria-current="true"][data-report]').textContent();
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await eventually(chosen).toBe(codes.at(-2));
    await page.keyboard.press('j');
    await eventually(chosen).toBe(codes.at(-3));
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await eventually(chosen).toBe(codes.at(-1));
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(codes.at(-1));
    for (let row = 1; row < 25; row += 1) await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await eventually(chosen).toBe(codes.at(-25));
    await panel.getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('j');
    await eventually(chosen).toBe(codes.at(-26));
    expect(await findBarriers(page)).toEqual([]);
    await pictureOfList(page, 'panel');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await dialog.getByText('Next or previous report while one is open').waitFor();
    await page.keyboard.press('Escape');
  });
});

test('the chosen row stays in sight beside the panel, and the last column is reached by scrolling', async () => {
  const columns = 'station,form,device,state,flags,/data/voters,/data/problems,/data/who,received,changed,/data/sealed';
  await open({ form: VISIT_ID, columns });
  await page.locator('main tbody th a').nth(40).click();
  await panel.getByRole('heading', { level: 2 }).waitFor();
  const frame = page.locator('.table-frame[data-sheet]');
  const isWithin = async (selector: string) => {
    const [inner, outer] = [await page.locator(selector).last().boundingBox(), await frame.boundingBox()];
    if (inner === null || outer === null) return false;
    return (
      inner.x >= outer.x - 1 &&
      inner.x < outer.x + outer.width &&
      inner.y >= outer.y - 1 &&
      inner.y < outer.y + outer.height
    );
  };
  await eventually(() => isWithin('main [aria-current="true"][data-report]')).toBe(true);
  await frame.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await eventually(() => isWithin('main thead th:last-child')).toBe(true);
  await eventually(() => isWithin('main [aria-current="true"][data-report]')).toBe(true);
});

test('reports that are held are told of above the list, whatever it shows, and a link shows them', async () => {
  await open();
  expect(await main.getByText('waiting for somebody').count()).toBe(0);
  await sendRecord('<data id="nobody-knows" version="1"><meta><instanceID>uuid:held-1</instanceID></meta></data>');
  await eventually(async () => {
    await page.goto(`${list}?filter=${encodeURIComponent('station=S2')}`);
    await main.getByRole('table').waitFor();
    return await main.getByText('1 report held, waiting for somebody').count();
  }).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
  await pictureOfList(page, 'held');
  await main.getByRole('link', { name: 'show', exact: true }).click();
  await count(/^1 of /);
  expect(new URL(page.url()).searchParams.get('filter')).toBe('state=held');
  expect(await main.getByText('waiting for somebody').count()).toBe(0);
});

describe('what comes meanwhile', () => {
  test('is told of, and nothing moves until one wants it', async () => {
    await open();
    const before = await shown();
    const code = await send();
    await main.getByText('1 new report', { exact: true }).waitFor();
    expect(await shown()).toEqual(before);
    await main.getByRole('button', { name: 'Show', exact: true }).click();
    await eventually(async () => (await shown())[0]).toBe(code);
  });

  test('is shown of the report that is looked at, where it stands', async () => {
    await open();
    const before = await shown();
    await page.locator('main tbody th a').nth(1).click();
    await panel.getByRole('heading', { level: 2 }).waitFor();
    const report = new URL(page.url()).searchParams.get('report') ?? '';
    await database.sql`update report set station_moved = true, station = 'S9', is_settled = false where id = ${report}`;
    await eventually(async () => (await column('Station'))[1]).toBe('S9 moved');
    expect(await shown()).toEqual(before);
  });

  test('cannot be told without the server; the list stays, says as of when it is, and goes on by itself', async () => {
    await open();
    await page.context().setOffline(true);
    await main.getByText('The server does not answer; shown as of').waitFor();
    expect((await shown()).length).toBe(50);
    // Who only looks is not told that something was not stored.
    await main.getByRole('button', { name: 'Station' }).first().click();
    await main.getByText('What was asked for did not come').waitFor();
    expect(await main.getByText('Nothing was stored').count()).toBe(0);
    await page.context().setOffline(false);
    await main.getByText('The server does not answer; shown as of').waitFor({ state: 'detached' });
    complaints.splice(0);
  });
});

test('fits a telephone in the dark, in Russian and Azerbaijani and from right to left; the receipt stays in sight', async () => {
  const storageState = await page.context().storageState();
  const narrow = await openPage(browser, { storageState, colorScheme: 'dark', width: 360 });
  for (const [language, title] of [
    ['ru', VISIT_TITLE_RU],
    ['az', VISIT_TITLE],
    ['x-rtl', VISIT_TITLE],
  ] as const) {
    await narrow.page.goto(`${list}?${new URLSearchParams({ form: VISIT_ID, lang: language })}`);
    await narrow.page.locator('main tbody').getByText(title).first().waitFor();
    expect([await measureOverflow(narrow.page), await findBarriers(narrow.page)]).toEqual([0, []]);
    await pictureOfList(narrow.page, `narrow-${language}`);
    // There is no keyboard whose keys could be named, and the list begins in the upper half.
    expect(await narrow.page.locator('main kbd:visible').count()).toBe(0);
    const head = await narrow.page.locator('main thead').first().boundingBox();
    expect(head?.y).toBeLessThan((narrow.page.viewportSize()?.height ?? 0) / 2);
    const frame = narrow.page.locator('.table-frame[data-sheet]');
    await frame.evaluate((element) =>
      element.scrollBy({ left: getComputedStyle(element).direction === 'rtl' ? -400 : 400 }),
    );
    const [inner, outer] = [
      await narrow.page.locator('main tbody th').first().boundingBox(),
      await frame.boundingBox(),
    ];
    expect(inner !== null && outer !== null && inner.x >= outer.x - 1 && inner.x <= outer.x + outer.width).toBe(true);
    await pictureOfList(narrow.page, `narrow-scrolled-${language}`);
  }
  expect(narrow.complaints).toEqual([]);
});

test('pictures', async () => {
  const columns =
    'station,state,/data/sealed,/data/voters,/data/problems,/data/who,/data/photo,/data/talk/remark,flags,received';
  for (const [language, colorScheme] of [
    ['en', 'light'],
    ['ru', 'dark'],
    ['az', 'light'],
  ] as const) {
    const wide = await openPage(browser, { storageState: await page.context().storageState(), colorScheme });
    await wide.page.goto(`${list}?lang=${language}&filter=-`);
    await wide.page.locator('main tbody th a').first().waitFor();
    await pictureOfList(wide.page, `plain-${language}`);
    await wide.page.goto(`${list}?${new URLSearchParams({ form: VISIT_ID, columns, lang: language })}`);
    await wide.page.locator('main tbody th a').first().waitFor();
    expect([await measureOverflow(wide.page), await findBarriers(wide.page)]).toEqual([0, []]);
    await pictureOfList(wide.page, `wide-${language}`);
    await wide.page.context().close();
  }
});
