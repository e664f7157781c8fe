import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutRule } from './rule-pieces.ts';

it('cuts a rule where it names lines of the protocol, and nowhere else', () => {
  const lines = ['ballots_in_mobile_boxes', 'votes_valid'];
  expect(cutRule('ballots_in_mobile_boxes + boxes = votes_valid (apart)', lines)).toEqual([
    { text: 'ballots_in_mobile_boxes', isLine: true },
    { text: ' + boxes = ', isLine: false },
    { text: 'votes_valid', isLine: true },
    { text: ' (apart)', isLine: false },
  ]);
  expect(cutRule('votes_valid_twice', lines)).toEqual([{ text: 'votes_valid_twice', isLine: false }]);
});

it('loses no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (rule, lines) => {
      expect(
        cutRule(rule, lines)
          .map(({ text }) => text)
          .join(''),
      ).toBe(rule);
    }),
  );
});
