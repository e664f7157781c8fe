import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lastBackup, noteFailedBackup, noteGoodBackup } from '../../../platform/backup/last-backup.ts';
import { missingTellerOf, tellerOf } from './watch-backups.ts';

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
  const onMissing = async (sha256: readonly string[], at: Date) => void raised.push([sha256, at]);
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
