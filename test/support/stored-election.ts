import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { KIND_NAMES, type RecordSet } from '../../src/features/register/records/kinds.ts';
import { changeTowards } from '../../src/features/register/records/record-set.ts';
import { createElection, saveRecords } from '../../src/features/register/records/store.ts';
import { TEST_NOW } from './http.ts';

/** Puts an election with all `records` into the database, as an import does; gives its id. */
export async function storeElection(
  sql: Sql,
  election: { readonly slug: string; readonly visibility: 'private' | 'public'; readonly records: RecordSet },
): Promise<string> {
  const at = new Date(TEST_NOW);
  const { slug, visibility, records } = election;
  const changes = KIND_NAMES.flatMap((kind) =>
    (records[kind] ?? []).flatMap((cells) => changeTowards(kind, cells, undefined) ?? []),
  );
  const authorship = { authorId: null, authorName: 'Test', at, reason: null, changeId: randomUUID() };
  const { id } = await createElection(sql, { id: randomUUID(), slug, visibility, at });
  await sql.begin(async (transaction) => saveRecords(transaction, id, { changes, authorship }));
  return id;
}
