import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { TEST_NOW, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { needsLook } from '../../../features/office/backups/contract.ts';
import { backupEndpoints } from '../../../features/office/backups/routes.ts';
import { noteFailedBackup, noteGoodBackup } from '../../../platform/backup/last-backup.ts';
import { backupsOf } from './watch-backups.ts';

const { sql } = await testDatabase();
const dataFolder = temporaryFolder('backups');
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const HOUR = 3_600_000;
const { call } = testApp(backupEndpoints(backupsOf({ dataFolder, everyMs: HOUR })), { sql });

async function standing() {
  const reply = await call('administrator', 'GET /api/backups');
  expect(reply.status).toBe(200);
  return await reply.json();
}

const at = new Date(TEST_NOW);
const good = { at, snapshotAt: at, folder: '/disk', id: 'one', manifestSha256: '0'.repeat(64) };
const shown = { holdsAt: at.toISOString(), id: 'one', missing: 0, mended: 0 };

test('OPS-03 administrators are told at the desk what is wrong with the backups, and nobody else', async () => {
  expect((await call('editor', 'GET /api/backups')).status).toBe(403);
  expect(await standing(), 'who only tries the desk needs none').toEqual({ fault: null, good: null });
  await sql`insert into mission (id, slug, name, created_at) values (${randomUUID()}, 'coast', '{"en": "C"}', now())`;
  expect(await standing()).toEqual({ fault: { kind: 'none' }, good: null });

  noteGoodBackup(dataFolder, good);
  expect(await standing()).toEqual({ fault: null, good: shown });
  noteFailedBackup(dataFolder, { at, reason: 'the disk is full' });
  const fault = { kind: 'failed', at: at.toISOString(), reason: 'the disk is full' };
  expect(await standing()).toEqual({ fault, good: shown });

  const early = new Date(TEST_NOW - 2 * HOUR);
  noteGoodBackup(dataFolder, { ...good, snapshotAt: early });
  expect(await standing()).toMatchObject({ fault: { kind: 'late', at: early.toISOString() } });
  const [missing, mended] = [
    { count: 2, sha256: [] },
    { count: 3, what: [] },
  ];
  noteGoodBackup(dataFolder, { ...good, missing, mended });
  expect(await standing()).toEqual({ fault: null, good: { ...shown, missing: 2, mended: 3 } });
});

test('whoever looks is to look after what is wrong, and after what was lost or damaged', () => {
  expect(needsLook({ fault: null, good: null })).toBe(false);
  expect(needsLook({ fault: null, good: shown })).toBe(false);
  expect(needsLook({ fault: { kind: 'none' }, good: null })).toBe(true);
  expect(needsLook({ fault: null, good: { ...shown, mended: 1 } })).toBe(true);
});
