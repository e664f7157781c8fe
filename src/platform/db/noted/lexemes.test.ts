import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markOf, queryOf, textsOf, vectorOf, wordsOf } from './lexemes.ts';

describe('the words of a text', () => {
  test.each([
    ['Ağdam, KƏND No. 7', ['agdam', 'kend', 'no', '7']],
    ['İLHAM ılıq', ['ilham', 'iliq']],
    ['Ёлка — ёж', ['елка', 'еж']],
    ['  ', []],
    ['投票所 مركز', ['投票所', 'مركز']],
  ])('are folded: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are no longer than an index can hold, however long the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        expect(wordsOf(text.repeat(3)).every((word) => Buffer.byteLength(word) < 2_046)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

test('details are searched, but for where people were', () => {
  expect(textsOf({ name: 'A', address: '203.0.113.9', deep: [{ before: 'x', address: 'y' }, 7] })).toEqual(['A', 'x']);
});

test('a mark is no word, whatever a text holds', () => {
  expect(vectorOf([markOf('a', "o'neil")], ['=a:x'])).toBe("'=a:o''neil' 'a' 'x'");
});

test('a query asks for every mark and the beginning of every word', () => {
  expect(queryOf([markOf('d', 'x.y'), [markOf('e', 'any'), markOf('a', '1')]], "Əli'nin a")).toBe(
    "'=d:x.y' & ('=e:any' | '=a:1') & 'eli':* & 'nin':* & 'a'",
  );
  expect(queryOf([], ' — ')).toBe('');
});
