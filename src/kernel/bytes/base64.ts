const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

/** The bytes in base64 with padding (RFC 4648, section 4). */
export function formatBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letterOf(bits >> 18) + letterOf(bits >> 12);
    text += at + 1 < bytes.length ? letterOf(bits >> 6) : '=';
    text += at + 2 < bytes.length ? letterOf(bits) : '=';
  }
  return text;
}

/**
 * The bytes that base64 with padding stands for (RFC 4648, section 4); null where the text is anything else: no spaces,
 * no bits left over, so that every value has one spelling.
 */
export function parseBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = (text.length / 4) * 3 - padding;
  const bytes = new Uint8Array(length);
  let [bits, width, filled] = [0, 0, 0];
  for (let at = 0; at < text.length - padding; at += 1) {
    const value = VALUES.get(text[at] ?? '');
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xffff;
    width += 6;
    if (width < 8) continue;
    width -= 8;
    bytes[filled++] = bits >> width;
  }
  return (bits & ((1 << width) - 1)) === 0 ? bytes : null;
}

function letterOf(bits: number): string {
  return LETTERS[bits & 63] ?? '';
}
