import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { areSameBytes } from '../../../../kernel/bytes/compare.ts';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { commitContent } from '../../../../ledger/commitment/field-commitment.ts';
import { parseLeaf } from '../../../../ledger/commitment/log-leaf.ts';
import { loadLeaves } from '../../../../platform/log/keep-leaves.ts';
import { CHECKPOINT } from '../../../../platform/log/publish/publisher.ts';
import { compareRows, type LeafRow, type RowFault } from '../../../../platform/log/serve/compare-rows.ts';
import { folderSource, type LogSource } from '../../../../platform/log/serve/log-source.ts';
import { findCheckpoint } from '../../../../platform/log/serve/published-leaf.ts';
import { type CheckedLog, type Evidence, listCheckedLogs, loadEvidence } from '../store/load-evidence.ts';

/** What is checked, and how it gives way. */
export interface EvidenceCheck {
  readonly sql: Sql;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
  /** Waits after work that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/** Something in the database is not what was logged. */
export interface EvidenceFault {
  readonly mission: string;
  /** Place in the log. */
  readonly index: number;
  /** As of `RowFault`; `report`: the bytes of a report are not those that its leaf commits to. */
  readonly what: RowFault['what'] | 'report';
}

const AT_ONCE = 250;
/** More faults than these of one log tell nothing more. */
const MOST_FAULTS = 20;

/**
 * Compares what the database holds with what was published: each leaf with the tiles, the bytes of each report with what its
 * leaf commits to. Whoever alters a row, and even its leaf and hash, is found by the files and the place is named.
 */
export async function checkEvidence(check: EvidenceCheck): Promise<EvidenceFault[]> {
  const faults: EvidenceFault[] = [];
  for (const log of await listCheckedLogs(check.sql)) faults.push(...(await checkLog(check, log)));
  return faults;
}

async function checkLog(check: EvidenceCheck, { missionId, slug }: CheckedLog): Promise<EvidenceFault[]> {
  const source = folderSource(join(check.logFolder, slug));
  // Read before the rows: these are at least as many.
  const size = await publishedSize(source);
  const faults: EvidenceFault[] = [];
  const found = (index: number, what: EvidenceFault['what']) => faults.push({ mission: slug, index, what });
  for await (const { index, what } of compareRows(leafRows(check, missionId), source, size)) {
    found(index, what);
    if (faults.length >= MOST_FAULTS) return faults;
  }
  for await (const evidence of reports(check, missionId)) {
    if (!isCommittedTo(evidence)) found(evidence.index, 'report');
    if (faults.length >= MOST_FAULTS) return faults;
  }
  return check.isEnding() ? [] : faults;
}

async function publishedSize(source: LogSource): Promise<number> {
  return (await findCheckpoint(source, CHECKPOINT))?.size ?? 0;
}

/** Whether the leaf commits to these bytes; of what was erased nobody can tell, and nothing is wrong with it. */
export function isCommittedTo({ raw, key, sha256, leaf, hash, leafHash }: Evidence): boolean {
  if (leaf === null || hash === null || !areSameBytes(hash, leafHash)) return false;
  if (key === null) return true;
  // Of what was deleted when its time was over, the hash stays, and has to be the one that was logged.
  const digest = raw === null ? sha256 : createHash('sha256').update(raw).digest();
  const parsed = parseLeaf(leaf);
  const content = formatHex(commitContent(key, 'raw', digest));
  return areSameBytes(digest, sha256) && parsed.ok && parsed.value.content === content;
}

async function* leafRows(check: EvidenceCheck, missionId: string): AsyncGenerator<LeafRow> {
  yield* paced(check, (from) => loadLeaves(check.sql, missionId, { first: from, most: AT_ONCE * 4 }));
}

async function* reports(check: EvidenceCheck, missionId: string): AsyncGenerator<Evidence> {
  yield* paced(check, (from) => loadEvidence(check.sql, missionId, { from, most: AT_ONCE }));
}

async function* paced<T extends { readonly index: number }>(
  { rest, isEnding }: EvidenceCheck,
  load: (from: number) => Promise<T[]>,
): AsyncGenerator<T> {
  let startedAt = performance.now();
  for (let rows = await load(0); rows.length > 0 && !isEnding(); ) {
    yield* rows;
    await rest(performance.now() - startedAt);
    startedAt = performance.now();
    rows = await load((rows.at(-1)?.index ?? 0) + 1);
  }
}
