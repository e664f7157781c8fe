import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, decimal, integer, keyField, localized, paragraph, references, text, times } from './field.ts';
import { canonicalCells, columnsOf, defineKind, findColumn, isSameCells, parseRecord, readRecord } from './record.ts';

const cakeKind = defineKind({
  name: 'cake',
  file: 'cakes.csv',
  format: 'csv',
  key: 'key',
  doc: 'A cake.',
  fields: {
    key: keyField('Name of the cake.'),
    title: localized('Title.', { required: true }),
    layers: integer('Layers.', { minimum: 1, maximum: 9 }),
    weight: decimal('Weight, kilograms.'),
    taste: choice('Taste.', ['sweet', 'sour'], { required: true }),
    served: times('When it is served.'),
    eaten_with: references('What goes with it.', 'cake'),
    recipe: paragraph('Recipe.'),
    note: text('Remark.'),
  },
});

const plum = { key: 'plum', title_en: 'Plum cake', title_az: 'Gavalı tortu', taste: 'sour', weight: '2.0' };

describe('TIME-05 a time of day in an official file', () => {
  it('is taken as hours of 24, whose order as text is their order in time', () => {
    const served = ['13:00', '01:01', '00:59', '23:59', '09:30'];
    expect(readRecord(cakeKind, { ...plum, served: served.join('|') }).served).toEqual(served);
    const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    expect([...served].sort()).toEqual([...served].sort((a, b) => minutes(a) - minutes(b)));
  });

  it.each(['01:00 PM', '01:01 AM', '1:00 PM', '1:01', '24:00', '13.00', '01:00pm'])(
    'is refused as %s, so that nobody sorts it as text',
    (time) => {
      const read = parseRecord(cakeKind, { ...plum, served: time });
      expect(read.ok ? [] : read.error.map(({ column, code }) => [column, code])).toEqual([['served', 'time']]);
    },
  );
});

describe('parseRecord', () => {
  it('reads a record, absent cells as null or empty', () => {
    expect(readRecord(cakeKind, plum)).toEqual({
      key: 'plum',
      title: { en: 'Plum cake', az: 'Gavalı tortu' },
      layers: null,
      weight: '2.0',
      taste: 'sour',
      served: [],
      eaten_with: [],
      recipe: null,
      note: null,
    });
  });

  it('names every fault with its column, not only the first', () => {
    const read = parseRecord(cakeKind, { key: 'a b', layers: '12', taste: 'salty', colour: 'red', weight: '1,5' });
    expect(read.ok).toBe(false);
    const found = read.ok ? [] : read.error.map((fault) => `${fault.column} ${fault.code}`);
    expect(found.sort()).toEqual(
      [
        'colour unknown-column',
        'key key',
        'layers too-large',
        'taste choice',
        'title_en required',
        'weight decimal',
      ].sort(),
    );
  });

  it.each([
    ['served', '08:00|24:00', 'time'],
    ['served', '08:00|08:00', 'repeated'],
    ['eaten_with', 'plum||pear', 'empty-part'],
    ['note', 'two\nlines', 'one-line'],
    ['note', ' leading', 'space'],
    ['note', 'nul\u0000', 'character'],
    ['layers', '007', 'integer'],
    ['layers', '1e3', 'integer'],
  ])('refuses %s = %j as %s', (column, cell, code) => {
    const read = parseRecord(cakeKind, { ...plum, [column]: cell });
    expect(read.ok ? [] : read.error.map((fault) => fault.code)).toEqual([code]);
  });

  it('never throws, whatever the cells are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (cells) => {
        expect(typeof parseRecord(cakeKind, cells).ok).toBe('boolean');
      }),
    );
  });
});

describe('columns', () => {
  it('lists localized fields by language', () => {
    expect(columnsOf(cakeKind, ['en', 'ka']).slice(0, 4)).toEqual(['key', 'title_en', 'title_ka', 'layers']);
  });

  it('knows a localized column by its tag', () => {
    expect(findColumn(cakeKind, 'title_az-Cyrl')).toEqual({ field: 'title', language: 'az-Cyrl' });
    expect(findColumn(cakeKind, 'title_english')).toBeNull();
    expect(findColumn(cakeKind, 'title')).toBeNull();
    expect(findColumn(cakeKind, 'taste_en')).toBeNull();
  });
});

describe('canonicalCells', () => {
  const cells = fc.dictionary(fc.constantFrom(...columnsOf(cakeKind), 'title_ka'), fc.string());

  it('is the same after a second time, and says the same as before', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const once = canonicalCells(cakeKind, given);
        expect(JSON.stringify(canonicalCells(cakeKind, once))).toBe(JSON.stringify(once));
        expect(Object.values(once)).not.toContain('');
      }),
    );
  });

  it('does not depend on the order in which cells come', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(JSON.stringify(canonicalCells(cakeKind, turned))).toBe(JSON.stringify(canonicalCells(cakeKind, given)));
      }),
    );
  });

  it('tells records apart that differ in any cell', () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const [left, right] = [canonicalCells(cakeKind, a), canonicalCells(cakeKind, b)];
        expect(isSameCells(left, right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });
});
