import type { BodyControl } from '../../../../../xforms/form/form.ts';

/** Where the choices of a question come from. */
export interface ChoiceSource {
  /** Id of the instance, or the path of earlier answers; for choices that stand within the question, its path. */
  readonly id: string;
  /** Whether it is an instance of the form, with choices or with a file behind it. */
  readonly isInstance: boolean;
  /** Column of the value; empty for choices within the question. */
  readonly value: string;
  readonly label: string;
  /** The condition under which a choice is offered; empty where all are. */
  readonly filter: string;
  /** `randomize` where the order is drawn, with its seed; empty otherwise. */
  readonly order: string;
  readonly items: Extract<BodyControl['choices'], { kind: 'items' }>['items'] | null;
}

/** Reads where a question has its choices from; null where it has none. */
export function readSource({ ref, choices, attributes }: BodyControl): ChoiceSource | null {
  const query = attributes.get('query');
  if (choices?.kind === 'items') {
    return { id: ref, isInstance: false, value: '', label: '', filter: '', order: '', items: choices.items };
  }
  if (choices === null && query === undefined) return null;
  const { value, label } = choices ?? { value: 'name', label: 'label' };
  return { ...cutNodeset(choices?.nodeset ?? query ?? ''), value, label, items: null };
}

function cutNodeset(written: string): Pick<ChoiceSource, 'id' | 'isInstance' | 'filter' | 'order'> {
  const drawn = /^\s*randomize\((.*)\)\s*$/s.exec(written)?.[1] ?? null;
  const whole = (drawn ?? written).trim();
  const open = whole.indexOf('[');
  const close = whole.lastIndexOf(']');
  const hasFilter = open >= 0 && close > open;
  const comma = whole.indexOf(',', hasFilter ? close : 0);
  const end = drawn === null || comma < 0 ? whole.length : comma;
  const path = whole.slice(0, hasFilter ? open : end).trim();
  const instance = /^instance\(\s*['"]([^'"]+)['"]\s*\)/.exec(path)?.[1];
  return {
    id: instance ?? path,
    isInstance: instance !== undefined,
    filter: hasFilter ? whole.slice(open + 1, close).trim() : '',
    order: drawn === null ? '' : `randomize${whole.slice(end)}`,
  };
}
