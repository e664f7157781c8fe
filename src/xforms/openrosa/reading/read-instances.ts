import type { InstanceNode, ItemTable, SecondaryInstance } from '../../form/form.ts';
import { elementsOf, qualifiedName, textOf, type XmlElement } from '../../xml/tree.ts';
import {
  AttributeReader,
  attributeName,
  elementsOnly,
  isDeclaration,
  refuseMissing,
  refuseTwice,
} from './element-names.ts';
import { mergeOrders } from './merge-orders.ts';

/** The primary instance (Instance, Primary Instance): the only element of the first `instance`. */
export function readRecord(instance: XmlElement): InstanceNode {
  return readNode(onlyElement(instance));
}

/** A secondary instance (Instance, Secondary Instances). Where it has an address, what it holds is a placeholder. */
export function readSecondary(instance: XmlElement): SecondaryInstance {
  const attributes = new AttributeReader(instance);
  const id = attributes.need('id');
  const src = attributes.take('src');
  if (src !== null) return { kind: 'external', id, src };
  const root = onlyElement(instance);
  const items = tableOf(root);
  return items === null ? { kind: 'tree', id, root: readNode(root) } : { kind: 'internal', id, items };
}

function onlyElement(instance: XmlElement): XmlElement {
  const [first, second] = elementsOnly(instance);
  if (first === undefined) return refuseMissing(instance, 'root');
  return second === undefined ? first : refuseTwice(second, qualifiedName(second));
}

function readNode(element: XmlElement): InstanceNode {
  const attributes = new Map<string, string>();
  let isTemplate = false;
  for (const attribute of element.attributes) {
    if (attributeName(attribute) === 'jr:template') isTemplate = true;
    else if (attribute.prefix !== 'xmlns') attributes.set(qualifiedName(attribute), attribute.value);
  }
  const name = qualifiedName(element);
  if (elementsOf(element).length === 0) {
    const text = textOf(element);
    return { name, attributes, value: text.trim() === '' ? null : text, children: [], isTemplate };
  }
  return { name, attributes, value: null, children: elementsOnly(element).map(readNode), isTemplate };
}

/** Items of `root/item` with one text of each name, or null where the data are shaped otherwise. */
function tableOf(root: XmlElement): ItemTable | null {
  if (qualifiedName(root) !== 'root' || hasAttributes(root)) return null;
  const rows: ReadonlyMap<string, string>[] = [];
  for (const item of elementsOnly(root)) {
    const row = qualifiedName(item) === 'item' ? rowOf(item) : null;
    if (row === null) return null;
    rows.push(row);
  }
  const columns = mergeOrders(rows.map((row) => [...row.keys()]));
  return { columns, rows: rows.map((row) => columns.map((column) => row.get(column) ?? null)) };
}

function rowOf(item: XmlElement): ReadonlyMap<string, string> | null {
  if (hasAttributes(item)) return null;
  const row = new Map<string, string>();
  for (const cell of elementsOnly(item)) {
    const name = qualifiedName(cell);
    if (row.has(name) || hasAttributes(cell) || elementsOf(cell).length > 0) return null;
    row.set(name, textOf(cell));
  }
  return row;
}

function hasAttributes(element: XmlElement): boolean {
  return element.attributes.some((attribute) => !isDeclaration(attribute));
}
