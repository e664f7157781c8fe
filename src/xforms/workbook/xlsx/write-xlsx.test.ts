import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWorkbook } from '../read-workbook.ts';
import { writeXlsx } from './write-xlsx.ts';

/** Cells without what no spreadsheet keeps: control characters and single halves of characters. */
const text = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('_x0041_', '=1+1', '& <b>'))
  .map((one) => one.replace(/[\p{Cc}\p{Cs}\p{Z}]/gu, ' ').trim());
const row = fc.array(text, { maxLength: 30 }).map((cells) => {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
});

it('what is written is read again, and the same workbook gives the same bytes', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.array(row, { maxLength: 4 }), (survey, choices) => {
      const trimmed = (rows: string[][]) => rows.slice(0, rows.findLastIndex((cells) => cells.length > 0) + 1);
      const workbook = {
        sheets: [
          { name: 'survey', rows: trimmed(survey) },
          { name: 'choices', rows: trimmed(choices) },
        ],
      };
      const bytes = writeXlsx(workbook);
      expect(writeXlsx(workbook)).toEqual(bytes);
      expect(readWorkbook(bytes, 'form.xlsx')).toEqual({ ok: true, value: workbook });
    }),
    { numRuns: 150 },
  );
});
