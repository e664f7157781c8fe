import type { Action } from '../../form/form.ts';
import { elementsOf, textOf, type XmlElement } from '../../xml/tree.ts';
import { AttributeReader, elementName, refuseElement, refuseMissing } from './element-names.ts';
import type { NodePaths } from './node-paths.ts';

const KINDS: ReadonlyMap<string, Action['kind']> = new Map([
  ['setvalue', 'setvalue'],
  ['odk:setgeopoint', 'setgeopoint'],
  ['odk:recordaudio', 'recordaudio'],
]);

/** Whether an element is an action (Events and Actions). */
export function isAction(element: XmlElement): boolean {
  return KINDS.has(elementName(element));
}

/** An action; `context` is the node of the control or repeat that it stands in. */
export function readAction(
  element: XmlElement,
  { context, paths }: { readonly context: string; readonly paths: NodePaths },
): Action {
  const [inside] = elementsOf(element);
  if (inside !== undefined) refuseElement(inside, element);
  const attributes = new AttributeReader(element);
  const written = attributes.take('event') ?? attributes.take('ev:event') ?? '';
  const events = written.split(/\s+/).filter((event) => event !== '');
  if (events.length === 0) refuseMissing(element, 'event');
  const text = textOf(element);
  return {
    kind: KINDS.get(elementName(element)) ?? 'setvalue',
    // The name that the specification had before (Events).
    events: events.map((event) => (event === 'xforms-ready' ? 'odk-instance-first-load' : event)),
    ref: paths.get(attributes, context),
    value: attributes.takeExpression('value'),
    text: text.trim() === '' ? null : text,
    attributes: attributes.rest(),
  };
}
