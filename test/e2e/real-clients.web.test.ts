import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleForBrowser, installPeers } from '../../tools/bench/forms/peers.ts';
import { testBrowser } from '../support/chromium.ts';
import type { Answered } from '../support/clients/wrapper.ts';
import { fieldMission } from '../support/field-mission.ts';
import { IS_LONG } from '../support/is-long.ts';
import { eventually, openPage } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { PICTURE, VISIT_ID, visitForm } from '../support/visit-form.ts';

declare global {
  interface Window {
    answered?: Answered[];
    submitRecord?: () => Promise<void>;
    isOpen?: boolean;
  }
}

const server = await testServer();
const browser = await testBrowser();
const mission = await fieldMission(server, 'coast');
await mission.publish(visitForm('1'));
const PHOTO = { name: 'box.png', mimeType: 'image/png', buffer: PICTURE };
const SAID = 'Şəki: «5 < 6» & so on';

/** What every client is made to answer; the picture and what clients fill in by themselves apart. */
const ANSWERS = {
  '/data/station': 'S2',
  '/data/who': SAID,
  '/data/voters': '1204',
  '/data/turnout': '37.5',
  '/data/day': '2024-02-07',
  '/data/sealed': 'no',
  '/data/why': 'No seal was brought',
  '/data/problems': 'queue shouting',
  '/data/talk[1]/remark': 'With the chair',
  '/data/talk[2]/remark': 'With an agent',
  '/data/doubled': '2408',
};

/** A page of the server's own origin, as clients that a server hosts have, with the form open that it fetched. */
async function openClient(file: string): Promise<{ page: Page; complaints: string[] }> {
  const device = await mission.addDevice(file);
  const script = await bundleForBrowser(fileURLToPath(new URL(`../support/clients/${file}`, import.meta.url)));
  const { page, complaints } = await openPage(browser);
  await page.route(`${server.url}/client/*`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html; charset=utf-8',
          body: '<!doctype html><html lang="en"><body><div id="form"></div><script type="module" src="/client/page.js"></script></body></html>',
        }),
  );
  const query = new URLSearchParams({ server: `${server.url}/openrosa/coast/key/${device.token}`, form: VISIT_ID });
  await page.goto(`${server.url}/client/?${query}`);
  return { page, complaints };
}

/** One answer of 201 with a receipt; the report is read, and says what was answered, with the picture. */
async function expectTaken(answered: readonly Answered[]): Promise<void> {
  expect(answered.map(({ status }) => status)).toEqual([201]);
  const code = /^Received\. Receipt: (\S+)$/.exec(answered[0]?.message ?? '')?.[1] ?? '';
  const version = await mission.readVersion(code);
  expect(version).toMatchObject({ state: 'read', reason: null, flags: [], channel: 'odk', form: VISIT_ID });
  const given = Object.entries(version.answers ?? {});
  const own = given.filter(([path]) => path.includes('/meta/') || /\/(start|today|photo|sign)$|@/.test(path));
  expect(Object.fromEntries(given.filter((entry) => !own.includes(entry)))).toEqual(ANSWERS);
  const { files } = await mission.report(version.reportId);
  const sha256 = createHash('sha256').update(PICTURE).digest('hex');
  const name = version.answers?.['/data/photo'];
  expect(files).toEqual([expect.objectContaining({ name, sha256, bytes: PICTURE.length })]);
}

/** What is answered alike in every view. */
async function fill(page: Page): Promise<void> {
  const shown = page.getByRole('img', { name: /Look for this sign|image/ }).first();
  await eventually(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(8);
  await page.getByLabel('Who told you?').fill(SAID);
  for (const [at, path] of (['/data/voters', '/data/turnout'] as const).entries()) {
    await page.getByRole('spinbutton').nth(at).pressSequentially(ANSWERS[path]);
    await page.getByRole('spinbutton').nth(at).blur();
  }
  await page.locator('input[type="file"]').setInputFiles(PHOTO);
}

async function answersOf(page: Page): Promise<readonly Answered[]> {
  await page.waitForFunction(() => (window.answered ?? []).length > 0);
  return await page.evaluate(() => window.answered ?? []);
}

describe('other programs fetch a form, fill it in a browser and send it', () => {
  test('the engine of ODK Web Forms', async () => {
    const { page, complaints } = await openClient('engine-page.ts');
    await page.waitForFunction(() => window.client !== undefined);
    const answered = await page.evaluate(
      async ({ answers, bytes }) => {
        const { client } = window;
        client?.addCopy('/data/talk');
        for (const [path, value] of answers) {
          if (path !== '/data/doubled') client?.answer(path, value);
        }
        client?.attach('/data/photo', { name: 'box.png', type: 'image/png', bytes });
        return (await client?.submit()) ?? [];
      },
      { answers: Object.entries(ANSWERS), bytes: [...PICTURE] },
    );
    await expectTaken(answered);
    expect(complaints).toEqual([]);
  });

  // They are no dependencies: these tests install them apart.
  describe.runIf(IS_LONG)('with their own view', () => {
    beforeAll(installPeers);

    test('ODK Web Forms', async () => {
      const { page, complaints } = await openClient('web-forms-page.js');
      await fill(page);
      await page.getByText('Station 2, Şəki').click();
      await page.getByText('No', { exact: true }).click();
      await page.getByText('A queue').click();
      await page.getByText('Shouting').click();
      await page.getByLabel('Why not?').fill(ANSWERS['/data/why']);
      await page.locator('.p-datepicker-input').pressSequentially('02/07/2024');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Add Talk' }).click();
      await page.getByLabel('Remark').nth(0).fill(ANSWERS['/data/talk[1]/remark']);
      await page.getByLabel('Remark').nth(1).fill(ANSWERS['/data/talk[2]/remark']);
      await page.getByRole('button', { name: 'Send' }).click();
      await expectTaken(await answersOf(page));
      expect(complaints).toEqual([]);
    });

    test('Enketo', async () => {
      const { page, complaints } = await openClient('enketo-page.js');
      await page.waitForFunction(() => window.isOpen === true);
      const at = (path: string) => page.locator(`[name="${path}"]:not([disabled])`);
      await page.getByText('Station 2, Şəki').click();
      await fill(page);
      for (const choice of ['no', 'queue', 'shouting'])
        await page.locator(`[data-option-value="${choice}"].active`).click();
      await at('/data/why').fill(ANSWERS['/data/why']);
      await page.getByPlaceholder('yyyy-mm-dd').fill(ANSWERS['/data/day']);
      await page.getByPlaceholder('yyyy-mm-dd').press('Enter');
      await page.locator('.add-repeat-btn').click();
      await at('/data/talk/remark').nth(0).fill(ANSWERS['/data/talk[1]/remark']);
      await at('/data/talk/remark').nth(1).fill(ANSWERS['/data/talk[2]/remark']);
      await at('/data/talk/remark').nth(1).blur();
      await page.evaluate(() => window.submitRecord?.());
      await expectTaken(await answersOf(page));
      expect(complaints).toEqual([]);
    });
  });
});
