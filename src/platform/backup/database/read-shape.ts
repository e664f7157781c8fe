import type { TransactionSql } from 'postgres';

/** A table as it is copied. */
export interface TableShape {
  readonly name: string;
  /** Those that are stored; computed ones come by themselves. */
  readonly columns: readonly string[];
}

/** A sequence, and the number that it gave last. */
export interface SequenceState {
  readonly name: string;
  readonly last: string;
}

/** Kept by the migrations themselves. */
const MIGRATIONS = 'migration';

/**
 * All tables of the schema, each after those that it refers to; but for the one of the migrations, and unlogged ones, which a
 * crash empties as well. Partitions are copied with the table that they are parts of.
 */
export async function readTables(sql: TransactionSql): Promise<TableShape[]> {
  const tables = await sql<TableShape[]>`
    select c.relname as name, json_agg(a.attname order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p' and c.relname <> ${MIGRATIONS}
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`;
  const references = await sql<{ table: string; target: string }[]>`
    select distinct c.relname as table, t.relname as target
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.oid <> t.oid`;
  return inOrder(tables, references);
}

/** The sequences of the schema that have given a number. */
export async function readSequences(sql: TransactionSql): Promise<SequenceState[]> {
  return await sql<SequenceState[]>`
    select sequencename::text as name, last_value::text as last from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`;
}

function inOrder(
  tables: readonly TableShape[],
  references: readonly { table: string; target: string }[],
): TableShape[] {
  const [ordered, waiting]: [TableShape[], TableShape[]] = [[], [...tables]];
  while (waiting.length > 0) {
    const isFree = ({ name }: TableShape) =>
      !references.some(({ table, target }) => table === name && waiting.some((each) => each.name === target));
    const at = waiting.findIndex(isFree);
    if (at < 0) throw new Error(`Order the tables: ${waiting.map(({ name }) => name).join(', ')} refer to each other`);
    ordered.push(...waiting.splice(at, 1));
  }
  return ordered;
}
