import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { fillReport, phoneOf, SLUG, sendAll, takeFrom } from '../support/crash-mission.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { servedFolder } from '../support/restarting-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = 'test/fixtures/first-release';
const shelf = temporaryFolder('upgrade');
const folder = servedFolder({ SCRUTINEER_BACKUP_TO: join(shelf, 'all') });
afterAll(async () => {
  await folder.remove();
  rmSync(shelf, { recursive: true, force: true });
});

const restoreFirst = (to: ReturnType<typeof servedFolder>) =>
  to.run('restore', '--from', FIRST, '--identity', join(FIRST, 'key.txt'), '--data', to.dataFolder);

describe('a data folder of the first release', () => {
  test('is brought up to date after a backup, which is asked for, and takes reports', async () => {
    await restoreFirst(folder);
    await expect(folder.run('upgrade')).rejects.toThrow(
      /Upgrade: a backup comes first\. Give --to FOLDER and --recipient/,
    );
    for (const command of ['log list', `device list --mission ${SLUG}`, 'sign-in-link', 'mission list'])
      await expect(folder.run(...command.split(' ')), command).rejects.toThrow(/Run scrutineer upgrade first/);
    const recipient = (await folder.run('backup-key', '--out', join(shelf, 'key.txt'))).trim();
    const told = await folder.run('upgrade', '--recipient', recipient);
    expect(told).toContain('36 tables with 1491 rows, 7 files, of which 7 are new');
    expect(told).toMatch(/^done: 072-.*\.sql$/m);
    expect(await folder.run('upgrade'), 'no backup is asked for').toContain('Nothing to do');

    const added = await folder.run('device', 'add', 'Phone 2', '--mission', SLUG, '--json');
    const path = new URL((JSON.parse(added) as { openRosaUrl: string }).openRosaUrl).pathname;
    const serving = await folder.serve();
    await folder.run('log', 'reopen', '--mission', SLUG, '--reason', 'A test of the upgrade');
    const reports = [1, 2, 3].map((number) => fillReport(seeded(`upgrade ${number}`)));
    const options = { clients: 1, next: takeFrom(reports), isPatient: true };
    expect((await sendAll(() => phoneOf(serving, path), options)).statuses.get(201)).toBe(3);
    await folder.run(
      'log',
      'verify',
      '--mission',
      SLUG,
      '--key',
      (await folder.run('log', 'list')).split('\t')[3]?.trim() ?? '',
    );
    await serving.stop();
  });

  test('that a newer version has written is refused by name, by the server too, and stays as it is', async () => {
    const { dataFolder } = folder;
    const given = { dataFolder, databaseUrl: null, purpose: 'test', sharing: 'alone', say: () => {} } as const;
    const database = await openDatabase({ ...given, schema: 'as-it-is' });
    const owner = database.owner();
    await owner`insert into migration values (998, '998-of-next-year.sql', ${'0'.repeat(64)}, now())`;
    await owner.end();
    await database.close();
    const words = /a newer version of the program has written it \(998-of-next-year\.sql\)\. Start that version/;
    await expect(folder.run('upgrade', '--without-backup')).rejects.toThrow(words);
    await expect(folder.serve()).rejects.toThrow(words);
  });
});

test('an own PostgreSQL is restored into, backed up, and refused where it is not empty', async () => {
  const postgres = await ownPostgres(join(shelf, 'own'));
  const own = servedFolder({ DATABASE_URL: postgres.url });
  const copy = servedFolder();
  try {
    expect(await restoreFirst(own)).toContain('log_leaf: 83 rows');
    const second = servedFolder({ DATABASE_URL: postgres.url });
    await expect(restoreFirst(second)).rejects.toThrow(/Restore into the database: it is not empty; it has \d+ tables/);
    await second.remove();
    const key = join(shelf, 'own-key.txt');
    const recipient = (await own.run('backup-key', '--out', key)).trim();
    const told = await own.run('backup', '--to', join(shelf, 'own-backups'), '--recipient', recipient);
    expect(told).toContain('36 tables with 1491 rows, 7 files');
    const back = ['restore', '--from', join(shelf, 'own-backups'), '--identity', key, '--data', copy.dataFolder];
    expect(await copy.run(...back)).toContain('log_leaf: 83 rows');
  } finally {
    await own.remove();
    await copy.remove();
    await postgres.stop();
  }
});
