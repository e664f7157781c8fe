import { beforeEach, expect, test, vi } from 'vitest';
import type { Language } from './languages.ts';
import type { Catalogues } from './load.ts';
import type { Area } from './messages.ts';

/** A page has one language at a time, so that each test is a page of its own. */
let page: typeof import('./load.ts');
/** What was fetched, and what holds a fetch back until it may come. */
let fetched: string[];
let held: Promise<void>;

beforeEach(async () => {
  vi.resetModules();
  page = await import('./load.ts');
  fetched = [];
  held = Promise.resolve();
});

const start = (language: Language) => async () => ({ ui: { save: `save (${language})` } });
const CATALOGUES: Catalogues = {
  ...{ en: start('en'), ru: start('ru'), az: start('az') },
  area: async (language: Language, area: Area) => {
    fetched.push(`${language} ${area}`);
    await held;
    return { view: `${area} (${language})` };
  },
};

test('a page that starts says no more than what it starts with', async () => {
  const messages = await page.loadMessages('en', CATALOGUES);
  expect(messages.t('ui.save')).toBe('save (en)');
  expect(() => messages.t('log.view')).toThrow('log.view');
  expect(() => messages.find('log.none')).toThrow('log.none');
  expect(fetched).toEqual([]);
});

test('an area that a piece needs is fetched once, in the language of the page', async () => {
  const messages = await page.loadMessages('ru', CATALOGUES);
  await page.needAreas(['log', 'papers']);
  await page.needAreas(['papers']);
  expect(messages.t('log.view')).toBe('log (ru)');
  expect(fetched).toEqual(['ru log', 'ru papers']);
});

test('what was asked for before the first words comes with them', async () => {
  await page.needAreas(['log']);
  expect((await page.loadMessages('en', CATALOGUES)).t('log.view')).toBe('log (en)');
});

test('another language comes with every area that was asked for', async () => {
  await page.loadMessages('en', CATALOGUES);
  await page.needAreas(['log', 'papers']);
  const messages = await page.loadMessages('az', CATALOGUES);
  expect([messages.t('log.view'), messages.t('papers.view')]).toEqual(['log (az)', 'papers (az)']);
});

test('an area that is asked for while another language is on its way is there in that language', async () => {
  await page.loadMessages('en', CATALOGUES);
  await page.needAreas(['log']);
  let release = () => {};
  held = new Promise((resolve) => {
    release = resolve;
  });
  const coming = page.loadMessages('ru', CATALOGUES);
  const needed = page.needAreas(['papers']);
  release();
  const messages = await coming;
  await needed;
  expect([messages.t('log.view'), messages.t('papers.view')]).toEqual(['log (ru)', 'papers (ru)']);
});

test('English from right to left has its areas turned as well', async () => {
  const messages = await page.loadMessages('x-rtl', CATALOGUES);
  await page.needAreas(['log']);
  expect(messages.direction).toBe('rtl');
  expect(messages.t('log.view')).toBe('\u202elog (en)\u202c');
  expect(fetched).toEqual(['en log']);
});

test('a page that starts with all of its words fetches none', async () => {
  const { area: _, ...whole } = CATALOGUES;
  const messages = await page.loadMessages('en', whole);
  await page.needAreas(['ui']);
  expect(messages.t('ui.save')).toBe('save (en)');
  expect(fetched).toEqual([]);
});
