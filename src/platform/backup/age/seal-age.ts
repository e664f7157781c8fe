import { createCipheriv, randomBytes } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { CHUNK_BYTES, chunkNonce, inChunks, NONCE_BYTES, payloadKey, TAG_BYTES } from './chunks.ts';
import { fastRecipient } from './x25519.ts';

/**
 * The age file (age-encryption.org/v1) of what `source` gives, for anybody who holds the key of one of the recipients. Its
 * header is made by the library; its chunks by Node.js, which is some ten times faster, and holds one at a time.
 *
 * @param recipients `age1…`
 */
export async function* sealAge(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { header, fileKey } = await makeHeader(recipients);
  const nonce = randomBytes(NONCE_BYTES);
  yield Buffer.concat([header, nonce]);
  const key = payloadKey(fileKey, nonce);
  let index = 0;
  for await (const { bytes, isLast } of inChunks(source, CHUNK_BYTES)) {
    const cipher = createCipheriv('chacha20-poly1305', key, chunkNonce(index, isLast), { authTagLength: TAG_BYTES });
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

/** A header, and the key that stands in it for each recipient. */
async function makeHeader(recipients: readonly string[]): Promise<{ header: Uint8Array; fileKey: Uint8Array }> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(fastRecipient(recipient));
  let fileKey: Uint8Array = new Uint8Array();
  const listener = {
    wrapFileKey: (key: Uint8Array) => {
      fileKey = Uint8Array.from(key);
      return [];
    },
  };
  encrypter.addRecipient(listener);
  const empty = await encrypter.encrypt(new Uint8Array());
  return { header: empty.subarray(0, empty.length - NONCE_BYTES - TAG_BYTES), fileKey };
}
