import type { Sql, TransactionSql } from 'postgres';
import { Refusal } from '../../db/refusal.ts';
import { copyFrom } from '../../db/rows/copy-rows.ts';
import type { Manifest, Part } from '../manifest.ts';
import { quoted } from './dump-database.ts';

/**
 * Fills the tables of a database whose schema is the one of the manifest: all of them, or none. What the migrations put there
 * themselves gives way, and what triggers would derive is not derived: it comes with the tables.
 *
 * @param sql one connection, of the login that owns the schema.
 * @throws Refusal where a table holds another number of rows than the manifest says.
 */
export async function loadDatabase(
  sql: Sql,
  { tables, sequences }: Pick<Manifest, 'tables' | 'sequences'>,
  open: (part: Part) => AsyncIterable<Uint8Array>,
): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
    for (const table of tables) await loadTable(transaction, table, open(table.part));
    for (const { name, last } of sequences)
      await transaction`select setval(${quoted(name)}::regclass, ${last}::bigint)`;
  });
  // What a plan is made by comes with time otherwise, and the first questions would take long.
  await sql`analyze`;
}

async function loadTable(
  sql: TransactionSql,
  { name, columns, rows }: Manifest['tables'][number],
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await sql.unsafe(`alter table ${quoted(name)} disable trigger user`);
  await copyFrom(sql, `${quoted(name)} (${columns.map(quoted).join(', ')})`, content);
  await sql.unsafe(`alter table ${quoted(name)} enable trigger user`);
  const [counted] = await sql<{ rows: number }[]>`select count(*)::float8 as rows from ${sql(name)}`;
  if (counted?.rows === rows) return;
  throw new Refusal(`Restore the table ${name}: ${counted?.rows} rows were read, the manifest says ${rows}.`);
}
