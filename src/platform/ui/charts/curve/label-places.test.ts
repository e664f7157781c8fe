import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textWidthEm } from '../frame/text-width.ts';
import { placeLabels, spreadApart, ticksWithRoom } from './label-places.ts';

const PAGE = { width: 360, bottom: 232, em: 12 };

describe('placeLabels', () => {
  const spot = fc.record({
    x: fc.double({ min: 40, max: 350, noNaN: true }),
    y: fc.double({ min: 24, max: 232, noNaN: true }),
    text: fc.constantFrom('7,5 %', '76.73%', '1 204 332'),
  });
  test('no two labels touch, and all are inside', () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 12 }), (spots) => {
        const named = spots.map((one, of) => ({ ...one, of }));
        const boxes = [...placeLabels(named, PAGE)].map(([of, { x, y, anchor }]) => {
          const width = textWidthEm(spots[of]?.text ?? '') * PAGE.em;
          const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
          return { left, right: left + width, top: y - PAGE.em, bottom: y + 3 };
        });
        for (const [at, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= PAGE.width && a.bottom <= PAGE.bottom).toBe(true);
          for (const b of boxes.slice(at + 1)) {
            expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
          }
        }
      }),
    );
  });
  test('a point that stands alone has its label', () => {
    expect(placeLabels([{ of: 'a', x: 100, y: 100, text: '7%' }], PAGE).get('a')).toEqual({
      x: 98,
      y: 90,
      anchor: 'end',
    });
  });
});

describe('spreadApart', () => {
  const heights = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 });
  test('keeps the order and leaves each label its line', () => {
    fc.assert(
      fc.property(heights, (wanted) => {
        const given = spreadApart(wanted, 15);
        const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
        for (const [rank, index] of order.entries()) {
          const next = order[rank + 1];
          if (next !== undefined) expect((given[next] ?? 0) - (given[index] ?? 0)).toBeGreaterThanOrEqual(15 - 1e-9);
        }
      }),
    );
  });
  test('moves nothing that has room', () => {
    expect(spreadApart([100, 10, 50], 15)).toEqual([100, 10, 50]);
    expect(spreadApart([100, 100], 20)).toEqual([90, 110]);
  });
});

test('ticksWithRoom leaves out what would touch', () => {
  const ticks = ['8:00', '8:10', '10:00'].map((label, at) => ({ label, at: [0, 10, 100][at] ?? 0 }));
  expect(ticksWithRoom(ticks, ({ at }) => at, 12).map(({ label }) => label)).toEqual(['8:00', '10:00']);
});
