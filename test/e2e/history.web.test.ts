import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { noteFailedBackup, noteGoodBackup } from '../../src/platform/backup/last-backup.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { eventually, measureOverflow, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page, complaints } = administrator;
const main = page.getByRole('main');

async function send(method: 'post' | 'put', path: string, data: unknown): Promise<void> {
  const reply = await page.request[method](`${server.url}/api/${path}`, { headers: { origin: server.url }, data });
  expect([path, reply.ok()]).toEqual([path, true]);
}
const name = { en: 'Invented mission', ru: 'Придуманная миссия' };
await send('post', 'missions', { id: randomUUID(), slug: 'invented', name, election: null });
await send('put', 'missions/invented', { name: { ...name, az: 'Uydurma İclas' }, election: null, base: 1 });
for (let number = 1; number <= 3; number += 1) {
  const device = { id: randomUUID(), name: `Наблюдатель ${number}`, kind: 'odk', login: null };
  await send('post', 'missions/invented/devices', device);
}

const address = () => new URL(page.url());

describe('the history', () => {
  test('is searched by keyboard alone, in any script, and tells what an act changed', async () => {
    await page.goto(`${server.url}/desk/history`);
    await main.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('НАБЛЮДАТЕЛЬ 2');
    await eventually(() => main.getByRole('row').count()).toBe(2);
    expect(address().searchParams.get('search')).toBe('НАБЛЮДАТЕЛЬ 2');
    await main.getByText('1 act matches').waitFor();
    await page.getByRole('searchbox').fill('iclas');
    await main.getByRole('link', { name: 'Mission changed' }).waitFor();
    expect(await main.getByRole('row').count()).toBe(2);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Mission changed' });
    await panel.getByRole('row', { name: /Azerbaijani.*Uydurma İclas/ }).waitFor();
    expect(await panel.getByRole('row').count()).toBe(2);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => address().searchParams.get('act')).toBeNull();
  });

  test('is narrowed down by mission and kind of object', async () => {
    await page.goto(`${server.url}/desk/history`);
    await main.getByLabel('Mission', { exact: true }).selectOption('invented');
    await main.getByLabel('Kind of object').selectOption({ label: 'Device' });
    await eventually(() => main.getByRole('row').count()).toBe(4);
    expect(address().search).toBe('?mission=invented&kind=device');
    // Missions are called by their names, in the language of the page, and not as they stand in addresses.
    expect(
      await main.getByLabel('Mission', { exact: true }).getByRole('option', { selected: true }).textContent(),
    ).toBe('Invented mission');
    await main.getByRole('button', { name: 'Show everything' }).click();
    await eventually(() => address().search).toBe('');
  });

  test('is saved as lines of JSON whose end proves it', async () => {
    const saving = page.waitForEvent('download');
    await main.getByRole('button', { name: 'Download as JSON lines' }).click();
    expect((await saving).suggestedFilename()).toBe('history.ndjson');
  });
});

describe('security', () => {
  test('sums up the last day, and tells sign-ins and refusals apart from the history', async () => {
    const visitor = await openPage(browser, {});
    await visitor.page.request.get(`${server.url}/api/missions/invented/devices`);
    await eventually(async () => {
      await page.goto(`${server.url}/desk/security`);
      return await main.getByRole('link', { name: 'Asked for restricted data without signing in' }).count();
    }).toBeGreaterThan(0);
    await main.getByRole('region', { name: 'The last 24 hours' }).getByRole('link', { name: 'Signed in' }).click();
    await eventually(() => address().search).toBe('?kind=account.signed-in');
    await main
      .getByRole('row', { name: /Signed in/ })
      .first()
      .waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${server.url}/desk/history`);
    await main.getByRole('row').nth(1).waitFor();
    expect(await main.getByRole('link', { name: 'Signed in' }).count()).toBe(0);
  });

  test('tells who read restricted data', async () => {
    await page.goto(`${server.url}/desk/m/invented/devices`);
    await main.getByText('Наблюдатель 1').first().waitFor();
    await eventually(async () => {
      await page.goto(`${server.url}/desk/readings`);
      return await main.getByRole('row', { name: /Devices and observers of a mission.*Mission invented/ }).count();
    }).toBe(1);
    await main.getByRole('link', { name: 'History as a file' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    // A reply that was refused is the browser's complaint and nobody's fault.
    expect(complaints).toEqual([]);
  });
});

describe('backups', () => {
  test('that fail or stay away are told where administrators look, until there is one', async () => {
    const alert = main.getByRole('alert');
    await page.goto(`${server.url}/desk/security`);
    await alert.getByText('No backup of this server was taken yet').waitFor();
    const at = new Date('2026-11-27T07:00:00Z');
    noteFailedBackup(server.dataFolder, { at, reason: '/mnt/backups: the disk is full' });
    await page.goto(`${server.url}/desk`);
    await alert.getByText(/^The backup of .* failed$/).waitFor();
    await alert.getByText('/mnt/backups: the disk is full').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${server.url}/desk/security?lang=ru`);
    await alert.getByText(/^Резервное копирование .* не удалось$/).waitFor();
    const now = new Date();
    const good = { at: now, snapshotAt: now, folder: '/mnt/backups', id: 'one', manifestSha256: '0'.repeat(64) };
    noteGoodBackup(server.dataFolder, good);
    await page.goto(`${server.url}/desk/security?lang=en`);
    await main.getByText(/^The newest whole backup holds what was there at /).waitFor();
    expect(await alert.count()).toBe(0);
    // For the look at narrow windows that follows.
    noteFailedBackup(server.dataFolder, { at, reason: '/mnt/backups: the disk is full' });
  });
});

test.each([
  ['en', 'light', 1280],
  ['ru', 'dark', 360],
  ['az', 'light', 360],
] as const)('nothing spills over: %s, %s, %i wide', async (language, colorScheme, width) => {
  const storageState = await page.context().storageState();
  const other = await openPage(browser, { storageState, colorScheme, width });
  for (const view of ['history?search=iclas', 'history', 'security', 'readings']) {
    await other.page.goto(`${server.url}/desk/${view}${view.includes('?') ? '&' : '?'}lang=${language}`);
    await other.page.getByRole('main').getByRole('row').nth(1).waitFor();
    expect([view, await measureOverflow(other.page)]).toEqual([view, 0]);
  }
  await other.page.goto(`${server.url}/desk/history?search=iclas&lang=${language}`);
  await other.page.getByRole('main').getByRole('row').nth(1).getByRole('link').first().click();
  await other.page.getByRole('complementary').getByRole('row').nth(1).waitFor();
  expect(await measureOverflow(other.page)).toBe(0);
  expect(other.complaints).toEqual([]);
});
