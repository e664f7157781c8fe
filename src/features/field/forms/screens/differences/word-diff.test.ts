import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, type WordRun } from './word-diff.ts';

const joined = (runs: readonly WordRun[]) => runs.map(({ text }) => text).join('');
const marked = (runs: readonly WordRun[]) =>
  runs.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join('');
const kept = (runs: readonly WordRun[]) =>
  runs
    .filter(({ isChanged }) => !isChanged)
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, '');

describe('the words in which two texts differ', () => {
  it.each([
    ['Were boxes sealed?', 'Were all boxes sealed?', 'Were boxes sealed?', 'Were [all ]boxes sealed?'],
    ['. >= 0 and . <= 50', '. >= 0 and . <= 60', '. >= 0 and . <= [50]', '. >= 0 and . <= [60]'],
    ['Səsvermə başladı', 'Səsvermə bitdi', 'Səsvermə [başladı]', 'Səsvermə [bitdi]'],
    ['Кто был внутри?', 'Кто из посторонних был?', 'Кто был[ внутри]?', 'Кто [из посторонних ]был?'],
    ['first name', 'other words', '[first name]', '[other words]'],
    ['', 'new', '', '[new]'],
    ['same', 'same', 'same', 'same'],
  ])('%s → %s', (before, after, first, second) => {
    const diff = diffWords(before, after);
    expect([marked(diff.before), marked(diff.after)]).toEqual([first, second]);
  });

  it('lose nothing of either text, and what is not marked is in both', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'ə', ' ', '  ', '.', '\n'), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffWords(before, after);
        expect([joined(diff.before), joined(diff.after)]).toEqual([before, after]);
        expect(kept(diff.before)).toBe(kept(diff.after));
        if (before === after) expect(marked(diff.before)).toBe(before);
      }),
    );
  });

  it('are looked for between the ends alone where texts are very long', () => {
    const long = (word: string) => `Begin ${`${word} `.repeat(2000)}end`;
    const diff = diffWords(long('one'), long('two'));
    expect(diff.before.map(({ isChanged }) => isChanged)).toEqual([false, true, false]);
    expect([joined(diff.before), joined(diff.after)]).toEqual([long('one'), long('two')]);
  });
});
