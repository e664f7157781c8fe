import type { Logger } from 'pino';
import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { announceEvents } from '../../../../platform/log/announced-event.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { reportParams } from '../contract/desk.ts';
import { erasureBody } from '../contract/erase.ts';
import { type Erasure, eraseReport, findNamedContents } from '../store/erase-report.ts';

/** When files that no report has any more go, after an erasure. */
const PRUNED_AFTER_MS = 1_000;
/** Files that came within this time may be of a report that is being stored. */
const FRESH_MS = 600_000;

/** Erases what other parts of the program keep of a report, in the same transaction. */
export type AlsoErase = (
  sql: TransactionSql,
  missionId: string,
  erased: { readonly reportId: string; readonly at: Date },
) => Promise<void>;

/**
 * How a report is erased: what it said is gone, and that something came, when, and that it was erased stays in the log, whose
 * proofs hold as before.
 */
export function erasureEndpoint(blobs: Pick<BlobStore, 'prune'>, alsoErase: AlsoErase = async () => {}): Endpoint {
  return defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/reports/:report/erasure',
    access: 'administrator',
    recentSignIn: true,
    params: reportParams,
    body: erasureBody,
    handle: async ({ sql, pool, params, body, now, log, audit }): Promise<undefined> => {
      const mission = await getMission(sql, params.mission);
      await alsoErase(sql, mission.id, { reportId: params.report, at: now });
      const erasure = await eraseReport(sql, mission.id, { reportId: params.report, at: now });
      const { versions, files } = erasure;
      if (versions.length + files.length === 0) throw new Problem('not-found', { what: `report ${params.report}` });
      await announceEvents(sql, mission.id, { events: eventsOf(erasure), at: now });
      await audit({
        action: 'report.erased',
        subject: { kind: 'report', id: params.report },
        electionId: mission.electionId,
        reason: body.reason,
        parameters: { mission: mission.slug, versions: versions.length, files: files.length },
      });
      pruneSoon(pool, blobs, { now, log });
    },
  });
}

/** One event for each leaf that nobody can open any more. */
function eventsOf({ versions, files, acts }: Erasure) {
  const leaves = new Map([...versions, ...files, ...acts].map((leaf) => [formatHex(leaf.leafHash), leaf.reportId]));
  return [...leaves].map(([about, id], at) => ({ type: 'erasure', id, version: at + 1, about }) as const);
}

/** Removes the files that no report has any more, once the erasure is stored; what is missed goes with the next pruning. */
function pruneSoon(pool: Sql, blobs: Pick<BlobStore, 'prune'>, { now, log }: { now: Date; log: Logger }): void {
  const prune = () =>
    pruneContents(pool, blobs, now).catch((error: unknown) =>
      log.error({ err: error }, 'removing erased files failed'),
    );
  setTimeout(prune, PRUNED_AFTER_MS).unref();
}

/** Removes the files that no report has, but for those that came just now. @returns how many there were. */
export async function pruneContents(sql: Sql, blobs: Pick<BlobStore, 'prune'>, now: Date): Promise<number> {
  return await blobs.prune(new Date(now.getTime() - FRESH_MS), (hashes) => findNamedContents(sql, hashes));
}
