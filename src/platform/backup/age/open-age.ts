import { createDecipheriv } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { AgeFault } from './age-fault.ts';
import { CHUNK_BYTES, chunkNonce, inChunks, NONCE_BYTES, payloadKey, TAG_BYTES } from './chunks.ts';
import { fastIdentity } from './x25519.ts';

/** A header has a few lines for each recipient. */
const LONGEST_HEADER = 100_000;
const VERSION = 'age-encryption.org/v1\n';

/**
 * What an age file holds, chunk by chunk; each is authentic when it is given. Only where this ends without an error was all
 * of it given.
 *
 * @param identities `AGE-SECRET-KEY-1…`
 * @throws AgeFault
 */
export async function* openAge(
  source: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const { header, nonce, rest } = await readHeader(pieces);
  const key = payloadKey(await findFileKey(header, identities), nonce);
  let index = 0;
  for await (const { bytes, isLast } of inChunks(joined(rest, pieces), CHUNK_BYTES + TAG_BYTES)) {
    const plain = openChunk(bytes, key, chunkNonce(index, isLast));
    if (isLast && plain.length === 0 && index > 0) throw new AgeFault('altered');
    if (plain.length > 0) yield plain;
    index += 1;
  }
}

function openChunk(bytes: Buffer, key: Buffer, nonce: Buffer): Buffer {
  const end = bytes.length - TAG_BYTES;
  if (end < 0) throw new AgeFault('cut-off');
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(end));
  const plain = decipher.update(bytes.subarray(0, end));
  try {
    decipher.final();
  } catch {
    throw new AgeFault('altered');
  }
  return plain;
}

async function findFileKey(header: Uint8Array, identities: readonly string[]): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(fastIdentity(identity));
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    throw new AgeFault((error as Error).message.includes('no identity matched') ? 'other-key' : 'altered');
  }
}

async function readHeader(
  pieces: AsyncIterator<Uint8Array>,
): Promise<{ header: Buffer; nonce: Buffer; rest: Uint8Array }> {
  let read = Buffer.alloc(0);
  for (;;) {
    if (!VERSION.startsWith(read.subarray(0, VERSION.length).toString('latin1'))) throw new AgeFault('not-age');
    const end = endOfHeader(read);
    if (end !== null && read.length >= end + NONCE_BYTES) {
      const [header, nonce] = [read.subarray(0, end), read.subarray(end, end + NONCE_BYTES)];
      return { header, nonce, rest: read.subarray(end + NONCE_BYTES) };
    }
    if (read.length > LONGEST_HEADER) throw new AgeFault('altered');
    const next = await pieces.next();
    if (next.done === true) throw new AgeFault(read.length < VERSION.length ? 'not-age' : 'cut-off');
    read = Buffer.concat([read, next.value]);
  }
}

/** Where the line with the header's own code ends; null: not read yet. */
function endOfHeader(read: Buffer): number | null {
  const last = read.indexOf('\n--- ');
  const end = last < 0 ? -1 : read.indexOf('\n', last + 1);
  return end < 0 ? null : end + 1;
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
