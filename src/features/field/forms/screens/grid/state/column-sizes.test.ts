import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSizes } from './column-sizes.ts';

test('widths that were kept are read again, and what is none is passed over', () => {
  expect([...readSizes('[["a",100],["b",960],["c",961],["d",47],["e","100"],[5,100],null,"x"]')]).toEqual([
    ['a', 100],
    ['b', 960],
  ]);
  expect([...readSizes(null), ...readSizes('{"a":100}'), ...readSizes('[[')]).toEqual([]);
  const sizes = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 48, max: 960 })), { selector: ([key]) => key });
  fc.assert(
    fc.property(sizes, (all) => {
      expect([...readSizes(JSON.stringify(all))]).toEqual(all);
    }),
  );
});
