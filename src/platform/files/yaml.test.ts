import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readYaml, writeYaml } from './yaml.ts';

const read = (text: string) => readYaml(new TextEncoder().encode(text));
const entriesOf = (text: string) => read(text).entries.map(({ name, text: value }) => [name, value]);

describe('readYaml', () => {
  it('takes every value for text', () => {
    const text = 'a: on\nb: 08:00\nc: 2024-02-07\nd: 1_000\ne: ~\nf: "x: y"\ng:\nh: 0x1F\n';
    expect(entriesOf(text)).toEqual([
      ['a', 'on'],
      ['b', '08:00'],
      ['c', '2024-02-07'],
      ['d', '1_000'],
      ['e', '~'],
      ['f', 'x: y'],
      ['g', ''],
      ['h', '0x1F'],
    ]);
  });

  it('reads a block without the line feed at its end, whatever is in it', () => {
    expect(entriesOf('a: |\n  # one\n  - two: [3]\n\nb: x\n')).toEqual([
      ['a', '# one\n- two: [3]'],
      ['b', 'x'],
    ]);
  });

  it.each([
    ['a: 1\n# why\nb: 2\n', 'yaml-comment', 2, 1],
    ['a: 1 # why\n', 'yaml-comment', 1, 6],
    ['a: &x 1\n', 'yaml-anchor', 1, 4],
    ['a: 1\nb: *x\n', 'yaml-anchor', 2, 4],
    ['a: !!int 1\n', 'yaml-tag', 1, 4],
    ['%YAML 1.1\n---\na: 1\n', 'yaml-directive', 1, 1],
    ['a: {b: 1}\n', 'yaml-nested', 1, 4],
    ['a:\n  b: 1\n', 'yaml-nested', 1, 1],
    ['a: [1]\n', 'yaml-list', 1, 4],
    ['a:\n  - 1\n', 'yaml-list', 2, 3],
    ['a: 1\na: 2\n', 'yaml-twice', 2, 1],
    ['a: 1\n---\na: 2\n', 'yaml-documents', 2, 1],
    ['a: "open\n', 'yaml-unreadable', 2, 1],
    ['just text\n', 'yaml-flat', 1, 1],
    ['', 'yaml-flat', 1, 1],
    ['a: 1\n\tb: 2\n', 'yaml-unreadable', 2, 1],
    ['a: 1\n: 2\n', 'yaml-unnamed', 2, 1],
  ])('refuses %j as %s', (text, code, line, position) => {
    const { faults, entries } = read(text);
    expect(faults[0]).toEqual({ code, parameters: { position }, row: line, line, column: faults[0]?.column });
    expect(code === 'yaml-nested' || code === 'yaml-unnamed' || entries.length === 0).toBe(true);
  });

  it('reads 60,000 names without comparing each with each', () => {
    const names = Array.from({ length: 60_000 }, (_, index) => `n${index}`);
    const { entries } = read(`${names.join(': x\n')}: x\n`);
    expect(entries).toHaveLength(60_000);
    expect(entries.at(-1)).toEqual({ name: 'n59999', text: 'x', line: 60_000 });
    expect(read(`${names.join(':\n')}:\nn7:\n`).faults).toEqual([
      { code: 'yaml-twice', parameters: { position: 1 }, row: 60_001, line: 60_001, column: null },
    ]);
  });

  it('refuses bytes that are not UTF-8, and a file beyond all measure', () => {
    expect(readYaml(Uint8Array.of(0x61, 0x3a, 0x20, 0x80)).faults[0]?.code).toBe('encoding');
    expect(read(`a: ${'x'.repeat(1_000_001)}`).faults[0]?.code).toBe('yaml-large');
  });
});

describe('writeYaml', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'-#:\'"|>{}[]&*!%@`?,\n\t =+y0.~'), maxLength: 14 }),
      fc.constantFrom(
        'on',
        'null',
        '08:00',
        '19:30',
        '2024-02-07',
        '1e3',
        '0x1',
        '---',
        '... ',
        'a\n\nb',
        ' \n',
        'yes',
      ),
    )
    .map((value) =>
      value
        .replace(/[\r\0]|\p{Surrogate}/gu, '')
        .normalize('NFC')
        .trim(),
    );

  it('gives back what is read from it, byte for byte, and other readers find text too', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,8}(_[a-z]{2})?$/), text), {
      minLength: 1,
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(entries, (given) => {
        const written = writeYaml(given);
        expect(entriesOf(written)).toEqual(given);
        expect(writeYaml(entriesOf(written) as [string, string][])).toBe(written);
        expect(parse(written, { version: '1.1' })).toEqual(parse(written, { version: '1.2' }));
        expect(Object.values(parse(written)).every((value) => typeof value === 'string')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes what a person would write', () => {
    const written = writeYaml([
      ['title_en', 'Presidential election'],
      ['election_day', '2024-02-07'],
      ['opens', '08:00'],
      ['about', 'One.\n\nTwo: three.'],
    ]);
    expect(written).toBe(
      'title_en: Presidential election\nelection_day: "2024-02-07"\nopens: "08:00"\nabout: |-\n  One.\n\n  Two: three.\n',
    );
  });
});
