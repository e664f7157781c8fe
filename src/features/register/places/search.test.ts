import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../kernel/text.ts';
import { type FoundPlace, parsePlaceQuery, rankPlaces } from './search.ts';

function found(code: string, names: string, more: Partial<FoundPlace> = {}): FoundPlace {
  const search = foldText(`${code} ${names} ${more.number ?? ''}`);
  return { code, number: null, level: 'precinct', search, isWithin: false, ...more };
}

function ranked(text: string, places: readonly FoundPlace[]): string[] {
  const query = parsePlaceQuery(text);
  return query === null ? [] : rankPlaces(query, places).map((place) => place.code);
}

describe('a query', () => {
  it('is folded, and split in words and a number', () => {
    expect(parsePlaceQuery('  Şəki  KƏND ')).toEqual({ text: 'seki kend', words: ['seki', 'kend'], within: null });
    expect(parsePlaceQuery('Qusar, 7')?.within).toEqual({ words: ['qusar'], number: '7' });
    expect(parsePlaceQuery('Gəncə–Samux № 38')?.within).toMatchObject({ number: '38' });
    expect(parsePlaceQuery('61/7')?.within).toEqual({ words: ['61'], number: '7' });
    expect(parsePlaceQuery('Lənkəran şəhəri')?.within).toBeNull();
  });

  it('is none without letters and digits, and looks for six words at most', () => {
    for (const text of ['', ' ', '%', '№ ', '\u202e']) expect(parsePlaceQuery(text)).toBeNull();
    expect(parsePlaceQuery('a b c d e f g h')?.words).toHaveLength(6);
  });

  it('is read whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const query = parsePlaceQuery(text);
        expect(query === null || query.words.length > 0).toBe(true);
      }),
    );
  });
});

describe('what was found', () => {
  it('stands in the order code, beginning of the code, number, word, beginning of a word, part of a word', () => {
    const places = [
      found('z1', 'Old7town'),
      found('z2', 'Town 7th'),
      found('z3', 'School 7 East'),
      found('z4', 'East', { number: '7' }),
      found('7-001', 'North'),
      found('7', 'South'),
    ];
    expect(ranked('7', places)).toEqual(['7', '7-001', 'z4', 'z3', 'z2', 'z1']);
  });

  it('has the larger place before the smaller, each once, and the number within a named place in front', () => {
    const precinct = found('61-7', 'School', { number: '7', isWithin: true });
    const places = [
      found('p', 'Gusar'),
      found('c', 'Gusar', { level: 'constituency' }),
      found('r', 'Gusar', { level: 'region' }),
      found('c', 'Gusar', { level: 'constituency' }),
    ];
    expect(ranked('gusar', places)).toEqual(['r', 'c', 'p']);
    expect(ranked('Gusar 7', [precinct, ...places, { ...precinct, isWithin: false }])[0]).toBe('61-7');
  });
});
