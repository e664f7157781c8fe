import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_SEPARATOR, foldText } from '../../kernel/text.ts';
import { cellKey, compareKeys, compareTexts } from './cell-order.ts';
import { type Cell, decodeColumn, makeColumn } from './column/column.ts';
import { type Condition, partsOf } from './condition.ts';
import { tallyColumn } from './count-values.ts';
import { pageOfRows, type RowOrdering, type RowPlace } from './page-of-rows.ts';
import { matchRows, type Segment } from './segment.ts';
import { decodeRows, encodeRows } from './words/row-set.ts';
import { beginsWord, searchableText, searchedWords, wordsOf, wordsOfValue } from './words/search-words.ts';

const text = fc.oneof(
  fc.constantFrom('yes', 'no', 'Bəli', 'нет', '7', '07', '-2.5', '10', 'a b', `x${CELL_SEPARATOR}y z`),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((value) => !value.includes('\0')),
  fc.integer().map(String),
);
const cell: fc.Arbitrary<Cell> = fc.option(text, { nil: null });
const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 });

function segmentsOf(all: readonly (readonly [Cell, Cell])[], cut: number): Segment[] {
  const parts = [all.slice(0, cut), all.slice(cut)].map((part, at) => ({ part, from: at === 0 ? 0 : cut }));
  return parts
    .filter(({ part }) => part.length > 0)
    .map(({ part, from }) => {
      const columns = [0, 1].map((at) => decodeColumn(makeColumn(part.map((row) => row[at as 0 | 1])).encode()));
      return {
        chunk: null,
        rows: part.length,
        stale: null,
        ordinal: (row: number) => from + row,
        column: (key: string) => columns[key === 'a' ? 0 : 1] ?? null,
        findWords: () => new Uint8Array(part.length),
      };
    })
    .reverse();
}

describe('a column', () => {
  it('holds what was put in, and reads what it wrote', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 80 }), (cells) => {
        const made = makeColumn(cells);
        const read = decodeColumn(made.encode());
        for (const [row, value] of cells.entries()) expect([made.cell(row), read.cell(row)]).toEqual([value, value]);
      }),
    );
  });

  it('has its values in the order of cells, in two bytes a row where there are many', () => {
    const cells = Array.from({ length: 1000 }, (_, at) => String((at * 7919) % 1000));
    const column = decodeColumn(makeColumn(cells).encode());
    expect(column.codes).toBeInstanceOf(Uint16Array);
    expect([1, 2, 1000].map((code) => column.value(code))).toEqual(['0', '1', '999']);
  });

  it('refuses what another version wrote, and what was cut', () => {
    const bytes = makeColumn(['a', 'b']).encode();
    expect(() => decodeColumn(Uint8Array.of(9, ...bytes.slice(1)))).toThrow('version 9');
    expect(() => decodeColumn(bytes.slice(0, -1))).toThrow('Read a column');
  });

  it('finds letters within values', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), text, (cells, given) => {
        const column = makeColumn(cells);
        const needle = foldText(given).slice(0, 3);
        fc.pre(needle !== '');
        const found = column.findFolded(needle);
        for (let code = 1; code <= column.size; code += 1)
          expect(found.has(code)).toBe(foldText(column.value(code)).includes(needle));
      }),
    );
  });
});

describe('a list', () => {
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      column: fc.constant('a'),
      is: fc.array(text, { minLength: 1, maxLength: 3 }),
      isMultiple: fc.boolean(),
    }),
    fc.record({ column: fc.constant('a'), isNot: fc.array(text, { minLength: 1, maxLength: 3 }) }),
    fc.record({ column: fc.constant('a'), from: fc.option(text), to: fc.option(text) }),
    fc.record({ column: fc.constant('a'), has: text }),
    fc.record({ column: fc.constant('a'), isEmpty: fc.boolean() }),
  );

  it('has those rows and no others that hold to the conditions', () => {
    fc.assert(
      fc.property(rows, condition, fc.nat(60), (all, wanted, cut) => {
        const matched = segmentsOf(all, cut).map((segment) => matchRows(segment, { conditions: [wanted], words: [] }));
        const found = pageOfRows(
          matched,
          { column: null, isDescending: false, ranks: null },
          { after: null, limit: 99 },
        );
        const expected = all.flatMap(([a], at) => (holds(a, wanted) ? [at] : [])).reverse();
        expect(found.map(({ ordinal }) => ordinal)).toEqual(expected);
        expect(matched.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
      }),
    );
  });

  it('read page by page is the whole list in its order, whatever it is sorted by', () => {
    const ordering = fc.record<RowOrdering>({
      column: fc.constantFrom('a', 'b', null),
      isDescending: fc.boolean(),
      ranks: fc.option(
        fc.constant(
          new Map([
            ['no', 0],
            ['yes', 1],
          ]),
        ),
      ),
    });
    fc.assert(
      fc.property(rows, ordering, fc.nat(60), fc.integer({ min: 1, max: 9 }), (all, order, cut, limit) => {
        const matched = segmentsOf(all, cut).map((segment) => matchRows(segment, { conditions: [], words: [] }));
        const read: RowPlace[] = [];
        for (let page = pageOfRows(matched, order, { after: null, limit }); page.length > 0; ) {
          read.push(...page);
          page = pageOfRows(matched, order, { after: read.at(-1) ?? null, limit });
        }
        expect(read.map(({ ordinal }) => ordinal)).toEqual(sorted(all, order));
      }),
    );
  });

  it('is counted value by value', () => {
    fc.assert(
      fc.property(rows, fc.nat(60), (all, cut) => {
        const matched = segmentsOf(all, cut).map((segment) => matchRows(segment, { conditions: [], words: [] }));
        const tally = tallyColumn(matched, 'a', { isMultiple: false, most: 1_000 });
        expect(tally.rows).toBe(all.length);
        expect(tally.empty).toBe(all.filter(([a]) => a === null).length);
        for (const { value, count } of tally.values)
          expect(count).toBe(all.filter(([a]) => a !== null && partsOf(a, false).includes(value)).length);
      }),
    );
  });
});

function holds(a: Cell, condition: Condition): boolean {
  if ('isEmpty' in condition) return (a === null) === condition.isEmpty;
  if ('isNot' in condition) return a === null || !partsOf(a, false).some((part) => condition.isNot.includes(part));
  if (a === null) return false;
  if ('has' in condition) return foldText(a).includes(foldText(condition.has));
  if ('is' in condition) return partsOf(a, condition.isMultiple ?? false).some((part) => condition.is.includes(part));
  const [least, most] = [condition.from, condition.to].map((bound) => (bound === null ? null : cellKey(bound)));
  const isOfNumbers = [least, most].some((bound) => bound != null && !Number.isNaN(bound.number));
  return partsOf(a, false).some((part) => {
    const key = cellKey(part);
    const isFit = isOfNumbers !== Number.isNaN(key.number);
    return isFit && (!least || compareKeys(key, least) >= 0) && (!most || compareKeys(key, most) <= 0);
  });
}

function sorted(all: readonly (readonly [Cell, Cell])[], { column, isDescending, ranks }: RowOrdering): number[] {
  const cellOf = (at: number) => (column === null ? null : (all[at]?.[column === 'a' ? 0 : 1] ?? null));
  const rank = (value: string) => ranks?.get(value) ?? 99;
  const compare = (one: Cell, other: Cell): number => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const up = rank(one) - rank(other) || compareKeys(cellKey(one), cellKey(other)) || compareTexts(one, other);
    return isDescending ? -up : up;
  };
  return all.map((_, at) => at).sort((one, other) => compare(cellOf(one), cellOf(other)) || other - one);
}

describe('a set of rows', () => {
  it('reads what it wrote, few or many', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(4095), { maxLength: 600 }), (given) => {
        const ascending = given.sort((one, other) => one - other);
        expect(decodeRows(encodeRows(ascending))).toEqual(ascending);
      }),
    );
  });
});

describe('words', () => {
  it('are found in any script, without case and marks', () => {
    expect(wordsOf('Əliyev’in ŞKOLASI № 14, Ёлка')).toEqual(['eliyevin', 'skolasi', '14', 'елка']);
    expect(wordsOf('საარჩევნო უბანი')).toEqual(['საარჩევნო', 'უბანი']);
    expect(wordsOf('投票所')).toEqual(['投票', '票所']);
    expect(searchedWords('Школа  школа')).toEqual(['школа']);
  });

  it('are found in a text without taking it apart, the same as in its words', () => {
    const letter = fc.constantFrom(...'abəёİı№’ -\n1投票所ก\u{1e900}\u0301'.normalize('NFC'), 'ß');
    const text = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, text, (given, asked) => {
        for (const start of searchedWords(asked)) {
          const isThere = wordsOf(given).some((word) => word.startsWith(start));
          expect([start, beginsWord(searchableText(given), start)]).toEqual([start, isThere]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('are not made of moments, numbers and names of records', () => {
    const texts = ['2024-02-07T08:00:00.000+04:00', '17', '40.1 49.8', 'uuid:0a-b', 'Two boxes'];
    expect(texts.flatMap((value) => [...wordsOfValue(value)])).toEqual(['two', 'boxes']);
  });
});
