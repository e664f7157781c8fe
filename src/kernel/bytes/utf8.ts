const PIECE = 8192;

/** The UTF-8 of a text (RFC 3629), without a byte order mark; a lone surrogate counts as U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const ascii = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) return encodeFrom(text, ascii.subarray(0, at));
    ascii[at] = unit;
  }
  return ascii;
}

/** Goes on behind the ASCII that a text begins with. */
function encodeFrom(text: string, ascii: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  bytes.set(ascii);
  let filled = ascii.length;
  for (let at = filled; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[filled++] = unit;
      continue;
    }
    const point = text.codePointAt(at) ?? 0;
    if (point > 0xffff) at += 1;
    filled = putPoint(bytes, filled, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
  }
  return bytes.slice(0, filled);
}

/** Writes a code point from U+0080 on; gives where the next one goes. */
function putPoint(bytes: Uint8Array, at: number, point: number): number {
  const tails = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const lead = [0, 0xc0, 0xe0, 0xf0][tails] ?? 0;
  bytes[at] = lead | (point >> (6 * tails));
  for (let tail = 1; tail <= tails; tail += 1) bytes[at + tail] = 0x80 | ((point >> (6 * (tails - tail))) & 0x3f);
  return at + tails + 1;
}

// One text is decoded to its end before the next begins, so all of them share their working space.
const units = new Uint16Array(PIECE + 2);

/** Text of UTF-8, without a byte order mark; null where the bytes are not UTF-8 (RFC 3629: no overlong forms, no surrogates). */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = '';
  let filled = 0;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      const end = Math.min(bytes.length, at + PIECE - filled);
      for (let unit = lead; unit < 0x80 && at < end; unit = bytes[at] ?? 0) {
        units[filled++] = unit;
        at += 1;
      }
    } else {
      const length = lengthOf(lead);
      const point = pointAt(bytes, at, length);
      if (point === null) return null;
      if (point > 0xffff) units[filled++] = 0xd7c0 + (point >> 10);
      units[filled++] = point > 0xffff ? 0xdc00 | (point & 0x3ff) : point;
      at += length;
    }
    if (filled >= PIECE) {
      text += String.fromCharCode.apply(null, units.subarray(0, filled) as unknown as number[]);
      filled = 0;
    }
  }
  return text + String.fromCharCode.apply(null, units.subarray(0, filled) as unknown as number[]);
}

/** Decodes UTF-8 that comes in pieces which may break inside of a character. */
export interface Utf8Decoder {
  /** The text of a piece, and of what was left of the piece before; null where it is not UTF-8. `isLast`: nothing may be left. */
  write(bytes: Uint8Array, isLast: boolean): string | null;
}

/** A decoder for one text; a byte order mark at its beginning is passed over. */
export function createUtf8Decoder(): Utf8Decoder {
  let rest = new Uint8Array(0);
  let isFirst = true;
  return {
    write(bytes, isLast) {
      const all = rest.length === 0 ? bytes : joined(rest, bytes);
      const end = isLast ? all.length : wholeLength(all);
      rest = all.slice(end);
      const text = decodeUtf8(all.subarray(0, end));
      if (text === null || text === '') return text;
      const start = isFirst && text.charCodeAt(0) === 0xfeff ? 1 : 0;
      isFirst = false;
      return text.slice(start);
    },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 1;
}

const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function pointAt(bytes: Uint8Array, at: number, length: number): number | null {
  if (length === 1 || at + length > bytes.length) return null;
  let point = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let next = at + 1; next < at + length; next++) {
    const byte = bytes[next] ?? 0;
    if ((byte & 0xc0) !== 0x80) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  return isSurrogate || point < (LEAST[length] ?? 0) || point > 0x10ffff ? null : point;
}
