import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inventCountry } from '../../src/apps/cli/running/rehearse/country/country.ts';
import type { ShownPlan } from '../../src/features/mission/plan/plan-replies.ts';
import type { ListedSample } from '../../src/features/mission/samples/sample-replies.ts';
import { actsPage } from '../support/acts-page.ts';
import { findBarriers } from '../support/barriers.ts';
import { eventually, measureOverflow } from '../support/open-page.ts';
import { phase } from '../support/plan-desk.ts';
import { storeElection } from '../support/stored-election.ts';

const { server, page, complaints, request, ORIGIN, post, picture, database } = await actsPage();
const PLAN = `${server.url}/desk/m/tilmara/plan`;
const API = `${server.url}/api/missions/tilmara`;
const main = page.getByRole('main');

/** A mission in the invented country, with three teams and a phase. */
async function prepare(): Promise<void> {
  const records = inventCountry({ precincts: 60 });
  await storeElection(database.sql, { slug: 'tilmara', visibility: 'private', records });
  await post('missions', { id: randomUUID(), slug: 'tilmara', name: { en: 'Tilmara' }, election: 'tilmara' });
  for (const code of ['T1', 'T2', 'T3']) {
    await post('missions/tilmara/teams', { id: randomUUID(), code, name: null, kind: 'pair' });
  }
  const plan = { zone: 'Asia/Baku', dayBeginsAt: 4, base: 0, reason: null, phases: [phase('voting', [])] };
  const reply = await request.put(`${API}/plan`, { headers: ORIGIN, data: plan });
  expect(reply.status()).toBe(200);
}

async function narrow(name: string): Promise<void> {
  const address = page.url();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${address}&lang=ru`);
  await main.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await eventually(() => measureOverflow(page)).toBe(0);
  expect([name, await findBarriers(page)]).toEqual([name, []]);
  await picture(`${name}-narrow`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${address}&lang=en`);
}

test('a stratified sample is looked at, drawn and registered; another is drawn in its place', async () => {
  await prepare();
  await page.goto(`${PLAN}?part=samples`);
  await page.getByText('No sample was drawn yet').waitFor();
  await picture('samples-none');
  await page.getByRole('link', { name: 'Draw a sample' }).click();
  await page.getByRole('button', { name: 'See what would be drawn' }).click();
  await page.getByText('Give it a name of 1 to 100 characters').waitFor();
  await page.getByLabel('Name of the sample').fill('Vote of May');
  await page.getByLabel('Seed', { exact: true }).fill('4 8 15 16 23 42');
  await page.getByText('How many are needed?').click();
  await page.getByLabel('Margin, ± points').fill('20');
  await page.getByRole('button', { name: 'Take this number' }).click();
  await page.getByLabel('How many stations').fill('12');
  await page.getByRole('button', { name: 'See what would be drawn' }).click();
  await page.getByText('Nothing can be drawn yet').waitFor();
  await picture('samples-gaps');
  for (const sort of ['Abroad', 'Special']) {
    const tick = page.getByRole('checkbox', { name: new RegExp(sort) });
    if ((await tick.count()) > 0) await tick.uncheck();
  }
  await page.getByRole('button', { name: 'See what would be drawn' }).click();
  await page.getByText('12 would be drawn').waitFor();
  await picture('samples-preview');
  expect(await findBarriers(page)).toEqual([]);
  // What was looked at is what is drawn: whoever changes the design looks again.
  await page.getByLabel('How many stations').fill('10');
  await eventually(() => page.getByRole('button', { name: 'Draw and register' }).count()).toBe(0);
  await page.getByRole('button', { name: 'See what would be drawn' }).click();
  await page.getByRole('button', { name: 'Draw and register' }).click();
  await page.getByRole('heading', { name: 'Vote of May' }).waitFor();
  await page.getByText('4 8 15 16 23 42').waitFor();
  await page.getByRole('table', { name: 'Strata of the sample' }).waitFor();
  await picture('samples-one');
  await narrow('samples-one');
  await page.getByRole('link', { name: 'Draw another in its place' }).click();
  await page.getByLabel('Reason').fill('The lists were corrected');
  await page.getByRole('radio', { name: /Simple random/ }).check();
  await page.getByLabel('Name of the sample').fill('After the correction');
  await page.getByLabel('How many stations').fill('9');
  // The same sample each time, so that what failed once fails again.
  await page.getByLabel('Seed', { exact: true }).fill('9 of 51');
  await page.getByRole('button', { name: 'See what would be drawn' }).click();
  await page.getByRole('button', { name: 'Draw and register' }).click();
  await page.getByRole('heading', { name: 'After the correction' }).waitFor();
  await page.getByRole('link', { name: 'All samples' }).click();
  await main
    .getByRole('row', { name: /Vote of May/ })
    .getByText('withdrawn')
    .waitFor();
  await picture('samples-list');
  await narrow('samples-list');
  const samples = (await (await request.get(`${API}/samples`)).json()) as ListedSample[];
  expect(samples.map(({ name, withdrawn }) => [name, withdrawn?.reason ?? null]).sort()).toEqual([
    ['After the correction', null],
    ['Vote of May', 'The lists were corrected'],
  ]);
  expect(complaints).toEqual([]);
});

test('routes are proposed for it, taken team by team, and are expected on the board', async () => {
  await page.goto(`${PLAN}?part=samples`);
  await page.getByRole('link', { name: 'After the correction' }).click();
  await page.getByRole('link', { name: 'Propose routes for it' }).click();
  await page.getByRole('button', { name: 'Propose routes', exact: true }).click();
  await page.getByRole('table', { name: 'Proposed routes' }).waitFor();
  const told = await page.getByText(/\d+ stations are on routes, \d+ (is|are) on none/).textContent();
  const [onRoutes, onNone] = (told?.match(/\d+/g) ?? []).map(Number);
  expect(Number(onRoutes) + Number(onNone)).toBe(9);
  await picture('routes-proposed');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take the route of T1' }).click();
  await page.getByRole('button', { name: 'Take the route of T1' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Take all routes' }).click();
  await page.getByText('Every route is in the plan').waitFor();
  await picture('routes-taken');
  await page.getByRole('button', { name: 'Propose routes', exact: true }).click();
  await page
    .getByText(/somebody is expected there already/)
    .first()
    .waitFor();
  await picture('routes-again');
  const { electionDay } = (await (await request.get(`${API}/plan`)).json()) as ShownPlan;
  await page.goto(`${PLAN}?part=board&day=${electionDay}&by=sample`);
  await main.getByRole('row', { name: /After the correction/ }).waitFor();
  await picture('routes-board');
  // The list is asked for once: visits that were taken are matched one after the other.
  const expected = async () => {
    const samples = (await (await request.get(`${API}/samples`)).json()) as ListedSample[];
    return samples.map((one) => one.expected);
  };
  await eventually(expected).toContain(onRoutes);
  await page.goto(`${PLAN}?part=samples`);
  await main.getByRole('link', { name: `0 of ${onRoutes}` }).click();
  await eventually(() => main.locator('tbody tr').count()).toBe(onRoutes);
  await picture('samples-visits');
  await page.goto(`${PLAN}?part=routes`);
  await page.getByRole('button', { name: 'Propose routes', exact: true }).waitFor();
  await narrow('routes');
  expect(complaints).toEqual([]);
});
