import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mend } from './mend-driver.mjs';

/** It answers `require` from cjs/src. */
const folder = join(dirname(createRequire(import.meta.url).resolve('postgres')), '../..');
const read = (path) => readFileSync(join(folder, path), 'utf8');

test.each(['src/connection.js', 'cjs/src/connection.js'])('DUR-07: %s, as it is installed, takes the mends', (path) => {
  const [before, after] = [read(path), mend(read(path), path)];
  expect(after.split('\n').length - before.split('\n').length).toBe(7);
  expect(after).toContain('if (socket === null)');
  expect(after.split('chunk = nextWriteTimer = null').length - 1).toBe(4);
});

test.each(['src/index.js', 'cjs/src/index.js'])('DUR-07: %s, as it is installed, takes the mends', (path) => {
  const [before, after] = [read(path), mend(read(path), path)];
  expect(after.split('\n').length - before.split('\n').length).toBe(6);
  expect(after).toContain('if (lost !== null) return q.reject(lost)');
});

test('a driver in which they have no place, or have been made already, stops the build', () => {
  expect(() => mend('function other() {}', 'src/connection.js')).toThrow('0 times, wanted 1');
  expect(() => mend('function other() {}', 'src/index.js')).toThrow('0 times, wanted 1');
  const changed = read('src/connection.js').replaceAll('clearImmediate', 'cancel');
  expect(() => mend(changed, 'src/connection.js')).toThrow('wanted 2');
});
