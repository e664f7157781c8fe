import { expect, it } from 'vitest';
import { readWorkbook } from '../read-workbook.ts';
import { writeXlsx } from './write-xlsx.ts';

it('a list of 100,000 choices is read whole, header included', () => {
  const rows = [['list_name', 'name'], ...Array.from({ length: 100_000 }, (_, at) => ['s', `s${at}`])];
  const read = readWorkbook(writeXlsx({ sheets: [{ name: 'choices', rows }] }), 'form.xlsx');
  expect(read.ok ? read.value.sheets[0]?.rows.length : read.error).toBe(100_001);
});
