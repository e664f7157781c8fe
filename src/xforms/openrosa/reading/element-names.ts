import { qualifiedName, type XmlElement } from '../../xml/tree.ts';
import { ENTITIES, NAMESPACES } from '../namespaces.ts';
import { refuse } from './x-form-stop.ts';

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(NAMESPACES).map(([prefix, uri]) => [uri, prefix] as const),
  [ENTITIES, 'entities'],
  // Written so by the specification itself (Metadata, Primary Instance) and by older tools.
  ['http://openrosa.org/xforms/', 'orx'],
  ['https://openrosa.org/xforms', 'orx'],
  ['http://opendatakit.org/xforms', 'odk'],
  ['http://www.opendatakit.org/xforms/', 'odk'],
]);

interface Named {
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
}

/** The prefix that the specification has a namespace under: empty for XForms, null for a namespace that it does not know. */
export function prefixOf(namespace: string): string | null {
  return PREFIXES.get(namespace) ?? null;
}

/** The name of an element as the specification writes it, whatever the prefixes of the document: `group`, `h:body`, `odk:rank`. */
export function elementName(element: Named): string {
  const prefix = prefixOf(element.namespace);
  if (prefix === null) return `{${element.namespace}}${element.name}`;
  return prefix === '' ? element.name : `${prefix}:${element.name}`;
}

/** The name of an attribute as the specification writes it; one without prefix has no namespace. */
export function attributeName(attribute: Named): string {
  if (attribute.namespace === '') return attribute.name;
  const prefix = prefixOf(attribute.namespace);
  return prefix === null || prefix === '' ? qualifiedName(attribute) : `${prefix}:${attribute.name}`;
}

/** Whether an attribute declares a namespace. */
export function isDeclaration({ name, prefix }: Named): boolean {
  return prefix === 'xmlns' || (prefix === '' && name === 'xmlns');
}

/** The attributes of an element: those that are asked for by name, and then all others as they are written. */
export class AttributeReader {
  readonly element: XmlElement;
  private readonly left: Map<string, { readonly written: string; readonly value: string }>;

  constructor(element: XmlElement) {
    this.element = element;
    const own = element.attributes.filter((attribute) => !isDeclaration(attribute));
    this.left = new Map(
      own.map((each) => [attributeName(each), { written: qualifiedName(each), value: each.value }] as const),
    );
  }

  /** The value, or null where there is none. */
  take(name: string): string | null {
    const value = this.left.get(name)?.value ?? null;
    this.left.delete(name);
    return value;
  }

  /** An expression: blank is none. */
  takeExpression(name: string): string | null {
    const value = this.take(name);
    return value === null || value.trim() === '' ? null : value;
  }

  /** A value that must be there. @throws XFormStop where it is not. */
  need(name: string): string {
    return this.take(name) ?? refuseMissing(this.element, name);
  }

  /** What was not asked for, by the names as they are written. */
  rest(): ReadonlyMap<string, string> {
    return new Map([...this.left.values()].map(({ written, value }) => [written, value] as const));
  }
}

/** Refuses an element that lacks something. */
export function refuseMissing(element: XmlElement, wanted: string): never {
  return refuse('xform-missing', { line: element.line, found: qualifiedName(element), wanted });
}

/** Refuses an element where it stands. */
export function refuseElement(element: XmlElement, within: XmlElement): never {
  return refuse('xform-element', {
    line: element.line,
    found: qualifiedName(element),
    within: qualifiedName(within),
  });
}

/** Refuses what must stand once only. */
export function refuseTwice(element: XmlElement, found: string): never {
  return refuse('xform-twice', { line: element.line, found });
}

/** The elements of an element that has no text of its own. @throws XFormStop where it has one. */
export function elementsOnly(element: XmlElement): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  for (const child of element.children) {
    if (typeof child !== 'string') elements.push(child);
    else if (child.trim() !== '') {
      refuse('xform-text', { line: element.line, within: qualifiedName(element), found: child.trim().slice(0, 50) });
    }
  }
  return elements;
}
