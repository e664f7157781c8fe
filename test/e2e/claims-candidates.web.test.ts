import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { testServer } from '../support/server.ts';

const browser = await testBrowser();
const base = `${(await testServer()).url}/e/azerbaijan-2024`;

interface Look {
  readonly language?: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

async function open(view: string, look: Look = {}): Promise<Page> {
  const page = await browser.newPage({
    locale: look.language ?? 'en',
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.scheme ?? 'light',
  });
  await page.goto(`${base}/${view}`);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  return page;
}

/** What axe finds, and where. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

test('contradictions stand side by side with the reason in words, and the address keeps the choice', async () => {
  const page = await open('claims');
  await page.getByRole('link', { name: /^In contradiction/ }).click();
  await expect.poll(() => page.url()).toContain('show=contradictions');
  await page.getByRole('searchbox').fill('Interfax');
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('Interfax');
  await page.getByText('One is exactly 1\u202f000 times the other, probably by a slip.').waitFor();
  await page.getByRole('link', { name: '2\u202f499\u202f033', exact: true }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: '2\u202f499\u202f033\u202f000', exact: true }).click();
  await expect.poll(() => page.url()).toContain('record=claim/turnout.voted.12.agency');
  await page.close();
});

test('a computed figure stands beside what is claimed, with its formula', async () => {
  const page = await open('claims?section=transparency');
  await page.getByText('What is claimed differs from what the formula gives.').waitFor();
  await page.getByText('15.3%').first().waitFor();
  await page.getByRole('link', { name: '20%', exact: true }).waitFor();
  await page.close();
});

test('gaps are said, not filled', async () => {
  const page = await open('claims?show=open&section=complaints');
  await page.getByText('No source found').first().waitFor();
  await page.close();
});

test('candidates: shares, an earlier moment, sorting, ten nominations without a name', async () => {
  const page = await open('candidates');
  const votes = page.getByRole('table', { name: 'Votes' });
  await votes.getByRole('cell', { name: '92.12%', exact: true }).waitFor();
  await votes.getByText('differs from the computed figure').waitFor();
  await page.getByText('of the other 10 only the number and the day are known').waitFor();
  await page.getByRole('link', { name: '8 Feb 2024', exact: true }).click();
  await votes.getByRole('cell', { name: '92.05%', exact: true }).waitFor();
  await votes.getByRole('button', { name: 'Votes' }).click();
  await expect.poll(() => votes.getByRole('rowheader').first().textContent()).toContain('Fuad Aliyev');
  await expect.poll(() => page.url()).toContain('sort=votes');
  const track = page.getByRole('list', { name: 'The way of Fazil Mustafa' });
  await expect.poll(() => track.textContent()).toContain('by 9 Jan');
  await page.close();
});

test.each([
  ['claims', { width: 360, language: 'ru', scheme: 'dark' }],
  ['claims', { language: 'az' }],
  ['candidates', { width: 360, language: 'ru' }],
  ['candidates', { language: 'az', scheme: 'dark' }],
] as const)('%s %j: no barrier, and nothing wider than the page', async (view, look) => {
  const page = await open(view, look);
  expect(await findBarriers(page)).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess).toBe(0);
  await page.close();
});
