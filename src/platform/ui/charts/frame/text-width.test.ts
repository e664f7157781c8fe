import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, textWidthEm } from './text-width.ts';

test('a cut text fits, is the beginning of the text, and ends with a whole word', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 12 }), fc.integer({ min: 2, max: 40 }), (text, em) => {
      const cut = cutText(text, em);
      expect(textWidthEm(cut)).toBeLessThanOrEqual(em);
      if (cut === text) return;
      const kept = cut.slice(0, -1);
      expect(cut.endsWith('…')).toBe(true);
      expect(text.startsWith(kept)).toBe(true);
      expect(/[\s,.]/.test(text[kept.length] ?? ' ') || !text.slice(0, kept.length + 1).includes(' ')).toBe(true);
    }),
  );
});

test('wide and narrow letters of every script are told apart', () => {
  expect(textWidthEm('Ж')).toBeGreaterThan(textWidthEm('г'));
  expect(textWidthEm('Ə')).toBeGreaterThan(textWidthEm('ı'));
  expect(textWidthEm('76.73%')).toBeCloseTo(4 * 0.64 + 0.32 + 1.04);
});
