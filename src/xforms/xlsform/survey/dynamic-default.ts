import { NAME_PATTERN } from '../tree/names.ts';

const QUALIFIED = `${NAME_PATTERN}(?::${NAME_PATTERN})?`;
const DATE = '-?\\d{4}-\\d{2}-\\d{2}';
const TIME = '\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:(?:[+-]\\d{2}:\\d{2})|Z)?';

/** What a default consists of, first match first. */
const TOKENS: readonly (readonly [kind: 'plain' | 'sum' | 'expression', pattern: RegExp])[] = [
  ['plain', new RegExp(`${DATE}T${TIME}`, 'uy')],
  ['plain', new RegExp(DATE, 'uy')],
  ['plain', new RegExp(TIME, 'uy')],
  ['plain', /-?\d+\.\d*|-?\.\d+|-?\d+/uy],
  ['sum', /[*+-]| mod | div /uy],
  ['plain', /=|!=|<=|>=|<|>| and | or /uy],
  ['expression', /\|/uy],
  ['plain', /"[^"]*"|'[^']*'/uy],
  ['plain', /\s+/uy],
  ['expression', new RegExp(`\\$\\{(?:last-saved#)?${NAME_PATTERN}\\}`, 'uy')],
  ['expression', new RegExp(`${QUALIFIED}\\(`, 'uy')],
  ['plain', new RegExp(`${NAME_PATTERN}://`, 'uy')],
  ['plain', new RegExp(QUALIFIED, 'uy')],
  ['plain', /[\s\S]/uy],
];

/** Types whose answers have hyphens without being sums. */
const HYPHENATED = ['date', 'dateTime', 'geopoint', 'geotrace', 'geoshape'];

/** Whether a default is to be computed: it has a sum, a union, a call or a reference. */
export function isDynamicDefault(text: string, type: string): boolean {
  let at = 0;
  while (at < text.length) {
    const [kind, token] = nextToken(text, at);
    if (kind === 'sum' && token === '-' && HYPHENATED.includes(type)) return false;
    if (kind !== 'plain') return true;
    at += token.length;
  }
  return false;
}

function nextToken(text: string, at: number): readonly [kind: string, token: string] {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && match[0] !== '') return [kind, match[0]];
  }
  return ['plain', text.slice(at, at + 1) || ' '];
}
