import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';

const SIGNATURE = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
/** PostgreSQL counts time from here. */
const EPOCH_2000_MS = 946_684_800_000;

/**
 * Rows in the binary format of `copy` (PostgreSQL documentation, COPY, File Formats): bytes go as they are, where a parameter
 * of a statement would spell them out in hexadecimal. Values are appended column by column; null is null.
 *
 * @example new CopyRows(2).row().uuid(id).bytes(content)
 */
export class CopyRows {
  private readonly columns: number;
  private bytesOf: Buffer;
  private end = 0;

  /** @param expectedBytes how long all rows will be, nearly: then nothing is copied twice. */
  constructor(columns: number, expectedBytes = 4_096) {
    this.columns = columns;
    this.bytesOf = Buffer.allocUnsafe(expectedBytes);
    this.put(SIGNATURE);
  }

  /** Begins a row. */
  row(): this {
    this.room(2);
    this.end = this.bytesOf.writeInt16BE(this.columns, this.end);
    return this;
  }

  bytes(value: Uint8Array | null): this {
    if (value === null) return this.null();
    this.length(value.length);
    this.put(value);
    return this;
  }

  uuid(value: string | null): this {
    if (value === null) return this.null();
    this.length(16);
    this.room(16);
    this.end += this.bytesOf.write(value.replaceAll('-', ''), this.end, 'hex');
    return this;
  }

  text(value: string | null): this {
    if (value === null) return this.null();
    const length = Buffer.byteLength(value);
    this.length(length);
    this.room(length);
    this.end += this.bytesOf.write(value, this.end, 'utf8');
    return this;
  }

  int4(value: number | null): this {
    if (value === null) return this.null();
    this.length(4);
    this.room(4);
    this.end = this.bytesOf.writeInt32BE(value, this.end);
    return this;
  }

  int8(value: number | null): this {
    if (value === null) return this.null();
    this.length(8);
    this.room(8);
    this.end = this.bytesOf.writeBigInt64BE(BigInt(value), this.end);
    return this;
  }

  /** For columns of type `timestamptz`. */
  time(value: Date | null): this {
    return this.int8(value === null ? null : (value.getTime() - EPOCH_2000_MS) * 1_000);
  }

  /** All rows as they are sent. */
  finish(): Buffer {
    this.put(TRAILER);
    return this.bytesOf.subarray(0, this.end);
  }

  private null(): this {
    return this.length(-1);
  }

  private length(length: number): this {
    this.room(4);
    this.end = this.bytesOf.writeInt32BE(length, this.end);
    return this;
  }

  private put(value: Uint8Array): void {
    this.room(value.length);
    this.bytesOf.set(value, this.end);
    this.end += value.length;
  }

  private room(count: number): void {
    if (this.end + count <= this.bytesOf.length) return;
    const larger = Buffer.allocUnsafe((this.end + count) * 2);
    this.bytesOf.copy(larger, 0, 0, this.end);
    this.bytesOf = larger;
  }
}

/**
 * Sends rows to `copy <target> from stdin with (format binary)`.
 *
 * @param target table and columns, as SQL: never anything that came from outside.
 */
export async function copyRows(sql: TransactionSql, target: string, rows: CopyRows): Promise<void> {
  await copyFrom(sql, target, [rows.finish()]);
}

/** The same with rows that are in that format already, as they come; one piece at a time is held. */
export async function copyFrom(
  sql: TransactionSql,
  target: string,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const query = sql.unsafe(`copy ${target} from stdin with (format binary)`);
  const refused = untilRefused(query);
  const stream: Writable = await query.writable();
  const written = pipeline(content, stream);
  written.catch(() => {});
  await Promise.race([written, refused]);
}

/** A row as bytes, column by column; null is null. */
export type CopiedRow = readonly (Buffer | null)[];

/**
 * Takes the rows of a query as bytes: `bytea` and texts by the megabyte come without being spelled out in hexadecimal. One
 * after the other, so that what is made of a row need not be held beside all of them.
 *
 * @param query as SQL; what of it came from outside, by `literal` alone.
 * @param take gets each row; its bytes are part of a larger piece, and to be copied where they are kept.
 */
export async function copyOut(sql: TransactionSql, query: string, take: (row: CopiedRow) => void): Promise<void> {
  const asked = sql.unsafe(`copy (${query}) to stdout (format binary)`);
  const refused = untilRefused(asked);
  const stream: Readable = await asked.readable();
  const rows = new RowReader(take);
  const read = async () => {
    for await (const piece of stream) rows.add(piece as Buffer);
  };
  try {
    await Promise.race([read(), refused]);
  } finally {
    goOn(stream);
  }
}

/** Reads rows out of pieces that end wherever they end. */
class RowReader {
  private readonly take: (row: CopiedRow) => void;
  private rest = Buffer.alloc(0);
  private isBegun = false;

  constructor(take: (row: CopiedRow) => void) {
    this.take = take;
  }

  add(piece: Buffer): void {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let at = this.isBegun ? 0 : SIGNATURE.length;
    if (bytes.length >= at) {
      this.isBegun = true;
      for (let end = this.readRow(bytes, at); end !== null; end = this.readRow(bytes, at)) at = end;
    } else at = 0;
    this.rest = Buffer.from(bytes.subarray(at));
  }

  /** @returns where the row ends; null: it is not all there, or the rows are at their end. */
  private readRow(bytes: Buffer, start: number): number | null {
    if (bytes.length < start + 2) return null;
    const columns = bytes.readInt16BE(start);
    if (columns < 0) return null;
    const row: (Buffer | null)[] = [];
    let at = start + 2;
    for (let column = 0; column < columns; column += 1) {
      if (bytes.length < at + 4) return null;
      const length = bytes.readInt32BE(at);
      at += 4;
      if (bytes.length < at + length) return null;
      row.push(length < 0 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    this.take(row);
    return at;
  }
}

/**
 * postgres.js 3.4.9 lets the connection pause where rows come faster than they go, and does not let it go on where the last of
 * them came meanwhile: it would never answer again.
 */
export function goOn(stream: Readable): void {
  stream._read(0);
}

/** A text as SQL has it, whatever the settings of the server: for statements that take no parameters. */
export function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/**
 * Rejects when the database refuses rows that are sent or asked for: postgres.js 3.4.9 then tells the query, which has resolved by
 * then, and the stream ends never.
 */
function untilRefused(query: object): Promise<never> {
  const told = query as { reject: (error: unknown) => void };
  const { reject: rejectQuery } = told;
  const refused = new Promise<never>((_, reject) => {
    told.reject = (error) => {
      rejectQuery(error);
      reject(error);
    };
  });
  refused.catch(() => {});
  return refused;
}
