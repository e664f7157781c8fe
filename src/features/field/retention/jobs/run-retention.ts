import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import type { RetentionPart } from '../retention.ts';
import { findHalfDone, finishItems, type JudgedItem, judgeItems, saveOutcomes } from '../store/judge-items.ts';
import { findOpenList, holdOpenList, noteFreshFiles, type OpenList } from '../store/keep-lists.ts';
import { deleteParts, findNamed, forgetDeviceNames } from './delete-parts.ts';
import { finishRetention } from './finish-retention.ts';

/** What the job works with. */
export interface RetentionTools {
  readonly sql: Sql;
  readonly blobs: Pick<BlobStore, 'pruneAmong' | 'find'>;
  readonly now: () => Date;
  /** Waits after work that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
  /** So many rows of a list are done in one transaction. */
  readonly batch: number;
}

/** One step: a transaction. @returns whether there is more of its kind to do. */
type Step = (tools: RetentionTools, list: OpenList) => Promise<boolean>;

/**
 * What is done for a list, in this order: keys, so that from the first moment on nothing opens what is still there; then
 * files; then rows. What was begun is found in the rows of the list: it goes on after any end of the program.
 */
const KEYS: readonly Step[] = [judging('device', false), judging('file', false), judging('scan', false)];
const ROWS: readonly Step[] = [
  forgetNamesOfDevices,
  judging('entry', true),
  judging('copy', true),
  judging('submission', true),
];

/**
 * Works off the lists that were confirmed. One whose files came too recently to be removed stays as it is until a later call.
 *
 * @returns how many were brought to their end.
 */
export async function runRetention(tools: RetentionTools): Promise<number> {
  const waiting: string[] = [];
  for (let done = 0; ; ) {
    const list = await findOpenList(tools.sql, waiting);
    if (list === null || tools.isEnding()) return done;
    if (await workOff(tools, list)) done += 1;
    else waiting.push(list.id);
  }
}

/** @returns whether nothing is left to be done for the list. */
async function workOff(tools: RetentionTools, list: OpenList): Promise<boolean> {
  await takeSteps(tools, list, KEYS);
  if (!(await removeContents(tools, list))) return false;
  await takeSteps(tools, list, ROWS);
  if (tools.isEnding()) return false;
  await inTransaction(tools, list, (sql) => finishRetention(sql, list, tools.now()));
  return true;
}

async function takeSteps(tools: RetentionTools, list: OpenList, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    for (let isMore = true; isMore && !tools.isEnding(); ) {
      const startedAt = performance.now();
      isMore = await step(tools, list);
      await tools.rest(performance.now() - startedAt);
    }
  }
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

/** Files that came within this time may be of a report that is being stored: they are removed when they are older. */
const FRESH_MS = 600_000;

/** @returns whether all files are gone that nobody needs any more; what is too fresh is left for a later call. */
async function removeContents(tools: RetentionTools, list: OpenList): Promise<boolean> {
  let fresh = 0;
  for (let after = 0; !tools.isEnding(); ) {
    const startedAt = performance.now();
    const items = await tools.sql.begin((sql) =>
      findHalfDone(sql, list, { parts: ['file', 'scan'], after, most: tools.batch }),
    );
    const last = items.at(-1);
    if (last === undefined) return await noteWaiting(tools, list, fresh);
    const places = await removeContentsOf(tools, items);
    if (places.length > 0) {
      await inTransaction(tools, list, async (sql) => {
        await finishItems(sql, list.id, places);
        return true;
      });
    }
    fresh += items.length - places.length;
    after = last.place;
    await tools.rest(performance.now() - startedAt);
  }
  return false;
}

/** Says at the list for how many files it waits. @returns whether it waits for none. */
async function noteWaiting(tools: RetentionTools, list: OpenList, fresh: number): Promise<boolean> {
  await inTransaction(tools, list, (sql) => noteFreshFiles(sql, list.id, fresh));
  return fresh === 0;
}

/** @returns the places of those whose file is gone, or needed by somebody else. */
async function removeContentsOf(
  { sql, blobs, now }: RetentionTools,
  items: readonly Pick<JudgedItem, 'place' | 'sha256'>[],
): Promise<readonly number[]> {
  const contents = items.flatMap(({ sha256 }) => sha256 ?? []);
  await blobs.pruneAmong(contents, new Date(now().getTime() - FRESH_MS), (hashes) => findNamed(sql, hashes));
  const looks = contents.map(async (hash) => ((await blobs.find(hash)) === null ? [] : [hash]));
  const present = (await Promise.all(looks)).flat();
  // Asked after the look at what is there: a report that named a file meanwhile is among the answers.
  const named = new Set((await findNamed(sql, present)).map(formatHex));
  const fresh = new Set(present.map(formatHex).filter((hash) => !named.has(hash)));
  return items.flatMap(({ place, sha256 }) => (sha256 !== null && fresh.has(formatHex(sha256)) ? [] : [place]));
}

async function forgetNamesOfDevices(tools: RetentionTools, list: OpenList): Promise<boolean> {
  return await inTransaction(tools, list, async (sql) => {
    const items = await findHalfDone(sql, list, { parts: ['device'], after: 0, most: tools.batch });
    await forgetDeviceNames(sql, items);
    await finishItems(
      sql,
      list.id,
      items.map(({ place }) => place),
    );
    return items.length === tools.batch;
  });
}
