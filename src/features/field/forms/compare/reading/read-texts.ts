import type { Form, TextPiece, TextValue, Wording } from '../../../../../xforms/form/form.ts';
import { isSameValue } from './same-value.ts';

/** Language → text; a text that is the same in every language stands under the empty name. */
export type TextsByLanguage = ReadonlyMap<string, string>;

/** A text with the form in which its translations stand. */
export interface ShownText {
  readonly form: Form;
  readonly wording: Wording | null;
}

/** What the form shows where a language lacks a text. */
const PLACEHOLDER = '-';
const MEDIA = ['image', 'big-image', 'audio', 'video'];

/** The text itself in each language that has it; values of the record are shown as `${path}`. */
export function labelTexts({ form, wording }: ShownText): TextsByLanguage {
  return textsOf(form, wording, (values) => showForm(values, null));
}

/** The guidance beside a hint in each language that has it. */
export function guidanceTexts({ form, wording }: ShownText): TextsByLanguage {
  return textsOf(form, wording, (values) => showForm(values, 'guidance'));
}

/** Pictures, sounds and films beside a text in each language, as `image: jr://images/a.png`. */
export function mediaTexts({ form, wording }: ShownText): TextsByLanguage {
  return textsOf(form, wording, (values) =>
    values
      .filter((value) => MEDIA.includes(value.form ?? ''))
      .map((value) => `${value.form ?? ''}: ${showPieces(value.pieces)}`)
      .join(', '),
  );
}

function textsOf(form: Form, wording: Wording | null, read: (values: readonly TextValue[]) => string): TextsByLanguage {
  const texts = new Map<string, string>();
  if (wording === null) return texts;
  const spoken: readonly (readonly [string, readonly TextValue[]])[] =
    wording.kind === 'inline'
      ? [['', [{ form: null, pieces: wording.pieces }]]]
      : [...(form.itext.get(wording.id) ?? new Map<string, readonly TextValue[]>())];
  for (const [language, values] of spoken) {
    const text = read(values);
    if (text.trim() !== '' && text !== PLACEHOLDER) texts.set(language, text);
  }
  return texts;
}

function showForm(values: readonly TextValue[], form: string | null): string {
  return showPieces(values.find((value) => value.form === form)?.pieces ?? []);
}

function showPieces(pieces: readonly TextPiece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.output.trim()}}`)).join('');
}

/** Whether two texts are alike in every language, without reading them out: cheap for long lists of choices. */
export function isSameText(
  { form: before, wording: one }: ShownText,
  { form: after, wording: other }: ShownText,
): boolean {
  if (one?.kind !== 'itext' || other?.kind !== 'itext') return isSameValue(one, other);
  const [former, present] = [before.itext.get(one.id), after.itext.get(other.id)];
  if (former?.size !== present?.size) return false;
  for (const [language, values] of former ?? []) {
    if (!areSameValues(values, present?.get(language))) return false;
  }
  return true;
}

function areSameValues(one: readonly TextValue[], other: readonly TextValue[] | undefined): boolean {
  if (one.length !== other?.length) return false;
  return one.every(({ form, pieces }, at) => form === other[at]?.form && areSamePieces(pieces, other[at].pieces));
}

function areSamePieces(one: readonly TextPiece[], other: readonly TextPiece[]): boolean {
  return one.length === other.length && one.every((piece, at) => piece === other[at] || isSameValue(piece, other[at]));
}
