import type {
  BodyControl,
  BodyGroup,
  BodyNode,
  BodyRepeat,
  ChoiceList,
  ControlKind,
  Wording,
} from '../../form/form.ts';
import { textOf, type XmlElement } from '../../xml/tree.ts';
import { AttributeReader, elementName, elementsOnly, refuseElement, refuseMissing } from './element-names.ts';
import type { NodePaths } from './node-paths.ts';
import { isAction, readAction } from './read-actions.ts';
import { atMostOne, readWording } from './read-texts.ts';
import { refuse } from './x-form-stop.ts';

const CONTROLS: ReadonlyMap<string, ControlKind> = new Map([
  ['input', 'input'],
  ['select1', 'select1'],
  ['select', 'select'],
  ['odk:rank', 'rank'],
  ['upload', 'upload'],
  ['trigger', 'trigger'],
  ['range', 'range'],
  ['secret', 'secret'],
]);
const WORDINGS = ['label', 'hint'];

/** Reads what is shown (Body, Groups, Repeats); paths of what stands in a group or repeat are relative to its node. */
export class BodyReader {
  private readonly paths: NodePaths;

  constructor(paths: NodePaths) {
    this.paths = paths;
  }

  /** The groups, repeats and controls below an element; `context` is its node. */
  children(parent: XmlElement, context: string): readonly BodyNode[] {
    const shown = elementsOnly(parent).filter((child) => !WORDINGS.includes(elementName(child)) && !isAction(child));
    return shown.map((child) => {
      const name = elementName(child);
      if (name === 'group') return this.group(child, context);
      if (name === 'repeat') return this.repeat(child, context);
      const kind = CONTROLS.get(name) ?? refuseElement(child, parent);
      return this.control(child, { kind, context });
    });
  }

  private group(element: XmlElement, context: string): BodyGroup {
    const action = elementsOnly(element).find(isAction);
    if (action !== undefined) refuseElement(action, element);
    const attributes = new AttributeReader(element);
    const ref = this.paths.find(attributes, context);
    return {
      kind: 'group',
      ref,
      ...wordingsOf(element),
      appearance: attributes.take('appearance'),
      attributes: attributes.rest(),
      children: this.children(element, ref ?? context),
    };
  }

  private repeat(element: XmlElement, context: string): BodyRepeat {
    const wording = elementsOnly(element).find((child) => WORDINGS.includes(elementName(child)));
    if (wording !== undefined) refuseElement(wording, element);
    const attributes = new AttributeReader(element);
    const nodeset = this.paths.get(attributes, context);
    return {
      kind: 'repeat',
      nodeset,
      count: attributes.takeExpression('jr:count'),
      isFixed: isTrue(attributes, 'jr:noAddRemove'),
      appearance: attributes.take('appearance'),
      attributes: attributes.rest(),
      actions: this.actions(element, nodeset),
      children: this.children(element, nodeset),
    };
  }

  private control(element: XmlElement, { kind, context }: { kind: ControlKind; context: string }): BodyControl {
    const attributes = new AttributeReader(element);
    const ref = this.paths.get(attributes, context);
    const children = elementsOnly(element);
    const known = [...WORDINGS, 'item', 'itemset', 'tag'];
    const strange = children.find((child) => !known.includes(elementName(child)) && !isAction(child));
    if (strange !== undefined) refuseElement(strange, element);
    return {
      kind,
      ref,
      ...wordingsOf(element),
      appearance: attributes.take('appearance'),
      attributes: attributes.rest(),
      choices: readChoices(element),
      actions: this.actions(element, ref),
      tags: children.filter((child) => elementName(child) === 'tag').map(readTag),
    };
  }

  private actions(element: XmlElement, context: string) {
    return elementsOnly(element)
      .filter(isAction)
      .map((action) => readAction(action, { context, paths: this.paths }));
  }
}

function wordingsOf(element: XmlElement): { readonly label: Wording | null; readonly hint: Wording | null } {
  const elements = elementsOnly(element);
  const [label, hint] = [atMostOne(elements, 'label'), atMostOne(elements, 'hint')];
  return { label: label === null ? null : readWording(label), hint: hint === null ? null : readWording(hint) };
}

/** A constant of XPath as an attribute has it. */
function isTrue(attributes: AttributeReader, name: string): boolean {
  const written = (attributes.take(name) ?? 'false()').trim();
  if (written === 'true()' || written === 'false()') return written === 'true()';
  return refuse('xform-attribute', { line: attributes.element.line, name, found: written, wanted: 'true(), false()' });
}

function readChoices(control: XmlElement): ChoiceList | null {
  const elements = elementsOnly(control);
  const itemset = atMostOne(elements, 'itemset');
  const items = elements.filter((child) => elementName(child) === 'item');
  const [first] = items;
  if (itemset !== null) return first === undefined ? readItemset(itemset) : refuseElement(first, control);
  return first === undefined ? null : { kind: 'items', items: items.map(readItem) };
}

function readItemset(itemset: XmlElement): ChoiceList {
  const refOf = (name: string) => {
    const element = partOf(itemset, name) ?? refuseMissing(itemset, name);
    return new AttributeReader(element).takeExpression('ref') ?? refuseMissing(element, 'ref');
  };
  const nodeset = new AttributeReader(itemset).takeExpression('nodeset') ?? refuseMissing(itemset, 'nodeset');
  return { kind: 'itemset', nodeset, value: refOf('value'), label: refOf('label') };
}

function readItem(item: XmlElement): { readonly value: string; readonly label: Wording | null } {
  const value = partOf(item, 'value') ?? refuseMissing(item, 'value');
  const label = partOf(item, 'label');
  return { value: textOf(value).trim(), label: label === null ? null : readWording(label) };
}

function readTag(tag: XmlElement): BodyControl['tags'][number] {
  const label = partOf(tag, 'label');
  return { key: new AttributeReader(tag).need('key'), label: label === null ? null : readWording(label) };
}

/** The value or label below a choice, which holds nothing else. */
function partOf(element: XmlElement, name: string): XmlElement | null {
  const parts = elementsOnly(element);
  const strange = parts.find((part) => !['value', 'label'].includes(elementName(part)));
  if (strange !== undefined) refuseElement(strange, element);
  return atMostOne(parts, name);
}
