import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeBlock } from './edit-cells.ts';
import { readRange } from './sheet-cells.ts';
import { parseTabText, writeTabText } from './tab-text.ts';

const cell = fc.oneof(
  fc.string(),
  fc.constantFrom('', '"', '""', 'a\tb', 'a\nb', '"a"', 'a "b"', '5" wide', '\n', '\t', '"\t"', 'ə "ğ"'),
);
const text = cell.map((written) => written.replaceAll('\r', ''));
const block = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));

describe('ranges as text', () => {
  test('come back as they went', () => {
    fc.assert(
      fc.property(block, (cells) => {
        expect(parseTabText(writeTabText(cells))).toEqual(cells);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that are pasted and copied again give the same text', () => {
    fc.assert(
      fc.property(block, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (cells, row, column) => {
        const copied = writeTabText(cells);
        const empty = { sheets: [{ name: 'survey', rows: [] }] };
        const pasted = writeBlock(empty, { sheet: 'survey', row, column }, parseTabText(copied));
        const range = {
          top: row,
          left: column,
          bottom: row + cells.length - 1,
          right: column + (cells[0]?.length ?? 1) - 1,
        };
        expect(writeTabText(readRange(pasted.sheets[0]?.rows ?? [], range))).toBe(copied);
      }),
    );
  });

  test('any text is read, into rows of one length', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r') }), (written) => {
        const rows = parseTabText(written);
        expect(rows.length).toBeGreaterThan(0);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What Excel and LibreOffice Calc put on the clipboard, by hand. */
test.each([
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a\tb\nc\td',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"two\nlines"\tb\r\n', [['two\nlines', 'b']]],
  ['"he said ""no"""\t\r\n', [['he said "no"', '']]],
  ['say "no"\t5" wide\r\n', [['say "no"', '5" wide']]],
  ['"open\tb', [['"open', 'b']]],
  ['"a" b\tc', [['"a" b', 'c']]],
  ['', [['']]],
  ['\r\n', [['']]],
  ['a\n\nb\n', [['a'], [''], ['b']]],
  ['\t\t', [['', '', '']]],
])('%j is read', (written, cells) => {
  expect(parseTabText(written)).toEqual(cells);
});
