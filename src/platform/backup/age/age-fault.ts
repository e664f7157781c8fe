/**
 * Why an age file could not be opened: `not-age`, it is none; `other-key`, none of the keys opens it; `cut-off`, its end is
 * missing; `altered`, it is not what was written.
 */
export type AgeFaultKind = 'not-age' | 'other-key' | 'cut-off' | 'altered';

/** An age file that cannot be opened. */
export class AgeFault extends Error {
  override readonly name = 'AgeFault';
  readonly kind: AgeFaultKind;

  constructor(kind: AgeFaultKind) {
    super(`Open an age file: ${WORDS[kind]}`);
    this.kind = kind;
  }
}

const WORDS: Readonly<Record<AgeFaultKind, string>> = {
  'not-age': 'it is no age file',
  'other-key': 'it was made for another key',
  'cut-off': 'its end is missing',
  altered: 'it was altered, or its end is missing',
};
