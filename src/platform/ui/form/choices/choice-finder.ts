import { foldText } from '../../../../kernel/text.ts';
import { plainText } from '../../../../xforms/form/parse-markdown.ts';
import type { Choice } from '../../../../xforms/form/session.ts';

/** A list of choices that can be searched while one types. */
export interface ChoiceFinder {
  /** The choices that hold every word typed, those that begin a word with it first; all of them where nothing is typed. */
  readonly find: (query: string) => readonly Choice[];
  /** Prepares up to `count` more choices for searching; whether some are left. For quiet moments. */
  readonly prepare: (count: number) => boolean;
}

/** Case, marks, `ı` and `i`, `ə` and `e` make no difference. Words are prepared once, when they are first searched. */
export function createChoiceFinder(choices: readonly Choice[]): ChoiceFinder {
  const folded: string[] = [];
  const prepare = (count: number) => {
    const end = Math.min(choices.length, folded.length + count);
    for (let at = folded.length; at < end; at += 1) folded.push(foldChoice(choices[at]));
    return end < choices.length;
  };
  return {
    prepare,
    find: (query) => {
      const words = fold(query).split(' ').filter(Boolean);
      if (words.length === 0) return choices;
      prepare(choices.length);
      const begun: Choice[] = [];
      const held: Choice[] = [];
      const starts = words.map((word) => ` ${word}`);
      for (const [at, choice] of choices.entries()) {
        const text = folded[at] ?? '';
        if (holdsAll(text, starts)) begun.push(choice);
        else if (holdsAll(text, words)) held.push(choice);
      }
      return held.length === 0 ? begun : [...begun, ...held];
    },
  };
}

function holdsAll(text: string, pieces: readonly string[]): boolean {
  for (const piece of pieces) if (!text.includes(piece)) return false;
  return true;
}

function foldChoice(choice: Choice | undefined): string {
  if (choice === undefined) return '';
  return ` ${fold(wordsOf(choice))} ${fold(choice.value)}`;
}

/** The words of a choice without marks; most have none. */
export function wordsOf(choice: Choice): string {
  return /[*_#[\\<\n]/.test(choice.label) ? plainText(choice.label) : choice.label || choice.value;
}

/** Plain Latin letters and digits, as most names of stations are, need no table of characters. */
function fold(text: string): string {
  return /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text) ? text.toLowerCase() : foldText(text);
}
