import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { mergeWorkbooks } from './merge-workbooks.ts';
import { isSameWorkbook } from './sheet-cells.ts';

const survey = (...rows: string[][]): Workbook => ({ sheets: [{ name: 'survey', rows }] });
const BASE = survey(['type', 'name'], ['text', 'a'], ['text', 'b'], ['text', 'c']);

describe('two edits of one workbook', () => {
  it('of different cells are brought together, be they in one row', () => {
    const mine = survey(['type', 'name'], ['integer', 'a'], ['text', 'b'], ['text', 'c']);
    const theirs = survey(['type', 'name'], ['text', 'first'], ['text', 'b'], ['text', 'c', 'more']);
    expect(mergeWorkbooks(BASE, mine, theirs)).toEqual({
      workbook: survey(['type', 'name'], ['integer', 'first'], ['text', 'b'], ['text', 'c', 'more']),
      contested: [],
    });
  });

  it('of the same cell are contested, and mine stands', () => {
    const mine = survey(['type', 'name'], ['integer', 'a'], ['text', 'b'], ['text', 'c']);
    const theirs = survey(['type', 'name'], ['decimal', 'a'], ['text', 'b'], ['text', 'c']);
    expect(mergeWorkbooks(BASE, mine, theirs)).toEqual({ workbook: mine, contested: [{ sheet: 'survey', row: 2 }] });
  });

  it('follow a row that the other has moved by inserting or deleting', () => {
    const inserted = survey(['type', 'name'], ['text', 'a'], ['note', 'n'], ['text', 'b'], ['text', 'c']);
    const edited = survey(['type', 'name'], ['text', 'a'], ['text', 'b'], ['text', 'last']);
    const merged = survey(['type', 'name'], ['text', 'a'], ['note', 'n'], ['text', 'b'], ['text', 'last']);
    expect(mergeWorkbooks(BASE, inserted, edited)).toEqual({ workbook: merged, contested: [] });
    expect(mergeWorkbooks(BASE, edited, inserted)).toEqual({ workbook: merged, contested: [] });
    const deleted = survey(['type', 'name'], ['text', 'a'], ['text', 'c']);
    const changed = survey(['type', 'name'], ['text', 'a'], ['text', 'mine'], ['text', 'c']);
    expect(mergeWorkbooks(BASE, deleted, changed).contested).toEqual([{ sheet: 'survey', row: 3 }]);
    expect(mergeWorkbooks(BASE, changed, deleted)).toEqual({
      workbook: changed,
      contested: [{ sheet: 'survey', row: 3 }],
    });
  });

  it('where both insert are contested as a whole', () => {
    const one = survey(['type', 'name'], ['note', 'n']);
    const other = survey(['type', 'name'], ['note', 'm'], ['text', 'a']);
    expect(mergeWorkbooks(BASE, one, other)).toEqual({ workbook: one, contested: [{ sheet: 'survey', row: 1 }] });
  });

  it('of different sheets, added ones among them, are brought together', () => {
    const choices = { name: 'choices', rows: [['list_name']] };
    const mine = { sheets: [...BASE.sheets, choices] };
    const theirs = survey(['type', 'name'], ['text', 'z']);
    const merged = mergeWorkbooks(BASE, mine, theirs);
    expect([merged.workbook.sheets.map(({ name }) => name), merged.contested]).toEqual([['survey', 'choices'], []]);
    expect(merged.workbook.sheets[0]?.rows).toEqual(theirs.sheets[0]?.rows);
  });

  // No row of a workbook ends with an empty cell.
  const row = fc.array(fc.constantFrom('', 'a', 'b', 'c'), { maxLength: 4 }).filter((cells) => cells.at(-1) !== '');
  const workbook = fc.array(row, { maxLength: 6 }).map((rows) => survey(...rows));
  it('of which one is none give the other, and equal ones themselves', () => {
    fc.assert(
      fc.property(workbook, workbook, (base, edit) => {
        expect(isSameWorkbook(mergeWorkbooks(base, edit, base).workbook, edit)).toBe(true);
        expect(isSameWorkbook(mergeWorkbooks(base, base, edit).workbook, edit)).toBe(true);
        expect(mergeWorkbooks(base, edit, edit).contested).toEqual([]);
      }),
    );
  });

  it('agree from both sides on whether anything is contested', () => {
    fc.assert(
      fc.property(workbook, workbook, workbook, (base, mine, theirs) => {
        const { workbook: merged, contested } = mergeWorkbooks(base, mine, theirs);
        const other = mergeWorkbooks(base, theirs, mine);
        expect(contested.length > 0).toBe(other.contested.length > 0);
        expect(merged.sheets.length).toBe(1);
      }),
    );
  });
});
