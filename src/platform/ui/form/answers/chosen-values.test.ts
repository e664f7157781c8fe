import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenValues, moveValue, toggleValue } from './chosen-values.ts';

const CHOICES = ['a', 'b', 'c'].map((value) => ({ value }));

test('choices stand in the order of the form, whatever the order in which they were chosen', () => {
  expect(toggleValue('', 'c', CHOICES)).toBe('c');
  expect(toggleValue('c', 'a', CHOICES)).toBe('a c');
  expect(toggleValue('a c', 'a', CHOICES)).toBe('c');
});

test('a choice that is no longer there is dropped', () => {
  expect(toggleValue('gone b', 'a', CHOICES)).toBe('a b');
  expect(chosenValues('  ')).toEqual([]);
});

test('moving keeps every value', () => {
  const values = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 8 });
  fc.assert(
    fc.property(values, fc.nat(9), fc.integer({ min: -2, max: 12 }), (list, from, to) => {
      const moved = moveValue(list, from, to);
      expect([...moved].sort()).toEqual([...list].sort());
      if (from < list.length) expect(moved.indexOf(list[from] ?? '')).toBe(Math.max(0, Math.min(list.length - 1, to)));
    }),
  );
});
