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

test('Cyrillic and Azerbaijani letters have a width too', () => {
  expect(textWidthEm('Ш')).toBeGreaterThan(textWidthEm('ш'.slice(1)));
  expect(textWidthEm('İlham Əliyev')).toBeGreaterThan(5);
});
