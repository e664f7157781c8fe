import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePackage } from '../../package/compile.ts';
import { convertForm } from '../convert-form.ts';
import { faultOfExpression } from './parse-cell.ts';
import { placeCompileFaults } from './place-faults.ts';

type Rows = readonly (readonly string[])[];

const HEAD = [
  'type',
  'name',
  'label',
  'Relevant',
  'constraint',
  'bind::calculate',
  'choice_filter',
  'repeat_count',
  'default',
];
const CHOICES = [
  ['list_name', 'name', 'label'],
  ['yn', 'yes', 'Yes'],
];

/** `row column code at` of every fault, as somebody learns of it who opens the workbook. */
function told(survey: Rows, others: Readonly<Record<string, Rows>> = {}): string[] {
  const sheets = Object.entries({ survey, choices: CHOICES, ...others }).map(([name, rows]) => ({ name, rows }));
  const converted = convertForm({ sheets }, { formName: 'data', fallbackId: 'form' });
  const compiled = converted.ok ? compilePackage(converted.value.form) : null;
  const faults = converted.ok
    ? compiled?.ok === false
      ? placeCompileFaults(compiled.error, { sheets }, converted.value.rows)
      : []
    : converted.error;
  return faults.map(({ code, sheet, row, column, parameters }) =>
    [sheet, row, column, code, parameters.at ?? parameters.found ?? parameters.paths].join(' '),
  );
}

const BROKEN: Rows = [
  HEAD,
  ['integer', 'police_unit', 'Unit', '', '. > 0 and', '', '', '', ''],
  ['text', 'why', 'Why?', '  ${police_unit}  =  “1', '', '', '', '', ''],
  ['calculate', 'sum', '', '', '', '${police_unit} 1', '', '', ''],
  ['select_one yn', 'open', 'Open?', '', '', '', 'name = ))', '', ''],
  ['begin_repeat', 'visits', 'Visits', '', '', '', '', '1 +', ''],
  ['date', 'day', 'Day', '', '', '', '', '', 'today( '],
  ['end_repeat', '', '', '((', '', '', '', '', ''],
];

const PLACES = [
  'survey 2 constraint xpath-incomplete 10',
  'survey 3 Relevant xpath-unclosed 22',
  'survey 4 bind::calculate xpath-unexpected 16',
  'survey 5 choice_filter xpath-unexpected 8',
  'survey 6 repeat_count xpath-incomplete 4',
  'survey 7 default xpath-incomplete 8',
];

describe('expressions that cannot be parsed', () => {
  it('are told at their cells, with the place in the text of the cell', () => {
    expect(told(BROKEN).sort()).toEqual(PLACES);
  });

  it('are told together with all other faults', () => {
    const faults = told([...BROKEN, ['txet', 'note', 'Misspelt', '', '', '', '', '', '']]);
    expect(faults).toEqual(['survey 9 type type-unknown txet', ...PLACES]);
  });

  it('are those of our own sheets too', () => {
    const checks = [
      ['name', 'condition'],
      ['late', "${police_unit} > 'x"],
    ];
    expect(told([HEAD, ['integer', 'police_unit', 'Unit', '', '', '', '', '', '']], { checks })).toEqual([
      'checks 2 condition xpath-unclosed 18',
    ]);
  });

  it('let pass what a reference may become, relative in a repeat or absolute', () => {
    for (const text of [
      '../${q}',
      '1 + ${q} div 2',
      "instance('a')/root/item[b = ${q}]/c",
      '${q}/..',
      'if(${q} != "", 1, 2)',
    ]) {
      expect(faultOfExpression(text), text).toBeNull();
    }
  });

  it('are found wherever the author goes on after a reference', () => {
    const name = fc.stringMatching(/^[a-z_]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.nat(3), (names, blanks) => {
        const before = `${names.map((each) => `\${${each}}`).join(` +${' '.repeat(blanks)}`)} = `;
        expect(faultOfExpression(`${before}1`)).toBeNull();
        expect(faultOfExpression(`${before}"1`)?.parameters.at).toBe(before.length + 1);
        expect(faultOfExpression(`1 1 ${before}1`)?.parameters.at).toBe(3);
      }),
    );
  });
});

describe('faults of the compiler', () => {
  it('name the column that they come from', () => {
    expect(
      told(
        [
          HEAD,
          ['integer', 'a', 'A ${b}', 'nothing(1)', '', '', '', '', ''],
          ['calculate', 'b', '', '', '', '/data/nowhere + 1', '', '', ''],
          ['calculate', 'c', '', '', '', '${d}', '', '', ''],
          ['calculate', 'd', '', '', '', '${c}', '', '', ''],
          ['select_one yn', 'e', 'E', '', '', '', 'name = nothing()', '', ''],
        ],
        {
          settings: [
            ['form_id', 'instance_name'],
            ['f', "concat('"],
          ],
        },
      ).sort(),
    ).toEqual([
      'settings 2 instance_name xpath-unclosed 8',
      'survey 2 Relevant xpath-function nothing',
      'survey 3 bind::calculate xpath-path /data/nowhere',
      'survey 4 bind::calculate form-cycle /data/c, /data/d',
      'survey 6 choice_filter xpath-function nothing',
    ]);
  });
});
