import type { Fragment, Sql } from 'postgres';

/** Types of columns that rows can be stored in. */
type ColumnType = 'uuid' | 'text' | 'int4' | 'int8' | 'timestamptz' | 'bytea';

/** What a column of a type is given; null is null. */
interface ValueOf {
  readonly uuid: string;
  readonly text: string;
  readonly int4: number;
  readonly int8: number;
  readonly timestamptz: Date;
  readonly bytea: Uint8Array;
}

/** Columns of a table by their names: never anything that came from outside. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** A row, as its columns say. */
export type RowOf<C extends Columns> = { readonly [name in keyof C]: ValueOf[C[name]] | null };

/**
 * A statement that stores rows, as part of a larger one or for itself: of whatever is short one list, of all bytes one text,
 * out of which the rows are cut by the database. Parameters that are lists of bytes would be spelt out twice.
 *
 * @param table its name: never anything that came from outside.
 */
export function insertRows<C extends Columns>(
  sql: Sql,
  target: { readonly table: string; readonly columns: C },
  rows: readonly RowOf<C>[],
): Fragment {
  const names = Object.keys(target.columns);
  const typeOf = (name: string) => target.columns[name];
  const pieces: Uint8Array[] = [];
  let end = 1;
  const list = rows.map((row) => {
    const short: Record<string, unknown> = {};
    for (const name of names) {
      const value = row[name];
      if (!(value instanceof Uint8Array)) short[name] = value;
      else {
        [short[`${name}_at`], short[`${name}_length`]] = [end, value.length];
        pieces.push(value);
        end += value.length;
      }
    }
    return short;
  });
  const definitions = names.flatMap((name) =>
    typeOf(name) === 'bytea' ? [`${name}_at int4`, `${name}_length int4`] : [`${name} ${typeOf(name)}`],
  );
  const values = names.map((name) =>
    typeOf(name) === 'bytea' ? `substr(b.bytes, r.${name}_at, r.${name}_length)` : `r.${name}`,
  );
  return sql`
    insert into ${sql.unsafe(`${target.table} (${names.join(', ')})`)}
    select ${sql.unsafe(values.join(', '))}
    from json_to_recordset(${JSON.stringify(list)}::text::json) as r (${sql.unsafe(definitions.join(', '))})
      cross join (select ${Buffer.concat(pieces)}::bytea as bytes) b`;
}

/** Does several statements as one, all or none; none of them sees what the others do. @param statements at least one. */
export async function doTogether(sql: Sql, statements: readonly Fragment[]): Promise<void> {
  const [first, ...others] = statements;
  if (first === undefined) return;
  const parts = others.reduce<Fragment>(
    (before, statement, at) => sql`${before}, ${sql.unsafe(`s${at + 1}`)} as (${statement})`,
    sql`s0 as (${first})`,
  );
  await sql`with ${parts} select`;
}
