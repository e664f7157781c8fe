import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { type RetentionTools, runRetention } from '../../../features/field/retention/jobs/run-retention.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import type { LoadMeter } from '../../../platform/jobs/load-meter.ts';

/** What the job stands on. */
export interface RetentionJobGround {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly way: { readonly blobs: RetentionTools['blobs']; readonly load: Pick<LoadMeter, 'restAfter'> };
}

/** The job that deletes what administrators confirmed, while a server runs. */
export interface RetentionJob {
  /** Something may wait. */
  wake(): void;
  /** Ends after the transaction that runs; the next start goes on from there. */
  close(): Promise<void>;
}

/** So many rows are deleted in one transaction: whoever works meanwhile does not notice. */
const BATCH = 200;
/** A list that was confirmed is begun with so long after, when its confirmation is stored. */
const WOKEN_AFTER_MS = 1_000;
/** What failed, or was confirmed through another process, is taken up so soon. */
const LOOK_EVERY_MS = 60_000;

/** Starts the job; what an earlier program left undone goes on at once. */
export function keepRetention({ sql, clock, log, way }: RetentionJobGround): RetentionJob {
  let isEnding = false;
  let working: Promise<unknown> = Promise.resolve();
  const tools: RetentionTools = {
    sql,
    blobs: way.blobs,
    now: () => new Date(clock.now()),
    rest: async (workedMs) => {
      await pause(way.load.restAfter(workedMs));
    },
    isEnding: () => isEnding,
    batch: BATCH,
  };
  const work = () => {
    working = working
      .then(() => runRetention(tools))
      .catch((error: unknown) => log.error({ err: error }, 'deleting what is kept no longer failed; it goes on later'));
  };
  const looking = setInterval(work, LOOK_EVERY_MS).unref();
  work();
  return {
    wake: () => void setTimeout(work, WOKEN_AFTER_MS).unref(),
    close: async () => {
      isEnding = true;
      clearInterval(looking);
      await working;
    },
  };
}
