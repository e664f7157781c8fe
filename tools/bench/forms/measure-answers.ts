import type { Browser } from 'playwright-core';
import { openPhone } from './measure.ts';

/** Milliseconds from an answer to its paint, over the questions of a form; and from a region or district to its choices. */
export interface Answers {
  readonly medianMs: number;
  readonly worstMs: number;
  /** First change of district, then further ones. */
  readonly cascadeMs: readonly number[];
}

const MEASURE = `(async () => {
  const session = window.session;
  const below = (node) => session.children(node).flatMap((child) => [child, ...below(child)]);
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const all = below(session.root);
  const named = (name) => all.find((node) => session.describe(node).name === name);
  const times = [];
  for (const node of all) {
    const { kind, type, control } = session.describe(node);
    if (kind !== 'question' || !session.get(node).isRelevant || session.get(node).isReadonly) continue;
    const choice = control === 'select1' || control === 'select' ? session.choices(node)[0]?.value : undefined;
    const value = choice ?? (type === 'int' ? '7' : type === 'string' ? 'AB1234' : undefined);
    if (value === undefined) continue;
    const start = performance.now();
    session.set(node, value);
    await painted();
    times.push(performance.now() - start);
  }
  const cascades = [];
  for (const district of ['d0', 'd1', 'd2', 'd3']) {
    await painted();
    const start = performance.now();
    session.set(named('district'), district);
    session.choices(named('station'));
    cascades.push(performance.now() - start);
  }
  return { times, cascades };
})()`;

/** Answers every question of a form once, on a phone six times slower. */
export async function measureAnswers(browser: Browser, url: string): Promise<Answers> {
  const { page } = await openPhone(browser);
  await page.goto(url);
  await page.waitForFunction('window.usableAt !== undefined');
  const { times, cascades } = (await page.evaluate(MEASURE)) as { times: number[]; cascades: number[] };
  await page.context().close();
  const sorted = [...times].sort((a, b) => a - b);
  return { medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, worstMs: sorted.at(-1) ?? 0, cascadeMs: cascades };
}
