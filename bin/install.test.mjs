import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { findMissing } from './install.mjs';

const BIN = dirname(fileURLToPath(import.meta.url));
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

test.runIf(process.platform !== 'win32')('where nothing may be written, all has to be there', () => {
  const packages = { '': {}, 'node_modules/there': PACKAGES['node_modules/there'] };
  expect(installReadOnly('whole', packages)).toBe('');
  const refused = installReadOnly('lacking', { ...packages, 'node_modules/absent': { version: '1.0.0' } });
  expect(refused).toMatch(
    /^Obstacle: Install the packages: 1 are missing \(absent\), and .*lacking cannot be written to\. /,
  );
});

/** What the installation says in a folder that its user may read only, as a service has it. */
function installReadOnly(name, packages) {
  const folder = join(root, name);
  place(`${name}/node_modules/there`, '1.0.0');
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  // Copies, because the user that root becomes may not reach ours.
  mkdirSync(join(folder, 'bin'));
  for (const file of ['install', 'can-write', 'obstacle', 'turn']) {
    copyFileSync(join(BIN, `${file}.mjs`), join(folder, 'bin', `${file}.mjs`));
  }
  for (const each of [root, folder]) chmodSync(each, each === folder ? 0o555 : 0o755);
  const script = `import { installDependencies } from '${pathToFileURL(join(folder, 'bin/install.mjs'))}';
    await installDependencies({ development: false })
      .catch((error) => process.stdout.write(error.constructor.name + ': ' + error.message));`;
  const user = process.getuid() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { ...user, encoding: 'utf8' });
  expect(readdirSync(folder).sort()).toEqual(['bin', 'node_modules', 'package-lock.json']);
  chmodSync(folder, 0o755);
  return done.stdout + done.stderr;
}

function place(path, version) {
  mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, path, 'package.json'), JSON.stringify({ version }));
}
