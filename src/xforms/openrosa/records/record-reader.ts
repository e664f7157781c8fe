import { type Fault, fault } from '../../../kernel/issue.ts';
import type { InstanceNode } from '../../form/form.ts';
import type { Definition } from '../../instance/record/definition.ts';
import { elementsOf, qualifiedName, textOf, type XmlElement } from '../../xml/tree.ts';
import { ENTITIES, NAMESPACES } from '../namespaces.ts';
import { attributeName, isDeclaration, prefixOf } from '../reading/element-names.ts';
import { refuse } from '../reading/x-form-stop.ts';

/** An element with its path in the record, positions of copies included. */
interface Place {
  readonly element: XmlElement;
  readonly path: string;
}

/** Reads elements of a record by what the form says of them. */
export class RecordReader {
  /** What the form has no place for, by paths without positions. */
  readonly warnings = new Map<string, Fault>();
  private readonly namespaces: Readonly<Record<string, string>>;
  private readonly children = new Map<Definition, ReadonlyMap<string, readonly Definition[]>>();

  /** `namespaces`: those of the form beyond the ones of the specification, by prefix. */
  constructor(namespaces: Readonly<Record<string, string>>) {
    this.namespaces = { ...namespaces, ...NAMESPACES, entities: ENTITIES };
  }

  /**
   * Whether an element is what the form calls `name`, whatever prefixes the record uses. One namespace of the specification is
   * as good as none: programs write the metadata of a record with either, whatever the form has.
   */
  isNamed(element: XmlElement, name: string): boolean {
    const at = name.indexOf(':');
    if (element.name !== name.slice(at + 1)) return false;
    const prefix = prefixOf(element.namespace);
    if (at < 0) return element.prefix === '' || prefix === 'orx';
    const wanted = name.slice(0, at);
    if (wanted === 'orx' && (prefix === 'orx' || element.prefix === '')) return true;
    return element.namespace !== '' && (prefix === wanted || element.namespace === this.namespaces[wanted]);
  }

  /** Reads an element that is what the definition says. @throws XFormStop where its shape is not the one of the form. */
  read(element: XmlElement, definition: Definition, path = `/${definition.name}`): InstanceNode {
    const place = { element, path };
    const attributes = this.readAttributes(place, definition);
    const { name } = definition;
    const isCopied = isTemplate(element);
    if (definition.children.every((child) => child.isAttribute)) {
      return { name, attributes, isTemplate: isCopied, value: this.readAnswer(place), children: [] };
    }
    refuseText(place);
    return { name, attributes, isTemplate: isCopied, value: null, children: this.readChildren(place, definition) };
  }

  private readAnswer({ element, path }: Place): string | null {
    const [inner] = elementsOf(element);
    if (inner !== undefined) refuse('record-inside', { line: inner.line, path, found: qualifiedName(inner) });
    const text = textOf(element);
    return text === '' ? null : text;
  }

  private readChildren({ element, path }: Place, definition: Definition): readonly InstanceNode[] {
    const counts = new Map<Definition, number>();
    const read: InstanceNode[] = [];
    for (const child of elementsOf(element)) {
      const found = this.definitionOf(child, definition);
      if (found === null) {
        // The record says what it mends; who mends it once more names this record itself.
        if (child.name === 'deprecatedID' && element.name === 'meta') continue;
        this.warn('record-element', child, `${path}/${qualifiedName(child)}`);
        read.push(unknownNode({ element: child, path: `${path}/${qualifiedName(child)}` }));
        continue;
      }
      const count = isTemplate(child) ? 0 : (counts.get(found) ?? 0) + 1;
      if (count > 0) counts.set(found, count);
      const below = `${path}/${found.name}`;
      if (count > 1 && !found.isRepeat) refuse('record-twice', { line: child.line, path: below });
      read.push(this.read(child, found, found.isRepeat ? `${below}[${count}]` : below));
    }
    return read;
  }

  private definitionOf(element: XmlElement, parent: Definition): Definition | null {
    let children = this.children.get(parent);
    if (children === undefined) {
      children = byLocalName(parent.children.filter((child) => !child.isAttribute));
      this.children.set(parent, children);
    }
    return children.get(element.name)?.find((child) => this.isNamed(element, child.name)) ?? null;
  }

  /** Attributes that the form can change; others it has itself, and servers add theirs to the root. */
  private readAttributes({ element, path }: Place, definition: Definition): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    const fixed = definition.packed.attributes ?? {};
    for (const attribute of element.attributes) {
      const name = attributeName(attribute);
      if (isDeclaration(attribute) || name === 'jr:template') continue;
      const isBound = definition.children.some((child) => child.isAttribute && child.name === name);
      if (isBound) attributes.set(name, attribute.value);
      else if (definition.parent !== null && !Object.hasOwn(fixed, name)) {
        this.warn('record-attribute', element, `${path}/@${name}`);
      }
    }
    return attributes;
  }

  private warn(code: string, { line }: XmlElement, path: string): void {
    const key = path.replace(/\[\d+\]/g, '');
    if (!this.warnings.has(key)) this.warnings.set(key, fault(code, { line, path }));
  }
}

function isTemplate(element: XmlElement): boolean {
  return element.attributes.some((attribute) => attributeName(attribute) === 'jr:template');
}

function byLocalName(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  const named = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const name = definition.name.replace(/^.*:/, '');
    const same = named.get(name);
    if (same === undefined) named.set(name, [definition]);
    else same.push(definition);
  }
  return named;
}

/** Refuses a text beside elements. */
function refuseText({ element, path }: Place): void {
  const text = element.children.find((child) => typeof child === 'string' && child.trim() !== '');
  if (typeof text === 'string') refuse('record-text', { line: element.line, path, found: text.trim().slice(0, 50) });
}

function unknownNode(place: Place): InstanceNode {
  const { element, path } = place;
  const known = { name: qualifiedName(element), attributes: new Map<string, string>(), isTemplate: false };
  const inner = elementsOf(element);
  if (inner.length === 0) return { ...known, value: textOf(element) || null, children: [] };
  refuseText(place);
  const children = inner.map((child) => unknownNode({ element: child, path: `${path}/${qualifiedName(child)}` }));
  return { ...known, value: null, children };
}
