import type { Sql, TransactionSql } from 'postgres';
import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import type { RetentionPart } from '../retention.ts';
import { findHalfDone, finishItems, judgeItems, saveOutcomes } from '../store/judge-items.ts';
import { findOpenList, holdOpenList, type OpenList } from '../store/keep-lists.ts';
import { deleteParts, findNamed, forgetDeviceNames } from './delete-parts.ts';
import { finishRetention } from './finish-retention.ts';

/** What the job works with. */
export interface RetentionTools {
  readonly sql: Sql;
  readonly blobs: Pick<BlobStore, 'pruneAmong'>;
  readonly now: () => Date;
  /** Waits after work that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
  /** So many rows of a list are done in one transaction. */
  readonly batch: number;
}

/** One step: a transaction, or some files. @returns whether there is more of its kind to do. */
type Step = (tools: RetentionTools, list: OpenList) => Promise<boolean>;

/**
 * What is done for a list, in this order: keys, so that from the first moment on nothing opens what is still there; then
 * files; then rows. What was begun is found in the rows of the list: it goes on after any end of the program.
 */
const STEPS: readonly Step[] = [
  judging('device', false),
  judging('file', false),
  judging('scan', false),
  removeContents,
  forgetNamesOfDevices,
  judging('entry', true),
  judging('copy', true),
  judging('submission', true),
];

/** Works off the lists that were confirmed. @returns how many were brought to their end. */
export async function runRetention(tools: RetentionTools): Promise<number> {
  for (let done = 0; ; done += 1) {
    const list = await findOpenList(tools.sql);
    if (list === null || tools.isEnding()) return done;
    await workOff(tools, list);
    if (tools.isEnding()) return done;
  }
}

async function workOff(tools: RetentionTools, list: OpenList): Promise<void> {
  for (const step of STEPS) {
    for (let isMore = true; isMore && !tools.isEnding(); ) {
      const startedAt = performance.now();
      isMore = await step(tools, list);
      await tools.rest(performance.now() - startedAt);
    }
  }
  if (!tools.isEnding()) await inTransaction(tools, list, (sql) => finishRetention(sql, list, tools.now()));
}

/** Does something for a list that is still to be worked off, and that nobody else works on meanwhile. */
async function inTransaction(
  { sql }: RetentionTools,
  list: OpenList,
  work: (sql: TransactionSql) => Promise<boolean>,
): Promise<boolean> {
  return await sql.begin(
    async (transaction) => (await holdOpenList(transaction, list.id)) && (await work(transaction)),
  );
}

/** Deletes what of the next rows stands as the list says; `isFinished`: nothing of it is left to do then. */
function judging(part: RetentionPart, isFinished: boolean): Step {
  return async (tools, list) =>
    await inTransaction(tools, list, async (sql) => {
      const items = await judgeItems(sql, list, { part, most: tools.batch });
      const doomed = items.filter(({ outcome }) => outcome === 'deleted');
      await deleteParts(sql, { missionId: list.missionId, part, items: doomed, at: tools.now() });
      await saveOutcomes(sql, list.id, { items, isFinished });
      return items.length === tools.batch;
    });
}

/** Files that came within this time may be of a report that is being stored; they go with the next tidying. */
const FRESH_MS = 600_000;

async function removeContents(tools: RetentionTools, list: OpenList): Promise<boolean> {
  const { sql, blobs, now, batch } = tools;
  const find = { parts: ['file', 'scan'], most: batch } as const;
  const items = await sql.begin((transaction) => findHalfDone(transaction, list, find));
  if (items.length === 0) return false;
  const contents = items.flatMap(({ sha256 }) => sha256 ?? []);
  await blobs.pruneAmong(contents, new Date(now().getTime() - FRESH_MS), (hashes) => findNamed(sql, hashes));
  const places = items.map(({ place }) => place);
  await inTransaction(tools, list, async (transaction) => {
    await finishItems(transaction, list.id, places);
    return true;
  });
  return items.length === batch;
}

async function forgetNamesOfDevices(tools: RetentionTools, list: OpenList): Promise<boolean> {
  return await inTransaction(tools, list, async (sql) => {
    const items = await findHalfDone(sql, list, { parts: ['device'], most: tools.batch });
    await forgetDeviceNames(sql, items);
    await finishItems(
      sql,
      list.id,
      items.map(({ place }) => place),
    );
    return items.length === tools.batch;
  });
}
