import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeOrders } from './merge-orders.ts';

describe('an order of several', () => {
  it('is that of each of them, where they come from one', () => {
    const parts = fc.array(fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g']), { maxLength: 6 });
    fc.assert(
      fc.property(parts, (sequences) => {
        const merged = mergeOrders(sequences);
        expect([...merged].sort()).toEqual([...new Set(sequences.flat())].sort());
        for (const sequence of sequences) expect(merged.filter((name) => sequence.includes(name))).toEqual(sequence);
      }),
    );
  });

  it('is that of the first meeting, where they contradict one another', () => {
    expect(mergeOrders([['b', 'a'], ['c'], ['a', 'b']])).toEqual(['b', 'a', 'c']);
  });
});
