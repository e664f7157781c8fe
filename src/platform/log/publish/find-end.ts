import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { loadLeaves } from '../keep-leaves.ts';
import { Publisher, type PublisherParts } from './publisher.ts';

const CHUNK = 10_000;

/** The end that was signed, from the files or, where these are damaged or missing, made anew from the rows; null: neither is it. */
export async function findEnd(
  parts: { readonly sql: Sql; readonly log: Logger; readonly missionId: string },
  pieces: PublisherParts,
  head: TreeHead | null,
): Promise<Publisher | null> {
  if (head === null) return Publisher.empty(pieces);
  const resumed = await Publisher.resume(pieces, head);
  if (resumed !== null) return resumed;
  parts.log.warn({ origin: pieces.origin }, 'the files of the log are not those that were signed; they are made anew');
  const publisher = Publisher.empty(pieces);
  while (publisher.size < head.size) {
    const most = Math.min(CHUNK, head.size - publisher.size);
    const leaves = await loadLeaves(parts.sql, parts.missionId, { first: publisher.size, most });
    if (leaves.length === 0) return null;
    publisher.rewrite(leaves);
  }
  return areSameBytes(publisher.root, head.root) ? publisher : null;
}
