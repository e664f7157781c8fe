import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { loadLeaves } from '../keep-leaves.ts';
import { Publisher, type PublisherParts } from './publisher.ts';

const CHUNK = 10_000;

/** Whose rows the log is made of. */
interface Rows {
  readonly sql: Sql;
  readonly missionId: string;
}

/**
 * The end that was signed, from the files or, where these are damaged or missing, made anew from the rows: first the little
 * that a power cut takes, then all of it. Null: neither files nor rows are what was signed.
 */
export async function findEnd(
  parts: Rows & { readonly log: Logger },
  pieces: PublisherParts,
  head: TreeHead | null,
): Promise<Publisher | null> {
  if (head === null) return Publisher.empty(pieces);
  const resumed = await Publisher.resume(pieces, head);
  if (resumed !== null) return resumed;
  parts.log.warn({ origin: pieces.origin }, 'the files of the log are not those that were signed; they are made anew');
  const full = await Publisher.resumeFull(pieces, head.size);
  const caughtUp = full === null ? null : await catchUp(full, parts, head);
  return caughtUp ?? (await catchUp(Publisher.empty(pieces), parts, head));
}

/** Appends rows up to the size that was signed; null where they are not what was signed. */
async function catchUp(publisher: Publisher, { sql, missionId }: Rows, head: TreeHead): Promise<Publisher | null> {
  while (publisher.size < head.size) {
    const most = Math.min(CHUNK, head.size - publisher.size);
    const leaves = await loadLeaves(sql, missionId, { first: publisher.size, most });
    if (leaves.length === 0) return null;
    publisher.rewrite(leaves);
  }
  return areSameBytes(publisher.root, head.root) ? publisher : null;
}
