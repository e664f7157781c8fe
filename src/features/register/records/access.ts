import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { findElection, lockElection, type StoredElection } from './store.ts';

/**
 * The election, where whoever asks may read it: a public one everybody, a private or archived one people with an account.
 *
 * @throws Problem `not-found` alike for an election that is not there and one that may not be read.
 */
export async function getReadableElection(sql: Db, slug: string, actor: object | null): Promise<StoredElection> {
  const election = await findElection(sql, slug);
  const isOpen = election?.visibility === 'public' && election.archivedAt === null;
  if (election === null || (actor === null && !isOpen)) throw new Problem('not-found', { what: `election ${slug}` });
  return election;
}

/**
 * The election, taken for a change until the transaction ends.
 *
 * @throws Problem `not-found`, or `archived` where it has been put away.
 */
export async function getEditableElection(sql: Db, slug: string): Promise<StoredElection> {
  const election = await findElection(sql, slug);
  if (election === null) throw new Problem('not-found', { what: `election ${slug}` });
  await lockElection(sql, election);
  return election;
}
