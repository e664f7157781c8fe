import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../../../kernel/text.ts';
import { createChoiceFinder } from './choice-finder.ts';

const choice = (value: string, label: string) => ({ value, label, media: {} });
const PLACES = [
  choice('s1', 'Köhnə Şəhər, məktəb 12'),
  choice('s2', 'İçərişəhər, school 2'),
  choice('s12', 'Ёлкино, **клуб**'),
  choice('s3', 'Newtown 212'),
];
const found = (query: string) =>
  createChoiceFinder(PLACES)
    .find(query)
    .map(({ value }) => value);

test('case and marks make no difference', () => {
  expect(found('seher')).toEqual(['s1', 's2']);
  expect(found('ICERI')).toEqual(['s2']);
  expect(found('елкино клуб')).toEqual(['s12']);
});

test('what begins a word comes first', () => {
  expect(found('12')).toEqual(['s1', 's12', 's3']);
  expect(found('2')[0]).toBe('s2');
});

test('nothing typed finds all; nonsense finds none', () => {
  expect(found('  ')).toHaveLength(4);
  expect(found('zzz')).toEqual([]);
});

test('finds every label by a piece of it, prepared or not', () => {
  const labels = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(labels, fc.nat(19), fc.nat(20), (texts, pick, prepared) => {
      const finder = createChoiceFinder(texts.map((text, at) => choice(`v${at}`, text)));
      finder.prepare(prepared);
      const label = texts[pick % texts.length] ?? '';
      if (foldText(label) === '' || /[*_#[\\<\n]/.test(label)) return;
      expect(finder.find(label).map((each) => each.value)).toContain(`v${pick % texts.length}`);
    }),
  );
});
