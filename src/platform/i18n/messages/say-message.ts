import { must } from '../../../kernel/result.ts';
import type { MessageForms, MessagePiece } from './parse-message.ts';

/** What a language does with numbers. */
export interface Grammar {
  /** Its form of a plural: `one`, `few`, … */
  readonly pluralOf: (value: number) => string;
  /** A number as it is written. */
  readonly numberOf: (value: number | string) => string;
}

/** What a message is said with: texts and numbers, and makers of marked parts. */
export type SayingParts<T> = Readonly<Record<string, string | number | ((inner: readonly (string | T)[]) => T)>>;

/**
 * Says a message: neighbouring texts are one, and marked parts are what their makers made.
 *
 * @throws Error where a part that the message names is missing, or of another kind than it needs.
 */
export function sayMessage<T>(
  pieces: readonly MessagePiece[],
  parts: SayingParts<T>,
  grammar: Grammar,
): readonly (string | T)[] {
  return join(sayPieces(pieces, { parts, grammar, count: null }));
}

interface Saying<T> {
  readonly parts: SayingParts<T>;
  readonly grammar: Grammar;
  /** The number of the plural around. */
  readonly count: number | null;
}

function sayPieces<T>(pieces: readonly MessagePiece[], saying: Saying<T>): (string | T)[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : sayPiece(piece, saying)));
}

function sayPiece<T>(piece: Exclude<MessagePiece, string>, saying: Saying<T>): (string | T)[] {
  const { parts, grammar, count } = saying;
  switch (piece.kind) {
    case 'count':
      return [grammar.numberOf(must(count, 'Say the number of a plural: none around'))];
    case 'argument':
      return [String(partOf(piece.name, parts))];
    case 'number':
      return [grammar.numberOf(partOf(piece.name, parts))];
    case 'select':
      return sayPieces(formOf(piece.forms, String(partOf(piece.name, parts))), { ...saying, count: null });
    case 'plural': {
      const value = Number(partOf(piece.name, parts));
      const form = piece.forms.get(`=${value}`) ?? formOf(piece.forms, grammar.pluralOf(value));
      return sayPieces(form, { ...saying, count: value });
    }
    case 'mark': {
      const make = parts[piece.name];
      if (typeof make !== 'function') throw new Error(`Say a message: it needs a maker of <${piece.name}>`);
      return [make(join(sayPieces(piece.inner, saying)))];
    }
  }
}

function formOf(forms: MessageForms, selector: string): readonly MessagePiece[] {
  return forms.get(selector) ?? must(forms.get('other'), 'Say a message: its reader has seen a form `other`');
}

function partOf<T>(name: string, parts: SayingParts<T>): string | number {
  const value = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`Say a message: it needs a text or a number named ${name}`);
}

function join<T>(said: readonly (string | T)[]): (string | T)[] {
  const joined: (string | T)[] = [];
  for (const each of said) {
    const last = joined.at(-1);
    if (typeof each === 'string' && typeof last === 'string') joined[joined.length - 1] = last + each;
    else joined.push(each);
  }
  return joined;
}
