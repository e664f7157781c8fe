import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { cellKey, findNextFault, findPlace, placeFaults, writePlace } from './place-faults.ts';

const FORM: Workbook = {
  sheets: [
    {
      name: 'Survey',
      rows: [
        ['type', ' label ::  English', 'name', 'name'],
        ['text', 'A', 'a'],
        ['tex', 'B', 'a'],
      ],
    },
    { name: 'choices', rows: [['list name', 'name']] },
  ],
};

function fault(
  sheet: string | null,
  row: number | null,
  column: string | null,
  more: Partial<FormFault> = {},
): FormFault {
  return { severity: 'error', code: 'type-missing', parameters: {}, sheet, row, column, ...more };
}

describe('the place of a fault', () => {
  test.each([
    [fault('survey', 3, 'type'), { sheet: 'Survey', row: 2, column: 0 }],
    [fault('survey', 2, 'label :: English'), { sheet: 'Survey', row: 1, column: 1 }],
    [fault('survey', 2, 'name'), { sheet: 'Survey', row: 1, column: 2 }],
    [fault('survey', 1, 'name'), { sheet: 'Survey', row: 0, column: 3 }],
    [fault('survey', 3, null), { sheet: 'Survey', row: 2, column: null }],
    [fault('survey', 3, 'relevant'), { sheet: 'Survey', row: 2, column: null }],
    [fault('survey', null, 'type'), { sheet: 'Survey', row: 0, column: 0 }],
    [fault('survey', null, null), { sheet: 'Survey', row: null, column: null }],
    [fault('choices', 2, 'list_name'), { sheet: 'choices', row: 1, column: 0 }],
    [fault('settings', 2, 'form_id'), { sheet: null, row: null, column: null }],
    [fault(null, null, null), { sheet: null, row: null, column: null }],
  ])('%j', (written, place) => {
    expect(findPlace(FORM, written)).toEqual(place);
  });

  test('the only sheet of a workbook is its survey, whatever its name', () => {
    const only: Workbook = { sheets: [{ name: 'Sheet1', rows: [['type']] }] };
    expect(findPlace(only, fault('survey', 1, 'type'))).toEqual({ sheet: 'Sheet1', row: 0, column: 0 });
    expect(findPlace(only, fault('choices', 1, 'name')).sheet).toBeNull();
  });

  test('is written as it was found', () => {
    const place = { sheet: 'Survey', row: 2, column: 2 };
    expect(writePlace(FORM, place)).toEqual({ sheet: 'Survey', row: 3, column: 'name' });
    expect(findPlace(FORM, writePlace(FORM, place))).toEqual(place);
    expect(writePlace(FORM, { sheet: 'Survey', row: 2, column: 9 })).toEqual({ sheet: 'Survey', row: 3, column: null });
  });
});

const FAULTS = [
  fault('choices', 1, 'name', { severity: 'warning' }),
  fault('survey', 3, 'type'),
  fault('settings', null, null),
  fault('survey', 3, null),
  fault('survey', 2, 'name', { severity: 'warning' }),
  fault('survey', 3, 'type', { code: 'row-skipped' }),
];

describe('faults of a workbook', () => {
  const placed = placeFaults(FORM, FAULTS);

  test('stand in the order of the sheets, what has no sheet first', () => {
    expect(placed.all.map(({ fault: { sheet, row, column } }) => [sheet, row, column])).toEqual([
      ['settings', null, null],
      ['survey', 2, 'name'],
      ['survey', 3, null],
      ['survey', 3, 'type'],
      ['survey', 3, 'type'],
      ['choices', 1, 'name'],
    ]);
  });

  test('are counted by sheet and found by cell and by row', () => {
    const survey = placed.sheets.get('Survey');
    expect([survey?.errors, survey?.warnings]).toEqual([3, 1]);
    expect(survey?.cells.get(cellKey(2, 0))?.map(({ fault: { code } }) => code)).toEqual([
      'type-missing',
      'row-skipped',
    ]);
    expect(survey?.rows.get(2)).toHaveLength(1);
    expect(placed.sheets.get('choices')?.warnings).toBe(1);
    expect(placed.sheets.has('settings')).toBe(false);
  });

  test('are walked forth and back, round and round', () => {
    const walk = (step: -1 | 1) => {
      let from = { sheet: 'Survey', row: 0, column: 0 };
      return Array.from({ length: 6 }, () => {
        const next = findNextFault(FORM, placed.all, { from, step });
        from = { sheet: next?.sheet ?? '', row: next?.row ?? 0, column: next?.column ?? 0 };
        return `${from.sheet} ${from.row}:${from.column}`;
      });
    };
    const forth = ['Survey 1:2', 'Survey 2:0', 'choices 0:1'];
    expect(walk(1)).toEqual([...forth, ...forth]);
    expect(walk(-1)).toEqual([...forth.toReversed(), ...forth.toReversed()]);
    expect(findNextFault(FORM, [], { from: { sheet: 'Survey', row: 0, column: 0 }, step: 1 })).toBeNull();
  });

  test('none is lost, wherever it says that it is', () => {
    const anywhere = fc.record({
      sheet: fc.constantFrom(null, 'survey', 'choices', 'nowhere'),
      row: fc.constantFrom(null, 0, 1, 2, 99),
      column: fc.constantFrom(null, 'type', 'name', 'nothing', ''),
    });
    fc.assert(
      fc.property(fc.array(anywhere), (places) => {
        const given = places.map(({ sheet, row, column }) => fault(sheet, row, column));
        const { all, sheets } = placeFaults(FORM, given);
        expect(new Set(all.map((one) => one.fault))).toEqual(new Set(given));
        const counted = [...sheets.values()].reduce((sum, { errors, warnings }) => sum + errors + warnings, 0);
        expect(counted).toBe(all.filter(({ sheet }) => sheet !== null).length);
      }),
    );
  });
});
