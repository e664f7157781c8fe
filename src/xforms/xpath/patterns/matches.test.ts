import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bind, smallForm } from '../../../../test/support/small-form.ts';
import { compilePackage } from '../../package/compile.ts';
import { isBearable, matches } from './matches.ts';
import { isRegular, mostTries } from './pattern-cost.ts';
import { machineOf, runMachine } from './pattern-machine.ts';
import { readPattern } from './pattern-tree.ts';

/** The machine alone, also where the program would take the matcher of the language. */
function byMachine(text: string, written: string): boolean {
  const tree = readPattern(written);
  const machine = tree === null || !isRegular(tree) ? null : machineOf(tree);
  if (machine === null) throw new Error(`No machine for ${written}`);
  return runMachine(machine, text);
}

const USUAL = [
  ['^[0-9]{10}$', '0501234567', '050123456'],
  ['^\\d{9}$', '501234567', '50123456a'],
  ['^\\+994(50|51|55|70|77|99)\\d{7}$', '+994501234567', '+994401234567'],
  ['^\\+?[0-9 ()-]{7,20}$', '+994 (50) 123-45-67', '12-34'],
  ['^(\\+994|0)?(50|51|55|60|70|77|99)[- ]?\\d{3}[- ]?\\d{2}[- ]?\\d{2}$', '050 123-45-67', '050 123-45-6'],
  ['^(\\d{3}[- ]?){2}\\d{4}$', '050-123-4567', '050-123-456'],
  ['^[+]*[(]{0,1}[0-9]{1,4}[)]{0,1}[-\\s\\./0-9]*$', '(012) 493.00.00', '(012) call'],
  ['^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,4}$', 'o.b@example.org', 'o.b@example'],
  ['^[a-zA-Z0-9_\\-.]+@[a-zA-Z0-9_\\-.]+\\.[a-zA-Z]{2,5}$', 'a@b.info', 'a@b'],
  ['^\\S+@\\S+\\.\\S+$', 'a@b.c', 'a b@c.d'],
  ['^\\w+([.-]?\\w+)*@\\w+([.-]?\\w+)*(\\.\\w{2,3})+$', 'first.last@mail.example.org', 'first.last@mail'],
  ['[^@]+@[^@]+\\.[a-z]{2,6}', 'to a@b.org', 'to a.b.org'],
  ['^[A-Z]{2}\\d{6}$', 'AA123456', 'aa123456'],
  ['^[A-Z0-9]{7}$', '5ABC123', '5ABC12'],
  ['^(AA|AZE)\\s?\\d{7,8}$', 'AZE 12345678', 'AZ 12345678'],
  ['^\\d{1,3}[/-]\\d{1,3}$', '12/3', '12/'],
  ['^\\d{4}-\\d{2}-\\d{2}$', '2024-02-07', '2024-2-7'],
  ['^(0[1-9]|[12]\\d|3[01])[.](0[1-9]|1[0-2])[.]\\d{4}$', '07.02.2024', '32.02.2024'],
  ['^([01]?[0-9]|2[0-3]):[0-5][0-9]$', '23:59', '24:00'],
  ['^[0-9]+$', '0012', '12.5'],
  ['^-?\\d+(\\.\\d+)?$', '-12.50', '12.'],
  ['^\\d{1,3}(,\\d{3})*(\\.\\d\\d)?$', '1,234,567.00', '1,23'],
  ['^[1-9][0-9]{0,3}$', '4200', '0420'],
  ['^(100|[1-9]?\\d)$', '100', '101'],
  ['^(yes|no)$', 'yes', 'maybe'],
  ['^[A-Za-z]+$', 'Baku', 'Bakı'],
  ["^[A-Za-z' -]{2,50}$", "O'Neil Smith", 'X'],
  ['^[\\u0400-\\u04FF\\s]+$', 'город Баку', 'город B'],
  ['^[a-zçəğıöşüA-ZÇƏĞIİÖŞÜ ]+$', 'Gəncə şəhəri', 'Gəncə 1'],
  ['^.{3,}$', 'abc', 'ab'],
  ['^.{1,160}$', 'a report', ''],
  ['^\\s*\\S.*$', '  text', '   '],
  ['^(\\S+\\s+){1,4}\\S+$', 'four words in all', 'one'],
  ['^(\\w+\\s?)+$', 'some words here', 'some, words'],
  ['^https?://[^\\s/$.?#].[^\\s]*$', 'https://example.org/x', 'ftp://example.org'],
  ['^([0-9]{1,3}\\.){3}[0-9]{1,3}$', '10.0.0.1', '10.0.1'],
  ['^[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){5}$', 'AZ96 AZEJ 0000 0000 0012 3456', 'AZ96 AZEJ'],
  ['^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$', '00000000-0000-4000-8000-000000000001', '00000000-0000'],
  ['^(?:PS|ps)[-_]?\\d{3,5}[a-z]?$', 'PS-0123b', 'PT-0123'],
  ['\\bvoter\\b', 'one voter more', 'one voters more'],
  ['^(?=.*[A-Z])(?=.*\\d).{8,20}$', 'Observer2024', 'observer2024'],
  ['^(?!0+$)\\d{1,6}$', '000100', '000000'],
  ['^((?!test).)*$', 'a station', 'a test station'],
  ['^(\\d)(?!\\1+$)\\d{3}$', '1112', '1111'],
] as const;

const HARMFUL = [
  '^(a+)+$',
  '^(a*)*$',
  '^(a|a)*$',
  '^(a|aa)+$',
  '^([a-z]+)*$',
  '^(\\w+\\s?)*$',
  '(x+x+)+y',
  '^(.*a){20}$',
  'a*a*a*a*a*b',
  `^${'a?'.repeat(40)}${'a'.repeat(40)}b$`,
  '^\\w+([.-]?\\w+)*@\\w+$',
];

describe('Patterns', () => {
  it.each(USUAL)('%s is as usual, and no fault', (written, one, other) => {
    expect([matches(one, written), matches(other, written)]).toEqual([true, false]);
    expect(isBearable(written)).toBe(true);
  });

  it.each(HARMFUL)('%s comes to an end, whatever the text', (written) => {
    const tree = readPattern(written);
    expect(tree === null ? 0 : mostTries(tree, 2000)).toBeGreaterThan(1e12);
    expect(matches(`${'a'.repeat(2000)}!`, written)).toBe(false);
    expect(matches(`${'x'.repeat(2000)}!`, written)).toBe(false);
    expect(isBearable(written)).toBe(true);
  });

  it('that look ahead are refused where they could go on for ever', () => {
    expect(isBearable('^(?=(a+)+$).*$')).toBe(false);
    expect(isBearable('^((a+)\\2)+$')).toBe(false);
    expect(matches('a'.repeat(2000), '^(?=(a+)+$).*$')).toBe(false);
    const constraint = "regex(., '^(?=(a+)+$).*$')";
    const compiled = compilePackage(smallForm({ n: '' }, { binds: [bind('/data/n', { constraint })] }));
    expect(compiled.ok ? [] : compiled.error.map(({ code, parameters }) => [code, parameters.path])).toEqual([
      ['xpath-pattern', '/data/n'],
    ]);
  });

  it('that would need a machine of many thousand places match nothing', () => {
    expect(matches('a'.repeat(200), '^((a?){1000}){1000}$')).toBe(false);
    expect(matches('a', '(')).toBe(false);
    expect(readPattern(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).toBeNull();
  });

  it('mean the same to the machine as to the language', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '[ab]',
      '[^a]',
      '\\b',
      '\\B',
      '^',
      '$',
      '\\x61',
      '{',
      ']',
      '[^]',
      '',
    );
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `${one}${other}`),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '{1,2}?'))
          .map(([inner, times]) => `(${inner})${times}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n', '{'), maxLength: 8 });
    let compared = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 3, maxLength: 6 }), (written, texts) => {
        fc.pre(isRead(written));
        for (const each of texts) {
          compared += 1;
          expect(byMachine(each, written), JSON.stringify([written, each])).toBe(new RegExp(written).test(each));
        }
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(5000);
  });
});

function isRead(written: string): boolean {
  try {
    return new RegExp(written) instanceof RegExp;
  } catch {
    return false;
  }
}
