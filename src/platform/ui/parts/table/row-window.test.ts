import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsInView } from './row-window.ts';

describe('rowsInView', () => {
  test('holds every row that can be seen, and a bounded number of rows', () => {
    const list = fc.record({ count: fc.nat(200_000), rowHeight: fc.integer({ min: 20, max: 60 }) });
    const view = fc.record({
      top: fc.integer({ min: -5_000, max: 9_000_000 }),
      height: fc.integer({ min: 1, max: 2_000 }),
    });
    fc.assert(
      fc.property(list, view, (rows, seen) => {
        const { from, to } = rowsInView(rows, seen);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(rows.count);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(seen.height / rows.rowHeight) + 50);
        const firstSeen = Math.max(0, Math.floor(seen.top / rows.rowHeight));
        const lastSeen = Math.min(rows.count - 1, Math.floor((seen.top + seen.height - 1) / rows.rowHeight));
        for (const row of firstSeen <= lastSeen ? [firstSeen, lastSeen] : []) {
          expect(row >= from && row < to).toBe(true);
        }
      }),
    );
  });
});
