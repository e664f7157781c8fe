import { expect, test } from 'vitest';
import { createDiskRoom } from '../../../platform/files/blobs/disk-room.ts';
import { diskTellerOf } from './watch-disk.ts';

const MB = 1_000_000;

/** A disk of which a test says how much is free. */
function disk() {
  let free = 900 * MB;
  const freeBytes = async () => free;
  const roomFor = createDiskRoom({ fileBytes: 512 * MB, textBytes: 128 * MB }, freeBytes);
  const teller = diskTellerOf({ blobs: { roomFor }, freeBytes, dataFolder: '/srv/data' });
  /** What is said at so many looks at a disk with so much room. */
  const look = async (megabytes: number, times = 1) => {
    free = megabytes * MB;
    const said: string[] = [];
    for (let at = 0; at < times; at += 1) {
      const line = await teller.look();
      if (line !== null) said.push(line);
    }
    return said;
  };
  return { look };
}

test('OPS-03 a disk that fills is told once, once more when it is worse, and once when it is over', async () => {
  const { look } = disk();
  expect(await look(900, 3)).toEqual([]);
  expect(await look(400, 3)).toEqual([
    'ALARM: the disk is nearly full, and photos are refused: 400 MB are free at /srv/data. Telephones keep what is refused, and send it again. Make room.',
  ]);
  expect(await look(90, 3)).toEqual([
    'ALARM: the disk is full, and reports are refused: 90 MB are free at /srv/data. Telephones keep what is refused, and send it again. Make room.',
  ]);
  expect(await look(400, 3), 'it is better, and not over').toEqual([]);
  expect(await look(90), 'as it was').toEqual([]);
  expect(await look(800, 20)).toEqual([
    'The disk has room again: 800 MB are free at /srv/data. Reports and photos are taken.',
  ]);
  expect((await look(400)).length, 'it begins anew').toBe(1);
});

test('a disk at its limit, free and full by turns, is told once', async () => {
  const { look } = disk();
  const said: string[] = [];
  for (let at = 0; at < 20; at += 1) said.push(...(await look(500)), ...(await look(520, 5)));
  expect(said.length).toBe(1);
});

test('a disk that cannot be asked is none that is over', async () => {
  let isAway = false;
  const roomFor = async () => {
    if (isAway) throw new Error('away');
    return false;
  };
  const teller = diskTellerOf({ blobs: { roomFor }, freeBytes: async () => 0, dataFolder: '/srv/data' });
  expect(await teller.look()).toMatch(/^ALARM: the disk is full/);
  isAway = true;
  for (let at = 0; at < 20; at += 1) expect(await teller.look()).toBeNull();
});
