/** What a picture is, by its first bytes; null: none of those that every browser shows. */
export function imageTypeOf(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const begins = (...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  const riff = String.fromCharCode(...bytes.subarray(0, 4), ...bytes.subarray(8, 12));
  return riff === 'RIFFWEBP' ? 'image/webp' : null;
}
