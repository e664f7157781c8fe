import type { Sql, TransactionSql } from 'postgres';
import { CopyRows, copyOut, copyRows, literal } from '../../db/rows/copy-rows.ts';
import { type Column, decodeColumn, decodeShape, type Stretch } from '../column/column.ts';
import { LONGEST_SHAPE } from '../column/column-head.ts';
import type { RowSet } from '../words/row-set.ts';

type Db = Sql | TransactionSql;

/** A chunk as it is stored. */
export interface StoredChunk {
  readonly chunk: number;
  /** How many rows it has. */
  readonly rows: number;
  /** Grows with every change. */
  readonly revision: number;
}

/** The chunks of a mission, oldest rows first. */
export async function listChunks(sql: Db, missionId: string): Promise<StoredChunk[]> {
  return await sql<StoredChunk[]>`
    select chunk, rows, revision from column_chunk where mission_id = ${missionId} order by chunk`;
}

/** A column of these chunks; those are absent in which no row has anything there. */
export async function loadColumns(
  sql: TransactionSql,
  missionId: string,
  { key, chunks }: { readonly key: string; readonly chunks: readonly number[] },
): Promise<{ readonly chunk: number; readonly column: Column }[]> {
  if (chunks.length === 0) return [];
  return await readColumns(sql, missionId, [`chunk in (${chunks.map(Number).join()})`, `key = ${literal(key)}`]);
}

/** The same; those that are long come without their texts, as `decodeShape` makes them. */
export async function loadShapes(
  sql: TransactionSql,
  missionId: string,
  { key, chunks }: { readonly key: string; readonly chunks: readonly number[] },
): Promise<{ readonly chunk: number; readonly column: Column }[]> {
  if (chunks.length === 0) return [];
  const found: { chunk: number; column: Column }[] = [];
  const decode = (bytes: Buffer) => (bytes.length < LONGEST_SHAPE ? decodeColumn(bytes) : decodeShape(bytes));
  await readData(sql, missionId, {
    data: `substring(data from 1 for ${LONGEST_SHAPE})`,
    conditions: [`chunk in (${chunks.map(Number).join()})`, `key = ${literal(key)}`],
    take: ({ chunk, bytes }) => void found.push({ chunk, column: decode(bytes) }),
  });
  return found;
}

/** Longer than any column, in bytes. */
const LONGEST = 2 ** 30;

/** A piece of a column as it rests. */
export interface Piece extends Stretch {
  readonly chunk: number;
}

/** Pieces of a column, in their order. @throws Error where one is shorter than it was: the store was altered. */
export async function loadPieces(
  sql: TransactionSql,
  missionId: string,
  { key, pieces }: { readonly key: string; readonly pieces: readonly Piece[] },
): Promise<Buffer[]> {
  const found: Buffer[] = [];
  if (pieces.length === 0) return found;
  const numbers = (list: readonly number[]) => `'{${list.map(Number).join()}}'::int[]`;
  const lists = [
    pieces.map(({ chunk }) => chunk),
    pieces.map(({ from }) => from + 1),
    pieces.map(({ length }) => length ?? LONGEST),
  ];
  const query = `
    select g.at::int, substring(d.data from g.start for g.length)
    from unnest(${lists.map(numbers).join()}) with ordinality g (chunk, start, length, at)
    join column_data d on d.mission_id = ${literal(missionId)} and d.chunk = g.chunk and d.key = ${literal(key)}`;
  await copyOut(sql, query, ([at, bytes]) => {
    // A copy: what came is a part of a larger piece, which would be kept with it.
    found[(at?.readInt32BE() ?? 0) - 1] = Buffer.from(bytes ?? []);
  });
  for (const [at, { chunk, length }] of pieces.entries()) {
    const came = found[at]?.length ?? 0;
    if (length !== null && came !== length)
      throw new Error(`Read ${key} of chunk ${chunk}: ${came} bytes, not ${length}`);
  }
  return found;
}

/** All columns of a chunk. */
export async function loadChunk(sql: TransactionSql, missionId: string, chunk: number): Promise<Map<string, Column>> {
  const found = await readColumns(sql, missionId, [`chunk = ${Number(chunk)}`]);
  return new Map(found.map(({ key, column }) => [key, column]));
}

/** Those columns of a chunk that it has of `keys`, one after the other as they come: see `ColumnViewer` and `decodeColumn`. */
export async function readChunk(
  sql: TransactionSql,
  { missionId, chunk, keys }: { readonly missionId: string; readonly chunk: number; readonly keys: readonly string[] },
  take: (key: string, bytes: Buffer) => void,
): Promise<void> {
  const ofKeys = `key in (${["''", ...keys.map(literal)].join()})`;
  await readData(sql, missionId, {
    conditions: [`chunk = ${Number(chunk)}`, ofKeys],
    take: ({ key, bytes }) => take(key, bytes),
  });
}

async function readColumns(sql: TransactionSql, missionId: string, conditions: readonly string[]) {
  const found: { chunk: number; key: string; column: Column }[] = [];
  const take = ({ bytes, ...of }: ColumnBytes) => void found.push({ ...of, column: decodeColumn(bytes) });
  await readData(sql, missionId, { conditions, take });
  return found;
}

interface ColumnBytes {
  readonly chunk: number;
  readonly key: string;
  /** Part of a larger piece. */
  readonly bytes: Buffer;
}

async function readData(
  sql: TransactionSql,
  missionId: string,
  asked: {
    readonly data?: string;
    readonly conditions: readonly string[];
    readonly take: (found: ColumnBytes) => void;
  },
): Promise<void> {
  const { data: part = 'data', conditions, take } = asked;
  const wanted = [`mission_id = ${literal(missionId)}`, ...conditions].join(' and ');
  await copyOut(sql, `select chunk, key, ${part} from column_data where ${wanted}`, ([chunk, key, data]) => {
    take({ chunk: chunk?.readInt32BE() ?? 0, key: key?.toString('utf8') ?? '', bytes: data ?? Buffer.alloc(0) });
  });
}

/** The rows that have a word which begins so, chunk by chunk; a chunk comes as often as it has such words. */
export async function loadWords(
  sql: Db,
  missionId: string,
  { start, chunks }: { readonly start: string; readonly chunks: readonly number[] },
): Promise<{ readonly chunk: number; readonly rows: RowSet }[]> {
  if (chunks.length === 0) return [];
  // No text has the greatest code point, so whatever begins with the word lies before it.
  return await sql<{ chunk: number; rows: Uint8Array }[]>`
    select w.chunk, w.rows from unnest(${chunks as number[]}::int[]) g (chunk)
    join lateral (
      select chunk, rows from column_word
      where mission_id = ${missionId} and chunk = g.chunk and word >= ${start} and word < ${`${start}\u{10ffff}`}
    ) w on true`;
}

/** Stores a chunk in place of what it was. */
export async function saveChunk(
  sql: TransactionSql,
  missionId: string,
  given: {
    readonly chunk: number;
    readonly rows: number;
    readonly columns: ReadonlyMap<string, Column>;
    readonly words: ReadonlyMap<string, RowSet>;
  },
): Promise<void> {
  const { chunk, rows, columns, words } = given;
  await sql`
    insert into column_chunk (mission_id, chunk, rows, revision) values (${missionId}, ${chunk}, ${rows}, 1)
    on conflict (mission_id, chunk) do update set rows = excluded.rows, revision = column_chunk.revision + 1`;
  await sql`delete from column_data where mission_id = ${missionId} and chunk = ${chunk}`;
  await sql`delete from column_word where mission_id = ${missionId} and chunk = ${chunk}`;
  const data = new CopyRows(4);
  for (const [key, column] of columns) data.row().uuid(missionId).int4(chunk).text(key).bytes(column.encode());
  await copyRows(sql, 'column_data (mission_id, chunk, key, data)', data);
  const found = new CopyRows(4);
  for (const [word, set] of words) found.row().uuid(missionId).int4(chunk).text(word).bytes(set);
  await copyRows(sql, 'column_word (mission_id, chunk, word, rows)', found);
}
