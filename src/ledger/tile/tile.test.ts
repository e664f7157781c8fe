import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatHex } from '../../kernel/bytes/hex.ts';
import { must } from '../../kernel/result.ts';
import { EMPTY_RANGE, growRange, rootOfRange } from '../merkle/compact-range.ts';
import { proveConsistency, proveInclusion } from '../merkle/prove.ts';
import type { Node } from '../merkle/span.ts';
import { type Hash, hashLeaf } from '../merkle/tree-hash.ts';
import { verifyConsistency, verifyInclusion } from '../merkle/verify.ts';
import { formatEntryBundle, parseEntryBundle } from './entry-bundle.ts';
import { EMPTY_EDGE, growEdge, type LogEdge, readEdge } from './log-edge.ts';
import { proveConsistencyFromTiles, proveInclusionFromTiles, rootFromTiles } from './prove-from-tiles.ts';
import { formatTilePath, parseTilePath, type Tile, tilesOfGrowth } from './tile.ts';

const leafHashes = (start: number, end: number): Hash[] =>
  Array.from({ length: end - start }, (_, at) => hashLeaf(Buffer.from(`leaf ${start + at}`)));

/** A log that grew in batches, as files. */
function grow(batches: readonly number[]): { files: Map<string, Uint8Array>; edge: LogEdge } {
  const files = new Map<string, Uint8Array>();
  let edge = EMPTY_EDGE;
  for (const count of batches) {
    const growth = growEdge(edge, leafHashes(edge.range.size, edge.range.size + count));
    for (const { tile, bytes } of growth.tiles) files.set(formatTilePath(tile), bytes.slice());
    edge = growth.edge;
  }
  return { files, edge };
}

const readFrom = (files: ReadonlyMap<string, Uint8Array>) => (tile: Tile) =>
  must(files.get(formatTilePath(tile)), `there is no ${formatTilePath(tile)}`);

describe('paths', () => {
  test.each<[string, Tile]>([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/63/999', { level: 63, index: 999, width: 256 }],
    ['tile/1/x001/000.p/17', { level: 1, index: 1000, width: 17 }],
    ['tile/entries/x123/456.p/255', { level: 'entries', index: 123_456, width: 255 }],
  ])('%s', (path, tile) => {
    expect(formatTilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });
  test.each([
    '',
    'tile/0/0',
    'tile/0/0000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../000',
    'tile/data/000',
    'tile/entries/000 ',
    `tile/0/${'x999/'.repeat(8)}999`,
  ])('no path: %s', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
  test('every path that is read is the one path of its file', () => {
    const near = fc.stringMatching(/^tile\/(entries|\d{1,2})\/(x\d{3}\/){0,3}\d{3}(\.p\/\d{1,3})?$/);
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (path) => {
        const tile = parseTilePath(path);
        if (tile !== null) expect(formatTilePath(tile)).toBe(path);
      }),
      { numRuns: 10_000 },
    );
  });
  test('every file is found again', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual(tile);
      }),
    );
  });
});

describe('what growing writes', () => {
  test('a log of 70,000, as C2SP tlog-tiles counts it', () => {
    const hashTiles = tilesOfGrowth(0, 70_000).filter(({ level }) => level !== 'entries');
    const widths = (level: number) => hashTiles.filter((tile) => tile.level === level).map(({ width }) => width);
    expect(widths(0)).toEqual([...new Array<number>(273).fill(256), 112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(hashTiles).toHaveLength(277);
  });
  test('a log of 256: a full tile, and one of a single hash above', () => {
    expect(tilesOfGrowth(0, 256).map(formatTilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  });
  test('nothing where nothing is new, and no level that did not change', () => {
    expect(tilesOfGrowth(300, 300)).toEqual([]);
    expect(tilesOfGrowth(300, 301).map(formatTilePath)).toEqual(['tile/entries/001.p/45', 'tile/0/001.p/45']);
    expect(tilesOfGrowth(511, 513).map(formatTilePath)).toEqual([
      'tile/entries/001',
      'tile/entries/002.p/1',
      'tile/0/001',
      'tile/0/002.p/1',
      'tile/1/000.p/2',
    ]);
  });
  test.each([
    [5, 4],
    [-1, 4],
    [0, 2 ** 53],
    [0.5, 1],
  ])('from %d to %d is no growth', (oldSize, size) => {
    expect(() => tilesOfGrowth(oldSize, size)).toThrow(RangeError);
  });
  test('is what is named, and nothing else, at whatever size it starts', () => {
    const batches = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(batches, fc.integer({ min: 0, max: 600 }), (before, count) => {
        const { edge } = grow(before);
        const { size } = edge.range;
        const written = growEdge(edge, leafHashes(size, size + count)).tiles;
        const named = tilesOfGrowth(size, size + count).filter(({ level }) => level !== 'entries');
        expect(written.map(({ tile }) => formatTilePath(tile)).sort()).toEqual(named.map(formatTilePath).sort());
        for (const { tile, bytes } of written) expect(bytes).toHaveLength(tile.width * 32);
      }),
      { numRuns: 60 },
    );
  });
});

describe('tiles hold the whole tree', () => {
  const SIZE = 66_200;
  const nodes = new Map<string, Hash>();
  const all = growRange(EMPTY_RANGE, leafHashes(0, SIZE), ({ level, index }: Node, hash) => {
    nodes.set(`${level}/${index}`, hash);
  });
  const { files, edge } = grow([1, 255, 300, 60_000, SIZE - 60_556]);

  test('of three levels, every hash in its place', () => {
    for (const [path, bytes] of files) {
      const tile = must(parseTilePath(path), path);
      expect(bytes).toHaveLength(tile.width * 32);
      for (let at = 0; at < tile.width; at += 1) {
        const hash = must(nodes.get(`${Number(tile.level) * 8}/${tile.index * 256 + at}`), 'node');
        if (Buffer.compare(bytes.subarray(at * 32, at * 32 + 32), hash) !== 0) throw new Error(`${path}, hash ${at}`);
      }
    }
    expect([...files.keys()].some((path) => path.startsWith('tile/2/000'))).toBe(true);
  });
  test('and its root, and the end to go on from', async () => {
    expect(formatHex(await rootFromTiles(SIZE, readFrom(files)))).toBe(formatHex(rootOfRange(all)));
    expect(await readEdge(SIZE, readFrom(files))).toEqual(edge);
  });
  test('and its proofs, from few tiles', async () => {
    const head = { size: SIZE, root: rootOfRange(all) };
    for (const index of [0, 1, 255, 256, 511, 65_535, 65_536, 66_000, SIZE - 1]) {
      const read: string[] = [];
      const proof = await proveInclusionFromTiles(index, SIZE, (tile) => {
        read.push(formatTilePath(tile));
        return readFrom(files)(tile);
      });
      const leafHash = must(leafHashes(index, index + 1)[0], 'leaf');
      expect(verifyInclusion({ index, leafHash, proof }, head)).toBe(true);
      expect(new Set(read).size).toBe(read.length);
      expect(read.length).toBeLessThanOrEqual(6);
    }
    for (const oldSize of [0, 1, 255, 256, 257, 556, 60_556, 65_536, SIZE]) {
      const old = { size: oldSize, root: rootOfRange(growRange(EMPTY_RANGE, leafHashes(0, oldSize))) };
      const proof = await proveConsistencyFromTiles(oldSize, SIZE, readFrom(files));
      expect(verifyConsistency(old, head, proof)).toBe(true);
    }
  });
  test('a tile that is cut short is told of', async () => {
    const cut = (tile: Tile) => readFrom(files)(tile).subarray(0, -1);
    await expect(proveInclusionFromTiles(3, SIZE, cut)).rejects.toThrow('Reading tile/0/000: 8191 bytes; wanted 8192');
  });
});

describe('every size up to 1,030', () => {
  test('reproduces root, end and proofs, and takes the full tile for a partial one', async () => {
    const { files } = grow(new Array<number>(1030).fill(1));
    const hashes = leafHashes(0, 1030);
    let range = EMPTY_RANGE;
    for (let size = 1; size <= 1030; size += 1) {
      range = growRange(range, hashes.slice(size - 1, size));
      const head = { size, root: rootOfRange(range) };
      expect(formatHex(await rootFromTiles(size, readFrom(files)))).toBe(formatHex(head.root));
      const index = (size * 7) % size;
      const proof = await proveInclusionFromTiles(index, size, (tile) => {
        return files.get(formatTilePath({ ...tile, width: 256 })) ?? readFrom(files)(tile);
      });
      expect(verifyInclusion({ index, leafHash: must(hashes[index], 'leaf'), proof }, head)).toBe(true);
      const edge = await readEdge(size, readFrom(files));
      expect(edge.range).toEqual(range);
      expect(growEdge(edge, []).tiles).toEqual([]);
    }
  });
});

test('a batch is proved from what appending it gave: nothing is read', () => {
  const edges = [0, 1, 255, 256, 300, 511, 767, 65_400, 65_536, 65_800].map((size) => grow([size]).edge);
  const batches = fc.tuple(fc.constantFrom(...edges), fc.integer({ min: 1, max: 600 }), fc.nat());
  fc.assert(
    fc.property(batches, ([edge, count, pick]) => {
      const before = edge.range.size;
      const growth = growEdge(edge, leafHashes(before, before + count));
      const head = { size: before + count, root: rootOfRange(growth.edge.range) };
      const old = { size: before, root: rootOfRange(edge.range) };
      const index = before + (pick % count);
      const leafHash = must(leafHashes(index, index + 1)[0], 'leaf');
      const proof = proveInclusion(index, head.size, (span) => growth.hashes.ofSpan(span));
      expect(verifyInclusion({ index, leafHash, proof }, head)).toBe(true);
      expect(
        verifyConsistency(
          old,
          head,
          proveConsistency(before, head.size, (span) => growth.hashes.ofSpan(span)),
        ),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

describe('bundles of entries', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 });
  test('are read as they were written', () => {
    fc.assert(
      fc.property(entries, (each) => {
        expect(parseEntryBundle(formatEntryBundle(each))).toEqual({ ok: true, value: each });
      }),
    );
  });
  test('are two bytes of length and the entry, as C2SP tlog-tiles writes them', () => {
    expect(formatEntryBundle([Uint8Array.of(7, 8), new Uint8Array(), new Uint8Array(258)]).subarray(0, 8)).toEqual(
      Uint8Array.of(0, 2, 7, 8, 0, 0, 1, 2),
    );
  });
  test.each([
    [[0], 'byte 0: expected the length of an entry, found the end'],
    [[0, 3, 1, 2], 'byte 2: expected an entry of 3 bytes, found 2'],
    [new Array<number>(514).fill(0), 'byte 512: expected the end after 256 entries, found more'],
  ])('that are damaged are told of', (bytes, error) => {
    expect(parseEntryBundle(Uint8Array.from(bytes))).toEqual({ ok: false, error });
  });
  test('whatever the bytes are, they are read back or told of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const parsed = parseEntryBundle(bytes);
        if (parsed.ok) expect(formatEntryBundle(parsed.value)).toEqual(bytes);
      }),
      { numRuns: 10_000 },
    );
  });
  test('no entry is longer than its length can say, and no bundle longer than a tile', () => {
    expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(() => formatEntryBundle(new Array<Uint8Array>(257).fill(new Uint8Array()))).toThrow(RangeError);
  });
});
