import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { TransactionSql } from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { foldText } from '../../kernel/text.ts';
import { CHUNK_ROWS } from './column/chunk-rows.ts';
import { type Cell, makeColumn } from './column/column.ts';
import type { Condition } from './condition.ts';
import { pageOfRows, type RowOrdering, type RowPlace } from './page-of-rows.ts';
import { type Matched, matchRows } from './segment.ts';
import { ColumnCache } from './stored/column-cache.ts';
import { listChunks, saveChunk } from './stored/keep-columns.ts';
import { lendLetters } from './stored/lend-letters.ts';
import { type Depth, loadSegments } from './stored/load-segments.ts';

const { sql } = await testDatabase();
const missionId = randomUUID();
const COUNTS = [CHUNK_ROWS, CHUNK_ROWS, 2_500];

/** Long unlike texts, some of them many times, of which half are not their own folded form; and a column with few values. */
const cells = COUNTS.map((count, chunk) => ({
  long: Array.from({ length: count }, (_, row): Cell => {
    const number = (row * 7919 + chunk * 104_729) % 9_973;
    if (number % 11 === 0) return null;
    if (number % 3 === 0) return `Often ${number % 5}`;
    return chunk === 1 ? `text ${number} of the many` : `Təxt ${number} öf the many`;
  }),
  few: Array.from({ length: count }, (_, row): Cell => String(row % 50)),
}));

await sql.begin(async (transaction) => {
  for (const [chunk, { long, few }] of cells.entries()) {
    const columns = new Map([
      ['long', makeColumn(long)],
      ['few', makeColumn(few)],
    ]);
    await saveChunk(transaction, missionId, { chunk, rows: long.length, columns, words: new Map() });
  }
});

async function withRows<T>(
  columns: ReadonlyMap<string, Depth>,
  conditions: readonly Condition[],
  work: (matched: readonly Matched[], transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  const done = await sql.begin(async (transaction) => {
    const chunks = await listChunks(transaction, missionId);
    const needed = { missionId, columns, words: [], changed: [], chunks };
    const segments = await loadSegments(transaction, new ColumnCache(1e9), needed);
    return {
      result: await work(
        segments.map((segment) => matchRows(segment, { conditions, words: [] })),
        transaction,
      ),
    };
  });
  return done.result as T;
}

const few = (is: readonly number[]): Condition[] => (is.length === 0 ? [] : [{ column: 'few', is: is.map(String) }]);

test('a page of a column that is here in part is the same as of the whole', async () => {
  const someCell = fc.tuple(fc.nat(2), fc.nat(2_499)).map(([chunk, row]) => ({ chunk, row }));
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.uniqueArray(fc.nat(49), { maxLength: 2 }),
      fc.option(someCell),
      fc.integer({ min: 1, max: 120 }),
      async (isDescending, is, begin, limit) => {
        const ordering: RowOrdering = { column: 'long', isDescending, ranks: null };
        const after: RowPlace | null = begin && {
          ordinal: begin.chunk * CHUNK_ROWS + begin.row,
          cell: cells[begin.chunk]?.long[begin.row] ?? null,
        };
        const asked = { after, limit };
        const wanted = await withRows(
          new Map([
            ['long', 'all'],
            ['few', 'all'],
          ]),
          few(is),
          async (matched) => pageOfRows(matched, ordering, asked),
        );
        const found = await withRows(
          new Map([
            ['long', 'codes'],
            ['few', 'all'],
          ]),
          few(is),
          async (matched, transaction) => {
            expect(
              matched.every(({ segment }) => segment.column('long')?.isWhole),
              'in part',
            ).toBe(false);
            return pageOfRows(await lendLetters(transaction, matched, { missionId, ordering, asked }), ordering, asked);
          },
        );
        expect(found).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});

test('a question keeps what it loaded, whatever is loaded or let go meanwhile', async () => {
  await sql.begin(async (transaction) => {
    const cache = new ColumnCache(0);
    const chunks = await listChunks(transaction, missionId);
    const load = (depth: Depth) =>
      loadSegments(transaction, cache, {
        missionId,
        columns: new Map([['long', depth]]),
        words: [],
        changed: [],
        chunks,
      });
    const [whole] = await load('all');
    cache.trim();
    expect(whole?.column('long')?.isWhole).toBe(true);
    // Another question that needs less does not take the place of what has more.
    const [again] = await load('all');
    await load('codes');
    expect(again?.column('long')?.isWhole).toBe(true);
    const [third] = await load('codes');
    expect(third?.column('long')?.isWhole).toBe(true);
  });
});

test('what is not here cannot be read, and is no empty text', async () => {
  await withRows(new Map([['long', 'codes']]), [], async ([part]) => {
    expect(() => part?.segment.column('long')?.value(1)).toThrow('it is not here');
  });
});

test.each(['many', 'ÖF', 'ten 3', '99', 'nowhere'])('letters (%s) are found in folded forms alone', async (has) => {
  const count = await withRows(new Map([['long', 'letters']]), [{ column: 'long', has }], async (matched) =>
    matched.reduce((sum, part) => sum + part.count, 0),
  );
  const held = cells
    .flatMap(({ long }) => long)
    .filter((cell) => cell !== null && foldText(cell).includes(foldText(has)));
  expect(count).toBe(held.length);
});

test('whether something stands there is told by codes', async () => {
  const count = await withRows(new Map([['long', 'codes']]), [{ column: 'long', isEmpty: true }], async (matched) =>
    matched.reduce((sum, part) => sum + part.count, 0),
  );
  expect(count).toBe(cells.flatMap(({ long }) => long).filter((cell) => cell === null).length);
});

test('a piece that is shorter than it was is a fault', async () => {
  await sql.begin(async (transaction) => {
    await transaction`
      update column_data set data = substring(data from 1 for 30000) where mission_id = ${missionId} and key = 'long'`;
    const ordering: RowOrdering = { column: 'long', isDescending: true, ranks: null };
    const chunks = await listChunks(transaction, missionId);
    const needed = { missionId, columns: new Map([['long', 'codes' as const]]), words: [], changed: [], chunks };
    const segments = await loadSegments(transaction, new ColumnCache(1e9), needed);
    const matched = segments.map((segment) => matchRows(segment, { conditions: [], words: [] }));
    const lent = lendLetters(transaction, matched, { missionId, ordering, asked: { after: null, limit: 10 } });
    await expect(lent).rejects.toThrow(/bytes, not/);
    await transaction`rollback`;
  });
});
