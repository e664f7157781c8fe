import { describe, expect, test } from 'vitest';
import { languageFor } from '../../../platform/ui/form/model/form-language.ts';
import { coveredFilters, readListQuery } from './list-query.ts';

describe('the query of an export', () => {
  test('is read as the list words it', () => {
    const filter = [
      { column: 'state', isNot: ['void'] },
      { column: '/data/voters', from: '5', to: null },
      { column: '/data/note', has: 'ящик' },
      { column: 'station', isEmpty: true },
    ];
    expect(readListQuery({ filter, search: 'Şəki' })).toEqual({ filters: filter, search: 'Şəki' });
    expect(readListQuery({})).toEqual({ filters: [], search: null });
  });

  test.each([
    { station: 'S1' },
    { unreadable: null },
    { filter: 'state' },
    { filter: [null] },
    { filter: [{ is: ['a'] }] },
    { filter: [{ column: 'state', is: [1] }] },
    { filter: [], search: 5 },
  ])('%j is not understood, and never taken for all reports', (query) => {
    expect(readListQuery(query)).toBeNull();
  });

  test('covers neither what was erased nor other versions', () => {
    const ask = { withHeld: true, withVoid: true, fromVersion: null, toVersion: null };
    expect(coveredFilters([], ask)).toEqual([{ column: 'state', isNot: ['erased'] }]);
    expect(coveredFilters([{ column: 'station', isEmpty: true }], { ...ask, withVoid: false, toVersion: 3 })).toEqual([
      { column: 'station', isEmpty: true },
      { column: 'state', isNot: ['erased', 'void'] },
      { column: 'version', from: null, to: '3' },
    ]);
  });
});

test('labels are in the language of the page where the form has it, else in its first one', () => {
  const languages = ['English (en)', 'Русский (ru)'];
  expect([languageFor(languages, 'ru'), languageFor(languages, 'az'), languageFor(['az'], 'az')]).toEqual([
    'Русский (ru)',
    'English (en)',
    'az',
  ]);
  expect([languageFor([''], 'ru'), languageFor([], 'ru')]).toEqual(['', null]);
});
