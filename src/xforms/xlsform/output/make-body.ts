import type { Action, BodyControl, BodyNode, ControlKind, Wording } from '../../form/form.ts';
import type { ChoiceTables } from '../choices.ts';
import type { FaultList } from '../fault-list.ts';
import type { Cell } from '../tables/cell.ts';
import { type Element, pathOf, walk } from '../tree/element.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';
import { makeRepeatActions } from './make-binds.ts';
import { makeChoiceList } from './make-choice-list.ts';
import { hasItextLabel, itextIdOf } from './make-itext.ts';
import { cutText } from './output-texts.ts';

/** What the body is made with. */
export interface BodyContext {
  readonly choices: ChoiceTables;
  readonly resolver: ReferenceResolver;
  readonly faults: FaultList;
  /** Question → what is set when its answer changes. */
  readonly triggered: ReadonlyMap<string, readonly Element[]>;
}

const KINDS: Readonly<Record<string, ControlKind>> = {
  input: 'input',
  trigger: 'trigger',
  upload: 'upload',
  select: 'select',
  select1: 'select1',
  range: 'range',
  'odk:rank': 'rank',
};

/** What is shown, in the order of the survey. */
export function makeBody(form: Element, context: Omit<BodyContext, 'triggered'>): BodyNode[] {
  const triggered = new Map<string, Element[]>();
  for (const element of walk(form)) {
    for (const name of element.trigger) triggered.set(name, [...(triggered.get(name) ?? []), element]);
  }
  return bodyBelow(form, { ...context, triggered });
}

function bodyBelow(element: Element, context: BodyContext): BodyNode[] {
  return element.children.flatMap((child) => {
    if (child.isBodyless || ['external', 'attribute', 'entity', 'label'].includes(child.kind)) return [];
    if (child.kind === 'group') return [groupNode(child, context)];
    if (child.kind === 'repeat') return [repeatNode(child, context)];
    const control = makeControl(child, context);
    return control === null ? [] : [control];
  });
}

function groupNode(element: Element, context: BodyContext): BodyNode {
  const { appearance, others } = attributesOf(element, context);
  return {
    kind: 'group',
    ref: pathOf(element),
    label: isFilled(element.label) ? wording(element, 'label', context) : null,
    hint: null,
    appearance,
    attributes: others,
    children: bodyBelow(element, context),
  };
}

/** A repeat stands in a group of its own path, which carries its label. */
function repeatNode(element: Element, context: BodyContext): BodyNode {
  const { appearance, others } = attributesOf(element, context);
  const count = others.get('jr:count') ?? null;
  const isFixed = others.get('jr:noAddRemove') === 'true()';
  others.delete('jr:count');
  others.delete('jr:noAddRemove');
  return {
    kind: 'group',
    ref: pathOf(element),
    label: wording(element, 'label', context) ?? { kind: 'inline', pieces: [] },
    hint: null,
    appearance: null,
    attributes: new Map(),
    children: [
      {
        kind: 'repeat',
        nodeset: pathOf(element),
        count,
        isFixed,
        appearance,
        attributes: others,
        actions: makeRepeatActions(element, context.resolver),
        children: bodyBelow(element, context),
      },
    ],
  };
}

function attributesOf(
  element: Element,
  { resolver }: BodyContext,
): { appearance: string | null; others: Map<string, string> } {
  const others = new Map([...element.control].map(([name, value]) => [name, resolver.resolve(value, element)]));
  const appearance = element.kind === 'group' ? element.control.get('appearance') : others.get('appearance');
  others.delete('appearance');
  return { appearance: appearance ?? null, others };
}

/** Whether a cell has a text. */
function isFilled(cell: Cell | null): boolean {
  return cell !== null && (typeof cell === 'string' ? cell !== '' : cell.size > 0);
}

function makeControl(element: Element, context: BodyContext): BodyControl | null {
  const kind = KINDS[element.tag ?? ''];
  const isComputed = (element.bind?.has('calculate') ?? false) || element.trigger.length > 0;
  const isUnseen = element.type === 'calculate' || (isComputed && !isFilled(element.label) && !isFilled(element.hint));
  if (isUnseen) checkTriggers(element, context);
  if (isUnseen || kind === undefined || !checkWords(element, context)) return null;
  const { appearance, others } = attributesOf(element, context);
  const list = makeChoiceList(element, context);
  if (list.query !== null) others.set('query', list.query);
  return {
    kind,
    ref: pathOf(element),
    label: wording(element, 'label', context) ?? { kind: 'inline', pieces: [] },
    hint: hintOf(element, context),
    appearance,
    attributes: others,
    choices: list.choices,
    actions: triggeredBy(element, context),
    tags: element.tags.map(({ key, label }) => ({ key, label: plainWording(label, element, context) })),
  };
}

/** What nobody sees, nobody can change: it triggers nothing. */
function checkTriggers(element: Element, { triggered, faults }: BodyContext): void {
  for (const other of triggered.get(element.name) ?? []) {
    if (other.type === 'background-geopoint') continue;
    const place = { sheet: 'survey', row: other.row, column: 'trigger' };
    faults.error('trigger-unseen', place, { found: element.name, name: other.name });
  }
}

function checkWords({ label, hint, guidance, media, row, name }: Element, { faults }: BodyContext): boolean {
  // An empty text stands for a column `media` without a kind, which is passed over.
  const hasWords = label === '' || isFilled(label) || media.size > 0 || isFilled(hint);
  const place = { sheet: 'survey', row, column: 'label' };
  if (!hasWords) {
    faults.error(isFilled(guidance) ? 'guidance-alone' : 'label-missing', place, { found: name });
    return false;
  }
  if (!media.has('big-image') || media.has('image')) return true;
  faults.error('big-image-alone', { ...place, column: 'big-image' }, { found: name });
  return false;
}

function wording(element: Element, part: 'label', context: BodyContext): Wording | null {
  if (hasItextLabel(element)) return { kind: 'itext', id: itextIdOf(element, part) };
  return plainWording(element.label, element, context);
}

function plainWording(cell: Cell | null, element: Element, { resolver }: BodyContext): Wording | null {
  if (typeof cell !== 'string' || cell === '') return null;
  return { kind: 'inline', pieces: cutText(cell, element, resolver) };
}

function hintOf(element: Element, context: BodyContext): Wording | null {
  const { hint, guidance } = element;
  if (hint instanceof Map || isFilled(guidance)) return { kind: 'itext', id: itextIdOf(element, 'hint') };
  return plainWording(hint, element, context);
}

function triggeredBy(element: Element, { triggered, resolver }: BodyContext): Action[] {
  const others = triggered.get(element.name) ?? [];
  const isPlace = (other: Element) => other.type === 'background-geopoint';
  const sorted = [...others.filter((other) => !isPlace(other)), ...others.filter(isPlace)];
  return sorted.map((other) => {
    const calculation = other.bind?.get('calculate');
    return {
      kind: isPlace(other) ? 'setgeopoint' : 'setvalue',
      events: ['xforms-value-changed'],
      ref: pathOf(other),
      value: typeof calculation === 'string' ? resolver.resolve(calculation, element) : null,
      text: null,
      attributes: new Map(),
    };
  });
}
