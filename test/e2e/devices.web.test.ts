import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSecrets, ListedDevice } from '../../src/features/mission/devices/device-replies.ts';
import { readCsv } from '../../src/platform/files/tables/csv.ts';
import { findBarriers } from '../support/barriers.ts';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator, joinAs } from '../support/desk-people.ts';
import { eventually, measureOverflow } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';

const server = await testServer();
const browser = await testBrowser();
const administrator = await firstAdministrator(server, browser);
const { page } = administrator;
const API = `${server.url}/api/missions`;
const headers = { origin: server.url };
let mission = '';
let made = 0;

beforeEach(async () => {
  mission = `coast-${++made}`;
  const data = { id: crypto.randomUUID(), slug: mission, name: { en: 'Coast' }, election: null };
  expect((await page.request.post(API, { headers, data })).status()).toBe(201);
});

async function open(shown: Page = page): Promise<void> {
  await shown.goto(`${server.url}/desk/m/${mission}/devices`);
  await shown.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
}

async function devices(): Promise<ListedDevice[]> {
  return (await (await page.request.get(`${API}/${mission}/devices`)).json()) as ListedDevice[];
}

async function addApp(name: string): Promise<AppSecrets> {
  const data = { id: crypto.randomUUID(), name, kind: 'app', login: null };
  return (await (await page.request.post(`${API}/${mission}/devices`, { headers, data })).json()) as AppSecrets;
}

async function enrol(code: string): Promise<number> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicKey = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64url');
  const data = { code, publicKey };
  return (await page.request.post(`${server.url}/api/devices/enrol`, { headers, data })).status();
}

describe('the devices of a mission', () => {
  test('are added by keyboard alone; the secrets are shown once, and the QR code holds the settings', async () => {
    await open();
    await page.getByText('No device reports to this mission yet').waitFor();
    await page.getByRole('button', { name: 'Add a device' }).press('Enter');
    const dialog = page.getByRole('dialog');
    // Before anything is made that would have to be made anew.
    await dialog.getByText(`Phones cannot reach ${server.url}`).waitFor();
    await dialog.getByRole('button', { name: 'Add a device' }).press('Enter');
    await dialog.getByText('Name the device').waitFor();
    await dialog.getByLabel('Name', { exact: true }).fill('Observer 12');
    await dialog.getByLabel(/Login/).fill('team-12');
    await dialog.getByLabel(/Login/).press('Enter');
    await dialog.getByRole('heading', { name: 'Observer 12' }).waitFor();
    const url = await dialog
      .getByRole('figure', { name: /Server address with the key/ })
      .locator('code')
      .textContent();
    expect(url).toMatch(new RegExp(`^${server.url}/openrosa/${mission}/key/[\\w-]{43}$`));
    await dialog.getByRole('img', { name: /settings of ODK Collect/ }).waitFor();
    // Tests run at localhost, which a telephone would take for itself.
    await dialog.getByText('A phone cannot reach this address').waitFor();
    expect(await dialog.getByRole('figure', { name: 'Password' }).locator('code').textContent()).toMatch(/^[\w-]{14}$/);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Observer 12.*login team-12.*In use/ }).waitFor();
    expect(await page.content()).not.toContain(String(url));
    expect(await findBarriers(page)).toEqual([]);
  });

  test('get a new code for a lost phone and are revoked, each with its reason', async () => {
    const { code } = await addApp('Observer 7');
    expect(await enrol(code)).toBe(201);
    await open();
    const choose = async (act: string) => {
      await page.getByRole('button', { name: 'Change Observer 7' }).click();
      await page.getByRole('button', { name: act, exact: true }).click();
    };
    const dialog = page.getByRole('dialog');
    await choose('New code');
    await dialog.getByRole('button', { name: 'New code' }).click();
    await dialog.getByText('Say why; it stays in the history').waitFor();
    await dialog.getByLabel('Reason').fill('left on the bus');
    await dialog.getByRole('button', { name: 'New code' }).click();
    const link = await dialog
      .getByRole('figure', { name: 'Address that enrols the phone' })
      .locator('code')
      .textContent();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /Observer 7.*Waiting for its phone/ }).waitFor();
    expect(await enrol(code)).toBe(410);
    expect(await enrol(new URLSearchParams(new URL(String(link)).hash.slice(1)).get('code') ?? '')).toBe(201);
    await page.reload();
    await page.getByRole('row', { name: /In use.*A spent code was tried once/ }).waitFor();
    await choose('Revoke');
    await dialog.getByLabel('Reason').fill('no longer with us');
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /Observer 7.*Revoked.*no longer with us/ }).waitFor();
    // Nothing is done with it any more, but the observer may ask what is kept.
    await page.getByRole('button', { name: 'Change Observer 7' }).click();
    expect(await page.getByRole('button', { name: /^(New code|Revoke)$/ }).count()).toBe(0);
    const copy = page.getByRole('button', { name: 'Copy of this observer’s data' });
    const [download] = await Promise.all([page.waitForEvent('download'), copy.click()]);
    expect(download.suggestedFilename()).toMatch(/^coast-\d+-observer-[0-9a-f]{16}\.zip$/);
    expect(readFileSync(await download.path()).toString('latin1')).toMatch(/^PK.*observer\.json/s);
    await page.goto(`${server.url}/desk/history`);
    await page.getByRole('link', { name: 'Observer 7' }).first().click();
    await eventually(() => page.url()).toContain(`/desk/m/${mission}/devices`);
  });

  test('are printed as one sheet, on a phone nothing spills over, and readers change nothing', async () => {
    await open();
    await page.getByRole('button', { name: 'Add a device' }).click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Observer 1');
    await page.getByRole('dialog').getByRole('button', { name: 'Add a device' }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img', { name: /ODK Collect/ }).isVisible()).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 360, height: 740 });
    await eventually(() => measureOverflow(page)).toBe(0);
    const spilled = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(spilled).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
    const reader = await joinAs('reader', 'Rauf', { administrator, browser });
    await open(reader.page);
    await reader.page.getByRole('row', { name: /Observer 1/ }).waitFor();
    expect(await reader.page.getByRole('button', { name: /Add a device|Change/ }).count()).toBe(0);
    expect([...administrator.complaints, ...reader.complaints]).toEqual([]);
  });

  test('are added many at once by keyboard; what is wrong is told by line, and the codes are not left unasked', async () => {
    await addApp('Observer 7');
    await open();
    await page.getByRole('button', { name: 'Add several' }).press('Enter');
    const dialog = page.getByRole('dialog');
    const list = dialog.getByLabel('Names, one on each line');
    await list.fill(`Anna\n\nObserver 7\nAnna\n${'x'.repeat(101)}`);
    await dialog.getByRole('button', { name: 'Add 4 devices' }).press('Enter');
    await dialog.getByText('Line 3: a device is called “Observer 7” already').waitFor();
    await dialog.getByText('Line 4: “Anna” stands on line 1 already').waitFor();
    await dialog.getByText('Line 5: the name has 101 characters').waitFor();
    expect(await list.evaluate((area) => area === document.activeElement)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await addApp('Bella');
    await list.fill('Anna\nBella');
    await dialog.getByRole('button', { name: 'Add 2 devices' }).click();
    await dialog.getByText('Line 2: a device is called “Bella” already').waitFor();
    await list.fill('Anna\n\n=Observer 12\nMüşahidəçi 3');
    await dialog.getByRole('button', { name: 'Add 3 devices' }).press('Enter');
    const heading = page.getByRole('heading', { name: '3 devices added' });
    await heading.waitFor();
    expect(await heading.evaluate((shown) => shown === document.activeElement)).toBe(true);
    await page.getByText('These codes are shown once').waitFor();
    expect(
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('img', { name: /settings of ODK/ }) })
        .count(),
    ).toBe(3);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Coast' }).first().click();
    await dialog.getByRole('button', { name: 'Back to the codes' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const { table, faults } = await readCsv(readFileSync(await saved.path()));
    expect(faults).toEqual([]);
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(['Anna', '=Observer 12', 'Müşahidəçi 3']);
    for (const { cells } of table.rows) await page.getByText(String(cells[3])).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /Müşahidəçi 3.*In use/ }).waitFor();
    // The browser itself tells of the list that the server refused.
    expect(administrator.complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  });

  test('of a list are printed a card for each, never broken by a page, and fit a narrow telephone', async () => {
    await open();
    await page.getByRole('button', { name: 'Add several' }).click();
    const names = Array.from({ length: 100 }, (_, index) => `Observer ${index + 1}`);
    await page.getByLabel('Names, one on each line').fill(names.join('\n'));
    await page.setViewportSize({ width: 320, height: 740 });
    expect(await measureOverflow(page)).toBe(0);
    await look('dialog');
    await page.getByRole('button', { name: 'Add 100 devices' }).click();
    await page.getByRole('heading', { name: '100 devices added' }).waitFor();
    expect(await measureOverflow(page)).toBe(0);
    await look('sheet');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img').count()).toBe(100);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('img') })
      .first();
    expect(await card.evaluate((shown) => getComputedStyle(shown).breakInside)).toBe('avoid');
    const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    // Four fit on a page; 23 pages would do if a card could begin on one and end on the next.
    expect(pages).toBe(25);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('are added at the command line while the server runs', async () => {
    const { out, status } = await server.run(['device', 'add', 'Phone 1', '--mission', mission, '--json']);
    expect(status).toBe(0);
    const { openRosaUrl, qr } = JSON.parse(out) as Record<string, string>;
    const settings = JSON.parse(inflateSync(Buffer.from(qr ?? '', 'base64')).toString('utf8'));
    expect(settings.general.server_url).toBe(openRosaUrl);
    expect((await devices()).map(({ name }) => name)).toEqual(['Phone 1']);
  });
});

/** Keeps a picture for a person to look at, where `PICTURES` names a folder. */
async function look(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
