import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withTurn } from './turn.mjs';

const folder = mkdtempSync(join(tmpdir(), 'scrutineer-turn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what takes turns never overlaps', async () => {
  const events = [];
  const work = (name) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withTurn(folder, 'shared', work(name))));
  expect(events).toHaveLength(6);
  for (let index = 0; index < 6; index += 2) {
    expect(events[index + 1]).toBe(events[index].replace('begins', 'ends'));
  }
});

test('work that fails gives its turn back', async () => {
  await expect(withTurn(folder, 'failing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(join(folder, 'failing.turn'))).toBe(false);
  expect(await withTurn(folder, 'failing', () => 'done')).toBe('done');
});

test.each([
  ['whose process is gone', 4_194_000, 3_000],
  ['that gave no sign of life', process.pid, 31_000],
])('a turn %s is over', async (_, pid, ageMs) => {
  const path = join(folder, 'stale.turn');
  writeFileSync(path, String(pid));
  const then = new Date(Date.now() - ageMs);
  utimesSync(path, then, then);
  expect(await withTurn(folder, 'stale', () => 'done')).toBe('done');
});
