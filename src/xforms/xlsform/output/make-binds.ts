import type { Action, Bind, Wording } from '../../form/form.ts';
import { readTruth } from '../survey/question-types.ts';
import type { Cell } from '../tables/cell.ts';
import { type Element, type ElementAction, pathOf, walk } from '../tree/element.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';
import { hasItextMessage, itextIdOf } from './make-itext.ts';

const EXPRESSIONS = ['readonly', 'required', 'relevant', 'constraint', 'calculate'] as const;
const OWN_FIELDS: readonly string[] = [
  ...EXPRESSIONS,
  ...['type', 'jr:constraintMsg', 'jr:requiredMsg', 'jr:preload', 'jr:preloadParams'],
];

/** The binds of all elements, in their order. */
export function makeBinds(form: Element, resolver: ReferenceResolver): Bind[] {
  return [...walk(form)].flatMap((element) => (element.bind === null ? [] : [makeBind(element, resolver)]));
}

function makeBind(element: Element, resolver: ReferenceResolver): Bind {
  const bind = element.bind ?? new Map<string, Cell>();
  const text = (name: string) => {
    const cell = bind.get(name);
    return typeof cell === 'string' ? resolver.resolve(cell, element) : null;
  };
  const expression = (name: (typeof EXPRESSIONS)[number]) => {
    const cell = bind.get(name);
    return typeof cell === 'string' ? resolver.resolve(readTruth(cell), element) : null;
  };
  return {
    nodeset: pathOf(element),
    type: text('type'),
    relevant: expression('relevant'),
    required: expression('required'),
    readonly: expression('readonly'),
    constraint: expression('constraint'),
    // What is triggered is computed when its trigger changes, not whenever something that it reads does.
    calculate: element.trigger.length > 0 ? null : expression('calculate'),
    constraintMessage: message(element, 'jr:constraintMsg'),
    requiredMessage: message(element, 'jr:requiredMsg'),
    preload: text('jr:preload'),
    preloadParams: text('jr:preloadParams'),
    attributes: otherAttributes(element, resolver),
  };
}

function message(element: Element, name: string): Wording | null {
  const cell = element.bind?.get(name);
  if (cell === undefined) return null;
  if (hasItextMessage(cell, false)) return { kind: 'itext', id: itextIdOf(element, name) };
  return { kind: 'inline', pieces: typeof cell === 'string' ? [cell] : [] };
}

function otherAttributes(element: Element, resolver: ReferenceResolver): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, cell] of element.bind ?? []) {
    if (OWN_FIELDS.includes(name)) continue;
    if (typeof cell === 'string') attributes.set(name, resolver.resolve(cell, element));
    else if (name === 'jr:noAppErrorString') attributes.set(name, `jr:itext('${itextIdOf(element, name)}')`);
  }
  return attributes;
}

/** The actions that stand in the model: all but those of new copies, which stand in their repeat. */
export function makeModelActions(form: Element, resolver: ReferenceResolver): Action[] {
  return [...walk(form)].flatMap((element) =>
    element.actions.filter(({ event }) => event !== 'odk-new-repeat').map((one) => makeAction(element, one, resolver)),
  );
}

/** The actions of new copies of a repeat; those of repeats below it are their own. */
export function makeRepeatActions(repeat: Element, resolver: ReferenceResolver): Action[] {
  const own = (element: Element): Element[] =>
    element.children.flatMap((child) => (child.kind === 'repeat' ? [] : [child, ...own(child)]));
  return own(repeat).flatMap((element) =>
    element.actions.filter(({ event }) => event === 'odk-new-repeat').map((one) => makeAction(element, one, resolver)),
  );
}

function makeAction(
  element: Element,
  { kind, event, value, quality }: ElementAction,
  resolver: ReferenceResolver,
): Action {
  const { defaultValue, isDynamic } = element;
  const computed = defaultValue === null ? value : isDynamic ? resolver.resolve(defaultValue, element) : defaultValue;
  return {
    kind,
    events: [event],
    ref: pathOf(element),
    value: computed,
    text: null,
    attributes: quality === null ? new Map() : new Map([['odk:quality', quality]]),
  };
}
