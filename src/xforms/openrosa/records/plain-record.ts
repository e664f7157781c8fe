import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { RECORD_LIMITS } from '../../xml/limits.ts';
import type { Steps } from '../../xml/steps.ts';
import { BYTE, beginsWithXml, IN_NAME, IS_SPECIAL, isSpace, referenceLength, utf8Length } from './xml-bytes.ts';

/** Attributes and declarations are compared with one another, so that they are few. */
const FEW = 30;
const DECLARATION =
  /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[Uu][Tt][Ff]-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>$/;
const LONGEST_DECLARATION = 100;
const RESERVED = ['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'];

/** From where to where something is written, as two offsets, the second behind its end. */
type Span = readonly [start: number, end: number];

/**
 * Reads the envelope of a record that is written as programs write them, over its bytes, at several times the speed of
 * `createXmlScanner`. It names no faults: at whatever is not plain (comments, CDATA, names beyond ASCII, other encodings,
 * every fault, every limit) it gives null, and the record is to be read by what knows all of XML.
 */
export function* peekPlainRecord(bytes: Uint8Array): Steps<ReturnType<PlainRecord['read']>> {
  if (bytes.length > RECORD_LIMITS.size) return null;
  const record = new PlainRecord(bytes);
  if (!record.passHead()) return null;
  for (let until = STEP; record.goTo(until); until += STEP) yield;
  return record.read();
}

/** So many bytes are read in a step. */
const STEP = 262_144;

class PlainRecord {
  private readonly bytes: Uint8Array;
  private at = 0;
  private isAtEnd = false;
  private elements = 0;
  /** Names of the open elements. */
  private readonly open: Span[] = [];
  /** Prefixes that are declared, each with the depth of its element. */
  private readonly declared: { readonly prefix: Span; readonly depth: number }[] = [];
  /** Depth of the `meta` that is open; 0: none is. */
  private metaDepth = 0;
  /** What of it is open. */
  private wanted: 'instanceId' | 'deprecatedId' | null = null;
  private valueStart = 0;
  /** Whether the last text is not what stands there: it has references, or ends of line that readers change. */
  private hasReference = false;

  private formId: string | null = null;
  private version: string | null = null;
  private isEncrypted = false;
  private instanceId: string | null = null;
  private deprecatedId: string | null = null;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads on, at least up to `until`. @returns whether there is more to read. */
  goTo(until: number): boolean {
    while (this.at < until) {
      if (!this.passText()) return false;
      this.isAtEnd = this.at === this.bytes.length;
      if (this.isAtEnd || !this.passTag()) return false;
    }
    return true;
  }

  /** What it says of itself, once there is no more to read. */
  read() {
    if (!this.isAtEnd || this.open.length > 0 || this.formId === null) return null;
    const { formId, version, instanceId, deprecatedId, isEncrypted } = this;
    return { formId, version, instanceId, deprecatedId, isEncrypted };
  }

  /** Byte order mark and declaration. */
  passHead(): boolean {
    const { bytes } = this;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    if (bytes[this.at] !== BYTE.OPEN || bytes[this.at + 1] !== BYTE.QUESTION) return true;
    const end = bytes.indexOf(BYTE.CLOSE, this.at) + 1;
    if (end === 0 || end - this.at > LONGEST_DECLARATION) return false;
    const isPlain = DECLARATION.test(String.fromCharCode(...bytes.subarray(this.at, end)));
    this.at = end;
    return isPlain;
  }

  /** Goes on to the next `<` or to the end. */
  private passText(): boolean {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    this.hasReference = false;
    for (;;) {
      while (at < bytes.length && IS_SPECIAL[bytes[at] as number] === 0) at += 1;
      if (at === bytes.length || bytes[at] === BYTE.OPEN) break;
      const length = this.lengthAt(at);
      if (length === 0) return false;
      at += length;
    }
    this.at = at;
    if (this.open.length === 0) return this.isBlank(start, at);
    return at - start <= RECORD_LIMITS.text;
  }

  /** Bytes of a character that is not a plain one; 0 where it is not one that may stand in a text. */
  private lengthAt(at: number): number {
    const { bytes } = this;
    const byte = bytes[at] as number;
    if (byte >= 0x80) return utf8Length(bytes, at);
    if (byte === BYTE.BRACKET) return bytes[at + 1] === BYTE.BRACKET && bytes[at + 2] === BYTE.CLOSE ? 0 : 1;
    this.hasReference = true;
    if (byte === BYTE.RETURN) return 1;
    return byte === BYTE.AMPERSAND ? referenceLength(bytes, at) : 0;
  }

  private isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) if (!isSpace(this.bytes[at])) return false;
    return true;
  }

  private passTag(): boolean {
    return this.bytes[this.at + 1] === BYTE.SLASH ? this.passClose() : this.passOpen();
  }

  private passClose(): boolean {
    const { bytes } = this;
    const name = this.open.pop();
    if (name === undefined) return false;
    const textEnd = this.at;
    let at = textEnd + 2;
    for (let from = name[0]; from < name[1]; from += 1, at += 1) if (bytes[at] !== bytes[from]) return false;
    while (isSpace(bytes[at])) at += 1;
    if (bytes[at] !== BYTE.CLOSE) return false;
    this.at = at + 1;
    return this.closeElement(textEnd);
  }

  private closeElement(textEnd: number): boolean {
    const depth = this.open.length + 1;
    while (this.declared.length > 0 && (this.declared.at(-1)?.depth ?? 0) === depth) this.declared.pop();
    if (depth === this.metaDepth) this.metaDepth = 0;
    if (this.wanted === null) return true;
    const value = this.textOf([this.valueStart, textEnd]);
    if (value === null || (value !== '' && this.hasReference)) return false;
    if (value.trim() !== '') this[this.wanted] ??= value;
    this.wanted = null;
    return true;
  }

  private passOpen(): boolean {
    const { bytes } = this;
    const depth = this.open.length + 1;
    if ((depth === 1 && this.elements > 0) || depth > RECORD_LIMITS.depth || this.wanted !== null) return false;
    this.elements += 1;
    if (this.elements > RECORD_LIMITS.elements) return false;
    const start = this.at + 1;
    const colon = this.passName(start);
    const end = this.at;
    if (end === start || !this.passAttributes(depth)) return false;
    if (colon > 0 && !this.isDeclared([start, colon])) return false;
    const isEmpty = bytes[this.at] === BYTE.SLASH;
    if (isEmpty) this.at += 1;
    if (bytes[this.at] !== BYTE.CLOSE) return false;
    this.at += 1;
    if (depth <= 3 && !this.notice([colon > 0 ? colon + 1 : start, end], depth)) return false;
    if (isEmpty) return this.closeElement(this.at);
    this.open.push([start, end]);
    return true;
  }

  /** Looks whether an element is one of those that are wanted. */
  private notice(name: Span, depth: number): boolean {
    if (depth === 1) return this.formId !== null;
    if (depth === 2) {
      if (this.isWritten(name, 'meta')) this.metaDepth = 2;
      return true;
    }
    if (this.metaDepth === 0) return true;
    if (this.isWritten(name, 'instanceID')) this.wanted = 'instanceId';
    else if (this.isWritten(name, 'deprecatedID')) this.wanted = 'deprecatedId';
    this.valueStart = this.at;
    return true;
  }

  /** Goes on behind a name, leaving `at` where it began if there is none. @returns where its colon is; 0: nowhere. */
  private passName(start: number): number {
    const { bytes } = this;
    this.at = start;
    const first = this.passPart(start);
    if (first === start) return 0;
    if (bytes[first] !== BYTE.COLON) {
      this.at = first - start <= RECORD_LIMITS.name ? first : start;
      return 0;
    }
    const second = this.passPart(first + 1);
    if (second > first + 1 && second - start <= RECORD_LIMITS.name) this.at = second;
    return first;
  }

  private passPart(start: number): number {
    const { bytes } = this;
    if (IN_NAME[bytes[start] ?? 0] !== 1) return start;
    let at = start + 1;
    while (IN_NAME[bytes[at] ?? 0] !== 0) at += 1;
    return at;
  }

  private passAttributes(depth: number): boolean {
    if (!isSpace(this.bytes[this.at])) return true;
    const names: Span[] = [];
    let foreign: Span | null = null;
    while (isSpace(this.bytes[this.at])) {
      const start = this.passSpace();
      const colon = this.passName(start);
      const name: Span = [start, this.at];
      if (this.at === start) break;
      const value = this.passValue();
      if (value === null || names.some((other) => this.isSame(other, name))) return false;
      names.push(name);
      if (names.length > FEW) return false;
      if (this.isWritten([start, colon > 0 ? colon : name[1]], 'xmlns')) {
        if (!this.declare([colon > 0 ? colon + 1 : name[1], name[1]], value, depth)) return false;
      } else if (colon > 0) {
        if (foreign !== null) return false;
        foreign = [start, colon];
      } else if (depth === 1 && !this.keep(name, value)) return false;
    }
    return foreign === null || this.isDeclared(foreign);
  }

  private passSpace(): number {
    while (isSpace(this.bytes[this.at])) this.at += 1;
    return this.at;
  }

  /** `="…"`; null where it is not plain. */
  private passValue(): Span | null {
    const { bytes } = this;
    const quote = bytes[this.at + 1];
    if (bytes[this.at] !== BYTE.EQUALS || (quote !== BYTE.QUOTE && quote !== BYTE.APOSTROPHE)) return null;
    const start = this.at + 2;
    let at = start;
    for (; bytes[at] !== quote; at += 1) {
      const byte = bytes[at] ?? 0;
      // References and what readers turn into blanks are left to what knows all of XML.
      if (byte < BYTE.BLANK || byte >= 0x80 || byte === BYTE.OPEN || byte === BYTE.AMPERSAND) return null;
    }
    this.at = at + 1;
    return at - start <= RECORD_LIMITS.text ? [start, at] : null;
  }

  private declare(prefix: Span, value: Span, depth: number): boolean {
    const [start, end] = value;
    if (start === end || this.declared.length === FEW) return false;
    for (let at = start; at < end; at += 1) if (this.bytes[at] === BYTE.BLANK || this.bytes[at] === 0x7f) return false;
    const isReserved = RESERVED.some((uri) => this.isWritten(value, uri));
    if (isReserved || beginsWithXml(this.bytes, prefix)) return false;
    this.declared.push({ prefix, depth });
    return true;
  }

  private isDeclared(prefix: Span): boolean {
    for (let at = this.declared.length - 1; at >= 0; at -= 1) {
      const one = this.declared[at];
      if (one !== undefined && this.isSame(one.prefix, prefix)) return true;
    }
    return this.isWritten(prefix, 'xml');
  }

  /** An attribute of the root. */
  private keep(name: Span, value: Span): boolean {
    if (this.isWritten(name, 'id')) {
      this.formId = this.textOf(value);
      return this.formId?.trim() !== '';
    }
    if (this.isWritten(name, 'version')) this.version = this.textOf(value);
    else if (this.isWritten(name, 'encrypted')) this.isEncrypted = this.isWritten(value, 'yes');
    return true;
  }

  private isSame(one: Span, other: Span): boolean {
    const length = one[1] - one[0];
    if (length !== other[1] - other[0]) return false;
    for (let at = 0; at < length; at += 1) if (this.bytes[one[0] + at] !== this.bytes[other[0] + at]) return false;
    return true;
  }

  private isWritten([start, end]: Span, text: string): boolean {
    if (end - start !== text.length) return false;
    for (let at = 0; at < text.length; at += 1) if (this.bytes[start + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  private textOf([start, end]: Span): string | null {
    return decodeUtf8(this.bytes.subarray(start, end));
  }
}
