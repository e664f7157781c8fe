import { inflateSync } from 'node:zlib';
import { must } from '../../src/kernel/result.ts';

/** One shape that is drawn. */
export interface DrawnGlyph {
  readonly font: string;
  /** Its number in the font; 0 is the box in the place of a letter that the font has not. */
  readonly glyph: number;
  readonly text: string;
  /** Where the row that it is in begins, in points from the left edge. */
  readonly rowAt: number;
}

/**
 * The words of each page of a PDF in the order in which they are drawn: what a program reads that copies or searches. Reads
 * what our typesetter writes (objects that lie open, fonts with a table to Unicode), no other PDF.
 */
export function readPdfPages(bytes: Uint8Array): readonly string[] {
  return readPdfGlyphs(bytes).map((rows) => rows.map(textOf).join('\n'));
}

/** The shapes of each page in the rows in which they are drawn, each from left to right whichever way its script runs. */
export function readPdfGlyphs(bytes: Uint8Array): readonly (readonly (readonly DrawnGlyph[])[])[] {
  const file = Buffer.from(bytes).toString('latin1');
  const kids = /\/Type \/Pages\s+\/Count \d+\s+\/Kids \[([^\]]*)\]/.exec(file)?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => readPage(file, objectOf(file, id ?? '')));
}

function textOf(row: readonly DrawnGlyph[]): string {
  return row.map(({ text }) => text).join('');
}

function objectOf(file: string, id: string): string {
  const start = file.indexOf(`\n${id} 0 obj`);
  return file.slice(start, file.indexOf('\nendobj', start));
}

function streamOf(object: string): string {
  const start = object.indexOf('stream\n') + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(object)?.[1]);
  const stream = Buffer.from(object.slice(start, start + length), 'latin1');
  return (object.includes('/FlateDecode') ? inflateSync(stream) : stream).toString('latin1');
}

function readPage(file: string, page: string): DrawnGlyph[][] {
  const fonts = new Map(
    [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, readFont(file, objectOf(file, id ?? ''))]),
  );
  const content = streamOf(objectOf(file, /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''));
  let font: Font = { name: '', letters: new Map() };
  const rows: DrawnGlyph[][] = [];
  let row: DrawnGlyph[] = [];
  const at = { cm: 0, Tm: 0 };
  for (const token of tokensOf(content)) {
    const [, offset, matrix] = PLACE.exec(token) ?? [];
    if (matrix === 'cm' || matrix === 'Tm') at[matrix] = Number(offset);
    if (matrix !== undefined) continue;
    const name = /^\/(f\d+) /.exec(token)?.[1];
    if (name !== undefined) font = must(fonts.get(name), `Read a page: it names the font ${name}, which it has not`);
    else if (token.startsWith('(')) row.push(...decode(token.slice(1, -1), font, at.cm + at.Tm));
    else {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

interface Font {
  readonly name: string;
  /** Number of a letter in the font → what it is in Unicode. */
  readonly letters: ReadonlyMap<number, string>;
}

function readFont(file: string, font: string): Font {
  const table = streamOf(objectOf(file, /\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? ''));
  const pairs = [...table.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gim)];
  const letters = pairs.map(([, glyph, text]): [number, string] => [
    Number.parseInt(glyph ?? '', 16),
    Buffer.from(text ?? '', 'hex')
      .swap16()
      .toString('utf16le'),
  ]);
  return { name: /\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/.exec(font)?.[1] ?? '', letters: new Map(letters) };
}

/** Each piece of text is placed by one matrix in the page, its rows by one within it. */
const PLACE = /^1 0 0 -1 ([\d.-]+) [\d.-]+ (cm|Tm)/;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Fonts that are chosen, texts, ends of texts. A text may hold brackets, as long as they are in pairs. */
function tokensOf(content: string): readonly string[] {
  const tokens: string[] = [];
  const next = /\/f\d+ [\d.]+ Tf|1 0 0 -1 [\d.-]+ [\d.-]+ (?:cm|Tm)|\/Lang \([a-z-]*\)|\(|\b(?:TJ|Tj)\b/g;
  for (let match = next.exec(content); match !== null; match = next.exec(content)) {
    if (match[0].startsWith('/Lang')) continue;
    if (match[0] !== '(') tokens.push(match[0]);
    else {
      next.lastIndex = endOfText(content, match.index);
      tokens.push(content.slice(match.index, next.lastIndex));
    }
  }
  return tokens;
}

function endOfText(content: string, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at += 1) {
    const letter = content[at];
    if (letter === '\\') at += 1;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error('Read a text of a PDF: it has no end');
}

function decode(text: string, { name, letters }: Font, rowAt: number): DrawnGlyph[] {
  const bytes = Buffer.from(withoutEscapes(text), 'latin1');
  const glyphs = Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16BE(at * 2));
  return glyphs.map((glyph) => ({ font: name, glyph, text: letters.get(glyph) ?? '\ufffd', rowAt }));
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPES[escaped] ?? escaped),
  );
}
