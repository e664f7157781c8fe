import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isArchive, readArchive, writeArchive } from './archive.ts';
import { nameEntries } from './entry-names.ts';

const LIMITS = { entries: 20, fileBytes: 8_000_000, totalBytes: 8_000_000 };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const everything = () => true;

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOf(text)])));
}

async function read(bytes: Uint8Array, limits = LIMITS) {
  const { files, unwanted, faults } = await readArchive(bytes, limits, everything);
  return {
    files: files.map(({ name, bytes: content }) => [name, new TextDecoder().decode(content)]),
    unwanted,
    faults: faults.map(({ code, file }) => [code, file]),
  };
}

/** The archive with the two bytes at `field` of its first directory entry set to `value`. */
function altered(bytes: Uint8Array, field: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  let offset = copy.length - 22;
  offset = view.getUint32(offset + 16, true);
  view.setUint16(offset + field, value, true);
  return copy;
}

describe('readArchive', () => {
  it('takes one common top folder off and passes over what systems leave behind', async () => {
    const archive = zip({
      'my election/places.csv': 'a',
      'my election/README.md': 'b',
      '__MACOSX/my election/._places.csv': 'c',
      'my election/.DS_Store': 'd',
    });
    expect(await read(archive)).toEqual({
      files: [
        ['places.csv', 'a'],
        ['README.md', 'b'],
      ],
      unwanted: [],
      faults: [],
    });
  });

  it('refuses what climbs, what is rooted, what is nested and what stands twice', () => {
    const names = ['../x.csv', '/etc/x.csv', 'C:\\x.csv', 'a/../x.csv', 'x\u0000.csv', 'deep/x.csv', 'x.csv', 'x.csv'];
    const { entries, faults } = nameEntries(names);
    expect(entries).toEqual([{ name: 'x.csv', index: 6 }]);
    expect(faults.map(({ code, file }) => [code, file])).toEqual([
      ['path', '../x.csv'],
      ['path', '/etc/x.csv'],
      ['path', 'C:/x.csv'],
      ['path', 'a/../x.csv'],
      ['path', 'x\ufffd.csv'],
      ['file-nested', 'deep/x.csv'],
      ['file-twice', 'x.csv'],
    ]);
  });

  it('FILE-01: stops a bomb at the limit on what is unpacked, whatever the headers say', async () => {
    const bomb = zipSync({ 'places.csv': new Uint8Array(300_000_000) });
    expect(bomb.length).toBeLessThan(400_000);
    const before = process.memoryUsage().rss;
    for (const archive of [bomb, altered(altered(bomb, 24, 10), 26, 0)]) {
      expect(await read(archive)).toEqual({ files: [], unwanted: [], faults: [['archive-large', 'places.csv']] });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('holds the limit over all files together, and on their number', async () => {
    const archive = zip({ 'a.csv': 'x'.repeat(600), 'b.csv': 'y'.repeat(600) });
    const small = { entries: 5, fileBytes: 1_000, totalBytes: 1_000 };
    expect((await read(archive, small)).faults).toEqual([['archive-large', 'b.csv']]);
    expect((await read(archive, { ...small, entries: 1 })).faults).toEqual([['archive-entries-many', '']]);
  });

  it('refuses encrypted entries, unknown methods, broken content and a cut archive', async () => {
    const archive = zip({ 'a.csv': 'some text, some text' });
    expect((await read(altered(archive, 8, 1))).faults).toEqual([['archive-encrypted', 'a.csv']]);
    expect((await read(altered(archive, 10, 12))).faults).toEqual([['archive-method', 'a.csv']]);
    expect((await read(altered(archive, 16, 4_711))).faults).toEqual([['archive-broken', 'a.csv']]);
    expect((await read(altered(archive, 40, 0xa1ff))).faults).toEqual([['archive-link', 'a.csv']]);
    for (const length of [0, 10, archive.length - 1, archive.length - 30]) {
      expect((await read(archive.subarray(0, length))).faults).toEqual([['archive-unreadable', '']]);
    }
  });

  it('refuses entries that share bytes', async () => {
    const archive = zip({ 'a.csv': 'same', 'b.csv': 'same' });
    const copy = Uint8Array.from(archive);
    const view = new DataView(copy.buffer);
    const central = view.getUint32(copy.length - 22 + 16, true);
    view.setUint32(central + 46 + 5 + 42, 0, true);
    expect((await read(copy)).faults).toEqual([['archive-unreadable', '']]);
  });

  it('survives every single altered byte with files or faults, never an exception', async () => {
    const archive = zip({ 'a.csv': 'some text, some text, some text', 'b.csv': 'more' });
    for (let index = 0; index < archive.length; index += 1) {
      const copy = Uint8Array.from(archive);
      copy[index] = (copy[index] ?? 0) ^ 0xff;
      const { files, faults } = await read(copy);
      expect(files.length + faults.length).toBeGreaterThan(0);
    }
  });

  it('does not unpack what is not wanted', async () => {
    const { files, unwanted } = await readArchive(zip({ 'a.csv': '1', 'b.txt': '2' }), LIMITS, (name) =>
      name.endsWith('.csv'),
    );
    expect([files.length, unwanted]).toEqual([1, ['b.txt']]);
  });
});

describe('writeArchive', () => {
  const files = [
    { name: 'election.yaml', bytes: bytesOf('key: a\n') },
    { name: 'places.csv', bytes: bytesOf('code\n1\n') },
  ];

  it('EXP-07: gives the same bytes at any time, in any time zone, and is read back', async () => {
    const first = writeArchive(files);
    expect(isArchive(first)).toBe(true);
    expect(writeArchive(files)).toEqual(first);
    expect((await read(first)).files).toEqual([
      ['election.yaml', 'key: a\n'],
      ['places.csv', 'code\n1\n'],
    ]);
    const at = new DataView(first.buffer, first.byteOffset).getUint32(10, true);
    expect(at).toBe(0x0021_0000);
  });
});
