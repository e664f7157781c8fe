import { describe, expect, test } from 'vitest';
import { readRule } from './read-rule.ts';
import { type RuleForm, ruleQuestions } from './rule-form.ts';

const asked = (path: string, control: string, type: string, choices: readonly string[] = []) => {
  return { path: `/data/${path}`, control, type, choices: choices.map((value) => ({ value })) };
};
const VISIT: RuleForm = {
  formId: 'visit',
  number: 3,
  questions: ruleQuestions(
    [
      asked('voters', 'input', 'int'),
      asked('cast', 'input', 'decimal'),
      asked('open', 'select1', 'string', ['yes', 'no']),
      asked('rating', 'select1', 'string', ['1', '2']),
      asked('seen', 'select', 'string', ['police', 'agents']),
      asked('station', 'select1', 'string'),
      asked('remark', 'input', 'string'),
      asked('day', 'input', 'date'),
      asked('at', 'input', 'dateTime'),
      asked('total', 'calculate', 'string'),
      asked('box/votes', 'input', 'int'),
      asked('box/number', 'input', 'int'),
      asked('one/same', 'input', 'int'),
      asked('two/same', 'input', 'int'),
      asked('other.clash', 'input', 'int'),
    ],
    ['/data/box'],
  ),
};
const COUNT: RuleForm = { formId: 'count', number: 1, questions: ruleQuestions([asked('voters', 'input', 'int')], []) };
const SUBJECTS = new Map([
  ['voters.registered', 'number' as const],
  ['opening', 'date' as const],
]);

function read(expression: string) {
  const other = expression.includes('${other.') ? COUNT : null;
  return readRule(expression, { form: VISIT, other, subjects: SUBJECTS });
}

/** `code at found` of every fault. */
function told(expression: string): string[] {
  const rule = read(expression);
  return rule.ok
    ? []
    : rule.error.map(({ code, parameters: { at, found, is, left } }) => [code, at, found ?? is ?? left].join(' '));
}

describe('a rule is read', () => {
  test.each([
    "${voters} < ${cast} and ${open} = 'yes'",
    "selected(${seen}, 'police') or selected(${open}, 'no')",
    '${total} > 5 and ${total} != ${remark}',
    'number(${rating}) > 1',
    "${remark} = '' and ${seen} != ''",
    'sum(${votes}) > ${voters} or count(${box}) = 0 or max(${votes}) > 900',
    '/data/one/same > /data/two/same',
    "${day} > '2024-02-06' and ${day} = '2024-02-07' and ${day} - ${day} < 3",
    '${at} < ${at}',
    "${station.registered} < ${cast} or ${station.district} = 'D' or ${official.opening} = ${day}",
    '${other.voters} != ${voters}',
    "if(${open} = 'yes', ${voters} > 1, false())",
    'coalesce(${voters}, 0) mod 2 = 1',
    "regex(${remark}, '^[A-Z]+$')",
    "${station} = 'whatever'",
  ])('%s', (expression) => {
    expect(told(expression)).toEqual([]);
  });

  test('each name once, wherever it stands', () => {
    const rule = read('${voters} > /data/voters + ${voters}');
    expect(rule.ok && rule.value.names.map(({ source }) => source)).toEqual([{ kind: 'answer', path: '/data/voters' }]);
  });
});

describe('a rule is refused, with what and where', () => {
  test.each([
    ['', ['check-empty  ']],
    ['${voters} >', ['check-incomplete 12 ']],
    ['${voters} > ) 1', ['check-unexpected 13 )']],
    ['1 ${voters}', ['check-unexpected 3 ${voters}']],
    ["${remark} = 'x", ['check-unclosed 13 ']],
    ['${vo ters} > 1', ['check-reference 1 ${vo ters}']],
    ['${last-saved#voters} > 1', ['check-reference 1 ${last-saved#voters}']],
    ['1 < ${nobody}', ['check-name-unknown 5 nobody']],
    ['${same} > 1', ['check-name-ambiguous 1 same']],
    ['/data/nowhere > 1', ['check-name-unknown 1 /data/nowhere']],
    ['${other.clash} > 1', ['check-name-clash 1 other.clash']],
    ['${other.nobody} > 1', ['check-name-unknown 1 other.nobody']],
    ['${station.colour} = 1', ['check-station-field 1 station.colour']],
    ['${official.nothing} = 1', ['check-subject-unknown 1 official.nothing']],
    ["${voters} = 'many'", ['check-compare 1 voters']],
    ['${open} > ${remark}', ['check-compare 1 open']],
    ['${seen} = ${open}', ['check-compare 1 seen']],
    ["${open} = 'maybe'", ['check-choice 11 maybe']],
    ["selected(${seen}, 'navy')", ['check-choice 19 navy']],
    ["selected(${seen}, '')", ['check-literal 19 ']],
    ['selected(${voters}, "a")', ['check-type 10 voters']],
    ["${day} > '7.2.2024'", ['check-date 10 7.2.2024']],
    ["${at} > '2024-02-07'", ['check-date 9 2024-02-07']],
    ['${votes} > 1', ['check-many 1 votes']],
    ['sum(${voters}) > 1', ['check-single 5 voters']],
    ['sum(${box}) > 1', ['check-repeat 5 box']],
    ['today() > ${day}', ['check-function 1 today']],
    ['frobnicate(${voters}) or ${nobody} = 1', ['check-function 1 frobnicate', 'check-name-unknown 26 nobody']],
    ['abs(${voters}, 1) > 1', ['check-arguments 1 2']],
    ['../voters > 1', ['check-path 1 ']],
    ['voters > 1', ['check-path 1 ']],
    ['q0 > ${voters}', ['check-path 1 ']],
    ['/data/box[1]/votes > 1', ['check-path 2 ']],
    ['${voters} + 1', ['check-type 1 number']],
    ['${remark}', ['check-type 1 remark']],
    ['${remark} and true()', ['check-type 1 remark']],
    ['1 = 1', ['check-constant  ']],
    ['if(true(), ${voters}, ${remark}) = 1', ['check-mixed 23 remark']],
    ["regex(${remark}, '^(?=(a+)+$).*$')", ['check-pattern 18 ^(?=(a+)+$).*$']],
  ])('%s', (expression, faults) => {
    expect(told(expression)).toEqual(faults);
  });

  test('of another form that is named in vain, and of none that is named', () => {
    const lone = readRule('${voters} > 1', { form: VISIT, other: COUNT, subjects: SUBJECTS });
    expect(lone.ok ? [] : lone.error.map(({ code }) => code)).toEqual(['check-other-unused']);
    const none = readRule('${other.voters} > 1', { form: VISIT, other: null, subjects: SUBJECTS });
    expect(none.ok ? [] : none.error.map(({ code }) => code)).toEqual(['check-other-missing']);
  });

  test('however deep or long it is', () => {
    const deep = `${'('.repeat(1)}\${voters}${' + 1'.repeat(200)}) > 1`;
    expect(told(deep)).toEqual(expect.arrayContaining([expect.stringMatching(/^check-deep/)]));
    expect(told('${voters} > 1 or '.repeat(300))).toEqual(['check-long  ']);
  });

  test('references between quotes are texts', () => {
    expect(told("${remark} = '${nobody}'")).toEqual([]);
  });
});
