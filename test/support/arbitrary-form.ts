import fc from 'fast-check';
import type { Bind, Form } from '../../src/xforms/form/form.ts';
import { bind, group, question, repeat, setvalue, smallForm, table } from './small-form.ts';

/** One thing that somebody does with a form; numbers are taken modulo what there is. */
export type Step =
  | { readonly kind: 'answer'; readonly question: number; readonly copy: number; readonly value: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly copy: number };

const TOP = ['a', 'b', 'c', 'd', 'e', 'f'];
const INSIDE = ['x', 'y', 'z', 'w'];
/** Questions that a script answers; the others may be calculated. */
export const ANSWERED = ['/data/a', '/data/b', '/data/s', '/data/g/a', '/data/g/b', '/data/p/x', '/data/p/y'];

const literal = fc.constantFrom("'a'", "'b'", "'12'", "''", "'a b'");

type Expression = 'number' | 'truth' | 'text';

/** Expressions over paths that are known already, so that there is no circle. */
function expression(paths: readonly string[]): Record<Expression, fc.Arbitrary<string>> {
  const path = fc.constantFrom(...paths);
  return fc.letrec<Record<Expression, string>>((tie) => ({
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('1', '2.5', '10'),
      path.map((each) => `string-length(${each})`),
      path.map((each) => `coalesce(${each}, 3)`),
      path.map((each) => `count-selected(${each})`),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', 'div', 'mod'), tie('number'))
        .map(([l, op, r]) => `(${l} ${op} ${r})`),
      fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, t, e]) => `if(${c}, ${t}, ${e})`),
      fc.tuple(tie('number'), fc.constantFrom('0', '1', '2')).map(([n, d]) => `round(${n}, ${d})`),
    ),
    truth: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(path, fc.constantFrom('=', '!='), literal).map(([p, op, l]) => `${p} ${op} ${l}`),
      fc.tuple(tie('number'), fc.constantFrom('<', '>=', '='), tie('number')).map(([l, op, r]) => `${l} ${op} ${r}`),
      fc.tuple(path, literal).map(([p, l]) => `selected(${p}, ${l})`),
      fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([l, op, r]) => `(${l} ${op} ${r})`),
      tie('truth').map((each) => `not(${each})`),
    ),
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      path,
      fc.tuple(tie('text'), literal).map(([t, l]) => `concat(${t}, ${l})`),
      fc.tuple(tie('text'), tie('text')).map(([t, o]) => `coalesce(${t}, ${o})`),
      // Without blanks alone, which the other engine takes for 0 where a number is wanted (docs/forms-differences.md).
      fc
        .tuple(tie('text'), fc.constantFrom('0, 1', '1', '-1'))
        .map(([t, at]) => `normalize-space(substr(${t}, ${at}))`),
      tie('text').map((each) => `translate(${each}, 'ab', 'BA')`),
      fc.tuple(tie('truth'), tie('text'), tie('text')).map(([c, t, e]) => `if(${c}, ${t}, ${e})`),
      tie('text').map((each) => `normalize-space(${each})`),
    ),
  }));
}

/** What a node may be bound to, given what stands before it. */
function bindOf(nodeset: string, known: readonly string[]): fc.Arbitrary<Bind> {
  if (known.length === 0) return fc.constant(bind(nodeset));
  const { truth, number, text } = expression(known);
  const maybe = (rule: fc.Arbitrary<string>, isAllowed = true) =>
    isAllowed ? fc.oneof(rule, fc.constant(null)) : fc.constant(null);
  const isAnswered = ANSWERED.includes(nodeset) || nodeset === '/data/g' || nodeset === '/data/p';
  return fc
    .record({
      relevant: maybe(truth),
      required: maybe(truth),
      readonly: fc.constant(null),
      calculate: maybe(fc.oneof(number, text), !isAnswered),
    })
    .map((given) => bind(nodeset, given));
}

const SUMS = ['sum(/data/p/w)', 'concat(/data/p/y)', 'count(/data/p)', 'max(/data/p/w)', 'join(",", /data/p/w)'];
const SUMS_OF_HIDDEN = [
  'sum(/data/p/z)',
  'count-non-empty(/data/p/x)',
  'join(",", /data/p/x)',
  'sum(/data/p[x != ""]/w)',
];

/**
 * Forms with a group, a repeat and a cascade. Rules read what stands before them in this list. `hasHidden`: copies of the repeat
 * may be hidden, and functions of node-sets read what may be hidden; there the clients differ.
 */
export const arbitraryForm = (hasHidden: boolean): fc.Arbitrary<Form> =>
  fc
    .tuple(
      ...TOP.map((name, at) =>
        bindOf(
          `/data/${name}`,
          TOP.slice(0, at).map((each) => `/data/${each}`),
        ),
      ),
      bindOf('/data/g', ['/data/a', '/data/c']),
      bindOf('/data/g/a', ['/data/a', '/data/d']),
      bindOf('/data/g/b', ['/data/g/a', '/data/c']),
      bindOf('/data/g/c', ['../a', '../b', '/data/a']),
      hasHidden ? bindOf('/data/p', ['/data/a', '/data/g/b', 'position(.)']) : fc.constant(bind('/data/p')),
      bindOf('/data/p/x', ['/data/a', '/data/c']),
      bindOf('/data/p/y', ['../x', '/data/b']),
      bindOf('/data/p/z', ['../x', '../y', 'position(..)']),
      fc.constant(bind('/data/p/w', { calculate: 'string-length(../x) + 1' })),
      fc
        .constantFrom(...SUMS, ...(hasHidden ? SUMS_OF_HIDDEN : []))
        .map((calculate) => bind('/data/total', { calculate })),
    )
    .map((binds) =>
      smallForm(
        {
          a: '',
          b: '',
          c: '',
          d: '',
          e: '',
          f: '',
          s: '',
          g: { a: '', b: '', c: '' },
          'p*': { x: 'a', y: '', z: '', w: '' },
          p: [{ x: 'b', y: '', z: '', w: '' }],
          total: '',
          first: '',
        },
        {
          binds,
          actions: [setvalue('/data/first', "concat('first ', /data/g/c)", ['odk-instance-first-load'])],
          instances: [
            {
              kind: 'internal',
              id: 'items',
              items: table(['name', 'of'], ['1', 'a'], ['2', 'a'], ['1', 'b'], ['3', '12'], ['4', '']),
            },
          ],
          body: [
            ...TOP.map((name) => question(`/data/${name}`)),
            question('/data/s', {
              kind: 'select1',
              choices: {
                kind: 'itemset',
                nodeset: "instance('items')/root/item[of = /data/a]",
                value: 'name',
                label: 'name',
              },
            }),
            group(
              '/data/g',
              ['a', 'b', 'c'].map((name) => question(`/data/g/${name}`)),
            ),
            group('/data/p', [
              repeat(
                '/data/p',
                INSIDE.map((name) => question(`/data/p/${name}`)),
              ),
            ]),
            question('/data/total'),
            question('/data/first'),
          ],
        },
      ),
    );

/** What somebody does with such a form. */
export const arbitraryScript: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        question: fc.nat(ANSWERED.length - 1),
        copy: fc.nat(3),
        value: fc.constantFrom('', 'a', 'b', '12', 'a b', '1', '2'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'add' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), copy: fc.nat(3) }) },
  ),
  { minLength: 1, maxLength: 12 },
);
