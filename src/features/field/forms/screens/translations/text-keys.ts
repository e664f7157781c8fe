import type { TranslationState } from './translation-state.ts';

/** A field: a text and a language. */
interface FieldPlace {
  readonly key: string;
  readonly language: string;
}

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Keys of the fields: Tab goes down what is missing in the same language, over pages too, and on in the page where nothing
 * is; Alt with an arrow goes to any text, and behind the last language to the button of the row.
 */
export function handleTextKey(event: KeyboardEvent, state: TranslationState): void {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || event.ctrlKey || event.metaKey) return;
  const frame = event.currentTarget as HTMLElement;
  const here = { key: field.dataset.key ?? '', language: field.dataset.language ?? '' };
  const arrow = readArrow(event, frame);
  if (arrow !== null && arrow[1] > 0 && state.shown().at(-1) === here.language) {
    event.preventDefault();
    field.closest('tr')?.querySelector('button')?.focus();
    return;
  }
  const there = arrow === null ? findTabGoal(event, state, here) : step(state, here, arrow);
  if (there === null) return;
  event.preventDefault();
  field.blur();
  goTo(frame, state, there);
}

/** What an arrow asks for; in a page that is read from the right, the next language lies to the left. */
function readArrow(event: KeyboardEvent, frame: HTMLElement): readonly [rows: number, columns: number] | null {
  const arrow = event.altKey && !event.shiftKey ? ARROWS[event.key] : undefined;
  if (arrow === undefined) return null;
  const [rows, columns] = arrow;
  return [rows, getComputedStyle(frame).direction === 'rtl' ? -columns : columns];
}

function findTabGoal(event: KeyboardEvent, state: TranslationState, here: FieldPlace): FieldPlace | null {
  return event.key === 'Tab' && !event.altKey ? findMissing(state, here, event.shiftKey ? -1 : 1) : null;
}

function findMissing(state: TranslationState, { key, language }: FieldPlace, step: -1 | 1): FieldPlace | null {
  const keys = state.fitting();
  const isWanted = (each: string) => state.isMissing(each, language);
  const at = keys.indexOf(key);
  const found = step > 0 ? keys.slice(at + 1).find(isWanted) : keys.slice(0, at).findLast(isWanted);
  return found === undefined ? null : { key: found, language };
}

function step(state: TranslationState, { key, language }: FieldPlace, [rows, columns]: readonly [number, number]) {
  const keys = state.fitting();
  const languages = state.shown();
  const toKey = keys[keys.indexOf(key) + rows];
  const toLanguage = languages[languages.indexOf(language) + columns];
  return toKey === undefined || toLanguage === undefined ? null : { key: toKey, language: toLanguage };
}

function goTo(frame: HTMLElement, state: TranslationState, { key, language }: FieldPlace): void {
  if (!state.onPage().includes(key)) state.showPageOf(key);
  const fields = [...frame.querySelectorAll<HTMLTextAreaElement>('textarea')];
  const field = fields.find(({ dataset }) => dataset.key === key && dataset.language === language);
  field?.focus();
  field?.scrollIntoView({ block: 'nearest' });
}
