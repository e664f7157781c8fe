import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pathOfBackup, sealBackup } from '../../../platform/backup/backup-folder.ts';
import { restore } from './restore.ts';

const folder = mkdtempSync(join(tmpdir(), 'scrutineer-restore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder without any whole backup is told, where they are to be listed', async () => {
  const terminal = { environment: {}, folder, out: () => {}, note: () => {} };
  await expect(restore.run({ ...terminal, args: ['--from', '.', '--list'] })).rejects.toThrow(
    `List the backups in ${folder}: found no backup that is whole.`,
  );
});

test('the list says for which keys each backup was taken, without any key; of an earlier version it names the backup alone', async () => {
  const from = join(folder, 'backups-here');
  const taken = { one: ['age1first', 'age1second'], two: ['age1third'], three: [] };
  for (const [id, recipients] of Object.entries(taken)) {
    mkdirSync(join(from, pathOfBackup(id)), { recursive: true });
    sealBackup({ folder: from, recipients }, id, '0'.repeat(64));
  }
  rmSync(join(from, pathOfBackup('three'), 'recipients.txt'));
  mkdirSync(join(from, pathOfBackup('unfinished')));
  const lines: string[] = [];
  const terminal = { environment: {}, folder, out: (line: string) => lines.push(line), note: () => {} };
  expect(await restore.run({ ...terminal, args: ['--from', from, '--list'] })).toBe(0);
  expect(lines).toEqual(['one  age1first  age1second', 'three', 'two  age1third']);
});
