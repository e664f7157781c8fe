/** A piece of a message in ICU message format: text as it is, or what a parameter decides. */
export type MessagePiece =
  | string
  | { readonly kind: 'argument' | 'number'; readonly name: string }
  | { readonly kind: 'plural' | 'select'; readonly name: string; readonly forms: MessageForms }
  /** `#`: the number of the plural around it. */
  | { readonly kind: 'count' }
  /** `<link>inner</link>`. */
  | { readonly kind: 'mark'; readonly name: string; readonly inner: readonly MessagePiece[] };

/** Selector (`=0`, `one`, `other`) → what is said then. */
export type MessageForms = ReadonlyMap<string, readonly MessagePiece[]>;

/**
 * Reads a message: `{name}`, `{n, number}`, `{n, plural, =0 {…} one {…} other {…}}` with `#`, `{kind, select, a {…} other {…}}`,
 * `<mark>…</mark>` and the quotation of ICU (`''` is one apostrophe, `'{…'` is text). No more of the format is understood.
 *
 * @throws Error naming the place, where a message cannot be read.
 */
export function parseMessage(text: string): readonly MessagePiece[] {
  if (!/[{}<']/.test(text)) return [text];
  const reader = { text, at: 0 };
  const pieces = readPieces(reader, false);
  if (reader.at < text.length) fail(reader, 'no end of what did not begin');
  return pieces;
}

interface Reader {
  readonly text: string;
  at: number;
}

const NAME = /[\p{L}\p{N}_-]+/uy;
const SELECTOR = /=-?\d+|[\p{L}\p{N}_-]+/uy;
const MARK = /<[a-z]/iy;
const MARK_END = /<\/[a-z]/iy;
const SPACE = /\s*/y;

/** Up to the end, or to a sign that ends what is around; within a plural, `#` is its number. */
function readPieces(reader: Reader, isPlural: boolean): MessagePiece[] {
  const pieces: MessagePiece[] = [];
  while (reader.at < reader.text.length) {
    const char = reader.text.charAt(reader.at);
    if (char === '}' || look(reader, MARK_END) !== null) break;
    const piece = readPiece(reader, char, isPlural);
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

function readPiece(reader: Reader, char: string, isPlural: boolean): MessagePiece {
  if (char === '{') return readArgument(reader);
  if (char === "'") return readQuoted(reader, isPlural);
  if (look(reader, MARK) !== null) return readMark(reader, isPlural);
  reader.at += 1;
  return char === '#' && isPlural ? { kind: 'count' } : char;
}

function readChar(reader: Reader): string {
  reader.at += 1;
  return reader.text.charAt(reader.at - 1);
}

/** From an apostrophe on: an apostrophe, or text in which no sign has a meaning. */
function readQuoted(reader: Reader, isPlural: boolean): string {
  const { text } = reader;
  const next = text.charAt(reader.at + 1);
  reader.at += 1;
  if (next === "'") reader.at += 1;
  if (!(next !== '' && (isPlural ? '{}<>#' : '{}<>').includes(next))) return "'";
  let found = '';
  while (reader.at < text.length) {
    const char = readChar(reader);
    if (char !== "'") found += char;
    else if (text.charAt(reader.at) === "'") found += readChar(reader);
    else break;
  }
  return found;
}

function readMark(reader: Reader, isPlural: boolean): MessagePiece {
  reader.at += 1;
  const name = take(reader, NAME, 'a name');
  expectSign(reader, '>');
  const inner = readPieces(reader, isPlural);
  expectSign(reader, `</${name}>`);
  return { kind: 'mark', name, inner };
}

function readArgument(reader: Reader): MessagePiece {
  reader.at += 1;
  const name = takeSpaced(reader, NAME, 'a name');
  if (reader.text.charAt(reader.at) !== ',') {
    expectSign(reader, '}');
    return { kind: 'argument', name };
  }
  reader.at += 1;
  const kind = takeSpaced(reader, NAME, 'number, plural or select');
  if (kind === 'number') {
    expectSign(reader, '}');
    return { kind, name };
  }
  if (kind !== 'plural' && kind !== 'select') return fail(reader, 'number, plural or select');
  expectSign(reader, ',');
  const forms = readForms(reader, kind === 'plural');
  expectSign(reader, '}');
  return { kind, name, forms };
}

function readForms(reader: Reader, isPlural: boolean): MessageForms {
  const forms = new Map<string, readonly MessagePiece[]>();
  look(reader, SPACE, true);
  while (reader.at < reader.text.length && reader.text.charAt(reader.at) !== '}') {
    const selector = takeSpaced(reader, SELECTOR, 'a selector');
    if (forms.has(selector)) fail(reader, `${selector} once`);
    expectSign(reader, '{');
    forms.set(selector, readPieces(reader, isPlural));
    expectSign(reader, '}');
    look(reader, SPACE, true);
  }
  if (!forms.has('other')) fail(reader, 'a form `other`');
  return forms;
}

/** What a sticky pattern finds at the place, null where nothing; goes behind it where asked to. */
function look(reader: Reader, pattern: RegExp, goes = false): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? null;
  if (goes) reader.at += found?.length ?? 0;
  return found;
}

function take(reader: Reader, pattern: RegExp, wanted: string): string {
  return look(reader, pattern, true) ?? fail(reader, wanted);
}

function takeSpaced(reader: Reader, pattern: RegExp, wanted: string): string {
  look(reader, SPACE, true);
  const found = take(reader, pattern, wanted);
  look(reader, SPACE, true);
  return found;
}

function expectSign(reader: Reader, sign: string): void {
  if (!reader.text.startsWith(sign, reader.at)) fail(reader, sign);
  reader.at += sign.length;
}

function fail(reader: Reader, wanted: string): never {
  const found = reader.text.slice(reader.at, reader.at + 12) || 'the end';
  throw new Error(`Read the message “${reader.text}”: found ${found} at ${reader.at}, expected ${wanted}`);
}
