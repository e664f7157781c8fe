import { decodeUtf8, encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** What can be committed to: numbers are whole and below 2^53, all else is a text. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const DEEPEST = 32;

/**
 * The one spelling of a value as JSON (RFC 8785), so that whoever has the value has the bytes: no spaces, names in the
 * order of UTF-16. Of its numbers only the whole ones are allowed, whose spelling no language gets wrong.
 *
 * @throws RangeError where a number is not whole and below 2^53, a text has half of a surrogate pair, or more than 32
 * lists and objects are in one another.
 */
export function formatCanonicalJson(value: JsonValue): string {
  return write(value, DEEPEST);
}

function write(value: JsonValue, depth: number): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Expected a whole number below 2^53 but found ${value}`);
    return String(value);
  }
  if (typeof value === 'boolean' || value === null) return String(value);
  if (depth === 0) throw new RangeError(`Expected at most ${DEEPEST} lists and objects in one another but found more`);
  if (isList(value)) return `[${value.map((item) => write(item, depth - 1)).join(',')}]`;
  // Sorting without a rule of its own compares UTF-16, as RFC 8785 wants.
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${writeText(name)}:${write(value[name] ?? null, depth - 1)}`).join(',')}}`;
}

function writeText(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new RangeError('Expected whole characters but found half of a surrogate pair');
  return JSON.stringify(text);
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Whether a value has a spelling: what `formatCanonicalJson` does not throw at. */
export function isCanonicalValue(value: unknown, depth = DEEPEST): value is JsonValue {
  if (typeof value === 'string') return !/\p{Cs}/u.test(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object' || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isCanonicalValue(item, depth - 1));
  return Object.entries(value).every(([name, item]) => isCanonicalValue(name) && isCanonicalValue(item, depth - 1));
}

/** Reads UTF-8 bytes that are exactly what `formatCanonicalJson` writes; else says in English what is wrong. */
export function parseCanonicalJson(bytes: Uint8Array): Result<JsonValue, string> {
  const text = decodeUtf8(bytes);
  if (text === null) return err('expected UTF-8');
  try {
    const value: JsonValue = JSON.parse(text);
    return formatCanonicalJson(value) === text ? ok(value) : err('expected the canonical spelling of RFC 8785');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError)
      return err(`expected canonical JSON: ${error.message}`);
    throw error;
  }
}

/** The bytes of a value's one spelling. Errors as of `formatCanonicalJson`. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return encodeUtf8(formatCanonicalJson(value));
}
