import type { Hash } from '../merkle/tree-hash.ts';

/**
 * A receipt short enough to be read out, written down or sent as a text message: which log, which leaf, and the first
 * 40 bits of its hash. It proves nothing by itself; a page looks the leaf up and compares.
 */
export interface ReceiptCode {
  /** The mission as its addresses name it: lower-case letters, digits, single hyphens. */
  readonly slug: string;
  readonly index: number;
  /** The first 5 bytes of the hash of the leaf. */
  readonly start: Uint8Array;
}

const START_BYTES = 5;
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** By the code of the symbol. */
const VALUES = Uint8Array.from({ length: 91 }, (_, code) => Math.max(0, SYMBOLS.indexOf(String.fromCharCode(code))));
const CODE = /^([A-Z0-9]+(?:-[A-Z0-9]+)*)-(0|[1-9][0-9]{0,15})-([0-9A-Z]{4})-([0-9A-Z]{4})([0-9A-Z])$/;

/** The code of a leaf. */
export function receiptCodeOf(slug: string, index: number, leafHash: Hash): ReceiptCode {
  return { slug, index, start: leafHash.slice(0, START_BYTES) };
}

/**
 * `SLUG-INDEX-XXXX-XXXXC`: eight symbols of Crockford's base32, and a ninth that finds every single wrong symbol or
 * digit (of index and hash) and nearly every swap of neighbours.
 */
export function formatReceiptCode({ slug, index, start }: ReceiptCode): string {
  let bits = 0;
  for (let at = 0; at < START_BYTES; at += 1) bits = bits * 256 + (start[at] ?? 0);
  let symbols = '';
  for (let at = 0; at < 8; at += 1) {
    symbols = symbolOf(bits % 32) + symbols;
    bits = Math.floor(bits / 32);
  }
  return `${slug.toUpperCase()}-${index}-${symbols.slice(0, 4)}-${symbols.slice(4)}${checkOf(`${index}${symbols}`)}`;
}

/**
 * Reads a code as people write it: in small letters, with spaces or dashes of any kind, `O` for `0`, `I` or `L` for `1`.
 * Null where it is no code, or the check symbol tells that one of its symbols is wrong.
 */
export function parseReceiptCode(text: string): ReceiptCode | null {
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212_]+/g, '-');
  const [, slug, indexText = '', first = '', second = '', check = ''] = CODE.exec(plain) ?? [];
  if (slug === undefined) return null;
  const [symbols, checkSymbol] = [unambiguous(first + second), unambiguous(check)];
  const values = [...symbols].map((symbol) => SYMBOLS.indexOf(symbol));
  const index = Number(indexText);
  if (values.includes(-1) || !Number.isSafeInteger(index)) return null;
  if (checkSymbol !== checkOf(`${indexText}${symbols}`)) return null;
  return { slug: slug.toLowerCase(), index, start: bytesOf(values) };
}

function unambiguous(symbols: string): string {
  return symbols.replaceAll('O', '0').replace(/[IL]/g, '1');
}

function bytesOf(values: readonly number[]): Uint8Array {
  const bits = values.reduce((sum, value) => sum * 32 + value, 0);
  return Uint8Array.from({ length: START_BYTES }, (_, at) => Math.floor(bits / 256 ** (START_BYTES - 1 - at)) % 256);
}

/** The hybrid system of ISO/IEC 7064, with modulus 32 (and 33) in place of its 36: one check symbol of the same alphabet. */
function checkOf(symbols: string): string {
  let carry = 32;
  for (let at = 0; at < symbols.length; at += 1) {
    const sum = (carry + (VALUES[symbols.charCodeAt(at)] ?? 0)) % 32;
    carry = ((sum === 0 ? 32 : sum) * 2) % 33;
  }
  return symbolOf((33 - carry) % 32);
}

function symbolOf(value: number): string {
  return SYMBOLS[value] ?? '';
}
