import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followColumn } from './follow-column.ts';

describe('followColumn', () => {
  it('goes with its header, and without one with the named column to the left', () => {
    const before = [['type', 'name', 'label', '', 'relevant']];
    const after = [['type', 'name', 'label', 'label::Русский (ru)', '', 'relevant']];
    expect([0, 1, 2, 4].map((column) => followColumn(before, after, column))).toEqual([0, 1, 2, 5]);
    expect(followColumn(before, after, 3)).toBe(3);
    expect(followColumn(before, after, 6)).toBe(7);
  });

  it('tells columns of the same header apart by their order', () => {
    expect(followColumn([['a', 'a', 'b']], [['x', 'a', 'a', 'b']], 1)).toBe(2);
    expect(followColumn([['a', 'a']], [['x', 'a']], 1)).toBe(1);
  });

  it('stays where the header is gone, and where there are none', () => {
    expect(followColumn([['a', 'b']], [['a']], 1)).toBe(1);
    expect(followColumn([], [['a']], 5)).toBe(5);
  });

  it('finds every column again after one was put in anywhere', () => {
    const headers = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(headers, fc.nat(12), fc.nat(11), (row, at, column) => {
        const after = [...row.slice(0, at), 'label::New', ...row.slice(at)];
        const asked = column % row.length;
        expect(after[followColumn([row], [after], asked)]).toBe(row[asked]);
      }),
    );
  });
});
