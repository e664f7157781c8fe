import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/open-page.ts';
import { kill, type ServedFolder, servedFolder } from '../support/restarting-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const disks: string[] = [];
const folders: ServedFolder[] = [];
afterAll(async () => {
  for (const folder of folders) await folder.remove();
  for (const disk of disks) {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});

/** A disk of its own in memory, with room for so much; null: this machine does not let us have one. */
function mountDisk(megabytes: number): string | null {
  const disk = temporaryFolder('disk');
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'scrutineer-test', disk]);
  if (status !== 0) return null;
  chmodSync(disk, 0o755);
  disks.push(disk);
  return disk;
}

function folderOn(disk: string, settings: Readonly<Record<string, string>> = {}): ServedFolder {
  const folder = servedFolder({ SCRUTINEER_DATA: join(disk, 'data'), ...settings });
  folders.push(folder);
  return folder;
}

const refusalOf = (folder: ServedFolder) =>
  folder.serve().then(
    () => 'it serves',
    (error: Error) => error.message,
  );

const canMount = process.getuid?.() === 0 && mountDisk(1) !== null;

describe.runIf(canMount)('a disk that is full', () => {
  test('OPS-03 at the first start is one sentence with how much is free, and a line of JSON where that is asked for', async () => {
    const disk = mountDisk(12) ?? '';
    const sentence = new RegExp(
      `^Create the database: the disk is full; 1[123] MB are free at ${disk}/data/postgres\\. A new database takes 60 MB[^\\n]*$`,
    );
    expect((await refusalOf(folderOn(disk))).split('\n')).toEqual([
      'scrutineer serve ended with status 1',
      expect.stringMatching(sentence),
      '',
    ]);
    const told = (await refusalOf(folderOn(disk, { LOG_FORMAT: 'json' }))).trimEnd().split('\n').slice(1);
    expect(told.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 60, msg: expect.stringMatching(sentence) }),
    ]);
  });

  test('and takes the files of a new database, but not what comes then: the start ends, and says so', async () => {
    expect(await refusalOf(folderOn(mountDisk(45) ?? ''))).toMatch(
      /status 1\n.*the disk is full; \d+ MB are free at /s,
    );
  });

  test('OPS-03 that fills while it serves is told in the log', async () => {
    const disk = mountDisk(700) ?? '';
    const serving = await folderOn(disk, { LOG_FORMAT: 'json' }).serve();
    expect(serving.notes()).not.toContain('the disk');
    const piece = Buffer.alloc(50_000_000, 1);
    for (let at = 0; at < 7; at += 1) appendFileSync(join(disk, 'other'), piece);
    await eventually(serving.notes).toMatch(
      /"level":50,.*"msg":"ALARM: the disk is nearly full, and photos are refused: \d+ MB are free at /,
    );
    await serving.stop();
  });
});

test('OPS-03 PostgreSQL that is killed ends the server, which says what happened and what to do', async () => {
  const folder = servedFolder();
  folders.push(folder);
  const serving = await folder.serve();
  await kill(serving, 'postgres');
  expect(await serving.ended).toBe(1);
  expect(serving.notes().split('\n')).toContain(
    `ALARM: PostgreSQL was killed or broke down (its log: ${folder.dataFolder}/postgres/postgres.log): start again; nothing that was acknowledged is lost.`,
  );
  await (await folder.serve()).stop();
});
