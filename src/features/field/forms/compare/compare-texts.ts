import type { Form } from '../../../../xforms/form/form.ts';
import { type DifferenceCode, differ, type FormDifference } from './difference.ts';
import type { TextsByLanguage } from './reading/read-texts.ts';

/** Languages of both forms whose texts are held against each other; an empty name is that of a form without languages. */
export interface LanguagePair {
  readonly before: string;
  readonly after: string;
}

/** A text that differs, and in which language; `language` null: in all of them alike. */
export interface TextDifference {
  readonly language: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** The languages that both forms have; a form without languages is held against the language in which the other opens. */
export function pairLanguages(before: Form, after: Form): readonly LanguagePair[] {
  const names = new Set(after.languages.map(({ name }) => name));
  if (before.languages.length > 0 && after.languages.length > 0) {
    return before.languages.filter(({ name }) => names.has(name)).map(({ name }) => ({ before: name, after: name }));
  }
  return [{ before: opensIn(before), after: opensIn(after) }];
}

function opensIn({ languages }: Form): string {
  return (languages.find(({ isDefault }) => isDefault) ?? languages[0])?.name ?? '';
}

/** Languages that one form has and the other has not; a form that has none at all is passed over. */
export function compareLanguages(before: Form, after: Form): FormDifference[] {
  const pairs = pairLanguages(before, after);
  const removed = before.languages.filter(({ name }) => !pairs.some((pair) => pair.before === name));
  const added = after.languages.filter(({ name }) => !pairs.some((pair) => pair.after === name));
  return [
    ...removed.map(({ name }) => differ('language-removed', { name, language: name, before: name })),
    ...added.map(({ name }) => differ('language-added', { name, language: name, after: name })),
  ];
}

/** In which languages that both forms have a text differs. */
export function compareTexts(
  before: TextsByLanguage,
  after: TextsByLanguage,
  pairs: readonly LanguagePair[],
): TextDifference[] {
  const isPlain = [...before.keys(), ...after.keys()].every((language) => language === '');
  const wanted = isPlain ? [{ before: '', after: '' }] : pairs;
  return wanted.flatMap((pair) => {
    const texts = { before: textIn(before, pair.before), after: textIn(after, pair.after) };
    const language = pair.after === '' ? null : pair.after;
    return texts.before === texts.after ? [] : [{ language, ...texts }];
  });
}

function textIn(texts: TextsByLanguage, language: string): string | null {
  return texts.get(language) ?? texts.get('') ?? null;
}

/** The code for a text that came, went or changed. */
export function wordCode(
  part: 'label' | 'hint' | 'message' | 'media' | 'choice-label',
  of: TextDifference,
): DifferenceCode {
  if (of.before === null) return `${part}-added`;
  return of.after === null ? `${part}-removed` : `${part}-changed`;
}
