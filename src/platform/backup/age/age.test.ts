import { spawnSync } from 'node:child_process';
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Decrypter, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { seeded } from '../../../kernel/seed.ts';
import { AgeFault } from './age-fault.ts';
import { formatIdentityFile, makeAgePair, parseIdentities, parseRecipients } from './backup-keys.ts';
import { openAge } from './open-age.ts';
import { sealAge } from './seal-age.ts';

const folder = mkdtempSync(join(tmpdir(), 'age-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = await makeAgePair();
const other = await makeAgePair();
const SIZES = [0, 1, 15, 65_535, 65_536, 65_537, 131_072, 200_001];

const seal = (bytes: Uint8Array, recipients = [own.recipient]) => buffer(sealAge(pieces(bytes), recipients));
const open = (bytes: Uint8Array, identities = [own.identity]) => buffer(openAge(pieces(bytes), identities));

describe('an age file', () => {
  test('opens to what was sealed, however it is cut on the way', async () => {
    const sizes = fc.oneof(fc.constantFrom(...SIZES), fc.nat(300_000));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 100_000 }), async (size, cut) => {
        const plain = bytesOf(size);
        const sealed = await buffer(sealAge(pieces(plain, cut), [own.recipient]));
        expect((await buffer(openAge(pieces(sealed, cut), [own.identity]))).equals(plain)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('is one to the library, and one of the library is one to us', async () => {
    for (const size of SIZES) {
      const plain = bytesOf(size);
      const decrypter = new Decrypter();
      decrypter.addIdentity(own.identity);
      expect(Buffer.from(await decrypter.decrypt(await seal(plain))).equals(plain), `${size} bytes`).toBe(true);
      const encrypter = new Encrypter();
      encrypter.addRecipient(own.recipient);
      expect((await open(await encrypter.encrypt(plain))).equals(plain), `${size} bytes`).toBe(true);
    }
  });

  test('CONF-15 with five recipients and 2 MB opens for each, by a reader written from the specification alone', async () => {
    const pairs = await Promise.all([1, 2, 3, 4, 5].map(() => makeAgePair()));
    const photo = bytesOf(2_000_000);
    const recipients = pairs.map(({ recipient }) => recipient);
    const sealed = await seal(photo, recipients);
    for (const { identity, recipient } of pairs) {
      expect((await open(sealed, [identity])).equals(photo)).toBe(true);
      expect(readBySpecification(sealed, { identity, recipient }).equals(photo)).toBe(true);
    }
  });

  test.skipIf(spawnSync('age', ['--version']).error !== undefined)(
    'CONF-15 opens with the stock age tool, and its files open here',
    async () => {
      const [key, plain] = [join(folder, 'key'), bytesOf(2_000_000)];
      writeFileSync(key, formatIdentityFile(own, new Date(0)));
      const sealed = await seal(plain, [own.recipient, other.recipient]);
      const largest = { maxBuffer: 10_000_000 };
      const opened = spawnSync('age', ['-d', '-i', key], { input: sealed, ...largest });
      expect(opened.stderr.toString()).toBe('');
      expect(opened.stdout.equals(plain)).toBe(true);
      const theirs = spawnSync('age', ['-r', other.recipient, '-r', own.recipient], { input: plain, ...largest });
      expect((await open(theirs.stdout)).equals(plain)).toBe(true);
    },
  );

  test('with one byte changed, or cut anywhere, is refused', async () => {
    for (const size of [0, 100, 65_536, 131_072]) {
      const sealed = await seal(bytesOf(size));
      const places = fc.nat(sealed.length - 1);
      const changed = fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const bytes = Buffer.from(sealed);
        bytes[at] = (bytes[at] ?? 0) ^ difference;
        await expect(open(bytes)).rejects.toThrow(AgeFault);
      });
      await fc.assert(changed, { numRuns: 40 });
      const cut = fc.asyncProperty(places, async (at) => {
        await expect(open(sealed.subarray(0, at))).rejects.toThrow(AgeFault);
      });
      await fc.assert(cut, { numRuns: 40 });
    }
  });

  test('says why it does not open', async () => {
    const sealed = await seal(bytesOf(70_000));
    await expect(open(sealed, [other.identity])).rejects.toMatchObject({ kind: 'other-key' });
    await expect(open(Buffer.from('PK\u0003\u0004 nothing of ours'))).rejects.toMatchObject({ kind: 'not-age' });
    await expect(open(sealed.subarray(0, 100))).rejects.toMatchObject({ kind: 'cut-off' });
    await expect(open(sealed.subarray(0, -1))).rejects.toMatchObject({ kind: 'altered' });
  });
});

describe('files of keys', () => {
  test('are read as age-keygen writes them', () => {
    expect(parseIdentities(formatIdentityFile(own, new Date(0)))).toEqual([own.identity]);
    expect(parseIdentities(own.recipient)).toBeNull();
    expect(parseIdentities('# nothing\n')).toBeNull();
    const wrong = own.identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'));
    expect(parseIdentities(wrong)).toBeNull();
  });

  test('recipients stand one a line, or with commas between; an identity among them is refused', () => {
    expect(parseRecipients(`# ours\n${own.recipient}\n${other.recipient},${own.recipient}\n`)).toEqual([
      own.recipient,
      other.recipient,
    ]);
    expect(parseRecipients(own.identity)).toBeNull();
    expect(parseRecipients('')).toBeNull();
  });
});

async function* pieces(bytes: Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function bytesOf(size: number): Buffer {
  const random = seeded(`age ${size}`);
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32BE(random.word(), at);
  return bytes;
}

/** age-encryption.org/v1 read with the primitives of Node.js alone, all at once. */
function readBySpecification(file: Buffer, pair: { identity: string; recipient: string }): Buffer {
  const end = file.indexOf('\n', file.indexOf('\n--- ') + 1) + 1;
  const lines = file.subarray(0, end).toString('latin1').split('\n');
  const fileKey = lines.flatMap((line, at) => {
    const share = /^-> X25519 (\S+)$/.exec(line)?.[1];
    const key = share === undefined ? null : unwrap(share, lines[at + 1] ?? '', pair);
    return key === null ? [] : [key];
  })[0];
  if (fileKey === undefined) throw new Error('no stanza opens');
  const key = Buffer.from(hkdfSync('sha256', fileKey, file.subarray(end, end + 16), 'payload', 32));
  const body = file.subarray(end + 16);
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; at += 65_552) {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(chunks.length, 7);
    nonce[11] = at + 65_552 >= body.length ? 1 : 0;
    chunks.push(chacha(key, nonce, body.subarray(at, at + 65_552)) ?? Buffer.from('a chunk does not open'));
  }
  return Buffer.concat(chunks);
}

function unwrap(share: string, body: string, pair: { identity: string; recipient: string }): Buffer | null {
  const theirs = Buffer.from(share, 'base64');
  const [seed, publicKey] = [fromBech32(pair.identity), fromBech32(pair.recipient)];
  const shared = diffieHellman({
    privateKey: createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), theirs]),
      format: 'der',
      type: 'spki',
    }),
  });
  const salt = Buffer.concat([theirs, publicKey]);
  const key = Buffer.from(hkdfSync('sha256', shared, salt, 'age-encryption.org/v1/X25519', 32));
  return chacha(key, Buffer.alloc(12), Buffer.from(body, 'base64'));
}

function chacha(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = decipher.update(sealed.subarray(0, -16));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}

/** The 32 bytes of a key in bech32 (BIP 173), without a look at its check characters. */
function fromBech32(text: string): Buffer {
  const symbols = text.toLowerCase().split('1').at(-1)?.slice(0, -6) ?? '';
  const bits = [...symbols].map((symbol) =>
    'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.indexOf(symbol).toString(2).padStart(5, '0'),
  );
  const joined = bits.join('');
  return Buffer.from(Array.from({ length: 32 }, (_, at) => Number.parseInt(joined.slice(at * 8, at * 8 + 8), 2)));
}
