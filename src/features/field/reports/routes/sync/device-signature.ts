import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { KnownDevice } from '../../../../mission/devices/device.ts';

const keys = new WeakMap<KnownDevice, KeyObject>();

/** Whether `signature` (base64 of 64 bytes, IEEE P1363) is that of the device over `text`: ECDSA, P-256, SHA-256. */
export function isSignedBy(device: KnownDevice, text: string, signature: string): boolean {
  if (device.publicKey === null) return false;
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false;
  return verify(
    'sha256',
    Buffer.from(text),
    { key: keyOf(device, device.publicKey), dsaEncoding: 'ieee-p1363' },
    bytes,
  );
}

function keyOf(device: KnownDevice, spki: Uint8Array): KeyObject {
  const known = keys.get(device);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  keys.set(device, key);
  return key;
}
