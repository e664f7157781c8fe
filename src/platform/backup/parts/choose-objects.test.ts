import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { chooseObjects } from './choose-objects.ts';

const shelf = temporaryFolder('choose');
const folder = join(shelf, 'not-there-yet');
afterAll(() => rmSync(shelf, { recursive: true, force: true }));

const objects = Array.from({ length: 700 }, () => randomBytes(20).toString('hex')).map(
  (name) => `objects/${name.slice(0, 2)}/${name}.age`,
);

/** How often each object is read in so many backups. */
function readIn(backups: number, bytes: number): number[] {
  const times = objects.map(() => 0);
  for (let backup = 0; backup < backups; backup += 1) {
    const { isChosen, done } = chooseObjects({ folder }, { isWhole: false });
    for (const [index, object] of objects.entries()) if (isChosen(object)) times[index] = (times[index] ?? 0) + 1;
    done(bytes);
  }
  return times;
}

test('every object is read once in fourteen backups; where they are many bytes, in as many as keep a share small', () => {
  expect(new Set(readIn(14, 1_000))).toEqual(new Set([1]));
  chooseObjects({ folder }, { isWhole: false }).done(80e9);
  expect(new Set(readIn(20, 80e9))).toEqual(new Set([1]));
  expect(objects.every(chooseObjects({ folder }, { isWhole: true }).isChosen)).toBe(true);
});
