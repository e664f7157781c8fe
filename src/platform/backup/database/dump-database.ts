import type { Readable } from 'node:stream';
import type { Sql, TransactionSql } from 'postgres';
import { goOn } from '../../db/rows/copy-rows.ts';
import type { Manifest, Part } from '../manifest.ts';
import { readSequences, readTables, type TableShape } from './read-shape.ts';

/** What is told of a database in a manifest. */
export type DatabaseRecord = Pick<Manifest, 'snapshotAt' | 'postgres' | 'migrations' | 'tables' | 'sequences'>;

/** What is done with the rows of a table on their way. */
export interface DumpWork<T> {
  /** Keeps the rows of a table, in the binary format of `copy`. */
  readonly keep: (table: string, rows: AsyncIterable<Uint8Array>) => Promise<Part>;
  /** Looks at the same moment of the database beside. */
  readonly look: (sql: TransactionSql) => Promise<T>;
}

/**
 * Copies all tables as they were at one moment, while others write: a transaction of PostgreSQL sees what was committed
 * before its first question, and nothing else.
 *
 * @param sql one connection, of a login that may read everything.
 */
export async function dumpDatabase<T>(sql: Sql, work: DumpWork<T>): Promise<{ record: DatabaseRecord; looked: T }> {
  const dumped = await sql.begin('isolation level repeatable read read only', async (transaction) => {
    // Where a rule hid rows from this login, an error is better than a backup without them.
    await transaction`set local row_security = off`;
    const [moment] = await transaction<{ snapshotAt: Date; postgres: string }[]>`
      select clock_timestamp() as "snapshotAt", current_setting('server_version') as postgres`;
    const looked = await work.look(transaction);
    const tables: Manifest['tables'] = [];
    for (const table of await readTables(transaction)) tables.push(await dumpTable(transaction, table, work.keep));
    const record: DatabaseRecord = {
      snapshotAt: (moment?.snapshotAt ?? new Date()).toISOString(),
      postgres: moment?.postgres ?? '',
      migrations: await readMigrations(transaction),
      tables,
      sequences: await readSequences(transaction),
    };
    return { record, looked };
  });
  return dumped as { record: DatabaseRecord; looked: T };
}

async function dumpTable(
  sql: TransactionSql,
  { name, columns }: TableShape,
  keep: DumpWork<unknown>['keep'],
): Promise<Manifest['tables'][number]> {
  const [counted] = await sql<{ rows: number }[]>`select count(*)::float8 as rows from ${sql(name)}`;
  const list = columns.map(quoted).join(', ');
  const query = sql.unsafe(`copy (select ${list} from ${quoted(name)}) to stdout (format binary)`);
  const rows: Readable = await query.readable();
  const part = await keep(name, rows);
  goOn(rows);
  return { name, columns: [...columns], rows: counted?.rows ?? 0, part };
}

async function readMigrations(sql: TransactionSql): Promise<Manifest['migrations']> {
  return [...(await sql<Manifest['migrations']>`select number, name, checksum from migration order by number`)];
}

/** A name as SQL has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
