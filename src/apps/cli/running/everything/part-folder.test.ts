import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { requireOutside } from '../require-outside.ts';
import { beginPart, removeLeftParts } from './part-folder.ts';

const home = temporaryFolder('parts');
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A number that a process had which has ended. */
const GONE = spawnSync(process.execPath, ['-e', '']).pid;

function left(name: string, mark: unknown): string {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'text-1'), 'plain answers');
  if (mark !== null) writeFileSync(join(folder, 'export-all.json'), JSON.stringify(mark));
  return folder;
}

test('OPS-11 what a killed export left goes with the next one, by name; nothing else does', () => {
  const target = join(home, 'all.zip');
  const running = beginPart(target);
  const killed = { pid: GONE, startedAt: 'then', machine: hostname() };
  const dead = left('other.zip.part-aB3dEf', killed);
  const kept = [
    left('all.zip.part-nomark', null),
    left('all.zip.part-brokEn', 'no mark'),
    left('all.zip.part-remote', { ...killed, machine: `${hostname()}-other` }),
  ];
  const unlike = left('all.zip.part-of-somebody', killed);
  symlinkSync(unlike, join(home, 'all.zip.part-linked'));
  const lines: string[] = [];
  removeLeftParts(target, (line) => lines.push(line));
  expect(existsSync(dead), 'it held plain data').toBe(false);
  expect([running, unlike, ...kept].filter((folder) => !existsSync(folder))).toEqual([]);
  expect(readdirSync(unlike)).toContain('text-1');
  const removed = 'Removed other.zip.part-aB3dEf: an export that was broken off had left it, with plain data in it.';
  const named = kept.map(
    (folder) => `${folder} may be what a broken-off export left, with plain data in it. Look, and remove it yourself.`,
  );
  expect(lines.sort()).toEqual([removed, ...named].sort());
});

test('what is kept lies outside the data folder, by whatever way it is named', () => {
  const [data, link] = [join(home, 'data'), join(home, 'link')];
  mkdirSync(join(data, 'deep'), { recursive: true });
  symlinkSync(join(data, 'deep'), link);
  for (const inside of [data, join(data, 'a.zip'), join(link, 'new/a.zip'), join(data, '..data/a.zip')])
    expect(() => requireOutside(`Export to ${inside}`, inside, data), inside).toThrow(/lies in the data folder/);
  for (const outside of [join(home, 'a.zip'), join(home, 'data-2/a.zip')])
    expect(() => requireOutside('Export', outside, data), outside).not.toThrow();
});
