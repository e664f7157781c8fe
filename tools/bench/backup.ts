// How long a backup takes while the server serves, and putting it back, beside a plain copy; and by that, on paper, a million
// reports with 10 GB of photos.
//   npm run bench:backup -- --reports 2000 --photos 200 --photo-bytes 300000
import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { servedFolder } from '../../test/support/restarting-server.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { openGround } from './intake/ground.ts';

const { values: given } = parseArgs({
  options: { reports: { type: 'string' }, photos: { type: 'string' }, 'photo-bytes': { type: 'string' } },
});
const [reports, photos] = [Number(given.reports ?? 2_000), Number(given.photos ?? 200)];
const photoBytes = Number(given['photo-bytes'] ?? 300_000);
const [PAPER_REPORTS, PAPER_BYTES] = [1_000_000, 10_000_000_000];

/** What a command took. */
interface Cost {
  readonly seconds: number;
  /** Of one core, that the command itself took; of the database nothing is in it. */
  readonly coreSeconds: number;
  /** Of the process at its largest. */
  readonly memoryMb: number;
}

const shelf = temporaryFolder('bench-backups');
const ground = await openGround(reports);
const { dataFolder } = ground.folder;
const restored = servedFolder();
try {
  const key = join(shelf, 'key.txt');
  const recipient = (await ground.folder.run('backup-key', '--out', key)).trim();
  const back = (to: string) => ['backup', '--to', join(shelf, to), '--recipient', recipient];
  const nothing = await measure(['bin/scrutineer', '--version'], dataFolder);
  const rows = await measure(['bin/scrutineer', ...back('rows')], dataFolder);
  writePhotos();
  const all = await measure(['bin/scrutineer', ...back('all')], dataFolder);
  const again = await measure(['bin/scrutineer', ...back('all')], dataFolder);
  const from = ['--from', join(shelf, 'all'), '--identity', key, '--data', restored.dataFolder];
  const put = await measure(['bin/scrutineer', 'restore', ...from], restored.dataFolder);
  const putRows = await restoreRows(key);
  const copied = await copyPlainly();
  const megabytes = (photos * photoBytes) / 1e6;
  row('', 'seconds', 'of one core', 'MB at most');
  tell('start of the program alone', nothing);
  tell(`backup of ${reports} reports`, rows);
  tell(`the same with ${megabytes.toFixed(0)} MB of photos`, all);
  tell('once more, nothing new', again);
  tell('restore of all', put);
  tell('cp of the same files and cluster', copied);
  row('backup of photos', `${rate(megabytes, all.seconds - rows.seconds)}`);
  row('restore of photos', `${rate(megabytes, put.seconds - putRows.seconds)}`);
  row('backup beside cp', `${(all.seconds / copied.seconds).toFixed(1)} ×`);
  const paper = (of: 'seconds' | 'coreSeconds', few: Cost, many: Cost) =>
    minutes(
      ((few[of] - nothing[of]) / reports) * PAPER_REPORTS +
        (Math.max(0, many[of] - few[of]) / (photos * photoBytes)) * PAPER_BYTES,
    );
  console.log('  1,000,000 reports and 10 GB, on paper');
  row('backup', paper('seconds', rows, all), paper('coreSeconds', rows, all));
  row('restore', paper('seconds', putRows, put), paper('coreSeconds', putRows, put));
} finally {
  await ground.close();
  await restored.remove();
  rmSync(shelf, { recursive: true, force: true });
}

/** Photos as the server keeps them: what no row names is backed up as well. */
function writePhotos(): void {
  const bytes = Buffer.alloc(photoBytes);
  for (let number = 0; number < photos; number += 1) {
    randomFillSync(bytes);
    const name = createHash('sha256').update(bytes).digest('hex');
    const folder = join(dataFolder, 'files/content', name.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

async function restoreRows(key: string): Promise<Cost> {
  const folder = servedFolder();
  try {
    const from = ['--from', join(shelf, 'rows'), '--identity', key, '--data', folder.dataFolder];
    return await measure(['bin/scrutineer', 'restore', ...from], folder.dataFolder);
  } finally {
    await folder.remove();
  }
}

async function copyPlainly(): Promise<Cost> {
  const cluster = join(realpathSync(join(dataFolder, 'postgres')), 'cluster');
  const places = [join(dataFolder, 'files'), join(dataFolder, 'log'), cluster];
  const target = join(shelf, 'plain');
  mkdirSync(target);
  const startedAt = performance.now();
  // Some files of a cluster at work go while they are copied; it is the time that counts here.
  await once(spawn('sh', ['-c', 'cp -r "$@"; sync -f "$0"', target, ...places, target], { stdio: 'ignore' }), 'exit');
  return { seconds: (performance.now() - startedAt) / 1_000, coreSeconds: 0, memoryMb: 0 };
}

async function measure(args: readonly string[], data: string): Promise<Cost> {
  const env = { ...process.env, DATABASE_URL: '', SCRUTINEER_DATA: data };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [resolve(args[0] ?? ''), ...args.slice(1)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let [memoryMb, coreSeconds] = [0, 0];
  const look = setInterval(() => {
    memoryMb = Math.max(memoryMb, peakOf(child.pid ?? 0));
    coreSeconds = Math.max(coreSeconds, coreSecondsOf(child.pid ?? 0));
  }, 20);
  const [status] = await once(child, 'exit');
  clearInterval(look);
  if (status !== 0) throw new Error(`scrutineer ${args.join(' ')}: status ${status}`);
  return { seconds: (performance.now() - startedAt) / 1_000, coreSeconds, memoryMb };
}

/** It may have ended meanwhile. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

function coreSecondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function tell(name: string, { seconds, coreSeconds, memoryMb }: Cost): void {
  const [cores, memory] = memoryMb === 0 ? ['', ''] : [coreSeconds.toFixed(1), memoryMb.toFixed(0)];
  row(name, seconds.toFixed(1), cores, memory);
}

function row(name: string, ...cells: readonly string[]): void {
  console.log(`  ${name.padEnd(42)}${cells.map((cell) => cell.padStart(14)).join('')}`);
}

function rate(megabytes: number, seconds: number): string {
  return `${(megabytes / Math.max(seconds, 0.001)).toFixed(0)} MB/s`;
}

function minutes(seconds: number): string {
  return `${(seconds / 60).toFixed(1)} min`;
}
