import { expect, test } from 'vitest';
import { KIND_NAMES } from '../../src/features/register/records/kinds.ts';
import { deskViews, lookAt } from '../support/desk-views.ts';
import { measureOverflow } from '../support/open-page.ts';
import { findUnworded } from '../support/page-words.ts';

const views = await deskViews();
const { wide, narrow, openIn } = views;
const ELECTION = '/desk/e/azerbaijan-2024';

/** Every page of the desk beside those of missions, and the forms in it. */
lookAt(views, [
  '/desk',
  '/desk?new=election',
  ...['overview', 'calendar', 'candidates', 'places', 'commissions'].map((view) => `${ELECTION}/${view}`),
  ...['claims', 'missions', 'protocol', 'sources', 'records'].map((view) => `${ELECTION}/${view}`),
  `${ELECTION}/records?kind=claim&new=claim`,
  `${ELECTION}/records?kind=claim&record=claim/turnout.final.official`,
  `${ELECTION}/calendar?record=calendar-rule/vote.open&election_day=2024-03-06`,
  '/desk/missions',
  '/desk/missions?new=mission',
  '/desk/import',
  '/desk/history',
  '/desk/security',
  '/desk/readings',
  '/desk/accounts',
  '/desk/account',
]);

test.each(['ru', 'az'] as const)('the form of every kind of record is worded in %s', async (language) => {
  const { page } = wide;
  const panel = page.getByRole('complementary');
  for (const kind of KIND_NAMES.filter((name) => name !== 'election')) {
    await openIn(language, page, `${ELECTION}/records?kind=${kind}&new=${kind}`);
    await panel.getByRole('textbox').first().waitFor();
    expect(await findUnworded(panel, language), kind).toEqual([]);
    // What no catalogue words is called as its column is.
    const labels = (await panel.locator('label').allTextContents()).map((label) => label.trim());
    const unworded = labels.filter((label) => /^[a-z_]+$/.test(label));
    expect(unworded, kind).toEqual([]);
  }
});

test('the desk opens from right to left', async () => {
  for (const { page, complaints } of [wide, narrow]) {
    await openIn('x-rtl', page, `${ELECTION}/overview`);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect([await measureOverflow(page), complaints.splice(0)]).toEqual([0, []]);
  }
});
