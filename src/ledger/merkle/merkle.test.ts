import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { formatHex, parseHex } from '../../kernel/bytes/hex.ts';
import { must } from '../../kernel/result.ts';
import { EMPTY_RANGE, growRange, rangeFromNodes, rootOfRange } from './compact-range.ts';
import { proveConsistency, proveInclusion, spanHashOfLeaves } from './prove.ts';
import { consistencySpans, inclusionSpans, type Node, nodesOf } from './span.ts';
import { EMPTY_ROOT, type Hash, hashLeaf, hashNode } from './tree-hash.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

/** RFC 6962, 2.1, as it is written there, with the hashes of Node.js. */
function treeHash(leaves: readonly Uint8Array[]): Hash {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return nodeHash(0, must(leaves[0], 'one leaf'));
  const split = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return nodeHash(1, treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function nodeHash(prefix: number, ...parts: Uint8Array[]): Hash {
  return new Uint8Array(
    createHash('sha256')
      .update(Buffer.concat([Uint8Array.of(prefix), ...parts]))
      .digest(),
  );
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => Buffer.from(`leaf ${at}`));
const hashesOf = (leaves: readonly Uint8Array[]) => leaves.map(hashLeaf);
const rootOf = (leafHashes: readonly Hash[]) => rootOfRange(growRange(EMPTY_RANGE, leafHashes));
const base64 = (text: string) => must(parseBase64(text), 'base64');

/**
 * The tree by which implementations of RFC 6962 check each other: leaves, roots and proofs of the tests of Certificate
 * Transparency (google/certificate-transparency, merkletree tests), kept in transparency-dev/merkle, testdata.
 */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => must(parseHex(hex), 'hexadecimal'),
);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree of the tests of Certificate Transparency', () => {
  test('hashes nothing, an empty leaf, a leaf and a node', () => {
    expect(formatHex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(formatHex(hashLeaf(new Uint8Array()))).toBe(ROOTS[0]);
    expect(formatHex(hashLeaf(Buffer.from('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(formatHex(hashNode(Buffer.from('N123'), Buffer.from('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });
  test.each(ROOTS.map((root, at) => [at + 1, root] as const))('has its root at size %i', (size, root) => {
    expect(formatHex(rootOf(hashesOf(LEAVES.slice(0, size))))).toBe(root);
  });
  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
        'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
        'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
      ],
    ],
    [
      5,
      8,
      [
        'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
        'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
        '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
      ],
    ],
    [2, 3, ['+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=']],
    [
      1,
      5,
      [
        'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=',
        'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
        'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
      ],
    ],
  ])('proves leaf %i of %i', (index, size, hashes) => {
    const leafHashes = hashesOf(LEAVES);
    const proof = proveInclusion(index, size, spanHashOfLeaves(leafHashes));
    expect(proof.map(formatBase64)).toEqual(hashes);
    const leafHash = must(leafHashes[index], 'leaf');
    expect(verifyInclusion({ index, leafHash, proof }, { size, root: rootOf(leafHashes.slice(0, size)) })).toBe(true);
  });
  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
        'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
        'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
      ],
    ],
    [
      6,
      8,
      [
        'DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=',
        'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
        '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
      ],
    ],
    [2, 5, ['Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=', 'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=']],
  ])('proves that %i grew to %i', (oldSize, size, hashes) => {
    const proof = proveConsistency(oldSize, size, spanHashOfLeaves(hashesOf(LEAVES)));
    expect(proof.map(formatBase64)).toEqual(hashes);
    const headOf = (count: number) => ({ size: count, root: must(parseHex(must(ROOTS[count - 1], 'root')), 'root') });
    expect(verifyConsistency(headOf(oldSize), headOf(size), hashes.map(base64))).toBe(true);
  });
});

describe('every tree of up to 70 leaves', () => {
  const leaves = numbered(70);
  const leafHashes = hashesOf(leaves);
  const heads = Array.from({ length: 71 }, (_, size) => ({ size, root: rootOf(leafHashes.slice(0, size)) }));
  const hashOf = spanHashOfLeaves(leafHashes);
  test('has the root that RFC 6962 defines', () => {
    for (const { size, root } of heads) expect(formatHex(root)).toBe(formatHex(treeHash(leaves.slice(0, size))));
  });
  test('proves every leaf, at its own place only', () => {
    for (const head of heads) {
      for (let index = 0; index < head.size; index += 1) {
        const inclusion = {
          index,
          leafHash: must(leafHashes[index], 'leaf'),
          proof: proveInclusion(index, head.size, hashOf),
        };
        expect(verifyInclusion(inclusion, head)).toBe(true);
        if (head.size > 1) expect(verifyInclusion({ ...inclusion, index: (index + 1) % head.size }, head)).toBe(false);
      }
    }
  });
  test('proves that it begins with every smaller one, and with no other', () => {
    for (const head of heads) {
      for (const old of heads.slice(0, head.size + 1)) {
        const proof = proveConsistency(old.size, head.size, hashOf);
        expect(verifyConsistency(old, head, proof)).toBe(true);
        const forked = { ...old, root: hashLeaf(old.root) };
        expect(verifyConsistency(forked, head, proof)).toBe(false);
      }
    }
  });
});

describe('a proof with anything altered is refused', () => {
  const leafHashes = hashesOf(numbered(300));
  const hashOf = spanHashOfLeaves(leafHashes);
  const headOf = (size: number) => ({ size, root: rootOf(leafHashes.slice(0, size)) });
  const places = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));

  test('a flipped bit of leaf, proof or root', () => {
    fc.assert(
      fc.property(places, fc.nat(), ([index, size], bit) => {
        const parts = [must(leafHashes[index], 'leaf'), ...proveInclusion(index, size, hashOf), headOf(size).root];
        const [leafHash, ...rest] = flipped(parts, bit);
        const root = must(rest.pop(), 'root');
        expect(verifyInclusion({ index, leafHash: must(leafHash, 'leaf'), proof: rest }, { size, root })).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
  test('a flipped bit of a consistency proof or of either root', () => {
    fc.assert(
      fc.property(places, fc.nat(), ([index, size], bit) => {
        const old = headOf(index + 1);
        const parts = [old.root, ...proveConsistency(old.size, size, hashOf), headOf(size).root];
        const [oldRoot, ...rest] = flipped(parts, bit);
        const root = must(rest.pop(), 'root');
        expect(verifyConsistency({ size: old.size, root: must(oldRoot, 'root') }, { size, root }, rest)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
  test('a hash too many, too few, or twice', () => {
    fc.assert(
      fc.property(places, fc.nat(), ([index, size], at) => {
        const proof = proveInclusion(index, size, hashOf);
        const leafHash = must(leafHashes[index], 'leaf');
        const cut = at % (proof.length + 1);
        const longer = [...proof.slice(0, cut), leafHash, ...proof.slice(cut)];
        expect(verifyInclusion({ index, leafHash, proof: longer }, headOf(size))).toBe(false);
        if (cut === proof.length) return;
        const shorter = proof.filter((_, place) => place !== cut);
        expect(verifyInclusion({ index, leafHash, proof: shorter }, headOf(size))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
  test.each([
    [-1, 8],
    [8, 8],
    [0, 0],
    [0.5, 8],
    [Number.NaN, 8],
    [0, Number.POSITIVE_INFINITY],
    [2 ** 53, 2 ** 54],
  ])('place %d of %d', (index, size) => {
    const proof = proveInclusion(0, 8, hashOf);
    const leafHash = must(leafHashes[0], 'leaf');
    expect(verifyInclusion({ index, leafHash, proof }, { size, root: headOf(8).root })).toBe(false);
    expect(() => proveInclusion(index, size, hashOf)).toThrow(RangeError);
  });
  test('a hash of another length, and a tree that shrinks', () => {
    const short = new Uint8Array(31);
    const leafHash = must(leafHashes[0], 'leaf');
    expect(verifyInclusion({ index: 0, leafHash, proof: [short] }, headOf(2))).toBe(false);
    expect(verifyConsistency(headOf(2), headOf(1), [])).toBe(false);
    expect(verifyConsistency(headOf(0), { size: 0, root: leafHash }, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: leafHash }, headOf(1), [])).toBe(false);
    expect(verifyConsistency(headOf(3), headOf(5), [])).toBe(false);
    expect(() => consistencySpans(3, 2)).toThrow(RangeError);
  });
});

describe('growing', () => {
  test('in batches of any size gives the same tree as leaf by leaf', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (batches) => {
        const total = batches.reduce((sum, count) => sum + count, 0);
        const leaves = numbered(total);
        let range = EMPTY_RANGE;
        for (const count of batches) range = growRange(range, hashesOf(leaves.slice(range.size, range.size + count)));
        expect(range.size).toBe(total);
        expect(formatHex(rootOfRange(range))).toBe(formatHex(treeHash(leaves)));
      }),
    );
  });
  test.each([0, 1, 1000, 65_535, 2 ** 40 - 1])(
    'from size %d by 1,000 leaves costs less than 2,000 node hashes',
    (size) => {
      const filler = hashLeaf(Buffer.from('filler'));
      const before = rangeFromNodes(size, () => filler);
      let inner = 0;
      const after = growRange(before, new Array<Hash>(1000).fill(filler), (node) => {
        if (node.level > 0) inner += 1;
      });
      expect(after.size).toBe(size + 1000);
      expect(inner).toBeLessThan(2000);
    },
  );
  test('tells of every perfect subtree once, children first, with its hash', () => {
    const leaves = numbered(100);
    const seen = new Map<string, Hash>();
    growRange(EMPTY_RANGE, hashesOf(leaves), ({ level, index }, hash) => {
      const name = `${level}/${index}`;
      expect(seen.has(name)).toBe(false);
      if (level > 0)
        expect([`${level - 1}/${2 * index}`, `${level - 1}/${2 * index + 1}`].every((child) => seen.has(child))).toBe(
          true,
        );
      seen.set(name, hash);
      expect(formatHex(hash)).toBe(formatHex(treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))));
    });
    expect(seen.size).toBe(100 + 50 + 25 + 12 + 6 + 3 + 1);
  });
});

describe('sizes beyond 32 bits', () => {
  test('are split where RFC 6962 splits them', () => {
    const size = 2 ** 40 + 3;
    expect(inclusionSpans(2 ** 40, size)).toEqual([
      { start: 2 ** 40 + 1, end: 2 ** 40 + 2 },
      { start: 2 ** 40 + 2, end: 2 ** 40 + 3 },
      { start: 0, end: 2 ** 40 },
    ]);
    expect(nodesOf({ start: 0, end: size })).toEqual([
      { level: 40, index: 0 },
      { level: 1, index: 2 ** 39 },
      { level: 0, index: 2 ** 40 + 2 },
    ] satisfies Node[]);
    expect(inclusionSpans(2 ** 53 - 2, 2 ** 53 - 1)).toHaveLength(52);
  });
  test('are proved and verified', () => {
    // Every leaf alike: then each perfect subtree of a height has one hash, and a tree of any size can be had.
    const perfect = [hashLeaf(Buffer.from('same'))];
    while (perfect.length < 54) perfect.push(hashNode(must(perfect.at(-1), 'child'), must(perfect.at(-1), 'child')));
    const hashOf = ({ start, end }: { start: number; end: number }) =>
      rootOfRange(rangeFromNodes(end - start, ({ level }) => must(perfect[level], 'height')));
    const sizes = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [oldSize, size] = [Math.min(one, other), Math.max(one, other)];
        const head = { size, root: hashOf({ start: 0, end: size }) };
        const old = { size: oldSize, root: hashOf({ start: 0, end: oldSize }) };
        expect(verifyConsistency(old, head, proveConsistency(oldSize, size, hashOf))).toBe(true);
        const proof = proveInclusion(oldSize - 1, size, hashOf);
        expect(verifyInclusion({ index: oldSize - 1, leafHash: must(perfect[0], 'leaf'), proof }, head)).toBe(true);
      }),
    );
  });
});

/** The hashes with one bit of all of theirs turned over. */
function flipped(hashes: readonly Hash[], bit: number): Hash[] {
  const at = bit % (hashes.length * 256);
  return hashes.map((hash, place) => {
    if (place !== Math.floor(at / 256)) return hash;
    return hash.map((byte, index) => (index === Math.floor((at % 256) / 8) ? byte ^ (1 << (at % 8)) : byte));
  });
}
