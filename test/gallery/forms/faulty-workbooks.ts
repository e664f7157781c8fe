import voting from '../../../examples/forms/voting.md?raw';
import { writeCell } from '../../../src/features/field/forms/editing/edit-cells.ts';
import { findPlace, type WrittenPlace } from '../../../src/features/field/forms/editing/place-faults.ts';
import { must } from '../../../src/kernel/result.ts';
import { readMarkdownSheets } from '../../../src/xforms/workbook/read-text-sheets.ts';
import type { Workbook } from '../../../src/xforms/workbook/workbook.ts';

/** The form for the voting with what authors get wrong: a type misspelt, a name twice, a question that is not there. */
export function faultyVoting(): Workbook {
  return [
    { sheet: 'survey', row: 9, column: 'type', text: 'tiem' },
    { sheet: 'survey', row: 11, column: 'name', text: 'chair sex' },
    { sheet: 'survey', row: 12, column: 'relevant', text: `\${memberz} > 0` },
    { sheet: 'survey', row: 14, column: 'label::Русский (ru)', text: '' },
    { sheet: 'choices', row: 4, column: 'name', text: '' },
  ].reduce(write, readMarkdownSheets(voting));
}

/** A form whose list has so many choices. */
export function manyChoices(count: number): Workbook {
  const choices = Array.from({ length: count }, (_, index) => {
    const code = String(index + 1).padStart(6, '0');
    return [
      'stations',
      code,
      `${code} School of ${['Northmoor', 'Əlvanlı', 'Старый Мост'][index % 3]}, hall ${index % 9}`,
    ];
  });
  return {
    sheets: [
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label'],
          ['select_one stations', 'station', 'Polling station'],
        ],
      },
      { name: 'choices', rows: [['list_name', 'name', 'label'], ...choices] },
    ],
  };
}

function write(workbook: Workbook, { text, ...written }: WrittenPlace & { readonly text: string }): Workbook {
  const { sheet, row, column } = findPlace(workbook, written);
  const at = { sheet: must(sheet, 'sheet'), row: must(row, 'row'), column: must(column, `column ${written.column}`) };
  return writeCell(workbook, at, text);
}
