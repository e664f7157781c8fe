import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findForbiddenCharacter } from './text.ts';

describe('TXT-01 a text that is to be stored', () => {
  test.each([
    ['\0', 'U+0000'],
    ['a\u0007', 'U+0007'],
    ['\u007f', 'U+007F'],
    ['\ud83d', 'U+D83D'],
    ['\ude00a', 'U+DE00'],
    ['\ud83d\ud83d\ude00', 'U+D83D'],
  ])('%j may not hold it', (text, found) => expect(findForbiddenCharacter(text)).toBe(found));

  test('is searched as its characters are', () => {
    const unit = fc.constantFrom('a', '\t', '\n', '\u0430', '\ud83d', '\ude00', '\u001f', '\u{1F600}', '\u00a0');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        const found = [...text].find((character) => /\p{Surrogate}|[^\t\n\P{Cc}\u{80}-\u{9f}]/u.test(character));
        const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
        expect(findForbiddenCharacter(text)).toBe(code === undefined ? null : `U+${code}`);
      }),
      { numRuns: 10_000 },
    );
  });
});
