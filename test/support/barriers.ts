import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with a page by all of its rules, each with the elements that it is wrong with. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({
      // What is right with a page, and selectors of elements, take half of the time and are not told.
      resultTypes: ['violations'],
      selectors: false,
      // An experimental rule of axe, left out: it takes a drawn label that is cut short with '…' for another name.
      rules: { 'label-content-name-mismatch': { enabled: false } },
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
