import type { ValueType } from './term.ts';

/** What an argument of a function has to be. `same`: whatever the others of its kind are; `many`: a name in a repeat. */
export type Wanted = 'number' | 'text' | 'boolean' | 'choices' | 'literal' | 'same' | 'many' | 'copies';

/** How a function may be called in a rule. */
export interface AllowedCall {
  /** What the arguments have to be; the last one may be repeated up to `most`. */
  readonly wants: readonly Wanted[];
  readonly least: number;
  readonly most: number;
  /** `same`: what its arguments are. */
  readonly gives: ValueType | 'same';
}

const MOST = 50;

function call(
  gives: AllowedCall['gives'],
  wants: readonly Wanted[],
  span: readonly [number, number] | null = null,
): AllowedCall {
  const [least, most] = span ?? [wants.length, wants.length];
  return { wants, least, most, gives };
}

/**
 * The functions that rules may call: those of forms whose value rests on the answers alone. What asks for the time, for chance, for
 * the device or for the language has no place here, since a rule gives the same answer whenever it is asked.
 */
export const ALLOWED_CALLS: Readonly<Record<string, AllowedCall>> = {
  not: call('boolean', ['boolean']),
  true: call('boolean', []),
  false: call('boolean', []),
  if: call('same', ['boolean', 'same', 'same']),
  coalesce: call('same', ['same', 'same'], [2, MOST]),
  selected: call('boolean', ['choices', 'literal']),
  'count-selected': call('number', ['choices']),
  number: call('number', ['text']),
  abs: call('number', ['number']),
  int: call('number', ['number']),
  floor: call('number', ['number']),
  ceiling: call('number', ['number']),
  round: call('number', ['number', 'number'], [1, 2]),
  pow: call('number', ['number', 'number']),
  sqrt: call('number', ['number']),
  log: call('number', ['number']),
  log10: call('number', ['number']),
  exp: call('number', ['number']),
  exp10: call('number', ['number']),
  min: call('number', ['number'], [1, MOST]),
  max: call('number', ['number'], [1, MOST]),
  sum: call('number', ['many']),
  count: call('number', ['copies']),
  'count-non-empty': call('number', ['many']),
  'string-length': call('number', ['text']),
  contains: call('boolean', ['text', 'text']),
  'starts-with': call('boolean', ['text', 'text']),
  'ends-with': call('boolean', ['text', 'text']),
  regex: call('boolean', ['text', 'literal']),
  concat: call('text', ['text'], [1, MOST]),
  substr: call('text', ['text', 'number', 'number'], [2, 3]),
  'substring-before': call('text', ['text', 'text']),
  'substring-after': call('text', ['text', 'text']),
  'normalize-space': call('text', ['text']),
  translate: call('text', ['text', 'text', 'text']),
};

/** Functions that take a name in a repeat, with all its copies. */
export const OVER_COPIES: ReadonlySet<string> = new Set(['sum', 'count', 'count-non-empty', 'min', 'max']);
