import { expect, it } from 'vitest';
import { arrangeClaims } from '../../../../../features/register/claims/claim-set.ts';
import { findContradictions, matchDiscrepancies } from '../../../../../features/register/claims/contradictions.ts';
import { checkRecords } from '../../../../../features/register/records/check.ts';
import { KIND_NAMES } from '../../../../../features/register/records/kinds.ts';
import { readElectionFile } from '../../../../../features/register/records/record-set.ts';
import { inventCountry } from './country.ts';

it('is an election file without fault, of any size', () => {
  for (const precincts of [20, 200, 1_777]) {
    const found = checkRecords(inventCountry({ precincts, seed: `size ${precincts}` }));
    expect([precincts, found.filter(({ severity }) => severity === 'error')]).toEqual([precincts, []]);
  }
});

it('has records of every kind, and as many precincts as it was asked for', () => {
  const country = inventCountry({ precincts: 321 });
  for (const kind of KIND_NAMES) expect([kind, country[kind]?.length]).not.toEqual([kind, 0]);
  const precincts = country.place?.filter(({ level }) => level === 'precinct') ?? [];
  expect(precincts.length).toBe(321);
  expect(precincts.filter(({ station }) => station === 'abroad').length).toBe(8);
});

it('is the same for the same seed, and another for another', () => {
  expect(inventCountry({ seed: 'a' })).toEqual(inventCountry({ seed: 'a' }));
  expect(inventCountry({ seed: 'b' }).place).not.toEqual(inventCountry({ seed: 'a' }).place);
});

it('keeps its people when its territory grows', () => {
  expect(inventCountry({ precincts: 900 }).candidate).toEqual(inventCountry({ precincts: 20 }).candidate);
});

it('has names in three scripts, one of them from right to left', () => {
  for (const { name_en, name_ru, name_ar } of inventCountry().candidate ?? []) {
    expect(name_en).toMatch(/^\p{Script=Latin}+ \p{Script=Latin}+$/u);
    expect(name_ru).toMatch(/^\p{Script=Cyrillic}+ \p{Script=Cyrillic}+$/u);
    expect(name_ar).toMatch(/^\p{Script=Arabic}+ \p{Script=Arabic}+$/u);
  }
});

it('holds the contradictions that its remarks speak of', () => {
  const file = readElectionFile(inventCountry());
  const contradictions = findContradictions(arrangeClaims(file.subject, file.claim));
  expect(matchDiscrepancies(file.discrepancy, contradictions).missed).toEqual([]);
  expect(contradictions.some(({ about }) => about.place !== null)).toBe(true);
});

it('grows to a hundred thousand precincts', () => {
  const { place = [], claim = [] } = inventCountry({ precincts: 100_000, isPlaceByPlace: false });
  expect(place.length).toBeGreaterThan(100_000);
  expect(new Set(place.map(({ code }) => code)).size).toBe(place.length);
  expect(claim.length).toBeLessThan(100);
});

it('refuses to be too small for what it has to show', () => {
  expect(() => inventCountry({ precincts: 19 })).toThrow(RangeError);
});
