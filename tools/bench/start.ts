import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How often a warm start is measured. */
const RUNS = 5;
/** The first load of a page, as the issue that asked for it counts: gzipped. */
const BUDGET_KB = 250;

// Readable by others, so that PostgreSQL can lie in it when root runs this.
const folder = mkdtempSync(join(tmpdir(), 'scrutineer bench '));
chmodSync(folder, 0o755);
const port = await freePort();
const bare = median(await times(RUNS, async () => void execFileSync(process.execPath, ['-e', '0'])));

console.log('Start, with the example election, everything built');
const cold = await start();
console.log(`  first start (empty data folder)   ${seconds(cold.readyMs)}  ${ratio(cold.readyMs)}`);
const warm: number[] = [];
for (let run = 0; run < RUNS; run += 1) warm.push((await start()).readyMs);
console.log(
  `  warm start, median of ${RUNS}           ${seconds(median(warm))}  ${ratio(median(warm))}   wanted ≤ 3 s`,
);
console.log(`  (Node.js alone, doing nothing      ${seconds(bare)}  1.0 ×)`);
const { answers } = await start(measurePages);
for (const line of answers) console.log(line);
rmSync(folder, { recursive: true, force: true });

interface Started {
  readonly readyMs: number;
  readonly answers: readonly string[];
}

/** Starts the server, waits for its line, lets `work` ask it, and stops it. */
async function start(work: (url: string) => Promise<string[]> = async () => []): Promise<Started> {
  const from = performance.now();
  const server = spawn(process.execPath, ['bin/scrutineer', 'serve'], {
    env: { ...process.env, PORT: String(port), SCRUTINEER_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve());
    server.once('exit', () => reject(new Error('Start the server: it ended')));
  });
  const readyMs = performance.now() - from;
  const answers = await work(`http://localhost:${port}`);
  await new Promise((resolve) => {
    server.once('exit', resolve);
    server.kill('SIGTERM');
  });
  return { readyMs, answers };
}

/** How long the first answers take and how much a first visit loads. */
async function measurePages(url: string): Promise<string[]> {
  const lines = ['First visit, bytes as gzip would send them'];
  for (const path of ['/e/azerbaijan-2024/overview', '/desk/sign-in']) {
    const from = performance.now();
    const page = await (await fetch(url + path)).text();
    const firstMs = performance.now() - from;
    const parts = await loadParts(url, page);
    const total = parts.reduce((sum, part) => sum + part, gzipSync(page).length) / 1024;
    lines.push(
      `  ${path.padEnd(32)}  ${total.toFixed(0)} KB of ${BUDGET_KB} KB in the page itself, document in ${firstMs.toFixed(0)} ms`,
    );
  }
  const from = performance.now();
  const file = await (await fetch(`${url}/api/elections/azerbaijan-2024/file`)).arrayBuffer();
  const sent = gzipSync(Buffer.from(file)).length / 1024;
  lines.push(
    `  all records of the example        ${sent.toFixed(0)} KB in ${(performance.now() - from).toFixed(0)} ms`,
  );
  return lines;
}

/** Sizes of the scripts and style sheets that the page names itself; what is loaded later, the browser test counts. */
async function loadParts(url: string, page: string): Promise<number[]> {
  const names = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  return await Promise.all(
    names.map(async (name) => gzipSync(Buffer.from(await (await fetch(url + name)).arrayBuffer())).length),
  );
}

async function times(count: number, work: () => Promise<void>): Promise<number[]> {
  const measured: number[] = [];
  for (let run = 0; run < count; run += 1) {
    const from = performance.now();
    await work();
    measured.push(performance.now() - from);
  }
  return measured;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function ratio(ms: number): string {
  return `${(ms / bare).toFixed(1)} × Node.js`;
}
