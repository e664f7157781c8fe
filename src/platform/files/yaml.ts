import {
  CST,
  Document,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLError,
  YAMLMap,
} from 'yaml';
import { findEncodingFault, withoutByteOrderMark } from './encoding.ts';
import { type FileFault, fileFault } from './file-fault.ts';

/** One line of a flat YAML file: a name and the text it stands for; an empty value is an empty text. */
export interface YamlEntry {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** The most bytes that a YAML file may have. */
export const MOST_YAML_BYTES = 1_000_000;

/** After so many faults the rest of the file is not looked at. */
const MOST_FAULTS = 100;

/** What a flat file has no place for, or what writing it back would lose: token of the lexer → code of the fault. */
const REFUSED_TOKENS: Readonly<Record<string, string>> = {
  comment: 'yaml-comment',
  anchor: 'yaml-anchor',
  alias: 'yaml-anchor',
  tag: 'yaml-tag',
  'directive-line': 'yaml-directive',
  'flow-map-start': 'yaml-nested',
  'flow-seq-start': 'yaml-list',
  'seq-item-ind': 'yaml-list',
  'explicit-key-ind': 'yaml-nested',
};

/**
 * Reads a YAML file of the one form that leaves nothing to guess: a flat list of `name: text`. Every value is text,
 * whatever it looks like: `on`, `08:00` and `2024-02-07` stay as they are spelled. Faults have the line as row too,
 * and `position`, the character in the line, from 1.
 */
export function readYaml(given: Uint8Array): { entries: YamlEntry[]; faults: FileFault[] } {
  const bytes = withoutByteOrderMark(given);
  const refused = findEncodingFault(bytes) ?? findSizeFault(bytes);
  if (refused !== null) return { entries: [], faults: [refused] };
  const text = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
  const tokens = findRefusedTokens(text);
  if (tokens.length > 0) return { entries: [], faults: tokens };
  return readEntries(text);
}

/**
 * Writes a flat YAML file: plain where every common reader takes the value for text, in double quotes where one would
 * not, as a literal block where it has several lines. The same entries give the same bytes.
 */
export function writeYaml(entries: readonly (readonly [name: string, text: string])[]): string {
  if (entries.length === 0) return '';
  const map = new YAMLMap();
  for (const [name, text] of entries) map.add({ key: new Scalar(name), value: scalarOf(text) });
  const document = new Document(map, { schema: 'core', compat: 'yaml-1.1' });
  return document.toString({ lineWidth: 0, blockQuote: 'literal', singleQuote: false });
}

function scalarOf(text: string): Scalar {
  const scalar = new Scalar(text);
  const isBlock = !/^\s|\s$|[^\P{Cc}\n\t]|[\u2028\u2029\ufeff]/u.test(text);
  if (text.includes('\n')) scalar.type = isBlock ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
  return scalar;
}

function findSizeFault(bytes: Uint8Array): FileFault | null {
  return bytes.length > MOST_YAML_BYTES ? fileFault('yaml-large', { wanted: MOST_YAML_BYTES }) : null;
}

function findRefusedTokens(text: string): FileFault[] {
  const faults: FileFault[] = [];
  let [offset, isScalarNext] = [0, false];
  for (const token of new Lexer().lex(text)) {
    const code = isScalarNext ? undefined : REFUSED_TOKENS[CST.tokenType(token) ?? ''];
    if (code !== undefined) faults.push(faultAt(code, positionOf(text, offset)));
    if (faults.length === MOST_FAULTS) return faults;
    isScalarNext = token === CST.SCALAR;
    if (token !== CST.SCALAR && token !== CST.DOCUMENT && token !== CST.FLOW_END) offset += token.length;
  }
  return faults;
}

/** Names that stand twice are looked for here: the library compares each with each, which a hostile file makes last. */
function readEntries(text: string): { entries: YamlEntry[]; faults: FileFault[] } {
  const lines = new LineCounter();
  const options = { schema: 'failsafe', logLevel: 'error', uniqueKeys: false, prettyErrors: false } as const;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const errors = document.errors.slice(0, MOST_FAULTS).map((error) => faultOfError(error, lines));
  if (errors.length > 0) return { entries: [], faults: errors };
  if (!isMap(document.contents)) return { entries: [], faults: [faultAt('yaml-flat', { line: 1, position: 1 })] };
  const twice = findTwice(document.contents.items, lines);
  if (twice.length > 0) return { entries: [], faults: twice };
  const read = document.contents.items.map((pair) => readPair(pair, lines));
  return {
    entries: read.filter((item) => 'name' in item),
    faults: read.filter((item) => 'code' in item).slice(0, MOST_FAULTS),
  };
}

function findTwice(pairs: readonly Pair[], lines: LineCounter): FileFault[] {
  const seen = new Set<string>();
  const again = pairs.filter(({ key }) => {
    const name = isScalar(key) ? String(key.value ?? '') : '';
    const isAgain = name !== '' && seen.has(name);
    seen.add(name);
    return isAgain;
  });
  return again.slice(0, MOST_FAULTS).map((pair) => faultAt('yaml-twice', placeOf(pair, lines)));
}

function readPair(pair: Pair, lines: LineCounter): YamlEntry | FileFault {
  const { key, value } = pair;
  const place = placeOf(pair, lines);
  if (!isScalar(key)) return faultAt('yaml-nested', place);
  const name = String(key.value ?? '');
  if (name === '') return faultAt('yaml-unnamed', place);
  if (value === null) return { name, text: '', line: place.line };
  if (!isScalar(value)) return { ...faultAt('yaml-nested', place), column: name };
  const isBlock = value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED';
  const text = String(value.value ?? '');
  return { name, text: isBlock ? text.replace(/\n+$/, '') : text, line: place.line };
}

function faultOfError(error: YAMLError, lines: LineCounter): FileFault {
  const code = error.code === 'MULTIPLE_DOCS' ? 'yaml-documents' : 'yaml-unreadable';
  return faultAt(code, placeAt(error.pos[0], lines));
}

function placeOf({ key }: Pair, lines: LineCounter): Place {
  return placeAt(isScalar(key) ? (key.range?.[0] ?? 0) : 0, lines);
}

function placeAt(offset: number, lines: LineCounter): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), position: Math.max(1, col) };
}

interface Place {
  readonly line: number;
  readonly position: number;
}

function positionOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, position: offset - before.lastIndexOf('\n') };
}

function faultAt(code: string, { line, position }: Place): FileFault {
  return fileFault(code, { position }, { row: line, line });
}
