import fc from 'fast-check';
import { readRule } from '../../src/features/field/checks/rule/read-rule.ts';
import { type RuleQuestion, ruleQuestions } from '../../src/features/field/checks/rule/rule-form.ts';
import { isInSubset } from '../../src/features/field/checks/store/bulk/subset.ts';
import type { GivenReport } from './exported-reports.ts';

const STATIONS = ['1', '2', '3', '4', 'é', '7'];
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  n1: [
    '',
    '0',
    '1',
    '2',
    '3.5',
    '-2',
    '10',
    '007',
    '1e3',
    'abc',
    ' 4 ',
    '-0',
    '2.50',
    '12345678901234567890123',
    '.5',
    '5.',
  ],
  n2: ['', '0', '1', '2', '3', '-7', '0.1', '0.2', '2024-02-07'],
  n3: ['', '1', '2', '100', '900'],
  c1: ['', 'yes', 'no'],
  c2: ['', 'yes', 'no', '3'],
  m1: ['', 'a', 'b', 'a b', 'c a', 'ab', 'a\tb', 'a\u00a0b'],
  t1: ['', 'x', 'abc', 'naïve', 'ABC', "it's", 'a\\b', '%', '𝒳y', '12', 'true', '\ufeffz'],
  t2: ['', 'x', 'abc', 'bc', '_'],
  d1: ['', '2024-02-07', '2024-02-08', '2023-02-29', '2024-02-29', '2024-2-7', '0099-01-01'],
  d2: ['', '2024-02-07', '2024-03-01', '1999-12-31'],
  w1: [
    '',
    '2024-02-07T10:15:00.000+04:00',
    '2024-02-07T06:15:00.000Z',
    '2024-02-07T10:15:00',
    '2024-02-07',
    '2024-02-30T10:00:00Z',
  ],
  w2: ['', '2024-02-07T06:15:00.000Z', '2024-02-07T10:15:30.123-03:30', '2024-02-07T10:15+04'],
  o1: ['', '5', '2', 'yes', '0'],
};
export const NAMES = Object.keys(ANSWERS);
const LISTS: Readonly<Record<string, readonly string[]>> = {
  c1: ['yes', 'no'],
  c2: ['yes', 'no', '3'],
  m1: ['a', 'b', 'c'],
};
const TYPES: Readonly<Record<string, readonly [control: string, type: string]>> = {
  n: ['input', 'decimal'],
  c: ['select1', 'string'],
  m: ['select', 'string'],
  t: ['input', 'string'],
  d: ['input', 'date'],
  w: ['input', 'dateTime'],
  o: ['calculate', 'string'],
};
export const QUESTIONS: readonly RuleQuestion[] = ruleQuestions(
  NAMES.map((name) => {
    const [control = '', type = ''] = TYPES[name.slice(0, 1)] ?? [];
    return { path: `/data/${name}`, control, type, choices: (LISTS[name] ?? []).map((value) => ({ value })) };
  }),
  [],
);
export const FORM = { formId: 'visit', number: 1, questions: QUESTIONS };
export const SUBJECTS = new Map([['voters.registered', 'number' as const]]);

const DEVICES = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

// The grammar of the subset: expressions by what they are.
const name = (kind: string) =>
  fc.constantFrom(...NAMES.filter((each) => each.startsWith(kind))).map((each) => `\${${each}}`);
const literal = fc.oneof(fc.integer({ min: 0, max: 120 }).map(String), fc.constantFrom('0.1', '2.5', '1000000'));
const quoted = fc.constantFrom("'x'", "'abc'", "'b'", '"it\'s"', "'%'", "'A'", "'yes'", "'\\'");

const expressions = fc.letrec<{ truth: string; number: string; text: string }>((tie) => ({
  truth: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'rule' },
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc
      .tuple(
        name('d'),
        fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
        fc.oneof(name('d'), fc.constant("'2024-02-08'")),
      )
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(name('w'), fc.constantFrom('=', '!=', '<', '>='), name('w')).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc
      .tuple(fc.oneof(name('c'), tie('text')), fc.constantFrom('=', '!='), fc.oneof(tie('text'), fc.constant("'yes'")))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc
      .tuple(fc.constantFrom(...NAMES, 'station.district', 'official.voters.registered'), fc.constantFrom('=', '!='))
      .map(([a, op]) => `\${${a}} ${op} ''`),
    fc
      .tuple(fc.constantFrom('contains', 'starts-with', 'ends-with'), tie('text'), fc.oneof(quoted, name('t')))
      .map(([call, a, b]) => `${call}(${a}, ${b})`),
    fc.constantFrom("'a'", "' b '", "'c'").map((choice) => `selected(\${m1}, ${choice})`),
    fc.constantFrom(
      "${station.district} = 'D'",
      "${station.kind} != 'permanent'",
      "${station.code} = 'é'",
      '${station.registered} > 2',
    ),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('truth').map((each) => `not(${each})`),
    fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    fc.tuple(tie('truth'), fc.constantFrom('=', '!='), tie('truth')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'number' },
    fc.oneof(name('n'), literal, fc.constant('${official.voters.registered}'), fc.constant('${o1} + 0')),
    fc
      .tuple(name('n'), fc.constantFrom('+', '-', '*', 'div'), fc.oneof(name('n'), literal))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('number'), fc.constantFrom('+', '-'), tie('number')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(fc.constantFrom('abs', 'int', 'floor', 'ceiling', 'round'), tie('number'))
      .map(([call, a]) => `${call}(${a})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([call, a, b]) => `${call}(${a}, ${b})`),
    fc.tuple(name('n'), literal).map(([a, b]) => `coalesce(${a}, ${b})`),
    fc.constantFrom('count-selected(${m1})', 'number(${c2})', '(${d1} - ${d2})'),
    tie('text').map((each) => `string-length(${each})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    tie('number').map((each) => `- ${each}`),
  ),
  text: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'text' },
    fc.oneof(name('t'), name('t'), quoted),
    fc.tuple(name('t'), fc.oneof(name('t'), quoted)).map(([a, b]) => `coalesce(${a}, ${b})`),
    fc.tuple(tie('truth'), name('t'), quoted).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
  ),
}));

/** Rules that read something, and stay within the subset. */
export const rules = expressions.truth.filter((expression) => {
  const rule = readRule(expression, { form: FORM, other: null, subjects: SUBJECTS });
  return rule.ok && isInSubset(rule.value);
});

/** Reports that answer whatever; the same ones for the same seed. */
export function someReports(seed: number, count: number): GivenReport[] {
  const answers = fc.record(
    Object.fromEntries(Object.entries(ANSWERS).map(([name, values]) => [`/data/${name}`, fc.constantFrom(...values)])),
  );
  const device = fc.constantFrom(null, ...DEVICES);
  const report = fc.record({
    answers,
    station: fc.constantFrom(null, ...STATIONS),
    deviceId: device,
    state: fc.constantFrom('read' as const, 'read' as const, 'read' as const, 'read' as const, 'void' as const),
  });
  return fc.sample(report, { seed, numRuns: count });
}
