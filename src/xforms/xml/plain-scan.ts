import type { XmlLimits } from './limits.ts';
import type { XmlHandlers } from './scan.ts';
import type { XmlAttribute } from './tree.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** UTF-16 code units that wait for the rest of their tag or text at most. */
const MOST_REST = 65_536;
/** Attributes are compared with one another, so that they are few. */
const MOST_ATTRIBUTES = 30;

const DECLARATION =
  /^\?xml version=(["'])1\.0\1(?: encoding=(["'])[Uu][Tt][Ff]-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?$/;
const NAME = /([A-Za-z][\w.-]*)(?::([A-Za-z][\w.-]*))?/y;
const ATTRIBUTE = / ([A-Za-z][\w.-]*)(?::([A-Za-z][\w.-]*))?="([^"<\t\n\r]*)"/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML may not hold (XML 1.0, section 2.2).
const NO_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;
const SPECIAL = /[\r&]|\]\]>/;
const LINE_END = /\r\n?|\n/g;
const SLASH = 0x2f;
const QUESTION = 0x3f;

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

type Namespaces = ReadonlyMap<string, string>;

/**
 * Reads documents that are written as programs write them, several times as fast as `createXmlScanner`, and tells the same.
 * It names no faults: at whatever is not plain (comments, CDATA, single quotes, names beyond ASCII, every fault, every limit)
 * it says so, and the document is to be read anew by `createXmlScanner`, all that was told being forgotten.
 */
export class PlainScanner {
  private readonly handlers: XmlHandlers;
  private readonly limits: XmlLimits;
  private readonly names: string[] = [];
  private readonly scopes: Namespaces[] = [];
  private namespaces: Namespaces = new Map([['xml', XML]]);
  private rest = '';
  private size = 0;
  private elements = 0;
  private line = 1;
  private isPlain = true;
  private isStart = true;

  constructor(handlers: XmlHandlers, limits: XmlLimits) {
    this.handlers = handlers;
    this.limits = limits;
  }

  /** Reads on; pieces do not break inside of a character. @returns whether all is plain so far. */
  write(text: string): boolean {
    this.size += text.length;
    this.isPlain &&= this.size <= this.limits.size && !NO_CHARACTER.test(text) && this.read(this.rest + text);
    return this.isPlain;
  }

  /** Says that the document is complete. @returns whether it was plain, and therefore without fault. */
  end(): boolean {
    return this.isPlain && this.elements > 0 && this.names.length === 0 && isBlank(this.rest);
  }

  private read(text: string): boolean {
    let at = 0;
    for (let start = text.indexOf('<'); start >= 0; start = text.indexOf('<', at)) {
      const end = text.indexOf('>', start);
      if (end < 0) break;
      if (start > at && !this.readText(text.slice(at, start))) return false;
      if (!this.readTag(text.slice(start + 1, end))) return false;
      this.isStart = false;
      at = end + 1;
    }
    this.rest = text.slice(at);
    return this.rest.length <= MOST_REST;
  }

  private readText(text: string): boolean {
    this.isStart = false;
    if (text.includes('\n') || text.includes('\r')) this.line += text.match(LINE_END)?.length ?? 0;
    if (this.names.length === 0) return isBlank(text);
    const resolved = SPECIAL.test(text) ? resolve(text) : text;
    if (resolved === null || resolved.length > this.limits.text) return false;
    this.handlers.text(resolved);
    return true;
  }

  private readTag(tag: string): boolean {
    const first = tag.charCodeAt(0);
    if (first === SLASH) return this.close(tag.slice(1));
    if (first === QUESTION) return this.isStart && DECLARATION.test(tag);
    if (this.names.length === 0 && this.elements > 0) return false;
    const isEmpty = tag.charCodeAt(tag.length - 1) === SLASH;
    const name = this.open(isEmpty ? tag.slice(0, -1) : tag);
    return name !== null && (!isEmpty || this.close(name));
  }

  /** The name of the element as written, or null where its tag is not plain. */
  private open(tag: string): string | null {
    NAME.lastIndex = 0;
    const [qualified = '', first = '', second] = NAME.exec(tag) ?? [];
    const { depth, elements, name } = this.limits;
    this.elements += 1;
    if (qualified === '' || qualified.length > name || this.elements > elements) return null;
    this.scopes.push(this.namespaces);
    const attributes = qualified.length === tag.length ? NO_ATTRIBUTES : this.attributesOf(tag, qualified.length);
    if (attributes === null) return null;
    const prefix = second === undefined ? '' : first;
    const namespace = this.namespaces.get(prefix) ?? (prefix === '' ? '' : null);
    if (namespace === null || this.names.push(qualified) > depth) return null;
    this.handlers.open({ name: second ?? first, prefix, namespace, attributes, line: this.line });
    return qualified;
  }

  private close(qualified: string): boolean {
    if (this.names.pop() !== qualified) return false;
    this.namespaces = this.scopes.pop() ?? this.namespaces;
    this.handlers.close(qualified.slice(qualified.indexOf(':') + 1));
    return true;
  }

  private attributesOf(tag: string, start: number): readonly XmlAttribute[] | null {
    const written: XmlAttribute[] = [];
    let hasPrefix = false;
    for (let at = start; at < tag.length; at = ATTRIBUTE.lastIndex) {
      ATTRIBUTE.lastIndex = at;
      const match = ATTRIBUTE.exec(tag);
      if (match === null) {
        if (at === tag.length - 1 && tag.endsWith(' ')) break;
        return null;
      }
      const [whole, first = '', second, raw = ''] = match;
      const value = raw.includes('&') ? resolve(raw) : raw;
      if (value === null || value.length > this.limits.text) return null;
      if (whole.length - raw.length > this.limits.name) return null;
      const prefix = second === undefined ? '' : first;
      const name = second ?? first;
      hasPrefix ||= prefix !== '' || name === 'xmlns';
      written.push({ name, prefix, namespace: '', value });
    }
    if (written.length > Math.min(MOST_ATTRIBUTES, this.limits.attributes)) return null;
    const attributes = hasPrefix ? this.resolveNames(written) : written;
    return attributes === null || hasTwice(attributes) ? null : attributes;
  }

  /** Attributes with their namespaces, after those that declare some (Namespaces in XML 1.0). */
  private resolveNames(written: readonly XmlAttribute[]): readonly XmlAttribute[] | null {
    const declared = new Map(this.namespaces);
    for (const { name, prefix, value } of written) {
      if (prefix !== 'xmlns' && !(prefix === '' && name === 'xmlns')) continue;
      if (/^xml/i.test(name) && prefix !== '') return null;
      if (!/^[!-~]+$/.test(value) || value === XML || value === XMLNS) return null;
      declared.set(prefix === '' ? '' : name, value);
    }
    this.namespaces = declared;
    const attributes: XmlAttribute[] = [];
    for (const attribute of written) {
      const { name, prefix } = attribute;
      const own = name === 'xmlns' ? XMLNS : '';
      const namespace = prefix === '' ? own : prefix === 'xmlns' ? XMLNS : declared.get(prefix);
      if (namespace === undefined) return null;
      attributes.push({ ...attribute, namespace });
    }
    return attributes;
  }
}

function hasTwice(attributes: readonly XmlAttribute[]): boolean {
  for (let at = 1; at < attributes.length; at++) {
    const one = attributes[at];
    for (let before = 0; before < at; before++) {
      const other = attributes[before];
      if (one?.name === other?.name && one?.namespace === other?.namespace) return true;
    }
  }
  return false;
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

const FIVE: ReadonlyMap<string, string> = new Map([
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
]);

/** A text with its entities resolved; null where one is unknown, or where the text is not plain. */
function resolve(text: string): string | null {
  if (text.includes('\r') || text.includes(']]>')) return null;
  let isKnown = true;
  const resolved = text.replace(/&([^;&]*;?)/g, (_, written: string) => {
    const character = FIVE.get(written) ?? numbered(written);
    isKnown &&= character !== null;
    return character ?? '';
  });
  return isKnown ? resolved : null;
}

function numbered(written: string): string | null {
  const match = /^#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6}));$/.exec(written);
  if (match === null) return null;
  const point = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number(match[1]);
  if (point > 0x10ffff) return null;
  const character = String.fromCodePoint(point);
  return NO_CHARACTER.test(character) ? null : character;
}
