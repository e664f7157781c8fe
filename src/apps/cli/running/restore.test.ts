import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { restore } from './restore.ts';

const folder = mkdtempSync(join(tmpdir(), 'scrutineer-restore-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder without any whole backup is told, where they are to be listed', async () => {
  const terminal = { environment: {}, folder, out: () => {}, note: () => {} };
  await expect(restore.run({ ...terminal, args: ['--from', '.', '--list'] })).rejects.toThrow(
    `List the backups in ${folder}: found no backup that is whole.`,
  );
});
