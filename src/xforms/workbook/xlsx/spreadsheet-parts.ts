import type { FormFault } from '../../form/form-fault.ts';
import type { XmlHandlers } from '../../xml/scan.ts';
import { attributeOf, childOf, elementsOf, type XmlElement } from '../../xml/tree.ts';
import { WORKBOOK_LIMITS } from '../limits.ts';
import { type DateKind, dateKindOf } from '../number-format.ts';
import { WorkbookStop, workbookFault } from '../workbook-fault.ts';
import type { Allowance } from './allowance.ts';
import type { PartReader } from './part-reader.ts';

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

/** Finds the parts of a workbook by its relationships. @throws WorkbookStop where there is no workbook. */
export function findParts(parts: PartReader): WorkbookParts {
  const office = relationsOf(parts, '').find(({ type }) => type.endsWith('/officeDocument'));
  const path = office?.target ?? 'xl/workbook.xml';
  if (!parts.has(path)) throw new WorkbookStop([workbookFault('workbook-unknown')]);
  const root = parts.tree(path);
  const relations = relationsOf(parts, path);
  const target = (kind: string) => {
    const found = relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
    return found !== undefined && parts.has(found) ? found : null;
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

function relationsOf(parts: PartReader, source: string): readonly Relation[] {
  const folder = source.replace(/[^/]*$/, '');
  const path = `${folder}_rels/${source.slice(folder.length)}.rels`;
  if (!parts.has(path)) return [];
  return elementsOf(parts.tree(path)).map((element) => ({
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

/** The shared texts of a workbook in their order, without phonetic hints (ECMA-376 part 1, 18.4). */
export function readSharedStrings(parts: PartReader, path: string | null): readonly string[] {
  const strings: string[] = [];
  if (path !== null) parts.scan({ path, place: path }, (allowance) => stringHandlers(strings, allowance));
  return strings;
}

function stringHandlers(strings: string[], allowance: Allowance): XmlHandlers {
  let text = '';
  let isText = false;
  let phonetic = 0;
  let elements = 0;
  strings.length = 0;
  return {
    open(tag) {
      const { name } = tag;
      allowance.open(tag);
      elements += 1;
      if (name === 'si') [text, elements] = ['', 1];
      if (name === 'rPh') phonetic += 1;
      isText = name === 't' && phonetic === 0;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 'si') {
        if (text !== '') allowance.keep(text, elements);
        if (strings.push(text) > WORKBOOK_LIMITS.cells) throw new WorkbookStop([tooManyTexts()]);
      }
      if (name === 'rPh') phonetic -= 1;
      isText = false;
    },
  };
}

function tooManyTexts(): FormFault {
  return workbookFault('workbook-too-many-cells', { limit: WORKBOOK_LIMITS.cells });
}

/** What each cell format makes of a number, by its place in the list of formats (ECMA-376 part 1, 18.8.10). */
export function readDateKinds(parts: PartReader, path: string | null): readonly DateKind[] {
  if (path === null) return [];
  const root = parts.tree(path);
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
