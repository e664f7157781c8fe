import type { NodeKey } from '../../../../xforms/form/session.ts';
import { placeOfDigit } from '../choices/choice-digits.ts';

const CONTROL = ':is(input, textarea, select):not(:disabled, [type="file"])';

/** The part of a view that shows a node; null where it is not shown at present. */
export function partOf(view: HTMLElement | undefined, node: NodeKey): HTMLElement | null {
  return view?.querySelector<HTMLElement>(`[data-node="${CSS.escape(node)}"]`) ?? null;
}

/** Puts the focus where one answers the first question of a part: on what is chosen, on its control, else on its words. */
export function focusPart(part: HTMLElement): void {
  const question = part.matches('.question') ? part : (part.querySelector<HTMLElement>('.question') ?? part);
  const control =
    question.querySelector<HTMLElement>(`${CONTROL}:checked`) ?? question.querySelector<HTMLElement>(CONTROL);
  (control ?? question).focus({ preventScroll: true });
  if (!isInSight(question)) question.scrollIntoView({ block: 'start' });
}

/** The node of the question in which a key goes on: from a line or a choice by Enter, from a text of several lines by Ctrl Enter. */
export function nodeToGoOn(event: KeyboardEvent): NodeKey | null {
  const { target } = event;
  if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || !(target instanceof HTMLElement))
    return null;
  const question = target.closest<HTMLElement>('.question');
  const isLine = target.matches('select, input:not([type="file"])') || target === question;
  const isText = target.matches('textarea') && (event.ctrlKey || event.metaKey);
  return isLine || isText ? ((question?.dataset.node ?? null) as NodeKey | null) : null;
}

/** The choice that a digit means in the list that has the focus: `1` the first, `0` the tenth; null where it means none. */
export function choiceOfDigit(event: KeyboardEvent): HTMLInputElement | null {
  const { target, key } = event;
  const place = placeOfDigit(key);
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (place < 0 || isModified || event.defaultPrevented || !(target instanceof HTMLElement)) return null;
  if (!target.matches('.choices :is([type="radio"], [type="checkbox"])')) return null;
  return target.closest('.choices')?.querySelectorAll('input')[place] ?? null;
}

function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
