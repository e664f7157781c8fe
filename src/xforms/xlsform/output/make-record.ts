import type { InstanceNode } from '../../form/form.ts';
import type { Element } from '../tree/element.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';

/** Where in the record something is written: in a template of a repeat, or in a first copy, which has no templates below it. */
interface Within {
  readonly isTemplate: boolean;
  readonly isCopy: boolean;
}

const PLAIN: Within = { isTemplate: false, isCopy: false };
const TEMPLATE: Within = { isTemplate: true, isCopy: false };
const COPY: Within = { isTemplate: false, isCopy: true };

/** The record as it is before anybody has answered: each repeat once as a template and once as its first copy. */
export function makeRecord(
  form: Element,
  attributes: ReadonlyMap<string, string>,
  resolver: ReferenceResolver,
): InstanceNode {
  return { ...sectionNode(form, PLAIN, resolver), attributes };
}

function sectionNode(element: Element, within: Within, resolver: ReferenceResolver): InstanceNode {
  const own = within.isTemplate ? new Map<string, string>() : attributesOf(element, resolver);
  for (const child of element.children) if (child.kind === 'attribute') own.set(child.name, child.value);
  const children = element.children.flatMap((child) => childNodes(child, within, resolver));
  return { name: element.name, attributes: own, value: null, children, isTemplate: within.isTemplate };
}

function childNodes(child: Element, within: Within, resolver: ReferenceResolver): InstanceNode[] {
  if (child.kind === 'external' || child.kind === 'attribute') return [];
  if (child.kind === 'repeat') {
    const copies = within.isTemplate ? [TEMPLATE] : within.isCopy ? [COPY] : [TEMPLATE, COPY];
    return copies.map((copy) => sectionNode(child, copy, resolver));
  }
  if (child.kind === 'group' || child.kind === 'entity') {
    return [sectionNode(child, within.isTemplate ? PLAIN : within, resolver)];
  }
  const value = child.isDynamic ? null : child.defaultValue;
  return [{ name: child.name, attributes: attributesOf(child, resolver), value, children: [], isTemplate: false }];
}

function attributesOf(element: Element, resolver: ReferenceResolver): Map<string, string> {
  return new Map([...element.instance].map(([name, value]) => [name, resolver.resolve(value, element)]));
}
