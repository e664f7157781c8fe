import { describe, expect, test } from 'vitest';
import { isNarrowed, queryOf, readFilters, writeFilters } from './list-address.ts';

const read = (address: string) => {
  const query = new URLSearchParams(address);
  return readFilters((name) => query.get(name));
};

describe('the address of the list', () => {
  test('narrows it down, and is written as it was read', () => {
    const filters = read('kind=driver&trained=no&left=all&search=7&person=x');
    expect(filters).toEqual({ kind: 'driver', trained: 'no', left: 'all', search: '7' });
    expect(queryOf(filters ?? {}).toString()).toBe('kind=driver&trained=no&left=all&search=7');
    const written = writeFilters(filters ?? {});
    expect(Object.values(written).filter((value) => value !== null)).toHaveLength(4);
    expect(written).toMatchObject({ kind: 'driver', area: null, team: null, pledged: null });
  });
  test('narrows nothing where nothing is said, or what holds anyhow', () => {
    for (const address of ['', 'kind=', 'left=no', 'person=x'])
      expect(isNarrowed(read(address) ?? { kind: 'x' })).toBe(false);
  });
  test('that says what cannot be meant is not taken for one that says nothing', () => {
    for (const address of ['kind=pilot', 'accreditation=lost', 'trained=maybe', 'left=never']) {
      expect(read(address)).toBeNull();
    }
  });
});
