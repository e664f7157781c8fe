import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { clearRange, fillRange, writeBlock, writeCell } from './edit-cells.ts';
import { deleteColumns, deleteRows, insertColumn, insertRows, moveRows } from './edit-rows.ts';
import { addSheet, likelyNames, missingSheets, removeSheet, renameSheet } from './edit-sheets.ts';
import { cellAt, isSameWorkbook, type Rows, readRange, widthOf } from './sheet-cells.ts';
import { emptyStack, noteEdit, stepBack, stepForth, stepsFor, type UndoStack } from './undo-stack.ts';

const FORM: Workbook = {
  sheets: [
    {
      name: 'survey',
      rows: [['type', 'name', 'label'], ['text', 'a', 'A'], [], ['integer', 'b']],
    },
    { name: 'choices', rows: [['list_name', 'name', 'label']] },
  ],
};

const rowsOf = (workbook: Workbook, name = 'survey'): Rows =>
  workbook.sheets.find((sheet) => sheet.name === name)?.rows ?? [];

const place = fc.nat({ max: 7 });
const text = fc.constantFrom('', '', 'a', 'b c', 'line\nline', '"', '\t', 'ə', '${x}');
const range = fc.tuple(place, place, place, place).map(([a, b, c, d]) => ({
  top: Math.min(a, b),
  bottom: Math.max(a, b),
  left: Math.min(c, d),
  right: Math.max(c, d),
}));

type Edit = (workbook: Workbook) => Workbook;
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, place, text).map(
    ([row, column, words]): Edit =>
      (b) =>
        writeCell(b, { sheet: 'survey', row, column }, words),
  ),
  fc.tuple(place, place, fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })).map(
    ([row, column, block]): Edit =>
      (b) =>
        writeBlock(b, { sheet: 'survey', row, column }, block),
  ),
  range.map(
    (cells): Edit =>
      (b) =>
        clearRange(b, 'survey', cells),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 3 })).map(
    ([at, count]): Edit =>
      (b) =>
        insertRows(b, 'survey', { at, count }),
  ),
  range.map(
    ({ top, bottom }): Edit =>
      (b) =>
        deleteRows(b, 'survey', { from: top, to: bottom }),
  ),
  fc.tuple(range, fc.constantFrom(-1 as const, 1 as const)).map(
    ([{ top, bottom }, step]): Edit =>
      (b) =>
        moveRows(b, 'survey', { from: top, to: bottom, step }),
  ),
  place.map(
    (at): Edit =>
      (b) =>
        insertColumn(b, 'survey', at),
  ),
  range.map(
    ({ left, right }): Edit =>
      (b) =>
        deleteColumns(b, 'survey', { from: left, to: right }),
  ),
  fc.constant<Edit>((b) => addSheet(b, 'settings')),
  fc.constant<Edit>((b) => removeSheet(b, 'settings')),
);

/** A workbook as it came from a file: every edit starts from the one before. */
const edited = fc
  .array(edit, { maxLength: 8 })
  .map((edits) => edits.reduce((workbook, change) => change(workbook), FORM));

describe('every edit', () => {
  test('leaves what it does not touch as the very same object, and gives the same workbook back where nothing changes', () => {
    fc.assert(
      fc.property(edited, edit, (workbook, change) => {
        const next = change(workbook);
        expect(next.sheets.find(({ name }) => name === 'choices')).toBe(
          workbook.sheets.find(({ name }) => name === 'choices'),
        );
        if (isSameWorkbook(next, workbook)) expect(next).toBe(workbook);
      }),
    );
  });

  test('leaves no empty cell at the end of a row and no empty row at the end of a sheet', () => {
    fc.assert(
      fc.property(edited, (workbook) => {
        const rows = rowsOf(workbook);
        expect(rows.every((row) => row.at(-1) !== '')).toBe(true);
        expect(rows.at(-1)?.length).not.toBe(0);
      }),
    );
  });

  test('changes no row but its own: rows keep being the same objects', () => {
    const next = writeCell(FORM, { sheet: 'survey', row: 1, column: 2 }, 'Other');
    expect(rowsOf(next)[3]).toBe(rowsOf(FORM)[3]);
    expect(rowsOf(next)[0]).toBe(rowsOf(FORM)[0]);
    expect(rowsOf(next)[1]).toEqual(['text', 'a', 'Other']);
  });
});

describe('cells', () => {
  test('what is written is read again at its place, and nothing else changes', () => {
    fc.assert(
      fc.property(
        edited,
        place,
        place,
        fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        (workbook, row, column, block) => {
          const next = rowsOf(writeBlock(workbook, { sheet: 'survey', row, column }, block));
          const own = { top: row, left: column, bottom: row + block.length - 1, right: column + 1 };
          expect(readRange(next, own)).toEqual(block);
          const before = rowsOf(workbook);
          for (let at = 0; at < 12; at += 1) {
            for (let across = 0; across < 12; across += 1) {
              const isOwn = at >= own.top && at <= own.bottom && across >= own.left && across <= own.right;
              if (!isOwn) expect(cellAt(next, at, across)).toBe(cellAt(before, at, across));
            }
          }
        },
      ),
    );
  });

  test('the sheet grows as far as is written', () => {
    expect(rowsOf(writeCell(FORM, { sheet: 'survey', row: 6, column: 1 }, 'x')).slice(4)).toEqual([[], [], ['', 'x']]);
    expect(rowsOf(writeCell(FORM, { sheet: 'survey', row: 6, column: 1 }, ''))).toBe(rowsOf(FORM));
  });

  test('a range is emptied', () => {
    const next = rowsOf(clearRange(FORM, 'survey', { top: 1, left: 1, bottom: 9, right: 9 }));
    expect(next).toEqual([['type', 'name', 'label'], ['text'], [], ['integer']]);
  });

  test('a block fills a range that it fits into a whole number of times', () => {
    const three = { top: 0, left: 0, bottom: 2, right: 1 };
    expect(fillRange([['x']], three)).toEqual([
      ['x', 'x'],
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(fillRange([['x', 'y']], three)).toEqual([
      ['x', 'y'],
      ['x', 'y'],
      ['x', 'y'],
    ]);
    expect(fillRange([['x'], ['y']], three)).toEqual([['x'], ['y']]);
    expect(fillRange([], three)).toEqual([]);
  });
});

describe('rows', () => {
  test('are inserted below the header only, and deleting what was inserted restores', () => {
    fc.assert(
      fc.property(edited, place, fc.integer({ min: 1, max: 3 }), (workbook, at, count) => {
        const next = insertRows(workbook, 'survey', { at, count });
        expect(rowsOf(next)[0]).toBe(rowsOf(workbook)[0]);
        const from = Math.max(1, at);
        const back = next === workbook ? next : deleteRows(next, 'survey', { from, to: from + count - 1 });
        expect(back).toEqual(workbook);
      }),
    );
  });

  test('the header is never deleted', () => {
    expect(rowsOf(deleteRows(FORM, 'survey', { from: 0, to: 99 }))).toEqual([['type', 'name', 'label']]);
  });

  test('that are moved down and up again are where they were; the header stays', () => {
    fc.assert(
      fc.property(edited, range, (workbook, { top, bottom }) => {
        const down = moveRows(workbook, 'survey', { from: top, to: bottom, step: 1 });
        expect(rowsOf(down)[0]).toBe(rowsOf(workbook)[0]);
        const up = moveRows(down, 'survey', { from: top + 1, to: bottom + 1, step: -1 });
        if (down !== workbook) expect(up).toEqual(workbook);
      }),
    );
    expect(moveRows(FORM, 'survey', { from: 1, to: 1, step: -1 })).toBe(FORM);
    expect(rowsOf(moveRows(FORM, 'survey', { from: 3, to: 3, step: -1 })).map(([type]) => type)).toEqual([
      'type',
      'text',
      'integer',
    ]);
  });
});

describe('columns', () => {
  test('deleting what was inserted restores', () => {
    fc.assert(
      fc.property(edited, place, (workbook, at) => {
        const next = insertColumn(workbook, 'survey', at);
        if (next === workbook) expect(at).toBeGreaterThanOrEqual(widthOf(rowsOf(workbook)));
        else expect(deleteColumns(next, 'survey', { from: at, to: at })).toEqual(workbook);
      }),
    );
  });

  test('are taken out of every row', () => {
    expect(rowsOf(deleteColumns(FORM, 'survey', { from: 1, to: 1 }))).toEqual([
      ['type', 'label'],
      ['text', 'A'],
      [],
      ['integer'],
    ]);
  });
});

describe('sheets', () => {
  test('that are missing are offered; one that is added has the languages of the survey', () => {
    expect(missingSheets(FORM)).toEqual([
      'settings',
      'entities',
      'external_choices',
      'checks',
      'figures',
      'obligations',
    ]);
    const named = writeBlock(FORM, { sheet: 'survey', row: 0, column: 2 }, [
      ['label::English (en)', 'label::Русский (ru)'],
    ]);
    expect(rowsOf(addSheet(named, 'checks'), 'checks')).toEqual([
      ['name', 'scope', 'condition', 'severity', 'message::English (en)', 'message::Русский (ru)'],
    ]);
    expect(addSheet(FORM, 'choices')).toBe(FORM);
  });

  test('a misspelt one is renamed', () => {
    const misspelt: Workbook = {
      sheets: [
        { name: 'survey', rows: [] },
        { name: 'chioces', rows: [['name']] },
      ],
    };
    expect(likelyNames(misspelt, 'chioces')).toEqual(['choices']);
    expect(likelyNames(misspelt, 'survey')).toEqual([]);
    const mended = renameSheet(misspelt, 'chioces', 'choices');
    expect(rowsOf(mended, 'choices')).toEqual([['name']]);
    expect(renameSheet(mended, 'choices', 'survey')).toBe(mended);
  });
});

describe('the stack of what can be taken back', () => {
  test('takes every edit of any sequence back, and does it again', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        const states = [FORM];
        let stack: UndoStack<Workbook> = emptyStack();
        for (const change of edits) {
          const now = states.at(-1) as Workbook;
          stack = noteEdit(stack, now);
          states.push(change(now));
        }
        let now = states.at(-1) as Workbook;
        for (const wanted of states.slice(0, -1).toReversed()) {
          const step = stepBack(stack, now);
          expect(step?.state).toBe(wanted);
          if (step !== null) [stack, now] = [step.stack, step.state];
        }
        expect(stepBack(stack, now)).toBeNull();
        for (const wanted of states.slice(1)) {
          const step = stepForth(stack, now);
          expect(step?.state).toBe(wanted);
          if (step !== null) [stack, now] = [step.stack, step.state];
        }
        expect(stepForth(stack, now)).toBeNull();
      }),
    );
  });

  test('forgets what was taken back once something else is done, and the oldest of more than 500 steps', () => {
    const one = noteEdit(emptyStack<number>(), 1);
    const back = stepBack(one, 2);
    expect(back?.state).toBe(1);
    expect(stepForth(noteEdit(back?.stack ?? one, 1), 3)).toBeNull();
    let stack: UndoStack<number> = emptyStack();
    for (let step = 0; step < 700; step += 1) stack = noteEdit(stack, step);
    expect([stack.past.length, stack.past[0], stack.past.at(-1)]).toEqual([500, 200, 699]);
    expect(noteEdit(stack, 700, 2).past).toEqual([699, 700]);
    expect([stepsFor(0), stepsFor(1_000), stepsFor(100_000), stepsFor(10_000_000)]).toEqual([500, 500, 100, 20]);
  });
});

test('workbooks are the same by what they say', () => {
  expect(isSameWorkbook(FORM, structuredClone(FORM))).toBe(true);
  expect(isSameWorkbook(FORM, writeCell(FORM, { sheet: 'survey', row: 1, column: 1 }, 'z'))).toBe(false);
  expect(isSameWorkbook(FORM, removeSheet(FORM, 'choices'))).toBe(false);
  expect(isSameWorkbook(FORM, renameSheet(FORM, 'choices', 'checks'))).toBe(false);
});
