import { isUtf8 } from 'node:buffer';
import { type FileFault, fileFault } from './file-fault.ts';

/** Encodings in which a file may be read by explicit choice; none of them is ever guessed. */
export const TEXT_ENCODINGS = [
  'utf-8',
  'windows-1251',
  'windows-1254',
  'windows-1256',
  'windows-1252',
  'windows-1250',
  'koi8-r',
  'ibm866',
  'utf-16le',
  'utf-16be',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

const SAMPLE_BYTES = 200_000;
const TURKISH_LETTERS = 'ğıİşŞĞ';
const LATIN_LETTERS = `${TURKISH_LETTERS}çöüÇÖÜâîûÂÎÛäÄéÉ`;

/** The bytes of the same text in UTF-8, read as `encoding`; a byte order mark is dropped. */
export function toUtf8(bytes: Uint8Array, encoding: TextEncoding): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}

/** The bytes without the byte order mark of UTF-8. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Why the bytes are no text in UTF-8 that may be stored, with byte offset (from 0), row and line; null where they are. */
export function findEncodingFault(bytes: Uint8Array): FileFault | null {
  if (hasUtf16Mark(bytes)) return fileFault('encoding-utf-16', {}, { row: 1, line: 1 });
  const zero = bytes.indexOf(0);
  if (zero >= 0) return fileFault('encoding-nul', { byte: zero }, placeOf(bytes, zero));
  if (isUtf8(bytes)) return null;
  const offset = findInvalidByte(bytes);
  const found = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const suspect = suspectEncoding(bytes);
  const place = placeOf(bytes, offset);
  if (suspect === null) return fileFault('encoding', { byte: offset, found }, place);
  return fileFault('encoding-looks-like', { byte: offset, found, encoding: suspect }, place);
}

/**
 * The encoding that the text looks as if it were in, for a hint and nothing else: Cyrillic (Windows-1251), Turkish
 * (Windows-1254) or Arabic (Windows-1256); null where none is plausible.
 */
export function suspectEncoding(bytes: Uint8Array): TextEncoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const words = wordsBeyondAscii(sample);
  if (words.length === 0) return null;
  const mixed = words.filter((word) => /[A-Za-z]/.test(word)).length;
  if (mixed > words.length / 2) return looksTurkish(sample) ? 'windows-1254' : null;
  if (looksArabic(sample)) return 'windows-1256';
  return looksCyrillic(sample) ? 'windows-1251' : null;
}

/** At most `count` lines that show what the text looks like in `encoding`: those with letters beyond ASCII. */
export function previewText(bytes: Uint8Array, encoding: TextEncoding, count = 5): string[] {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, SAMPLE_BYTES));
  const lines = text.split(/\r\n|\n|\r/).filter((line) => /[^\x20-\x7e\t]/.test(line));
  return lines.slice(0, count).map((line) => line.slice(0, 200));
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function findInvalidByte(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isUtf8(bytes.subarray(0, startOfCharacter(bytes, middle)))) low = middle;
    else high = middle - 1;
  }
  return startOfCharacter(bytes, low);
}

/** The start of the character that `offset` may cut in two, so that a valid prefix stays valid. */
function startOfCharacter(bytes: Uint8Array, offset: number): number {
  for (let back = 1; back <= 3 && back <= offset; back += 1) {
    const byte = bytes[offset - back] ?? 0;
    if (byte >= 0xc2 && byte <= 0xf4) return back < lengthOfCharacter(byte) ? offset - back : offset;
    if (byte < 0x80 || byte >= 0xc0) return offset;
  }
  return offset;
}

function lengthOfCharacter(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Row and line of a byte, by the quotes and line feeds before it: true in every encoding that contains ASCII. */
function placeOf(bytes: Uint8Array, offset: number): { row: number; line: number } {
  let [row, line, isQuoted] = [1, 1, false];
  for (let index = 0; index < offset; index += 1) {
    if (bytes[index] === 0x22) isQuoted = !isQuoted;
    if (bytes[index] !== 0x0a) continue;
    line += 1;
    if (!isQuoted) row += 1;
  }
  return { row, line };
}

/** Words with bytes beyond ASCII; a Latin word mixes both, a Cyrillic or Arabic one does not. */
function wordsBeyondAscii(bytes: Uint8Array): string[] {
  const words = new TextDecoder('latin1').decode(bytes).match(/[A-Za-z\u0080-\uffff]+/g) ?? [];
  return words.filter((word) => /[\u0080-\uffff]/.test(word));
}

function looksCyrillic(sample: Uint8Array): boolean {
  const high = highCharacters(sample, 'windows-1251');
  return shareOf(high, /[А-Яа-яЁё]/) >= 0.9;
}

function looksArabic(sample: Uint8Array): boolean {
  const arabic = shareOf(highCharacters(sample, 'windows-1256'), /\p{Script=Arabic}/u);
  const small = shareOf(highCharacters(sample, 'windows-1251'), /[а-яё]/);
  return arabic >= 0.9 && small < 0.5;
}

function looksTurkish(sample: Uint8Array): boolean {
  const high = highCharacters(sample, 'windows-1254');
  const isLatin = high.every((letter) => LATIN_LETTERS.includes(letter));
  return isLatin && high.some((letter) => TURKISH_LETTERS.includes(letter));
}

function highCharacters(sample: Uint8Array, encoding: TextEncoding): string[] {
  return [...new TextDecoder(encoding).decode(sample)].filter((letter) => (letter.codePointAt(0) ?? 0) >= 0x80);
}

function shareOf(letters: readonly string[], pattern: RegExp): number {
  return letters.filter((letter) => pattern.test(letter)).length / Math.max(1, letters.length);
}
