import { describe, expect, it } from 'vitest';
import { findTyped } from './type-ahead.ts';

const items = ['Abroad', '41 Gəncə', '61 Qusar', '65 Salyan', '7 Şəki', 'İsmayıllı', '612 Quba'].map((words) => ({
  words,
}));
const typedFrom = (words: string, typed: string) => {
  const from = items.findIndex((item) => item.words === words);
  return findTyped(items, from, typed)?.words;
};

describe('typing in a tree', () => {
  it('goes to the next item with that letter, round the end', () => {
    expect(typedFrom('Abroad', 'q')).toBe('61 Qusar');
    expect(typedFrom('61 Qusar', 'q')).toBe('612 Quba');
    expect(typedFrom('61 Qusar', 'qq')).toBe('612 Quba');
    expect(typedFrom('612 Quba', 'q')).toBe('61 Qusar');
  });

  it('stays while the word fits, and goes on where it does not', () => {
    expect(typedFrom('61 Qusar', 'qu')).toBe('61 Qusar');
    expect(typedFrom('61 Qusar', 'qub')).toBe('612 Quba');
    expect(typedFrom('61 Qusar', 'qux')).toBeUndefined();
  });

  it('knows numbers, and letters with and without marks', () => {
    expect(typedFrom('Abroad', '65')).toBe('65 Salyan');
    expect(typedFrom('Abroad', 'seki')).toBe('7 Şəki');
    expect(typedFrom('Abroad', 'ism')).toBe('İsmayıllı');
    expect(typedFrom('Abroad', 'gen')).toBe('41 Gəncə');
  });
});
