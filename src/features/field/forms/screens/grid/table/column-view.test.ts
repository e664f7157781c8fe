import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsInView, edgesOf, pinnedColumns } from './column-view.ts';

test('every column that is seen is drawn, and of a thousand few', () => {
  const widths = fc.array(fc.integer({ min: 72, max: 320 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(widths, fc.nat({ max: 60_000 }), fc.integer({ min: 1, max: 2_000 }), (all, left, width) => {
      const edges = edgesOf(all);
      const { from, to } = columnsInView(edges, { left, width });
      expect(from >= 0 && from < to && to <= all.length).toBe(true);
      all.forEach((_, column) => {
        const isSeen = (edges[column + 1] ?? 0) > left && (edges[column] ?? 0) < left + width;
        if (isSeen) expect(column >= from && column < to).toBe(true);
      });
      expect(to - from).toBeLessThanOrEqual((width + 1_200) / 72 + 3);
    }),
  );
});

test.each([
  [['type', 'name', 'label'], 800, 2],
  [['Type ', 'NAME'], 800, 2],
  [['list_name', 'name', 'label'], 800, 2],
  [['type', 'label', 'name'], 800, 1],
  [['label', 'type', 'name'], 800, 0],
  [[], 800, 0],
  [['type', 'name', 'label'], 540, 2],
  [['type', 'name', 'label'], 539, 1],
  [['type', 'name', 'label'], 269, 0],
])('of %j in %d px the first %d stay in sight', (headers, room, count) => {
  expect(pinnedColumns(headers, edgesOf([180, 180, 320]), room)).toBe(count);
});
