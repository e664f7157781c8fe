import type { Cell, CellMap } from '../tables/cell.ts';

/** What an element of the form is. `external`: brings data of its own and stands nowhere in the record. */
export type ElementKind = 'survey' | 'group' | 'repeat' | 'question' | 'external' | 'attribute' | 'entity' | 'label';

/** An action that an element brings along. `value` null: its default, or nothing. */
export interface ElementAction {
  readonly kind: 'setvalue' | 'setgeopoint' | 'recordaudio';
  readonly event: string;
  readonly value: string | null;
  readonly quality: string | null;
}

/** A row of the survey in its place: question, group or repeat; or what is made beside them, such as `meta`. */
export interface Element {
  readonly kind: ElementKind;
  readonly type: string;
  readonly name: string;
  /** Row of the sheet that it comes from; null where it is made. */
  readonly row: number | null;
  parent: Element | null;
  readonly children: Element[];
  label: Cell | null;
  hint: Cell | null;
  readonly guidance: Cell | null;
  readonly media: CellMap;
  /** Null: there is no bind. */
  readonly bind: CellMap | null;
  readonly control: Map<string, string>;
  /** Attributes in the record. */
  readonly instance: Map<string, string>;
  readonly isBodyless: boolean;
  readonly defaultValue: string | null;
  readonly isDynamic: boolean;
  readonly trigger: readonly string[];
  readonly choiceFilter: string | null;
  readonly parameters: ReadonlyMap<string, string>;
  /** List of choices, file, or reference. */
  readonly itemset: string | null;
  readonly query: string | null;
  readonly actions: readonly ElementAction[];
  /** Tag of the control in the body, null where there is none. */
  readonly tag: string | null;
  /** Value of an attribute. */
  readonly value: string;
  /** OpenStreetMap tags. */
  readonly tags: readonly { readonly key: string; readonly label: Cell | null }[];
}

/** An element with what is given and nothing else. */
export function makeElement(given: Partial<Element> & Pick<Element, 'kind' | 'type' | 'name'>): Element {
  return {
    row: null,
    parent: null,
    children: [],
    label: null,
    hint: null,
    guidance: null,
    media: new Map(),
    bind: null,
    control: new Map(),
    instance: new Map(),
    isBodyless: false,
    defaultValue: null,
    isDynamic: false,
    trigger: [],
    choiceFilter: null,
    parameters: new Map(),
    itemset: null,
    query: null,
    actions: [],
    tag: null,
    value: '',
    tags: [],
    ...given,
  };
}

/** Puts an element below another one. */
export function addChild(parent: Element, child: Element): void {
  child.parent = parent;
  parent.children.push(child);
}

/** The block that holds what is said about the record. */
export function makeMeta(): Element {
  return makeElement({ kind: 'group', type: 'group', name: 'meta', isBodyless: true });
}

/** The element and all below it, in the order of the form. */
export function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* walk(child);
}

const PATHS = new WeakMap<Element, string>();

/** The absolute path: `/data/visit/time`, `/data/meta/entity/@id`. */
export function pathOf(element: Element): string {
  const known = PATHS.get(element);
  if (known !== undefined) return known;
  const own = `/${element.kind === 'attribute' ? '@' : ''}${element.name}`;
  const path = element.parent === null ? own : pathOf(element.parent) + own;
  PATHS.set(element, path);
  return path;
}

/** Whether the element stands for a question, group or repeat that can be referred to. */
export function isReferable(element: Element): boolean {
  return !['external', 'attribute', 'label'].includes(element.kind);
}
