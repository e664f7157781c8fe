import { decodeUtf8 } from '../../kernel/bytes/utf8.ts';
import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { xmlFault } from './xml-fault.ts';

/**
 * The text of an XML document by its byte order mark or its declaration (XML 1.0, appendix F): UTF-8, ASCII and UTF-16.
 * Other encodings and bytes that are none of the encoding are refused.
 */
export function decodeXml(bytes: Uint8Array): Result<string, Fault> {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return utf8(bytes.subarray(3));
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), false);
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), true);
  if (first === 0 && second === 0x3c) return utf16(bytes, false);
  if (first === 0x3c && second === 0) return utf16(bytes, true);
  const declared = declaredEncoding(bytes);
  if (declared !== null && !['utf-8', 'utf8', 'us-ascii', 'ascii'].includes(declared.toLowerCase())) {
    return refused(declared);
  }
  return utf8(bytes);
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(start)?.[1] ?? null;
}

function utf8(bytes: Uint8Array): Result<string, Fault> {
  const text = decodeUtf8(bytes);
  return text === null ? refused('UTF-8') : ok(text);
}

function utf16(bytes: Uint8Array, isLittle: boolean): Result<string, Fault> {
  if (bytes.length % 2 === 1) return refused('UTF-16');
  const pieces: string[] = [];
  const units: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    const [low = 0, high = 0] = isLittle ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    units.push(high * 256 + low);
    if (units.length === 8192) pieces.push(String.fromCharCode(...units.splice(0)));
  }
  pieces.push(String.fromCharCode(...units));
  return ok(pieces.join(''));
}

function refused(found: string): Result<never, Fault> {
  return err(xmlFault('xml-encoding', { line: 1, column: 1, found }));
}
