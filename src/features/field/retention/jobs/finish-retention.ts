import type { TransactionSql } from 'postgres';
import type { CountsByKind } from '../../../../ledger/commitment/log-leaf.ts';
import { writeAudit } from '../../../../platform/db/audit.ts';
import { announceEvent } from '../../../../platform/log/announced-event.ts';
import { getMissionOf } from '../../../mission/missions/store.ts';
import { forgetExports } from '../../exports/store/keep-jobs.ts';
import { type CountByKind, type Outcome, RETENTION_KINDS, total } from '../retention.ts';
import { countOutcomes, finishList, getList, type OpenList } from '../store/keep-lists.ts';

/**
 * Brings a job to its end: the log is told how many of each kind were deleted by which list, the history as well, and exports
 * that were made before go, since they may hold what was deleted.
 */
export async function finishRetention(sql: TransactionSql, { id, missionId }: OpenList, at: Date): Promise<boolean> {
  const [list, outcomes] = [await getList(sql, missionId, id), await countOutcomes(sql, id)];
  await finishList(sql, id, { outcomes, at });
  const [deleted, gone, kept] = [outcomes.deleted ?? {}, outcomes.gone ?? {}, keptOf(outcomes)];
  const told = {
    deleted: countsOf(list.kinds, deleted),
    ...(total(gone) === 0 ? {} : { gone: countsOf(list.kinds, gone) }),
    ...(total(kept) === 0 ? {} : { kept: countsOf(list.kinds, kept) }),
  };
  const event = { type: 'retention', id, version: 1, content: list.sha256, ...told } as const;
  await announceEvent(sql, missionId, { event, at });
  await forgetExports(sql, missionId);
  const mission = await getMissionOf(sql, missionId);
  await writeAudit(sql, {
    at,
    actorId: null,
    actorName: 'Scrutineer',
    action: 'mission.retention-done',
    electionId: mission.electionId,
    subjectKind: 'mission-here',
    subjectKey: mission.slug,
    reason: null,
    details: {
      mission: mission.slug,
      label: `${list.asOf} · ${total(deleted)}`,
      sha256: list.sha256,
      deleted: total(deleted),
      gone: total(gone),
      kept: total(kept),
      ...Object.fromEntries(list.kinds.map((kind) => [kind, deleted[kind] ?? 0])),
    },
  });
  return true;
}

/** Each kind of the list, whether any of it was deleted or not. */
function countsOf(kinds: readonly (keyof CountsByKind)[], counts: CountByKind): CountsByKind {
  return Object.fromEntries(kinds.map((kind) => [kind, counts[kind] ?? 0]));
}

function keptOf({ changed = {}, held = {} }: Partial<Record<Outcome, CountByKind>>): CountByKind {
  return Object.fromEntries(
    RETENTION_KINDS.flatMap((kind) => {
      const count = (changed[kind] ?? 0) + (held[kind] ?? 0);
      return count === 0 ? [] : [[kind, count]];
    }),
  );
}
