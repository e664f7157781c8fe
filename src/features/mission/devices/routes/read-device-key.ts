import { Problem } from '../../../../platform/http/problem.ts';

/** What every P-256 key in SPKI begins with, when its point is written in full (RFC 5480, 2). */
const P256_HEAD = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const P256_LENGTH = 91;

/**
 * The public key of a phone: P-256, SPKI in base64url, in its one spelling.
 *
 * @throws Problem `invalid-input` where it is anything else, a point that is not on the curve included.
 */
export async function requireDeviceKey(text: string): Promise<Uint8Array> {
  const bytes = Buffer.from(text, 'base64url');
  const isWritten = bytes.toString('base64url') === text && bytes.length === P256_LENGTH;
  if (isWritten && bytes.subarray(0, P256_HEAD.length).equals(P256_HEAD) && (await isOnCurve(bytes))) return bytes;
  const fault = { code: 'invalid-form', parameters: {}, severity: 'error', column: 'publicKey' } as const;
  throw new Problem('invalid-input', {}, [fault]);
}

async function isOnCurve(spki: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const imported = crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  return await imported.then(
    () => true,
    () => false,
  );
}
