// How many reports a second the way in takes, beside what the database can commit; how it stands with much that is stored.
//   npm run bench:intake -- --quick | --seconds 5 --rounds 3 --sizes 10000,100000 | --full (also 1,000,000 stored)
import { parseArgs } from 'node:util';
import { seeded } from '../../src/kernel/seed.ts';
import { requestMaker } from './intake/checklist.ts';
import { measureCommits } from './intake/commits.ts';
import { type Ground, memoryOf, openGround, SLUG, untilIdle } from './intake/ground.ts';
import { type LoadOutcome, sendLoad } from './intake/load.ts';
import { exportAgainAndAgain, probeHealth } from './intake/others.ts';

const CLIENTS = [1, 8, 32, 64];
const MOST_CLIENTS = 64;

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    sizes: { type: 'string' },
  },
});
const seconds = Number(given.seconds ?? (given.quick ? 2 : 8));
const rounds = Number(given.rounds ?? (given.quick ? 2 : 3));
const sizes = (given.sizes ?? (given.quick ? '1000,10000' : given.full ? '10000,100000,1000000' : '10000,100000'))
  .split(',')
  .map(Number);

/** Reports that were answered with 201, by ground. */
const taken = new Map<Ground, number>();

const fresh = await openGround(0);
try {
  // What was just started is slow for a while, and not for what is measured here.
  await send(fresh, MOST_CLIENTS);
  await send(fresh, MOST_CLIENTS);
  await compareWithCommits(fresh);
  await sendPhotos(fresh);
  await countRows(fresh, 0);
} finally {
  await fresh.close();
}
await compareSizes();

async function send(ground: Ground, clients: number, withPhoto = false): Promise<LoadOutcome> {
  const makeRequest = requestMaker(seeded(`bench ${clients}`), ground.path, withPhoto);
  const outcome = await sendLoad({ port: ground.port, clients, seconds, makeRequest });
  taken.set(ground, (taken.get(ground) ?? 0) + outcome.stored);
  return outcome;
}

function row(name: string, ...cells: readonly string[]): void {
  console.log(`  ${name.padEnd(34)}${cells.map((cell) => cell.padStart(14)).join('')}`);
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond)}/s`;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

async function compareWithCommits(ground: Ground): Promise<void> {
  console.log(`Reports of 60 questions beside single-row commits of the same PostgreSQL, ${seconds} s each`);
  row('clients', 'commits', 'reports', 'ratio', 'p50', 'p99');
  for (const clients of CLIENTS) {
    const commits = await measureCommits(ground, clients, seconds);
    await untilIdle(ground);
    const { perSecond, p50Ms, p99Ms } = await send(ground, clients);
    row(String(clients), rate(commits), rate(perSecond), times(perSecond / commits), ms(p50Ms), ms(p99Ms));
    await untilIdle(ground);
  }
  const probe = probeHealth(ground);
  let memory = 0;
  const look = setInterval(() => {
    memory = Math.max(memory, memoryOf(ground));
  }, 500);
  await send(ground, MOST_CLIENTS);
  clearInterval(look);
  const { p50Ms, p99Ms } = await probe.stop();
  row('somebody else at 64 (/healthz)', '', '', '', ms(p50Ms), ms(p99Ms));
  row('memory of server, signer, database', `${Math.round(memory)} MB`);
}

async function sendPhotos(ground: Ground): Promise<void> {
  await untilIdle(ground);
  const { perSecond, p50Ms, p99Ms } = await send(ground, MOST_CLIENTS, true);
  row('with a photo of 300 KB, 64 clients', '', rate(perSecond), '', ms(p50Ms), ms(p99Ms));
}

/** Every 201 is a row, and nothing else is. */
async function countRows({ owner, ...ground }: Ground, before: number): Promise<void> {
  const [found] = await owner<{ count: number }[]>`select count(*)::int as count from report_item`;
  const answered = [...taken].find(([each]) => each.port === ground.port)?.[1] ?? 0;
  if (found?.count !== before + answered) {
    throw new Error(
      `Count the reports: ${before} were there, ${answered} were answered with 201, found ${found?.count}`,
    );
  }
  row('rows counted', String(found.count));
}

async function compareSizes(): Promise<void> {
  console.log(`\nAt ${MOST_CLIENTS} clients with so many stored; ${rounds} rounds, one size after the other in each`);
  const grounds: { size: number; ground: Ground; alone: number[]; beside: number[] }[] = [];
  try {
    for (const size of sizes) {
      const startedAt = performance.now();
      grounds.push({ size, ground: await openGround(size), alone: [], beside: [] });
      row(`${size} filled in`, `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { ground, alone, beside } of grounds) {
        await untilIdle(ground);
        alone.push((await send(ground, MOST_CLIENTS)).perSecond);
        await untilIdle(ground);
        const exporting = exportAgainAndAgain(ground, SLUG);
        beside.push((await send(ground, MOST_CLIENTS)).perSecond);
        await exporting.stop();
      }
    }
    row('stored', 'reports', 'spread', 'to the first', 'with export', 'ratio');
    const first = meanOf(grounds[0]?.alone ?? []);
    for (const { size, ground, alone, beside } of grounds) {
      const [mean, exporting] = [meanOf(alone), meanOf(beside)];
      const spread = `± ${(((Math.max(...alone) - Math.min(...alone)) / 2 / mean) * 100).toFixed(0)} %`;
      row(String(size), rate(mean), spread, times(mean / first), rate(exporting), times(exporting / mean));
      await countRows(ground, size);
    }
  } finally {
    for (const { ground } of grounds) await ground.close();
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
