import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { Problem } from '../../http/problem.ts';
import type { BlobStore } from './blob-store.ts';
import { type BlobSettings, createBlobStore } from './create-blob-store.ts';

const opened: { folder: string; blobs: BlobStore }[] = [];
afterAll(async () => {
  for (const { folder, blobs } of opened) {
    await blobs.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function openStore(settings: BlobSettings = {}, folder = temporaryFolder('blobs')) {
  const altered: string[] = [];
  const blobs = await createBlobStore(folder, { altered: (hash) => void altered.push(formatHex(hash)), ...settings });
  opened.push({ folder, blobs });
  return { blobs, folder, altered };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const pathIn = (folder: string, bytes: Uint8Array) => {
  const hex = sha256(bytes).toString('hex');
  return join(folder, 'content', hex.slice(0, 2), hex);
};

async function* pieces(...all: readonly Uint8Array[]) {
  yield* all;
}

async function textOf(stream: Readable | null): Promise<Buffer | null> {
  if (stream === null) return null;
  const read: Buffer[] = [];
  for await (const piece of stream) read.push(piece);
  return Buffer.concat(read);
}

const LIMITS = { maxBytes: 5_000_000 };

describe('what is kept', () => {
  test('is there byte for byte, by its hash, however it was cut', async () => {
    const { blobs, folder } = await openStore();
    const cut = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cut, async (parts) => {
        const whole = Buffer.concat(parts);
        const kept = await blobs.keep(pieces(...parts), LIMITS);
        expect(formatHex(kept.sha256)).toBe(sha256(whole).toString('hex'));
        expect(kept.bytes).toBe(whole.length);
        expect(Buffer.compare(readFileSync(pathIn(folder, whole)), whole)).toBe(0);
      }),
      { numRuns: 200 },
    );
    expect(readdirSync(join(folder, 'arriving'))).toEqual([]);
  });
  test('is written while it comes, where it is large', async () => {
    const { blobs, folder } = await openStore();
    const parts = Array.from({ length: 30 }, () => randomBytes(100_000));
    const kept = await blobs.keep(pieces(...parts), LIMITS);
    expect(kept.bytes).toBe(3_000_000);
    const stored = await textOf(await blobs.open(kept.sha256));
    expect(stored?.equals(Buffer.concat(parts))).toBe(true);
    expect(readdirSync(join(folder, 'arriving'))).toEqual([]);
  });
  test('twenty times at once is there once', async () => {
    const { blobs } = await openStore();
    const bytes = randomBytes(700_000);
    await Promise.all(Array.from({ length: 20 }, () => blobs.keep(pieces(bytes), LIMITS)));
    const listed: string[] = [];
    for await (const { sha256: hash, bytes: size } of blobs.list()) listed.push(`${formatHex(hash)} ${size}`);
    expect(listed).toEqual([`${sha256(bytes).toString('hex')} 700000`]);
  });
  test.each([100, 700_000])('of a source that breaks off after %i bytes nothing stays', async (size) => {
    const { blobs, folder } = await openStore();
    const broken = async function* () {
      yield randomBytes(size);
      throw new Error('ECONNRESET');
    };
    await expect(blobs.keep(broken(), LIMITS)).rejects.toMatchObject({ kind: 'broken-off' });
    expect(readdirSync(join(folder, 'arriving'))).toEqual([]);
  });
  test.each([10, 600_000])('one byte above the limit of %i is refused with it, and nothing stays', async (maxBytes) => {
    const { blobs, folder } = await openStore();
    const give = (bytes: number) => blobs.keep(pieces(randomBytes(bytes)), { maxBytes });
    expect((await give(maxBytes)).bytes).toBe(maxBytes);
    const refusal = await give(maxBytes + 1).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({ kind: 'too-large', parameters: { limitBytes: maxBytes } });
    expect(readdirSync(join(folder, 'arriving'))).toEqual([]);
  });
  test('what was half written when a program ended is removed by the next', async () => {
    const { blobs, folder } = await openStore();
    const kept = await blobs.keep(pieces(Buffer.from('whole')), LIMITS);
    await blobs.close();
    writeFileSync(join(folder, 'arriving', 'half'), 'half');
    const again = await openStore({}, folder);
    expect(readdirSync(join(folder, 'arriving'))).toEqual([]);
    expect((await textOf(await again.blobs.open(kept.sha256)))?.toString()).toBe('whole');
  });
  test('a file that came otherwise is taken over, and its first name can go', async () => {
    const { blobs, folder } = await openStore();
    const path = join(folder, 'upload');
    writeFileSync(path, 'photo');
    const hash = sha256(Buffer.from('photo'));
    expect(await blobs.adopt(path, hash)).toEqual({ sha256: hash, bytes: 5 });
    expect(await blobs.adopt(path, hash)).toEqual({ sha256: hash, bytes: 5 });
    rmSync(path);
    expect((await textOf(await blobs.open(hash)))?.toString()).toBe('photo');
    expect(await blobs.find(hash)).toEqual({ bytes: 5 });
  });
  test('is gone once it is removed', async () => {
    const { blobs } = await openStore();
    const { sha256: hash } = await blobs.keep(pieces(Buffer.from('x')), LIMITS);
    await blobs.remove(hash);
    await blobs.remove(hash);
    expect([await blobs.find(hash), await blobs.open(hash), await blobs.verify(hash)]).toEqual([null, null, 'missing']);
  });
});

describe('DUR-09 a bit that has flipped', () => {
  async function flipped() {
    const store = await openStore();
    const bytes = randomBytes(300_000);
    const { sha256: hash } = await store.blobs.keep(pieces(bytes), LIMITS);
    expect(await store.blobs.verify(hash)).toBe('whole');
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(damaged.readUInt8(123_456) ^ 1, 123_456);
    writeFileSync(pathIn(store.folder, bytes), damaged);
    return { ...store, bytes, hash };
  }
  test('is found by who verifies, told, and set aside', async () => {
    const { blobs, folder, altered, hash, bytes } = await flipped();
    expect(await Promise.all([blobs.verify(hash), blobs.verify(hash)])).toContain('altered');
    expect(altered).toEqual([formatHex(hash)]);
    expect(existsSync(pathIn(folder, bytes))).toBe(false);
    expect(readdirSync(join(folder, 'aside'))).toEqual([formatHex(hash)]);
  });
  test('is never served, and heals when the content comes again', async () => {
    const { blobs, altered, hash, bytes } = await flipped();
    expect(await blobs.open(hash)).toBeNull();
    expect(altered).toEqual([formatHex(hash)]);
    await blobs.keep(pieces(bytes), LIMITS);
    expect((await textOf(await blobs.open(hash)))?.equals(bytes)).toBe(true);
  });
  test('a file of another size than was stored is stored anew', async () => {
    const { blobs, folder, bytes } = await flipped();
    writeFileSync(pathIn(folder, bytes), 'short');
    const { sha256: hash } = await blobs.keep(pieces(bytes), LIMITS);
    expect(await blobs.verify(hash)).toBe('whole');
  });
});

describe('room', () => {
  test('DUR-05 files are refused first, texts later, and both go on once there is room', async () => {
    let free = 1_000;
    const { blobs } = await openStore({ reserves: { fileBytes: 500, textBytes: 100 }, freeBytes: async () => free });
    const told = async () => {
      const kept = await blobs.keep(pieces(randomBytes(10)), LIMITS).then(
        () => 'kept',
        (error: Problem) => error.kind,
      );
      return [kept, await blobs.roomFor('file'), await blobs.roomFor('text')];
    };
    expect(await told()).toEqual(['kept', true, true]);
    free = 499;
    expect(await told()).toEqual(['out-of-space', false, true]);
    free = 99;
    expect(await told()).toEqual(['out-of-space', false, false]);
    free = 500;
    expect(await told()).toEqual(['kept', true, true]);
  });
});

describe('pruning', () => {
  test('takes what is old and named by nobody, and nothing else', async () => {
    const { blobs, folder } = await openStore();
    const give = async (text: string, daysAgo: number) => {
      const bytes = Buffer.from(text);
      const { sha256: hash } = await blobs.keep(pieces(bytes), LIMITS);
      const at = new Date(Date.UTC(2024, 1, 7) - daysAgo * 86_400_000);
      utimesSync(pathIn(folder, bytes), at, at);
      return hash;
    };
    const [named, young] = [await give('named', 9), await give('young', 0)];
    const [old, again] = [await give('old', 9), await give('again', 9)];
    const before = new Date(Date.UTC(2024, 1, 6));
    const removed = await blobs.prune(before, async (hashes) => {
      expect(hashes).toHaveLength(3);
      // It comes again while somebody looks for its name.
      await blobs.keep(pieces(Buffer.from('again')), LIMITS);
      return hashes.filter((hash) => formatHex(hash) === formatHex(named));
    });
    expect(removed).toBe(1);
    const found = await Promise.all([named, young, again, old].map((hash) => blobs.find(hash)));
    expect(found.map((each) => each !== null)).toEqual([true, true, true, false]);
  });
});
