import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralizeCell, restoreCell } from '../../../kernel/text.ts';
import { readCsv, writeCsv } from './csv.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsv(utf8(text));
const codes = (faults: readonly { code: string; row: number | null; line: number | null }[]) =>
  faults.map((fault) => [fault.code, fault.row, fault.line]);

/** Texts that break careless readers and writers. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'=+-@\',";|\t\n\u202e\u0301 a0.'), maxLength: 12 }),
);
const cell = hostileText.map((text) => text.replace(/[\r\0]|\p{Surrogate}/gu, ''));

describe('readCsv', () => {
  it('numbers rows as a spreadsheet does and lines as an editor does', async () => {
    const { table, faults } = await read('code,name\n1,"two\nlines"\n\n2,b\r\n3,"x\r\ny"\n4,c\n');
    expect(faults).toEqual([]);
    expect(table.rows).toEqual([
      { row: 2, line: 2, cells: ['1', 'two\nlines'] },
      { row: 4, line: 5, cells: ['2', 'b'] },
      { row: 5, line: 6, cells: ['3', 'x\ny'] },
      { row: 6, line: 8, cells: ['4', 'c'] },
    ]);
  });

  it('looks no further after 1,000 faults, be they in the header or in the rows', async () => {
    const header = await read(`${'a,'.repeat(100_000)}a\n1\n`);
    expect(header.faults).toHaveLength(1_000);
    const short = await read(`a,b\n${'1\n'.repeat(500_000)}`);
    expect(short.faults.length).toBeGreaterThanOrEqual(1_000);
    expect(short.faults.length).toBeLessThan(20_000);
  });

  it('reads a header of 100,000 columns without comparing each with each', async () => {
    const columns = Array.from({ length: 100_000 }, (_, index) => index.toString(36));
    expect((await read(`${columns.join(',')}\n`)).table.columns).toHaveLength(100_000);
  });

  it('tolerates a byte order mark and any line end', async () => {
    const expected = (await read('a,b\n1,2\n')).table;
    for (const text of ['\ufeffa,b\n1,2\n', 'a,b\r\n1,2\r\n', 'a,b\r1,2\r', 'a,b\n1,2']) {
      expect((await read(text)).table).toEqual(expected);
    }
  });

  it('TXT-11: refuses another separator, with the separator it found', async () => {
    for (const [text, found] of [
      ['code;parent\n1;2,5\n', ';'],
      ['code\tparent\n1\t2\n', 'tab'],
    ] as const) {
      const { faults } = await read(text);
      expect(faults).toEqual([{ code: 'csv-separator', parameters: { found }, row: 1, line: 1, column: null }]);
    }
  });

  it.each([
    [
      'a,b\n1\n1,2,3\n',
      [
        ['csv-cells-few', 2, 2],
        ['csv-cells-many', 3, 3],
      ],
    ],
    ['a,a\n1,2\n', [['csv-column-twice', 1, 1]]],
    ['a,,c\n1,2,3\n', [['csv-column-unnamed', 1, 1]]],
    ['', [['csv-empty', 1, 1]]],
    ['a,b\n"x\ny",2\n1,"open\n2,3\n', [['csv-quote-open', 3, 4]]],
    ['a,b\n1,x"y"\n', [['csv-quote-inside', 2, 2]]],
    ['a,b\n1,"x"y\n', [['csv-quote-inside', 2, 2]]],
  ])('refuses %j', async (text, expected) => {
    expect(codes((await read(text)).faults)).toEqual(expected);
  });

  it('refuses a line and a row beyond all measure before it builds their cells', async () => {
    expect(codes((await read(`a,b\n${','.repeat(1_000_001)}\n`)).faults)).toEqual([['csv-line-long', null, 2]]);
    expect(codes((await read(`a,b\n1,"${'x\n'.repeat(600_000)}"\n`)).faults)).toEqual([['csv-row-long', 2, 2]]);
    expect(codes((await read('\n'.repeat(1_000_001))).faults)).toEqual([['csv-rows-many', null, 1_000_001]]);
  });

  it('keeps names such as __proto__ as plain text', async () => {
    const { table } = await read('__proto__,constructor\npolluted,1\n');
    expect(table.columns).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('EXP-01: cells that a spreadsheet would take for formulas', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+994', "'+994"],
    ['-x', "'-x"],
    ['@a', "'@a"],
    ['\ta', "'\ta"],
    ["'=a", "''=a"],
    ['-12.5', '-12.5'],
    ['12', '12'],
    ["'quoted'", "'quoted'"],
    ['2024-02-07', '2024-02-07'],
  ])('writes %j as %j, and back', (text, written) => {
    expect(neutralizeCell(text)).toBe(written);
    expect(restoreCell(written)).toBe(text);
  });

  it('is reversible for every text, and no written text starts like a formula', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const written = neutralizeCell(text);
        expect(restoreCell(written)).toBe(text);
        expect(written).not.toMatch(/^(=|\+|@|\t|-(?!\d+(\.\d+)?$))/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('writeCsv', () => {
  it('gives back what is read from it, byte for byte', async () => {
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const filled = rows.filter((row) => row.some((text) => text !== ''));
        const columns = (filled[0] ?? ['', '']).map((_, index) => `c${index}`);
        const written = writeCsv(columns, filled);
        const { table: again, faults } = await read(written);
        expect(faults).toEqual([]);
        expect(again.rows.map((row) => row.cells)).toEqual(filled);
        expect(
          writeCsv(
            again.columns,
            again.rows.map((row) => row.cells),
          ),
        ).toBe(written);
      }),
      { numRuns: 300 },
    );
  });

  it('quotes only where a cell needs it', () => {
    expect(
      writeCsv(
        ['a', 'b'],
        [
          ['x y', 'a,b'],
          ['"', '1\n2'],
          ['', 'é'],
        ],
      ),
    ).toBe('a,b\nx y,"a,b"\n"""","1\n2"\n,é\n');
  });
});
