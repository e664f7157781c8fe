/** An element of an XML document, small enough to keep a form of 10,000 choices in memory. */
export interface XmlElement {
  /** The name without its prefix. */
  readonly name: string;
  /** Empty where there is none. */
  readonly prefix: string;
  /** URI; empty where there is none. */
  readonly namespace: string;
  /** In the order of the document, declarations of namespaces among them. */
  readonly attributes: readonly XmlAttribute[];
  /** Elements and texts in the order of the document; texts that touch are one. */
  readonly children: readonly XmlNode[];
  /** The line on which it begins, counted from 1; 0 for one that was not read. */
  readonly line: number;
}

/** An element, or a text with its entities resolved. */
export type XmlNode = XmlElement | string;

/** An attribute; one without prefix has no namespace. */
export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly value: string;
}

/** The value of an attribute by local name and namespace (default: none), or null. */
export function attributeOf(element: XmlElement, name: string, namespace = ''): string | null {
  for (const attribute of element.attributes) {
    if (attribute.name === name && attribute.namespace === namespace) return attribute.value;
  }
  return null;
}

/** The elements below an element, texts passed over. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** The first child of a local name, whatever its namespace, or null. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    if (typeof child !== 'string' && child.name === name) return child;
  }
  return null;
}

/** The text of an element and of all below it. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const child of element.children) text += typeof child === 'string' ? child : textOf(child);
  return text;
}

/** A name as it is written: with its prefix, where it has one. */
export function qualifiedName(named: { readonly name: string; readonly prefix: string }): string {
  return named.prefix === '' ? named.name : `${named.prefix}:${named.name}`;
}
