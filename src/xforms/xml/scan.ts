import { SaxesParser } from 'saxes';
import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { XmlLimits } from './limits.ts';
import { finish, type Steps } from './steps.ts';
import type { XmlAttribute } from './tree.ts';
import { codeOf, type XmlFaultCode, XmlStop, xmlFault } from './xml-fault.ts';

/** The beginning of an element. */
export interface XmlTag {
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly line: number;
}

/** What hears of a document while it is read. A handler ends the reading by throwing an `XmlStop`. */
export interface XmlHandlers {
  open(tag: XmlTag): void;
  /** A text with its entities resolved; several may follow one another. */
  text(text: string): void;
  /** The local name of the element that ends. */
  close(name: string): void;
}

/** Takes a document piece by piece; after a fault it takes no more. */
export interface XmlScanner {
  /** Reads on. @returns the first fault of the document, or null. */
  write(text: string): Fault | null;
  /** Says that the document is complete. @returns the first fault of the document, or null. */
  end(): Fault | null;
}

type Parser = SaxesParser<{ xmlns: true }>;
type Refuse = (code: XmlFaultCode, found?: string) => never;

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/** A scanner for one document (XML 1.0 with namespaces; no DOCTYPE, no processing instructions, the five entities only). */
export function createXmlScanner(handlers: XmlHandlers, limits: XmlLimits): XmlScanner {
  const parser: Parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const refuse: Refuse = (code, found = '') => {
    throw new XmlStop(xmlFault(code, { line: parser.line, column: parser.column + 1, found }));
  };
  listenForFaults(parser, refuse);
  const told = { count: 0 };
  listenForTags(parser, { handlers: counting(handlers, told), limits, refuse });
  let size = 0;
  let silent = 0;
  let fault: Fault | null = null;
  const attempt = (work: () => void): Fault | null => {
    if (fault !== null) return fault;
    try {
      work();
    } catch (thrown) {
      if (!(thrown instanceof XmlStop)) throw thrown;
      fault = thrown.fault;
    }
    return fault;
  };
  return {
    write: (text) =>
      attempt(() => {
        size += text.length;
        const before = told.count;
        if (size > limits.size) refuse('xml-too-large', String(limits.size));
        parser.write(text);
        silent = told.count === before ? silent + text.length : 0;
        if (silent > limits.text) refuse('xml-text-too-long', String(limits.text));
      }),
    end: () => attempt(() => parser.close()),
  };
}

/** A text or tag without end would be kept whole before its length is known: what is told is counted. */
function counting(handlers: XmlHandlers, told: { count: number }): XmlHandlers {
  return {
    open(tag) {
      told.count += 1;
      handlers.open(tag);
    },
    text(text) {
      told.count += 1;
      handlers.text(text);
    },
    close(name) {
      told.count += 1;
      handlers.close(name);
    },
  };
}

function listenForFaults(parser: Parser, refuse: Refuse): void {
  parser.on('error', (error) => {
    const message = error.message.replace(/^\d+:\d+: /, '');
    refuse(codeOf(message), message);
  });
  parser.on('doctype', () => refuse('xml-doctype'));
  parser.on('processinginstruction', (instruction) => refuse('xml-instruction', instruction.target.slice(0, 50)));
}

interface Reading {
  readonly handlers: XmlHandlers;
  readonly limits: XmlLimits;
  readonly refuse: Refuse;
}

function listenForTags(parser: Parser, { handlers, limits, refuse }: Reading): void {
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let line = 0;
  parser.on('opentagstart', (tag) => {
    depth += 1;
    elements += 1;
    attributes = 0;
    line = parser.column === 0 ? parser.line - 1 : parser.line;
    if (depth > limits.depth) refuse('xml-too-deep', String(limits.depth));
    if (elements > limits.elements) refuse('xml-too-many-elements', String(limits.elements));
    if (tag.name.length > limits.name) refuse('xml-name-too-long', String(limits.name));
  });
  parser.on('attribute', ({ name, value }) => {
    attributes += 1;
    if (attributes > limits.attributes) refuse('xml-too-many-attributes', String(limits.attributes));
    if (name.length > limits.name) refuse('xml-name-too-long', String(limits.name));
    if (value.length > limits.text) refuse('xml-text-too-long', String(limits.text));
  });
  parser.on('opentag', ({ local, prefix, uri, attributes: found }) => {
    handlers.open({ name: local, prefix, namespace: uri, attributes: attributesOf(found), line });
  });
  parser.on('text', (text) => {
    if (text.length > limits.text) refuse('xml-text-too-long', String(limits.text));
    if (depth > 0) handlers.text(text);
  });
  parser.on('cdata', (text) => {
    if (text.length > limits.text) refuse('xml-text-too-long', String(limits.text));
    handlers.text(text);
  });
  parser.on('closetag', ({ local }) => {
    depth -= 1;
    handlers.close(local);
  });
}

interface Found {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

function attributesOf(found: Readonly<Record<string, Found>>): readonly XmlAttribute[] {
  let attributes: XmlAttribute[] | null = null;
  for (const key in found) {
    const one = found[key];
    if (one === undefined) continue;
    attributes ??= [];
    attributes.push({ name: one.local, prefix: one.prefix, namespace: one.uri, value: one.value });
  }
  return attributes ?? NO_ATTRIBUTES;
}

/** So much is read in a step: what is written to be slow takes some milliseconds. */
const PIECE = 16_384;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads a whole text and tells the handlers; nothing of it is kept. Refuses lone surrogates besides what the scanner refuses. */
export function scanXml(text: string, handlers: XmlHandlers, limits: XmlLimits): Result<null, Fault> {
  return finish(scanXmlInSteps(text, handlers, limits));
}

/** As `scanXml`, piece by piece. */
export function* scanXmlInSteps(text: string, handlers: XmlHandlers, limits: XmlLimits): Steps<Result<null, Fault>> {
  if (text.length > limits.size) {
    return err(xmlFault('xml-too-large', { line: 1, column: 1, found: String(limits.size) }));
  }
  const lone = LONE_SURROGATE.exec(text);
  if (lone !== null) return err(xmlFault('xml-character', { ...placeOf(text, lone.index), found: '' }));
  const scanner = createXmlScanner(handlers, limits);
  for (let start = 0; start < text.length; start += PIECE) {
    const fault = scanner.write(text.slice(start, start + PIECE));
    if (fault !== null) return err(fault);
    yield;
  }
  const fault = scanner.end();
  return fault === null ? ok(null) : err(fault);
}

function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
