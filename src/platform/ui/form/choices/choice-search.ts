import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Choice } from '../../../../xforms/form/session.ts';
import { chosenValues, toggleValue } from '../answers/chosen-values.ts';
import { useForm } from '../model/form-context.ts';
import type { QuestionPart } from '../question/question-part.ts';
import { type ChoiceFinder, createChoiceFinder, wordsOf } from './choice-finder.ts';

/** What a search among the choices of a question knows, and what can be done with it. */
export interface ChoiceSearch {
  readonly isMultiple: boolean;
  readonly choices: Accessor<readonly Choice[]>;
  /** What is chosen at present. */
  readonly chosen: Accessor<readonly Choice[]>;
  readonly found: Accessor<readonly Choice[]>;
  readonly isOpen: Accessor<boolean>;
  readonly isTyping: Accessor<boolean>;
  /** What stands in the line: what is typed, else what is chosen. */
  readonly text: Accessor<string>;
  /** The place among those found on which the keys stand; -1: on none. */
  readonly active: Accessor<number>;
  readonly open: () => unknown;
  readonly close: () => void;
  readonly type: (text: string) => void;
  readonly choose: (choice: Choice) => void;
  readonly clear: () => void;
  readonly press: (event: KeyboardEvent) => void;
}

/** To be called within a component of the question. */
export function createSearch(question: QuestionPart): ChoiceSearch {
  const { model, goOn } = useForm();
  const isMultiple = question.description.control === 'select';
  const choices = createMemo(() => model.choices(question.node));
  const finder = createMemo(() => createChoiceFinder(choices()));
  prepareQuietly(finder);
  const [query, setQuery] = createSignal<string | null>(null);
  const [isOpen, setIsOpen] = createSignal(false);
  const [active, setActive] = createSignal(-1);
  const found = createMemo(() => (isOpen() ? finder().find(query() ?? '') : []));
  const chosen = createMemo(() => choices().filter(isIn(chosenValues(question.state.value))));
  const show = (isShown: boolean, typed: string | null, place: number) =>
    void [setIsOpen(isShown), setQuery(typed), setActive(place)];
  const close = () => show(false, null, -1);
  const choose = (choice: Choice) => {
    question.answer(isMultiple ? toggleValue(question.state.value, choice.value, choices()) : choice.value);
    if (!isMultiple) close();
    else if (query() !== null) show(true, null, -1);
    if (!isMultiple && question.has('quick')) goOn(question.node);
  };
  const open = () => isOpen() || show(true, null, isMultiple ? -1 : choices().findIndex(isIn([question.state.value])));
  return {
    ...{ isMultiple, choices, chosen, found, isOpen, active, open, close, choose },
    isTyping: () => isOpen() && query() !== null,
    text: () => query() ?? (isMultiple ? '' : chosen().map(wordsOf).join('')),
    type: (text) => show(true, text, 0),
    clear: () => [close(), question.answer('')],
    press: (event) => {
      const choice = found()[active()];
      if (event.key === 'Escape' && isOpen()) close();
      else if (event.key === 'Enter' && isOpen() && choice !== undefined) choose(choice);
      else if (stepOf(event) !== 0) [open(), setActive((at) => clamp(at + stepOf(event), found().length))];
      else return;
      take(event);
    },
  };
}

/** Nobody else shall do anything about the key. */
function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function isIn(values: readonly string[]) {
  const known = new Set(values);
  return ({ value }: Choice) => known.has(value);
}

/** How many choices are made ready at once while nothing else is done. */
const AT_ONCE = 500;

/** Makes the choices ready to be searched in small pieces, so that the first letter typed is answered at once. */
function prepareQuietly(finder: Accessor<ChoiceFinder>): void {
  createEffect(() => {
    const current = finder();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = () => {
      if (current.prepare(AT_ONCE)) timer = setTimeout(go);
    };
    timer = setTimeout(go);
    onCleanup(() => clearTimeout(timer));
  });
}

const PAGE = 8;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** How far a key moves in a list; 0 where it does not. */
function stepOf(event: KeyboardEvent): number {
  return STEPS[event.key] ?? 0;
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}
