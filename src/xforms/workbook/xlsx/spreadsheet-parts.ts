import type { XmlLimits } from '../../xml/limits.ts';
import { parseXml } from '../../xml/parse.ts';
import { PlainScanner } from '../../xml/plain-scan.ts';
import { createXmlScanner, type XmlHandlers } from '../../xml/scan.ts';
import { attributeOf, childOf, elementsOf, type XmlElement } from '../../xml/tree.ts';
import { createUtf8Decoder } from '../../xml/utf8.ts';
import type { Archive } from '../archive.ts';
import { type DateKind, dateKindOf } from '../number-format.ts';
import { WorkbookStop, workbookFault } from '../workbook-fault.ts';

const LIMITS: XmlLimits = {
  depth: 60,
  elements: 8_000_000,
  attributes: 100,
  text: 1_000_000,
  name: 200,
  size: 100_000_000,
};

/** A sheet as the workbook lists it, with the part of the archive that holds it. */
export interface SheetPart {
  readonly name: string;
  readonly path: string;
}

/** What a workbook says of itself (ECMA-376 part 1, 18.2). */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly hasDatesFrom1904: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

/** Finds the parts of a workbook by its relationships. @throws WorkbookStop where the archive holds no workbook. */
export function findParts(archive: Archive): WorkbookParts {
  const office = relationsOf(archive, '').find(({ type }) => type.endsWith('/officeDocument'));
  const path = office?.target ?? 'xl/workbook.xml';
  if (!archive.has(path)) throw new WorkbookStop([workbookFault('workbook-unknown')]);
  const root = readTree(archive, path);
  const relations = relationsOf(archive, path);
  const target = (kind: string) => {
    const found = relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
    return found !== undefined && archive.has(found) ? found : null;
  };
  const settings = childOf(root, 'workbookPr');
  return {
    sheets: sheetsOf(root, relations),
    hasDatesFrom1904: ['1', 'true', 'on'].includes(settings === null ? '' : (attributeOf(settings, 'date1904') ?? '')),
    sharedStrings: target('sharedStrings'),
    styles: target('styles'),
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function relationsOf(archive: Archive, source: string): readonly Relation[] {
  const folder = source.replace(/[^/]*$/, '');
  const path = `${folder}_rels/${source.slice(folder.length)}.rels`;
  if (!archive.has(path)) return [];
  return elementsOf(readTree(archive, path)).map((element) => ({
    id: attributeOf(element, 'Id') ?? '',
    type: attributeOf(element, 'Type') ?? '',
    target: resolve(folder, attributeOf(element, 'Target') ?? ''),
  }));
}

function resolve(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function sheetsOf(root: XmlElement, relations: readonly Relation[]): readonly SheetPart[] {
  const list = childOf(root, 'sheets');
  return (list === null ? [] : elementsOf(list)).flatMap((element) => {
    const name = attributeOf(element, 'name') ?? '';
    const id = element.attributes.find((attribute) => attribute.name === 'id' && attribute.prefix !== '')?.value;
    const relation = relations.find((candidate) => candidate.id === id);
    if (relation === undefined) throw new WorkbookStop([workbookFault('workbook-broken', { part: name })]);
    return relation.type.endsWith('/worksheet') ? [{ name, path: relation.target }] : [];
  });
}

function readTree(archive: Archive, path: string): XmlElement {
  const pieces: number[] = [];
  archive.unpack(path, (piece) => {
    for (const byte of piece) pieces.push(byte);
    if (pieces.length > 5_000_000) throw new WorkbookStop([workbookFault('workbook-too-large', { megabytes: 5 })]);
    return true;
  });
  const root = parseXml(Uint8Array.from(pieces), LIMITS);
  if (!root.ok) throw new WorkbookStop([workbookFault(root.error.code, root.error.parameters, { sheet: path })]);
  return root.value;
}

/**
 * Reads a part while it is unpacked; `place` names it in faults. `begin` gives the handlers, and gives new ones where the part
 * turns out not to be plain and is read once more from its beginning.
 *
 * @throws WorkbookStop at the first fault of the XML.
 */
export function scanPart(archive: Archive, part: { path: string; place: string }, begin: () => XmlHandlers): void {
  const plain = new PlainScanner(begin(), LIMITS);
  const isPlain = eachText(archive, part.path, (text) => text !== null && plain.write(text));
  if (isPlain && plain.end()) return;
  const scanner = createXmlScanner(begin(), LIMITS);
  eachText(archive, part.path, (text, isLast) => {
    if (text === null) throw new WorkbookStop([workbookFault('workbook-broken', { part: part.place })]);
    const fault = scanner.write(text) ?? (isLast ? scanner.end() : null);
    if (fault !== null) throw new WorkbookStop([workbookFault(fault.code, fault.parameters, { sheet: part.place })]);
    return true;
  });
}

/** Hands the text of a part over; null: it is no UTF-8. @returns whether all of it was taken. */
function eachText(archive: Archive, path: string, take: (text: string | null, isLast: boolean) => boolean): boolean {
  const decoder = createUtf8Decoder();
  const isTaken = archive.unpack(path, (piece) => take(decoder.write(piece, false), false));
  return isTaken && take(decoder.write(new Uint8Array(0), true), true);
}

/** The shared texts of a workbook in their order, without phonetic hints (ECMA-376 part 1, 18.4). */
export function readSharedStrings(archive: Archive, path: string | null): readonly string[] {
  const strings: string[] = [];
  if (path !== null) scanPart(archive, { path, place: path }, () => stringHandlers(strings));
  return strings;
}

function stringHandlers(strings: string[]): XmlHandlers {
  let text = '';
  let isText = false;
  let phonetic = 0;
  strings.length = 0;
  return {
    open({ name }) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic += 1;
      isText = name === 't' && phonetic === 0;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') phonetic -= 1;
      isText = false;
    },
  };
}

/** What each cell format makes of a number, by its place in the list of formats (ECMA-376 part 1, 18.8.10). */
export function readDateKinds(archive: Archive, path: string | null): readonly DateKind[] {
  if (path === null) return [];
  const root = readTree(archive, path);
  const formats = childOf(root, 'numFmts');
  const codes = new Map<string, string>();
  for (const format of formats === null ? [] : elementsOf(formats)) {
    codes.set(attributeOf(format, 'numFmtId') ?? '', attributeOf(format, 'formatCode') ?? '');
  }
  const cells = childOf(root, 'cellXfs');
  return (cells === null ? [] : elementsOf(cells)).map((cell) => {
    const id = attributeOf(cell, 'numFmtId') ?? '0';
    return dateKindOf(Number(id), codes.get(id) ?? null);
  });
}
