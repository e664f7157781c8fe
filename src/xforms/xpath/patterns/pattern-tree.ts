/** Where a pattern stands without taking a character: `^`, `$`, `\b`, `\B`. */
export type Edge = 'start' | 'end' | 'word' | 'inside';

/** What a pattern is made of. `look`: something ahead or behind; `back`: the text of a group once more. */
export type PatternTree =
  | { readonly kind: 'one'; readonly written: string }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'look'; readonly inner: PatternTree }
  | { readonly kind: 'back' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly inner: PatternTree; readonly least: number; readonly most: number };

const DEEPEST_GROUPS = 100;
const REPEAT = /[*+?]|\{(\d+)(,(\d*))?\}/y;
const OPENING = /\((?:\?(?:(:|<[^=!>][^>]*>)|(<?[=!])))?/y;
const CLASS = /\[\^?(?:\\[\s\S]|[^\]\\])*\]/y;
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[A-Za-z]|0[0-7]{0,2}|[^c1-9k])/y;

/**
 * Takes a pattern apart that `new RegExp` accepts without flags (ECMAScript 2024, 22.2.1 and annex B.1.2); null for what is rarer
 * than `\c` without a letter, or nested deeper than 100 groups.
 */
export function readPattern(written: string): PatternTree | null {
  const reader = new PatternReader(written);
  const tree = reader.choice(0);
  return reader.isAtEnd ? tree : null;
}

class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  choice(depth: number): PatternTree | null {
    const options: PatternTree[] = [];
    do {
      const option = this.#sequence(depth);
      if (option === null) return null;
      options.push(option);
    } while (this.#take('|'));
    const [only, ...others] = options;
    return only !== undefined && others.length === 0 ? only : { kind: 'choice', options };
  }

  #sequence(depth: number): PatternTree | null {
    const parts: PatternTree[] = [];
    while (!this.isAtEnd && this.#next() !== '|' && this.#next() !== ')') {
      const term = this.#term(depth);
      if (term === null) return null;
      parts.push(this.#repeated(term));
    }
    return { kind: 'sequence', parts };
  }

  #term(depth: number): PatternTree | null {
    const next = this.#next();
    if (next === '(') return this.#group(depth);
    if (next === '\\') return this.#escape();
    if (next === '[') return this.#one(this.#match(CLASS)?.[0]);
    this.#at += 1;
    if (next === '^') return { kind: 'edge', edge: 'start' };
    return next === '$' ? { kind: 'edge', edge: 'end' } : this.#one(next);
  }

  #group(depth: number): PatternTree | null {
    const opening = this.#match(OPENING);
    if (opening === null || depth >= DEEPEST_GROUPS || this.#next() === '?') return null;
    const inner = this.choice(depth + 1);
    if (inner === null || !this.#take(')')) return null;
    return opening[2] === undefined ? inner : { kind: 'look', inner };
  }

  #escape(): PatternTree | null {
    const after = this.#text[this.#at + 1] ?? '';
    if (/[1-9kbB]/.test(after)) {
      this.#at += 2;
      if (after === 'b' || after === 'B') return { kind: 'edge', edge: after === 'b' ? 'word' : 'inside' };
      return { kind: 'back' };
    }
    return this.#one(this.#match(ESCAPE)?.[0]);
  }

  #one(written: string | undefined): PatternTree | null {
    return written === undefined ? null : { kind: 'one', written };
  }

  #repeated(inner: PatternTree): PatternTree {
    const match = this.#match(REPEAT);
    if (match === null) return inner;
    this.#take('?');
    const [sign, count, comma, end] = match;
    if (count === undefined) {
      return { kind: 'repeat', inner, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
    }
    const least = Number(count);
    const most = comma === undefined ? least : end === undefined || end === '' ? Number.POSITIVE_INFINITY : Number(end);
    return { kind: 'repeat', inner, least, most };
  }

  #next(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}
