import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lastBackup, noteFailedBackup, noteGoodBackup } from '../../../platform/backup/last-backup.ts';
import { mendedTellerOf, missingTellerOf, tellerOf } from './watch-backups.ts';

const folder = mkdtempSync(join(tmpdir(), 'watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MINUTE = 60_000;
const START = Date.parse('2026-11-27T06:00:00Z');

test('OPS-03 that the disk was full is told at the next look, that a backup stays away within half an hour, each once', () => {
  let now = START;
  const watched = tellerOf({ dataFolder: folder, everyMs: 60 * MINUTE, clock: { now: () => now } });
  expect(watched.look()).toBe('No backup was taken yet. See: scrutineer backup --help.');
  expect(watched.look(), 'told already').toBeNull();
  const good = {
    folder: '/disk',
    id: 'one',
    manifestSha256: '0'.repeat(64),
    snapshotAt: new Date(START),
    at: new Date(now),
  };
  noteGoodBackup(folder, good);
  expect(watched.look()).toBeNull();
  noteFailedBackup(folder, { at: new Date(START + 60 * MINUTE), reason: 'the disk is full' });
  now = START + 61 * MINUTE;
  expect(watched.look()).toBe('The backup of 2026-11-27T07:00:00.000Z failed: the disk is full.');
  expect(lastBackup(folder).good, 'the good one is remembered').toEqual(good);

  noteGoodBackup(folder, { ...good, id: 'two' });
  now = START + 69 * MINUTE;
  expect(watched.look(), 'it takes its time').toBeNull();
  now = START + 71 * MINUTE;
  expect(watched.look()).toMatch(/^The last good backup holds what was there at 2026-11-27T06:00:00.000Z/);
  now = START + 3_000 * MINUTE;
  expect(watched.look(), 'two days later it was told long ago').toBeNull();
});

test('OPS-03 files that a backup missed are told and become alarms, once for each backup', async () => {
  const raised: unknown[] = [];
  const onMissing = async (sha256: readonly string[], at: Date) => raised.push([sha256, at]) > 0;
  const watched = missingTellerOf({ dataFolder: folder, onMissing });
  const at = new Date(START);
  const good = { folder: '/disk', id: 'three', manifestSha256: '0'.repeat(64), snapshotAt: at, at };
  noteGoodBackup(folder, good);
  expect(await watched.look()).toBeNull();
  const missing = { count: 1, sha256: ['ab'.repeat(32)] };
  noteGoodBackup(folder, { ...good, id: 'four', missing });
  expect(await watched.look()).toBe('1 files that reports name are missing or altered, as the backup four found.');
  expect(await watched.look(), 'told already').toBeNull();
  noteGoodBackup(folder, { ...good, id: 'five', missing });
  expect(await watched.look()).toContain('five');
  expect(raised).toEqual([
    [missing.sha256, at],
    [missing.sha256, at],
  ]);
});

test('alarms that could not be stored are tried again at the next look, and told once', async () => {
  let [isAway, tries] = [true, 0];
  const onMissing = async () => {
    tries += 1;
    return !isAway;
  };
  const watched = missingTellerOf({ dataFolder: folder, onMissing });
  const at = new Date(START);
  const missing = { count: 1, sha256: ['ab'.repeat(32)] };
  noteGoodBackup(folder, { folder: '/disk', id: 'six', manifestSha256: '0'.repeat(64), snapshotAt: at, at, missing });
  expect(await watched.look()).toContain('six');
  isAway = false;
  expect(await watched.look(), 'told already').toBeNull();
  expect(await watched.look()).toBeNull();
  expect(tries, 'until it was stored').toBe(2);
});

test('what was damaged among earlier backups is told, once for each backup that found it', () => {
  const watched = mendedTellerOf({ dataFolder: folder });
  const at = new Date(START);
  const good = { folder: '/disk', id: 'seven', manifestSha256: '0'.repeat(64), snapshotAt: at, at };
  noteGoodBackup(folder, good);
  expect(watched.look()).toBeNull();
  const what = ['objects/ab/1.age: it is missing', ...Array.from({ length: 6 }, (_, at) => `objects/ab/${at}.age: x`)];
  noteGoodBackup(folder, { ...good, id: 'eight', mended: { count: 7, what } });
  const told = watched.look();
  expect(told).toMatch(
    /^7 objects of earlier backups were damaged in \/disk and were written anew by the backup eight:/,
  );
  expect(told).toContain('objects/ab/1.age: it is missing; ');
  expect(told).toContain('; and 2 more. Look after that disk.');
  expect(watched.look(), 'told already').toBeNull();
});
