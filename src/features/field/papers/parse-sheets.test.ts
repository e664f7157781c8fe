import { expect, test } from 'vitest';
import { parseSheets } from './parse-sheets.ts';

const labels = (text: string) => parseSheets(text, 500).sheets.map(({ label }) => label);
const faults = (text: string, most = 500) => parseSheets(text, most).faults;

test('one sheet in a line, with its station behind a tab or a semicolon; empty lines are none', () => {
  expect(parseSheets('0001\tPier 4\r\n\n  0002 ; Old Mill; hall\n0003', 500)).toEqual({
    sheets: [
      { label: '0001', station: 'Pier 4' },
      { label: '0002', station: 'Old Mill; hall' },
      { label: '0003', station: null },
    ],
    faults: [],
  });
});

test('a range stands for all between, with the letters before it and as many digits', () => {
  expect(labels('0009-0011')).toEqual(['0009', '0010', '0011']);
  expect(labels('A/7 – 10')).toEqual(['A/7', 'A/8', 'A/9', 'A/10']);
  expect(labels('Pier 4')).toEqual(['Pier 4']);
});

test.each([
  ['0009-3', 'range'],
  ['10-9', 'range'],
  ['a\na', 'twice'],
  ['x'.repeat(201), 'length'],
])('%j is told as %s', (text, kind) => {
  expect(faults(text).map((fault) => fault.kind)).toEqual([kind]);
});

test('too many are told once', () => {
  expect(faults('1-999999999999', 100)).toEqual([{ line: 1, kind: 'many', found: '100' }]);
  expect(parseSheets('1-999999999999', 100).sheets).toHaveLength(100);
});
