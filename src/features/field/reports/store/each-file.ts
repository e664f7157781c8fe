import type { TransactionSql } from 'postgres';

const AT_ONCE = 1_000;

/** The hashes of all files that reports name and that were not erased or deleted, each once, in their order. */
export async function* eachFile(sql: TransactionSql): AsyncGenerator<Uint8Array> {
  const query = sql<{ sha256: Buffer }[]>`
    select distinct sha256 from report_file where key is not null order by sha256`;
  for await (const rows of query.cursor(AT_ONCE)) for (const { sha256 } of rows) yield sha256;
}
