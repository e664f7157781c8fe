import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin, type Movement, moveCell, type Room, rangeOf, selectCell, stretchTo } from './selection.ts';

const ROOM: Room = { bounds: { rows: 40, columns: 6 }, filled: { rows: 10, columns: 4 }, page: 8 };
const MOVEMENTS: readonly Movement[] = [
  ...(['up', 'down', 'left', 'right', 'row-start', 'row-end', 'top', 'bottom'] as const),
  ...(['sheet-start', 'sheet-end', 'page-up', 'page-down', 'next', 'previous'] as const),
];
const cell = fc.record({ row: fc.nat({ max: 39 }), column: fc.nat({ max: 5 }) });

describe('moving', () => {
  test.each([
    ['up', '0:0', '0:0'],
    ['down', '9:1', '10:1'],
    ['right', '3:5', '3:5'],
    ['row-end', '20:0', '20:3'],
    ['bottom', '3:2', '9:2'],
    ['sheet-end', '3:2', '9:3'],
    ['sheet-start', '3:2', '0:0'],
    ['page-down', '3:2', '11:2'],
    ['page-up', '3:2', '0:2'],
    ['next', '3:5', '4:0'],
    ['previous', '4:0', '3:5'],
    ['previous', '0:0', '0:0'],
    ['next', '39:5', '39:5'],
  ] as const)('%s from %s leads to %s', (movement, from, to) => {
    const [row = 0, column = 0] = from.split(':').map(Number);
    const moved = moveCell({ row, column }, movement, ROOM);
    expect(`${moved.row}:${moved.column}`).toBe(to);
  });

  test('never leads out of the bounds', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom(...MOVEMENTS), (from, movement) => {
        const { row, column } = moveCell(from, movement, ROOM);
        expect(row >= 0 && row < 40 && column >= 0 && column < 6).toBe(true);
      }),
    );
  });

  test('next and previous undo each other, but at the ends', () => {
    fc.assert(
      fc.property(cell, (from) => {
        const next = moveCell(from, 'next', ROOM);
        const isLast = from.row === 39 && from.column === 5;
        if (!isLast) expect(moveCell(next, 'previous', ROOM)).toEqual(from);
      }),
    );
  });
});

test('a selection holds both of its corners, whichever way it was drawn', () => {
  fc.assert(
    fc.property(cell, cell, (anchor, cursor) => {
      const range = rangeOf(stretchTo(selectCell(anchor), cursor));
      expect(isWithin(range, anchor.row, anchor.column) && isWithin(range, cursor.row, cursor.column)).toBe(true);
      expect(rangeOf({ anchor: cursor, cursor: anchor })).toEqual(range);
      expect(isWithin(range, range.bottom + 1, range.left)).toBe(false);
    }),
  );
});
