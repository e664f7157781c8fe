import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { reportedMission } from '../support/exported-reports.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { findUnworded } from '../support/page-words.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const { dataFolder } = server;
const database = await openDatabase({ dataFolder, databaseUrl: null, purpose: 'test', sharing: 'join', say: () => {} });
afterAll(() => database.close());
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const mission = await reportedMission(database.sql);
await mission.add([
  { answers: { '/data/who': '=1+1', '/data/sealed': 'no', '/data/talk[1]/remark': 'Sağ ol' } },
  { answers: { '/data/who': 'Şəki', '/data/sealed': 'yes' } },
]);
const EXPORTS = `${server.url}/desk/m/${mission.slug}/exports`;

const main = page.getByRole('main');
const panel = page.getByRole('complementary', { name: 'Export reports' });
const entry = (name: string) => main.getByRole('listitem').filter({ hasText: `Visit & count: Şəki · ${name}` });

async function saved(press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('an export', () => {
  test('is asked for by keyboard alone, made while one looks elsewhere, and downloaded', async () => {
    await page.goto(`${server.url}/desk/m/${mission.slug}/reports`);
    await page.getByRole('link', { name: 'Exports', exact: true }).click();
    await main.getByText('No exports yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Export…' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByText('2 reports of this form').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const repeats = panel.getByLabel('Repeats, as tables of their own');
    await repeats.focus();
    await page.keyboard.press('Space');
    await panel.getByRole('button', { name: 'Begin' }).focus();
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'detached' });
    await page.goto(`${server.url}/desk/m/${mission.slug}/reports`);
    await page.goto(EXPORTS);
    await entry('CSV').getByText('Ready').waitFor();
    await entry('CSV').getByText('Reports in it').waitFor();
    const { name, bytes } = await saved(() => page.getByRole('button', { name: /^Download Visit/ }).click());
    expect(name).toBe(`${mission.slug}-station visit-2.csv`);
    const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ who, sealed }) => [who, sealed])).toEqual([
      ["'=1+1", 'no'],
      ['Şəki', 'yes'],
    ]);
    await entry('CSV').getByText(createHash('sha256').update(bytes).digest('hex')).waitFor();
    const words = await saved(() => page.getByRole('link', { name: 'Data dictionary' }).click());
    expect(words.bytes.toString()).toContain('Was the box sealed?');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('as a workbook with labels of another language holds them', async () => {
    await page.goto(`${EXPORTS}?new=export`);
    await panel.getByLabel(/^Excel workbook/).check();
    await panel.getByLabel('As labels').check();
    await panel.getByLabel('Language of the labels').selectOption('Русский (ru)');
    await panel.getByRole('button', { name: 'Begin' }).click();
    await entry('Excel workbook').getByText('Ready').waitFor();
    const { name, bytes } = await saved(() =>
      entry('Excel workbook')
        .getByRole('button', { name: /^Download/ })
        .click(),
    );
    expect(name.endsWith('.xlsx')).toBe(true);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(complaints).toEqual([]);
  });

  test('of a list tells how many reports it will have and which, before and on its card; its file is named for that', async () => {
    const russian = await openPage(browser, { storageState: await page.context().storageState() });
    const query = new URLSearchParams({ lang: 'ru', new: 'list', form: mission.formId });
    query.set('filter', 'state!=void;/data/sealed=no');
    query.set('search', 'Sağ');
    await russian.page.goto(`${EXPORTS}?${query}`);
    const sheet = russian.page.getByRole('complementary', { name: 'Выгрузить отчёты' });
    await sheet.getByText('В этом списке сейчас 1 отчёт.').waitFor();
    await sheet.getByText('Урна опечатана? Нет').waitFor();
    await sheet.getByLabel('Кодами и подписями рядом').check();
    expect(await sheet.getByLabel('Язык подписей').inputValue()).toBe('Русский (ru)');
    await sheet.getByLabel('Повторы – отдельными таблицами').uncheck();
    await sheet.getByRole('button', { name: 'Начать' }).click();
    const card = russian.page.getByRole('listitem').filter({ hasText: 'Варианты кодами и подписями: Русский (ru)' });
    await card.getByText('Готова').waitFor();
    const chips = card.getByRole('list', { name: 'Какие отчёты' }).getByRole('listitem');
    expect(await chips.allInnerTexts()).toEqual([
      'Состояние: кроме «Снят с учёта»',
      'Урна опечатана? Нет',
      'Поиск: «Sağ»',
    ]);
    const [download] = await Promise.all([
      russian.page.waitForEvent('download'),
      card.getByRole('button', { name: /^Скачать/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/-station visit-2-filtered-1-[0-9a-f]{6}\.csv$/);
    const rows = parse(readFileSync(await download.path()), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ 'sealed:label': sealed }) => sealed)).toEqual(['Нет']);
    await russian.page.goto(`${EXPORTS}?lang=ru&new=list&form=${encodeURIComponent(mission.formId)}&filter=%3D`);
    await sheet.getByText('Отбор отчётов больше не понятен программе.').waitFor();
    expect(russian.complaints).toEqual([]);
    await russian.page.context().close();
  });

  test('of somebody else is seen by an administrator and downloaded by nobody but whoever asked', async () => {
    const reader = await joinAs('reader', 'Rena', { administrator, browser });
    await reader.page.goto(EXPORTS);
    await reader.page.getByText('No exports yet').waitFor();
    await reader.page.goto(`${EXPORTS}?new=export`);
    await reader.page.getByLabel(/^Lines of JSON/).check();
    await reader.page.getByRole('button', { name: 'Begin' }).click();
    await page.goto(EXPORTS);
    await entry('Lines of JSON').getByText('Ready').waitFor();
    await entry('Lines of JSON').getByText('Only Rena can download it.').waitFor();
    expect(await entry('Lines of JSON').getByRole('button').count()).toBe(0);
    await page.goto(`${server.url}/desk/history`);
    await main.getByText('Export downloaded').filter({ visible: true }).first().waitFor();
    expect(reader.complaints).toEqual([]);
  });

  test('that runs, waits, failed or is gone says so, in words', async () => {
    const states = [
      ['running', { total: 4000, done: 1200 }],
      ['waiting', {}],
      ['failed', { fault: 'out-of-space', ended_at: new Date() }],
      ['expired', { ended_at: new Date() }],
      ['cancelled', { ended_at: new Date() }],
    ] as const;
    const [known] = await database.sql`select id from export_job order by asked_at limit 1`;
    for (const [state, more] of states) {
      const row = { id: crypto.randomUUID(), state, total: null, done: 0, fault: null, ended_at: null, ...more };
      await database.sql`
        insert into export_job (id, mission_id, asked_by, asked_by_name, asked_at, ask, form_title, end_ordinal, state,
          total, done, fault, ended_at)
        select ${row.id}, mission_id, asked_by, asked_by_name, now(), (ask::jsonb || jsonb_build_object('formId', ${state}::text))::json,
          form_title, 2, ${state}, ${row.total}, ${row.done}, ${row.fault}, ${row.ended_at}
        from export_job where id = ${known?.id}`;
    }
    await page.goto(EXPORTS);
    await main.getByText('The disk of the server has too little room left.').waitFor();
    for (const name of ['No longer kept', 'Cancelled']) await main.getByText(name, { exact: true }).waitFor();
    await main.getByText(/^1.200 of 4.000 reports$/).waitFor();
  });

  test.each([
    ['en', 'light', 1280],
    ['ru', 'dark', 360],
    ['az', 'light', 320],
  ] as const)(
    'in %s, %s, %i px: everything fits, is worded and can be reached',
    async (language, colorScheme, width) => {
      const storageState = await page.context().storageState();
      const heard = await openPage(browser, { storageState, colorScheme, width });
      for (const address of ['', '&new=export']) {
        await heard.page.goto(`${EXPORTS}?lang=${language}${address}`);
        await heard.page
          .locator(address === '' ? '.export-entry' : '.export-options')
          .first()
          .waitFor();
        expect(await measureOverflow(heard.page)).toBe(0);
        const own = new Set(['CSV', 'SHA-256', 'UTF-8', 'Excel', 'JSON']);
        const unworded = await findUnworded(heard.page.locator('body'), language);
        expect(unworded.filter((text) => !own.has(text))).toEqual([]);
        expect(await findBarriers(heard.page)).toEqual([]);
      }
      expect(heard.complaints).toEqual([]);
      await heard.page.context().close();
    },
  );
});

test('the server still answers, and the pages complained of nothing', async () => {
  await eventually(async () => (await page.request.get(`${server.url}/healthz`)).status()).toBe(200);
  expect(complaints).toEqual([]);
});
