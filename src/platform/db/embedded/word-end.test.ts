import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { initCluster } from './init-cluster.ts';
import { refusalWhereFull, wordEnd } from './word-end.ts';

const home = temporaryFolder('ended');
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** As initdb of PostgreSQL 18 said it on a disk of 12 MB. */
const SAID = `2026-11-27 19:40:02.341 UTC [360] FATAL:  could not write to file "pg_wal/xlogtemp.360": No space left on device
child process exited with exit code 1
initdb: removing contents of data directory "/srv/draft-kcLWG5"`;

test.runIf(process.platform !== 'win32')('a database that cannot be made for want of room', () => {
  const [binaries, place] = [join(home, 'binaries'), join(home, 'postgres')];
  mkdirSync(join(binaries, 'bin'), { recursive: true });
  mkdirSync(place);
  writeFileSync(join(binaries, 'bin/initdb'), `#!/bin/sh\ncat >&2 <<'END'\n${SAID}\nEND\nexit 1\n`);
  chmodSync(join(binaries, 'bin/initdb'), 0o755);
  expect(() => initCluster({ home: place, identity: null }, binaries, null)).toThrow(
    /^Create the database: the disk is full; \d+ MB are free at [^\n]*\. A new database takes 60 MB, [^\n]*$/,
  );
  expect(readdirSync(place)).toEqual([]);
});

test('why PostgreSQL has ended: what one statement could not write ended nothing', () => {
  const tail = '\n2026-11-27 19:43:55.402 UTC LOG:  database system is shut down';
  const said = (level: string) =>
    `2026-11-27 19:43:55.347 UTC ${level}:  could not write: No space left on device${tail}`;
  expect(wordEnd(home, said('PANIC'))).toMatch(/^PostgreSQL has ended: the disk is full; \d+ MB are free at .*nothing/);
  expect(wordEnd(home, said('ERROR'))).toBe(
    `PostgreSQL was killed or broke down (its log: ${home}/postgres.log): start again; nothing that was acknowledged is lost.`,
  );
});

test('a statement that the disk refuses tells how much is free; another fault stays what it is', () => {
  const full = Object.assign(new Error('x'), { code: '53100' });
  expect(String(refusalWhereFull(home, full))).toMatch(/^Refusal: Open the database in .*: the disk is full; \d+ MB/);
  for (const code of ['57P01', '42P01']) {
    const other = Object.assign(new Error('x'), { code });
    expect(refusalWhereFull(home, other)).toBe(other);
  }
});
