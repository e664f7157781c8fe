import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { takeTime } from '../../../../platform/db/time-limits.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { addList, closeList, eachItem, fillList, type NewList } from '../store/keep-lists.ts';

const COLUMNS = ['place', 'kind', 'part', 'id', 'label', 'sha256', 'bytes'];

/** A list as a file, piece by piece; the same list gives the same bytes, of which its hash is. */
export async function* listAsCsv(sql: Db, listId: string): AsyncGenerator<string> {
  yield writeCsv(COLUMNS, []);
  for await (const items of eachItem(sql, listId)) {
    const rows = items.map(({ place, kind, part, objectId, label, sha256, bytes }) => [
      String(place),
      kind,
      part,
      objectId,
      label,
      sha256 === null ? '' : formatHex(sha256),
      bytes,
    ]);
    yield writeCsv(rows[0] ?? [], rows.slice(1));
  }
}

/** Makes a list of what may be deleted now. @returns false where one of that id was made before: it stays as it is. */
export async function makeList(sql: TransactionSql, list: NewList): Promise<boolean> {
  await takeTime(sql);
  if (!(await addList(sql, list))) return false;
  const listed = await fillList(sql, list);
  await closeList(sql, list, { ...listed, sha256: await hashOfList(sql, list.id) });
  return true;
}

/** Of a list as a file. */
export async function hashOfList(sql: Db, listId: string): Promise<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of listAsCsv(sql, listId)) hash.update(piece);
  return hash.digest();
}
