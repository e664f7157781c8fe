import { describe, expect, test } from 'vitest';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { convertForm } from '../../../../xforms/xlsform/convert-form.ts';
import { QUESTION_TYPES, TYPE_ALIASES } from '../../../../xforms/xlsform/survey/question-types.ts';
import { columnWidths } from './column-widths.ts';
import { suggestFor, suggestNames } from './suggestions.ts';

const FORM: Workbook = {
  sheets: [
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label::English (en)', 'required'],
        ['select_one yes_no', 'a', 'A'],
        ['select_multiple wanted', 'b', 'B'],
        ['select_one_from_file stations.csv', 'c', 'C'],
      ],
    },
    {
      name: 'choices',
      rows: [
        ['list_name', 'name', 'label::English (en)'],
        ['yes_no', 'yes', 'Yes'],
        ['sex', 'man', 'Man'],
      ],
    },
  ],
};
const at = (sheet: string, row: number, column: number) => suggestFor(FORM, { sheet, row, column });

describe('suggestions', () => {
  test('for a type: with each list of the choices, with those asked for, and with the files', () => {
    const types = at('survey', 9, 0);
    expect(types).toEqual(expect.arrayContaining(['select_one yes_no', 'select_multiple sex', 'rank wanted']));
    expect(types).toContain('select_multiple_from_file stations.csv');
    expect(new Set(types).size).toBe(types.length);
  });

  test('every type that is offered is one that forms may have', () => {
    const plain = at('survey', 9, 0).filter((type) => !type.includes(' '));
    const others = ['begin_group', 'end_group', 'begin_repeat', 'end_repeat', 'csv-external', 'xml-external'];
    const known = new Set([...QUESTION_TYPES.keys(), ...TYPE_ALIASES.keys(), ...others]);
    expect(plain.filter((type) => !known.has(type))).toEqual([]);
    expect(plain.length).toBeGreaterThan(30);
  });

  test('for a header: columns that the sheet lacks, in the languages of the survey', () => {
    const headers = at('survey', 0, 4);
    expect(headers).toContain('hint::English (en)');
    expect(headers).not.toContain('required');
    expect(headers).not.toContain('label::English (en)');
  });

  test('every header that is offered for the survey and the choices is one that the converter knows', () => {
    const label = 'label::English (en)';
    for (const header of [...at('survey', 0, 4), ...at('choices', 0, 3)]) {
      const sheets = [
        {
          name: 'survey',
          rows: [
            ['type', 'name', label, ...(at('survey', 0, 4).includes(header) ? [header] : [])],
            ['text', 'a', 'A'],
          ],
        },
        {
          name: 'choices',
          rows: [
            ['list_name', 'name', label, ...(at('choices', 0, 3).includes(header) ? [header] : [])],
            ['l', 'x', 'X'],
          ],
        },
      ];
      const converted = convertForm({ sheets }, { formName: 'data', fallbackId: 'f' });
      const faults = converted.ok ? converted.value.warnings : converted.error;
      expect([header, faults.filter(({ code }) => ['column-unknown', 'header-twice'].includes(code))]).toEqual([
        header,
        [],
      ]);
    }
  });

  test('for the name of a list, and where few answers are possible', () => {
    expect(at('choices', 9, 0)).toEqual(['yes_no', 'sex', 'wanted']);
    expect(at('survey', 2, 3)).toEqual(['yes', 'no']);
    expect(at('survey', 2, 2)).toEqual([]);
    expect(at('nowhere', 2, 2)).toEqual([]);
  });
});

test('columns are as wide as what stands in them, within limits', () => {
  const [narrow = 0, wide = 0, long = 0, empty = 0] = columnWidths(
    [
      ['a', 'label', 'relevant'],
      ['x', 'Sixteen letters!', 'x'.repeat(500)],
    ],
    4,
  );
  expect(narrow).toBeLessThan(wide);
  expect(wide).toBeLessThan(long);
  expect(long).toBe(320);
  expect(empty).toBeGreaterThan(narrow);
});

test('type and name of questions are as wide as the usual types at least', () => {
  const [type = 0, name = 0] = columnWidths(
    [
      ['type', 'name'],
      ['select_multiple observers_of_all', 'n'],
    ],
    2,
  );
  expect(type).toBeGreaterThan(name);
  expect(name).toBeGreaterThanOrEqual('select_one yes_no_na'.length * 7);
  const [listName = 0] = columnWidths(
    [
      ['list_name', 'name'],
      ['a', 'b'],
    ],
    2,
  );
  expect(listName).toBeLessThan(name);
});

test('names of questions are suggested behind the sign of a reference', () => {
  const workbook = {
    sheets: [
      {
        name: 'survey',
        rows: [
          ['type', 'name'],
          ['integer', 'women_members'],
          ['begin_group', 'visit'],
          ['integer', 'members'],
          ['end_group', 'visit'],
          ['note', ''],
        ],
      },
    ],
  };
  const names = (text: string) => suggestNames(workbook, text);
  expect(names('count if ${')).toEqual({ typed: '', names: ['women_members', 'visit', 'members'] });
  expect(names(`\${visit} and \${MEM`)).toEqual({ typed: 'MEM', names: ['members', 'women_members'] });
  expect(names('${last-saved#me')).toEqual({ typed: 'me', names: ['members', 'women_members'] });
  expect(names(`\${members} `)).toBeNull();
  expect(names('$ {me')).toBeNull();
  expect(names('${nothing')).toBeNull();
  expect(suggestNames({ sheets: [] }, '${')).toBeNull();
});
