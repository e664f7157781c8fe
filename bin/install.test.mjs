import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { findMissing } from './install.mjs';

const root = mkdtempSync(join(tmpdir(), 'scrutineer-install-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const other = process.platform === 'linux' ? 'darwin' : 'linux';
const PACKAGES = {
  '': { name: 'project' },
  'node_modules/there': { version: '1.0.0' },
  'node_modules/older': { version: '2.0.0' },
  'node_modules/absent': { version: '1.0.0' },
  'node_modules/absent/node_modules/inner': { version: '1.0.0' },
  'node_modules/for-tests': { version: '1.0.0', dev: true },
  'node_modules/for-us': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  'node_modules/for-others': { version: '1.0.0', optional: true, os: [other], cpu: [process.arch] },
  'node_modules/for-all-but-us': { version: '1.0.0', optional: true, os: [`!${process.platform}`] },
  'node_modules/for-a-fallback': { version: '1.0.0', optional: true },
};
place('node_modules/there', '1.0.0');
place('node_modules/older', '1.9.0');

test('what is absent or of another version is missing, where this machine needs it', () => {
  expect(findMissing(root, PACKAGES, false)).toEqual([
    'node_modules/older',
    'node_modules/absent',
    'node_modules/absent/node_modules/inner',
    'node_modules/for-us',
  ]);
});

test('what only tests need is missing where tests are to run', () => {
  expect(findMissing(root, PACKAGES, true)).toContain('node_modules/for-tests');
});

test('nothing is missing from this installation, so that a start needs no network', () => {
  const project = dirname(dirname(fileURLToPath(import.meta.url)));
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  expect(Object.keys(packages).length).toBeGreaterThan(200);
  expect(findMissing(project, packages, true)).toEqual([]);
});

function place(path, version) {
  mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, path, 'package.json'), JSON.stringify({ version }));
}
