import type { InstanceNode } from '../../form/form.ts';
import type { Element } from '../tree/element.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';

/** The record as it is before anybody has answered: each repeat once as a template and once as its first copy. */
export function makeRecord(
  form: Element,
  attributes: ReadonlyMap<string, string>,
  resolver: ReferenceResolver,
): InstanceNode {
  return { ...sectionNode(form, { isTemplate: false, isInside: false }), attributes };

  function sectionNode(
    element: Element,
    { isTemplate, isInside }: { isTemplate: boolean; isInside: boolean },
  ): InstanceNode {
    const attributesOf = new Map<string, string>();
    if (!isTemplate) {
      for (const [name, value] of element.instance) attributesOf.set(name, resolver.resolve(value, element));
    }
    for (const child of element.children) if (child.kind === 'attribute') attributesOf.set(child.name, child.value);
    const children = element.children.flatMap((child) => childNodes(child, { isTemplate, isInside }));
    return { name: element.name, attributes: attributesOf, value: null, children, isTemplate };
  }

  function childNodes(
    child: Element,
    { isTemplate, isInside }: { isTemplate: boolean; isInside: boolean },
  ): InstanceNode[] {
    if (child.kind === 'external' || child.kind === 'attribute') return [];
    if (child.kind === 'repeat') {
      if (isTemplate) return [sectionNode(child, { isTemplate: true, isInside: true })];
      if (isInside) return [sectionNode(child, { isTemplate: false, isInside: true })];
      const template = sectionNode(child, { isTemplate: true, isInside: true });
      return [template, sectionNode(child, { isTemplate: false, isInside: true })];
    }
    if (child.kind === 'group' || child.kind === 'entity') {
      return [sectionNode(child, { isTemplate: false, isInside: isInside && !isTemplate })];
    }
    return [questionNode(child)];
  }

  function questionNode(element: Element): InstanceNode {
    const own = new Map([...element.instance].map(([name, value]) => [name, resolver.resolve(value, element)]));
    const value = element.isDynamic ? null : element.defaultValue;
    return { name: element.name, attributes: own, value, children: [], isTemplate: false };
  }
}
