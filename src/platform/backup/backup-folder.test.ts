import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { prepareFolder } from './backup-folder.ts';

const folder = temporaryFolder('backup-folder');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder of backups names every key that one of them was taken for, each once', () => {
  const page = () => readFileSync(join(folder, 'READ-ME.txt'), 'utf8');
  const name = prepareFolder(folder, ['age1first']);
  const alone = page();
  expect(alone).not.toContain('recipients.txt');
  expect(prepareFolder(folder, ['age1first'])).toBe(name);
  expect(page()).toBe(alone);
  prepareFolder(folder, ['age1second', 'age1third']);
  prepareFolder(folder, ['age1second']);
  expect(page().match(/^age1\w+$/gm)).toEqual(['age1first', 'age1second', 'age1third']);
  expect(page()).toContain('recipients.txt says which');
});
