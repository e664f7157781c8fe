import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { noteKeyOf } from '../../../../test/support/ed25519.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { cosign, signedCheckpoint, testLeaf, testLeaves, testLog } from '../../../../test/support/test-log.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import type { LogPolicy } from '../../../ledger/note/log-policy.ts';
import { hashLeafFast, rootOfFullTile } from './hash-fast.ts';
import { folderSource } from './log-source.ts';
import { checkpointOf } from './published-leaf.ts';
import { verifyLog } from './verify-log.ts';

const root = temporaryFolder('verify');
afterAll(() => rmSync(root, { recursive: true }));
const whole = testLog(join(root, 'whole'));
whole.grow(testLeaves(300));
const published = whole.grow(testLeaves(400, 300));
const policy: LogPolicy = { logs: [whole.key], witnesses: [], quorum: { kind: 'none' } };

let count = 0;
/** A copy of the log in which something was changed. */
async function findFaults(change: (folder: string) => void, by = policy): Promise<readonly string[]> {
  count += 1;
  const copy = join(root, `copy-${count}`);
  cpSync(join(root, 'whole'), copy, { recursive: true });
  change(copy);
  const { faults } = await verifyLog(folderSource(copy), by);
  rmSync(copy, { recursive: true });
  return faults;
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('a whole log', () => {
  test('holds', async () => {
    const findings = await verifyLog(folderSource(join(root, 'whole')), policy);
    expect(findings).toMatchObject({ head: { origin: whole.key.name, size: 700 }, confirmedSize: null, faults: [] });
  });
  test('of any size holds', async () => {
    for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 65_536, 65_800]) {
      const place = join(root, `sized-${size}`);
      const log = testLog(place);
      log.grow(testLeaves(size));
      expect((await verifyLog(folderSource(place), policy)).faults, `${size}`).toEqual([]);
      rmSync(place, { recursive: true });
    }
  });
  test('with the full file in place of a partial one holds', async () => {
    // What a log takes away once a tile is full, seen by somebody with the checkpoint of before.
    const place = join(root, 'grown');
    const log = testLog(place);
    const before = log.grow(testLeaves(100));
    log.grow(testLeaves(200, 100));
    writeFileSync(join(place, 'checkpoint'), before.note);
    for (const path of ['tile/0/000.p', 'tile/entries/000.p']) rmSync(join(place, path), { recursive: true });
    expect((await verifyLog(folderSource(place), policy)).faults).toEqual([]);
  });
});

describe('what was changed is found, with its place', () => {
  test.each<[string, (folder: string) => void, RegExp]>([
    ['an entry', (at) => flip(join(at, 'tile/entries/001'), 10_000), /^leaf 307: /],
    ['a hash', (at) => flip(join(at, 'tile/0/001'), 40), /^leaf 257: its hash is not the one in tile\/0\/001$/],
    ['a hash above', (at) => flip(join(at, 'tile/1/000.p/2'), 40), /^tile\/1\/000\.p\/2: hash 1 is not the root of/],
    ['a missing bundle', (at) => rmSync(join(at, 'tile/entries/001')), /^tile\/entries\/001: there is no such file$/],
    ['a missing tile', (at) => rmSync(join(at, 'tile/0/000')), /^tile\/0\/000: there is no such file$/],
    ['a signature', (at) => flip(join(at, 'checkpoint'), published.note.length - 8), /^checkpoint: /],
    ['no checkpoint', (at) => rmSync(join(at, 'checkpoint')), /^checkpoint: there is no such file$/],
    ['a tile cut short', (at) => writeFileSync(join(at, 'tile/0/000'), new Uint8Array(31)), /31 bytes; wanted 8192/],
    ['two bundles exchanged', exchange, /^leaf 0: its hash/],
  ])('%s', async (_, change, wanted) => {
    expect((await findFaults(change))[0]).toMatch(wanted);
  });
  test('LOG-09 an entry taken away and the size line changed: the signature fails', async () => {
    const faults = await findFaults((folder) => {
      const shorter = testLog(join(folder));
      const { note } = shorter.grow(whole.leaves.slice(0, 699));
      const signature = published.note.slice(published.note.indexOf('\n\n'));
      writeFileSync(join(folder, 'checkpoint'), note.slice(0, note.indexOf('\n\n')) + signature);
    });
    expect(faults).toEqual(['checkpoint: the signature of test.example/demo does not hold']);
  });
  test('LOG-13 what is no leaf, though the log signed it', async () => {
    const faults = await findFaults((folder) => {
      testLog(folder).grow([...testLeaves(3), encodeUtf8('{"phone":"+994 50 000 00 00"}')]);
    });
    expect(faults).toEqual([expect.stringMatching(/^leaf 3: type: expected/)]);
  });
  test('another log with a key of its own', async () => {
    const other: LogPolicy = { ...policy, logs: [noteKeyOf(whole.key.name, 'ed25519', 2)] };
    expect(await findFaults(() => {}, other)).toEqual(['checkpoint: the signature of test.example/demo is missing']);
  });
  test('whatever bit of whatever file it is', async () => {
    const paths = ['checkpoint', 'tile/0/000', 'tile/0/002.p/188', 'tile/1/000.p/2', 'tile/entries/002.p/188'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), async (path, pick) => {
        const faults = await findFaults((folder) => {
          flip(join(folder, path), pick % readFileSync(join(folder, path)).length);
        });
        expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});

function exchange(folder: string): void {
  const [one, two] = [join(folder, 'tile/entries/000'), join(folder, 'tile/entries/001')];
  renameSync(one, `${one}.x`);
  renameSync(two, one);
  renameSync(`${one}.x`, two);
}

test('a log that is confirmed up to a size says so', async () => {
  const place = join(root, 'confirmed');
  const log = testLog(place);
  const first = log.grow(testLeaves(100));
  log.grow(testLeaves(50, 100));
  // A quorum that the log's own key cannot meet, and one line of a witness.
  const witness = noteKeyOf('witness.example/one', 'cosignature', 3);
  writeFileSync(join(place, 'witnessed'), first.note + cosign(witness, first.note, 1_700_000_000));
  const by: LogPolicy = { logs: [log.key], witnesses: [witness], quorum: { kind: 'witness', key: witness } };
  expect(await verifyLog(folderSource(place), by)).toMatchObject({
    confirmedSize: 100,
    cosigners: [witness.name],
    faults: [],
  });
  const head = checkpointOf(first.note);
  const forged = signedCheckpoint(log.key, { size: 100, root: hashLeaf(encodeUtf8(String(head?.size))) });
  writeFileSync(join(place, 'witnessed'), forged + cosign(witness, forged, 1_700_000_000));
  expect((await verifyLog(folderSource(place), by)).faults).toEqual(['witnessed: its root is not that of the tiles']);
});

test('the fast hashes are those of the ledger', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9_000 }), (bytes) => {
      expect(Buffer.from(hashLeafFast(bytes)).equals(hashLeaf(bytes))).toBe(true);
    }),
  );
  const leaves = testLeaves(256);
  const log = testLog(join(root, 'fast'));
  log.grow(leaves);
  const tile = readFileSync(join(root, 'fast', 'tile/0/000'));
  const above = readFileSync(join(root, 'fast', 'tile/1/000.p/1'));
  expect(Buffer.from(rootOfFullTile(tile)).equals(above)).toBe(true);
  expect(testLeaf(0)).toEqual(leaves[0]);
});
