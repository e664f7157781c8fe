import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Place } from './place-cluster.ts';
import { handOver, runAs } from './unprivileged.ts';
import { NEEDS_ROOM, wordFullDisk } from './word-end.ts';

/** The PostgreSQL release that the embedded binaries belong to. */
const MAJOR = '18';

/** The login that owns the embedded cluster, and the database in it. */
export const OWNER = { user: 'scrutineer', database: 'postgres' } as const;

/** What PostgreSQL's programs may see of our environment: nothing of ours changes how they behave. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', ...(process.platform === 'win32' ? process.env : {}) };
}

/** The cluster's folder, initialised where it is missing: in a draft first, so that an interrupted one is never used. */
export function initCluster(place: Place, binaries: string, passwordFile: string | null): string {
  const cluster = join(place.home, 'cluster');
  if (existsSync(cluster)) {
    checkRelease(cluster);
    return cluster;
  }
  for (const entry of readdirSync(place.home)) {
    if (entry.startsWith('draft-')) rmSync(join(place.home, entry), { recursive: true, force: true });
  }
  const draft = mkdtempSync(join(place.home, 'draft-'));
  handOver(draft, place.identity);
  runInitdb({ place, binaries, draft, passwordFile });
  renameSync(draft, cluster);
  return cluster;
}

interface InitOptions {
  readonly place: Place;
  readonly binaries: string;
  readonly draft: string;
  readonly passwordFile: string | null;
}

/** Which characters are letters must not be the C locale's affair, or the trigram search knows ASCII only. */
const CHARACTER_CLASSES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

function runInitdb(options: InitOptions): void {
  let reason = '';
  for (const characters of CHARACTER_CLASSES) {
    const failure = tryInitdb(options, characters);
    if (failure === null) return;
    reason = failure;
    if (!reason.includes('locale')) break;
  }
  rmSync(options.draft, { recursive: true, force: true });
  const full = wordFullDisk(options.place.home, reason);
  if (full !== null) throw new Refusal(`Create the database: ${full}. ${NEEDS_ROOM}`);
  throw new Refusal(
    `Create the database in ${options.place.home}: ${reason}
Set DATABASE_URL to use a PostgreSQL server of your own (15 or newer).`,
  );
}

/** Null, or why it failed. Text is ordered by the root collation of ICU, which is the same on every machine. */
function tryInitdb({ place, binaries, draft, passwordFile }: InitOptions, characters: string): string | null {
  const access = passwordFile === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const order = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C'];
  const done = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${draft}`,
      `--username=${OWNER.user}`,
      '--no-instructions',
      ...order,
      `--lc-ctype=${characters}`,
      ...access,
    ],
    { ...runAs(place.identity), cwd: place.home, env: environment(), encoding: 'utf8' },
  );
  return done.status === 0 ? null : (done.error?.message ?? done.stderr).trim();
}

function checkRelease(cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR) return;
  throw new Refusal(
    `Open the database in ${cluster}: it was written by PostgreSQL ${found}, this program brings PostgreSQL ${MAJOR}. ` +
      'Export the elections with the version that wrote it, and import them into a new data folder.',
  );
}
