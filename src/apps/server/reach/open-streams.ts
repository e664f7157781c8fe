import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { findActor } from '../../../features/office/accounts/store/keep-sessions.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import { ChangeHub } from '../../../platform/jobs/streams/change-hub.ts';
import { ChangeStreams } from '../../../platform/jobs/streams/change-streams.ts';
import { listenForChanges } from '../../../platform/jobs/streams/listen-changes.ts';

/** Streams of what changes in missions, woken by the database. */
export async function openStreams(ground: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<ChangeStreams> {
  const hub = new ChangeHub();
  const streams = new ChangeStreams({ ...ground, hub, findActor });
  await listenForChanges(ground.sql, { hub, streams, log: ground.log });
  return streams;
}
