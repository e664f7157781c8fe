import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bind, opened, question, smallForm, table } from '../../../test/support/small-form.ts';
import { compilePackage } from '../package/compile.ts';
import { SUPPORTED_FUNCTIONS } from './catalogue.ts';
import { parseXPath } from './parse/parser.ts';

const ITEMS = table(['name', 'group', 'n'], ['a', '1', '5'], ['b', '1', '7'], ['c', '2', '1']);

/** The value of an expression beside a question that holds `own`, and copies that hold 1, 2 and 4. */
function evaluated(expression: string, own = 'abc'): string {
  const form = smallForm(
    { own, out: '', p: [{ x: '1' }, { x: '2' }, { x: '4' }], g: { 'x-y': 'in' } },
    {
      binds: [bind('/data/out', { calculate: expression })],
      instances: [{ kind: 'internal', id: 'items', items: ITEMS }],
      body: [question('/data/out')],
    },
  );
  return opened(form).value('/data/out');
}

function faultsOf(expression: string): readonly string[] {
  const form = smallForm(
    { out: '', own: '' },
    { binds: [bind('/data/out', { calculate: expression })], body: [question('/data/out')] },
  );
  const compiled = compilePackage(form);
  return compiled.ok ? [] : compiled.error.map((fault) => fault.code);
}

describe('XPath Operators', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['7 mod -3', '1'],
    ['1 div 4', '0.25'],
    ['- - 2', '2'],
    ['1 - -1', '2'],
    ['1 < 2 and 2 < 1', 'false'],
    ['1 = 1 or 1 div 0', 'true'],
    ['1 div 0', 'Infinity'],
    ['\'a\' = "a"', 'true'],
    ['../p/x = 2', 'true'],
    ['../p/x != 2', 'true'],
    ['../p/x > 4', 'false'],
    ['/data/nothing-here or 1', ''],
    ['count(../p/x | ../own | ../own)', '4'],
    ['../own-1', ''],
    ["'2020-01-02' > '2020-01-01'", 'true'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['1 div 10000000', '0.0000001'],
    ['10 * 100000000000000000000000', '1000000000000000000000000'],
  ])('%s', (expression, expected) => {
    if (expected === '') expect(faultsOf(expression)).toEqual(['xpath-path']);
    else expect(evaluated(expression)).toBe(expected);
  });
});

describe('XPath Predicates and Axes', () => {
  it.each([
    ['../p[2]/x', '2'],
    ['../p[x > 1][2]/x', '4'],
    ['sum(../p[position() < last()]/x)', '3'],
    ['string(//x[last()])', '1'],
    ['(//x)[last()]', '4'],
    ['name(../*[1])', 'own'],
    ['count(/data//node())', '12'],
    ['../p[3]/preceding-sibling::p[1]/x', '2'],
    ['../child::g/child::x-y', 'in'],
    ["instance('items')/root/item[name = 'b']/n", '7'],
    ["sum(instance('items')/root/item[group = 1]/n)", '12'],
    ["instance('items')/root/item[group = '1' and n > 5]/name", 'b'],
    ["instance('items')/root/item[group='1'][position() = 2]/name", 'b'],
    ["instance('items')/root/item[position() = 2 and group = '1']/name", 'b'],
    ["count(instance('items')//item)", '3'],
    ["instance('items')/root/item[n = current()/../p[1]/x]/name", 'c'],
    ["pulldata('items', 'n', 'name', 'b')", '7'],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});

describe('XPath Functions', () => {
  it.each([
    ['concat(../p/x, "!")', '124!'],
    ['join("-", ../p/x, "z")', '1-2-4-z'],
    ['substr(../own, 1)', 'bc'],
    ['substr(../own, -2, 2)', 'b'],
    ['substring("12345", 1.5, 2.6)', '234'],
    ['substring("12345", 0)', '12345'],
    ['substring-before("a/b", "/")', 'a'],
    ['substring-after("a/b", "/")', 'b'],
    ['translate("bar", "abc", "AB")', 'BAr'],
    ['string-length("né😀")', '3'],
    ['normalize-space("  a   b ")', 'a b'],
    ['selected("a b", "b")', 'true'],
    ['selected-at("a b", 1)', 'b'],
    ['selected-at("a", 5)', ''],
    ['count-selected(" a  b ")', '2'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-2'],
    ['round(1.005, 2)', '1.01'],
    ['round(1234, -2)', '1200'],
    ['int(-1.5)', '-1'],
    ['pow(2, 10)', '1024'],
    ['number("1e3") = 1000', 'false'],
    ['number("1970-01-03")', '2'],
    ['max(../p/x, 3)', '4'],
    ['min(../p/x)', '1'],
    ['if(false(), 1, "no")', 'no'],
    ['coalesce("", "b")', 'b'],
    ['once("new")', 'new'],
    ['boolean-from-string("1")', 'true'],
    ['checklist(1, 2, ../p/x > 9, "1", 0)', 'true'],
    ['weighted-checklist(5, -1, 1, 2, 1, 3)', 'true'],
    ['today()', '2024-02-07'],
    ['now()', '2024-02-07T16:00:00.000+04:00'],
    ['count-non-empty(../p/x)', '3'],
    ['uuid()', '00000000-0000-4000-8000-000000000002'],
    ['property("username")', 'observer'],
    ['position(../p[3])', '3'],
    ['ends-with("abc", "bc")', 'true'],
    ['regex("0501234567", "^[0-9]{10}$")', 'true'],
    ['regex("a", "(")', 'false'],
    ['base64-decode("w6nwn5iA")', 'é😀'],
    ['base64-decode("_")', ''],
    ['format-date("2024-02-07", "%e %b %Y, %a")', '7 Feb 2024, Wed'],
    ['format-date-time("2024-02-07T09:05:03.120+04:00", "%H:%M:%S.%3 %y%m%d")', '09:05:03.120 240207'],
    ['format-date("nothing", "%Y")', ''],
    ['date(19760)', '2024-02-07'],
    ['date("2024-02-07T23:00:00+04:00")', '2024-02-07'],
    ['date(today() + 7)', '2024-02-14'],
    ['decimal-date-time("1970-01-02T00:00:00Z")', '1'],
    ['decimal-time("18:00:00.000+04:00")', '0.75'],
    ['decimal-time("14:00:00Z")', '0.75'],
    ['distance("0 0 0 0;0 1 0 0")', '111318.85'],
    ['round(area("0 0;0 1;1 1;1 0;0 0") div 1000000)', '12391'],
    ['geofence("0.5 0.5", "0 0;0 1;1 1;1 0;0 0")', 'true'],
    ['geofence("2 0.5", "0 0;0 1;1 1;1 0;0 0")', 'false'],
    ['intersects("0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0")', 'false'],
    ['intersects("0 0 0 0;1 1 0 0;0 1 0 0;1 0 0 0;0 0 0 0")', 'true'],
    ['intersects("nowhere")', 'false'],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });

  it('put together no text that is longer than a million characters', () => {
    const doubled = (times: number) =>
      Array.from({ length: times }).reduce<string>((text) => `concat(${text}, ${text})`, "'x'");
    expect(evaluated(`string-length(${doubled(10)})`)).toBe('1024');
    const long = `translate(${"'".padEnd(500_001, 'a')}', 'a', 'b')`;
    expect(evaluated(`string-length(concat(${long}, ${long}))`)).toBe('1000000');
    expect(evaluated(`concat(${long}, ${long}, 'c')`)).toBe('');
    expect(evaluated(`join('c', ${long}, ${long})`)).toBe('');
    expect(evaluated(`translate(concat(${long}, ${long}), 'b', '😀')`)).toBe('');
    expect(evaluated("translate('abca', 'aab', 'xyz')")).toBe('xzcx');
  });

  it('are refused when the form is compiled, where there is none of that name or with so many arguments', () => {
    expect(SUPPORTED_FUNCTIONS).toContain('jr:choice-name');
    expect(faultsOf('nonsense(1)')).toEqual(['xpath-function']);
    expect(faultsOf('toString()')).toEqual(['xpath-function']);
    expect(faultsOf('pow(1)')).toEqual(['xpath-arguments']);
  });
});

describe('Expressions that cannot be read', () => {
  it.each([
    ['', 'xpath-empty'],
    ['1 +', 'xpath-incomplete'],
    ["concat('a", 'xpath-unclosed'],
    ['a b', 'xpath-unexpected'],
    ['nowhere::a', 'xpath-axis'],
    ['#', 'xpath-character'],
    [`${'('.repeat(5000)}1`, 'xpath-deep'],
    [`1${'+1'.repeat(6000)}`, 'xpath-long'],
    [`1${' or 1'.repeat(501)}`, 'xpath-long'],
    [`a${'|a'.repeat(501)}`, 'xpath-long'],
    [`${'('.repeat(150)}1${`${'+1'.repeat(10)})`.repeat(150)}`, 'xpath-long'],
    [`${'a['.repeat(150)}1${`${'+1'.repeat(10)}]`.repeat(150)}`, 'xpath-long'],
    ['a[1', 'xpath-incomplete'],
  ])('%s', (expression, code) => {
    const parsed = parseXPath(expression);
    expect(parsed.ok ? null : parsed.error.code).toBe(code);
  });

  it('never break the parser', () => {
    const words = fc.constantFrom(
      'a',
      '/',
      '//',
      '[',
      ']',
      '(',
      ')',
      '.',
      '..',
      '*',
      '-',
      '@',
      '::',
      "'x'",
      '1',
      'and',
      'div',
      ',',
      '=',
      'f(',
      '|',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => void parseXPath(parts.join(' '))),
      { numRuns: 2000 },
    );
  });
});
