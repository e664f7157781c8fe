import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { raiseAlarms } from '../../src/features/mission/logs/store/keep-alarms.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
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
const LOG = `${server.url}/desk/m/invented/log`;
const FILE = 'ab'.repeat(32);

const missionId = randomUUID();
async function post(path: string, data: unknown): Promise<void> {
  const reply = await page.request.post(`${server.url}/api/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.ok()]).toEqual([path, true]);
}
await post('missions', { id: missionId, slug: 'invented', name: { en: 'Invented mission' }, election: null });

/** Tells of a row and of a file, as the server does where it finds them altered. */
async function alarm(hour: number): Promise<void> {
  const row = { id: randomUUID(), missionId, kind: 'database-altered', place: '7', what: 'altered' } as const;
  const file = { id: randomUUID(), missionId: null, kind: 'file-altered', place: FILE, what: 'file' } as const;
  await raiseAlarms(database.sql, [row, file], new Date(Date.UTC(2024, 1, 7, hour)));
}

const main = page.getByRole('main');
const entry = main.getByRole('listitem').filter({ hasText: 'Entry 7 of the log was altered in the database' });

describe('the log of a mission', () => {
  test('has not begun at first, and no alarm is told of', async () => {
    await page.goto(`${server.url}/desk/m/invented/arrivals`);
    await page.getByText('Nothing has arrived yet').waitFor();
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await main.getByText('Nothing was logged yet.').waitFor();
    await main.getByText('No witnesses are asked').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test('takes reports, and shows the key that everybody checks it by', async () => {
    await post('missions/invented/devices', { id: randomUUID(), name: 'Phone 1', kind: 'odk', login: null });
    await eventually(async () => {
      await page.goto(LOG);
      await main.getByText('Takes reports').waitFor();
      // Its first checkpoint may be on its way still.
      return await main.getByRole('link', { name: /^\d+ entr(y|ies), / }).count();
    }).toBe(1);
    const { out } = await server.run(['log', 'list']);
    const key = /\S+\+[0-9a-f]{8}\+\S+/.exec(out)?.[0] ?? 'no key was listed';
    await main.getByText(key, { exact: true }).waitFor();
  });

  test('alarms are told of above the reports, and lead there', async () => {
    for (const hour of [8, 9, 10]) await alarm(hour);
    await page.goto(`${server.url}/desk/m/invented/reports`);
    await main.getByText('2 alarms of the log are open').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await main.getByRole('link', { name: 'See the log' }).click();
    await entry.getByText('3 times').waitFor();
    await main.getByText(FILE).waitFor();
    const command = await main.getByRole('figure', { name: 'Command for the terminal' }).locator('code').textContent();
    expect(await server.run((command ?? '').split(' ').slice(1))).toMatchObject({ status: 0 });
    expect(await findBarriers(page)).toEqual([]);
  });

  test('an administrator settles one with a reason, and it stays listed', async () => {
    await page.getByRole('button', { name: 'Settle: Entry 7 of the log was altered in the database' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await dialog.getByText('Say why; it stays in the history').waitFor();
    await dialog.getByLabel('Reason').fill('A disk was exchanged, the backup was put back');
    await dialog.getByRole('button', { name: 'Settle', exact: true }).click();
    await entry.getByText('A disk was exchanged, the backup was put back').waitFor();
    expect(await entry.getByRole('button').count()).toBe(0);
    await page.goto(`${server.url}/desk/history`);
    await main.getByText('Alarm of the log settled').filter({ visible: true }).first().waitFor();
    await page.goto(`${server.url}/desk/m/invented/reports`);
    await main.getByText('1 alarm of the log is open').waitFor();
    expect(complaints).toEqual([]);
  });

  test.each([
    ['en', 'light', 1280],
    ['ru', 'dark', 320],
    ['az', 'light', 320],
  ] as const)(
    'in %s, %s, %i px: everything fits, is worded and can be reached',
    async (language, colorScheme, width) => {
      const storageState = await page.context().storageState();
      const heard = await openPage(browser, { storageState, colorScheme, width });
      for (const view of ['log', 'reports']) {
        await heard.page.goto(`${server.url}/desk/m/invented/${view}?lang=${language}`);
        await heard.page.locator('.log-alarm, .log-banner').first().waitFor();
        expect(await measureOverflow(heard.page)).toBe(0);
        expect(await findUnworded(heard.page.locator('body'), language)).toEqual([]);
        expect(await findBarriers(heard.page)).toEqual([]);
      }
      expect(heard.complaints).toEqual([]);
      await heard.page.context().close();
    },
  );
});
