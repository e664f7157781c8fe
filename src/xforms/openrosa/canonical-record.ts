import type { Fault } from '../../kernel/issue.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { RECORD_LIMITS } from '../xml/limits.ts';
import { parseXml } from '../xml/parse.ts';
import type { XmlAttribute, XmlElement } from '../xml/tree.ts';
import { escapeAttribute, escapeText } from '../xml/write.ts';

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Namespaces by their place among those of the record in the order of their texts, however often one is used. */
type Places = ReadonlyMap<string, number>;

/**
 * The one form of all spellings of a record: two records are the same where theirs are equal. Encoding, declaration, comments,
 * prefixes, the order of attributes, CDATA, `<a/>` or `<a></a>` and blanks between elements do not count; answers count
 * to the last blank. It is no XML. Refuses what `parseXml` refuses.
 */
export function canonicalRecord(bytes: Uint8Array): Result<string, Fault> {
  const parsed = parseXml(bytes, RECORD_LIMITS);
  if (!parsed.ok) return parsed;
  const found = new Set<string>();
  findNamespaces(parsed.value, found);
  const namespaces = [...found].sort();
  const pieces = [JSON.stringify(namespaces)];
  writeElement(parsed.value, new Map(namespaces.map((uri, place) => [uri, place])), pieces);
  return ok(pieces.join(''));
}

function findNamespaces(element: XmlElement, found: Set<string>): void {
  found.add(element.namespace);
  for (const attribute of element.attributes) if (!isDeclaration(attribute)) found.add(attribute.namespace);
  for (const child of element.children) if (typeof child !== 'string') findNamespaces(child, found);
}

function writeElement(element: XmlElement, places: Places, pieces: string[]): void {
  pieces.push('<', nameOf(element, places), ...attributesOf(element, places), '>');
  const hasElements = element.children.some((child) => typeof child !== 'string');
  for (const child of element.children) {
    if (typeof child !== 'string') writeElement(child, places, pieces);
    else if (!hasElements || !isBlank(child)) pieces.push(escapeText(child));
  }
  pieces.push('</>');
}

function attributesOf({ attributes }: XmlElement, places: Places): readonly string[] {
  return attributes
    .filter((attribute) => !isDeclaration(attribute))
    .map((attribute) => ` ${nameOf(attribute, places)}="${escapeAttribute(attribute.value)}"`)
    .sort();
}

function nameOf({ namespace, name }: Pick<XmlElement, 'namespace' | 'name'>, places: Places): string {
  return `${places.get(namespace)}:${name}`;
}

function isDeclaration({ namespace }: XmlAttribute): boolean {
  return namespace === XMLNS;
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}
