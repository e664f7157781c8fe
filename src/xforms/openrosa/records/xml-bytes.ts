/** What parts the bytes of an XML document. */
export const BYTE = {
  TAB: 0x09,
  LINE_FEED: 0x0a,
  RETURN: 0x0d,
  BLANK: 0x20,
  QUOTE: 0x22,
  AMPERSAND: 0x26,
  APOSTROPHE: 0x27,
  SLASH: 0x2f,
  COLON: 0x3a,
  OPEN: 0x3c,
  EQUALS: 0x3d,
  CLOSE: 0x3e,
  QUESTION: 0x3f,
  BRACKET: 0x5d,
} as const;

const REFERENCE = /^&(?:lt|gt|amp|quot|apos|#(?:\d{1,7}|x[0-9A-Fa-f]{1,6}));$/;
const LONGEST_REFERENCE = 10;

/** By byte, 0: it may stand in a text and is looked at no further. */
export const IS_SPECIAL = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const isControl = byte < BYTE.BLANK && byte !== BYTE.TAB && byte !== BYTE.LINE_FEED;
  if (isControl || byte >= 0x80 || byte === BYTE.OPEN || byte === BYTE.AMPERSAND || byte === BYTE.BRACKET)
    IS_SPECIAL[byte] = 1;
}

/** By byte, 1: begins a name, 2: goes on in one. */
export const IN_NAME = new Uint8Array(256);
for (let byte = 0; byte < 0x80; byte += 1) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) IN_NAME[byte] = 1;
  else if (/[\d.-]/.test(character)) IN_NAME[byte] = 2;
}

/** Whether a byte is white space (XML 1.0, section 2.3). */
export function isSpace(byte: number | undefined): boolean {
  return byte === BYTE.BLANK || byte === BYTE.LINE_FEED || byte === BYTE.TAB || byte === BYTE.RETURN;
}

/** Whether a numeric reference means what XML may hold (XML 1.0, section 2.2). */
function isCharacter(reference: string): boolean {
  const isHex = reference.charCodeAt(2) === 0x78;
  const point = Number.parseInt(reference.slice(isHex ? 3 : 2), isHex ? 16 : 10);
  if (point < BYTE.BLANK) return point === BYTE.TAB || point === BYTE.LINE_FEED || point === BYTE.RETURN;
  return point < 0xd800 || (point > 0xdfff && point < 0xfffe) || (point > 0xffff && point <= 0x10ffff);
}

/** Bytes of a character beyond ASCII; 0 where it is no UTF-8 (RFC 3629), or U+FFFE or U+FFFF, which XML may not hold. */
export function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4 || (second & 0xc0) !== 0x80) return 0;
  if (lead < 0xe0) return 2;
  const third = bytes[at + 2] ?? 0;
  if ((third & 0xc0) !== 0x80) return 0;
  if (lead < 0xf0) {
    const isWrong = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f);
    return isWrong || (lead === 0xef && second === 0xbf && third >= 0xbe) ? 0 : 3;
  }
  const isWrong = (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f);
  return isWrong || ((bytes[at + 3] ?? 0) & 0xc0) !== 0x80 ? 0 : 4;
}

/** Bytes of a reference to one of the five entities or to a character, from its `&` on; 0 where it is none. */
export function referenceLength(bytes: Uint8Array, at: number): number {
  const end = Math.min(bytes.length, at + LONGEST_REFERENCE);
  let written = '';
  for (let next = at; next < end; next += 1) {
    const byte = bytes[next] as number;
    written += String.fromCharCode(byte);
    if (byte === 0x3b) break;
  }
  if (!REFERENCE.test(written)) return 0;
  const isNumber = written.charCodeAt(1) === 0x23;
  return isNumber && !isCharacter(written) ? 0 : written.length;
}

/** Whether a name begins with `xml`, in capitals or not: such names are reserved. */
export function beginsWithXml(bytes: Uint8Array, [start, end]: readonly [start: number, end: number]): boolean {
  if (end - start < XML.length) return false;
  return XML.every((letter, at) => ((bytes[start + at] ?? 0) | 0x20) === letter);
}

const XML = [0x78, 0x6d, 0x6c] as const;
