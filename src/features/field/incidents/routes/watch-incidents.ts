import type { Sql } from 'postgres';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { missionParams } from '../contract.ts';

const CHANNEL = 'scrutineer_incidents';
/** So often something is sent, so that proxies leave the line open and a dead one is noticed. */
const BEAT_MS = 20_000;
/** After that long the browser asks anew, and it is looked who asks. */
const LONGEST_MS = 600_000;
const MOST_WATCHERS = 500;

/** Tells watchers of a mission that something happened to its incidents: a tick, never what. */
class IncidentFeed {
  private readonly watchers = new Map<string, Set<() => void>>();
  private readonly ends = new Set<() => void>();
  private listening: Promise<unknown> | null = null;
  private readonly sql: Sql;

  constructor(sql: Sql) {
    this.sql = sql;
  }

  /** Listens from the first watcher on; after the connection was lost, everybody looks again. */
  async open(): Promise<void> {
    const all = () => {
      for (const own of this.watchers.values()) for (const tick of own) tick();
    };
    this.listening ??= this.sql.listen(CHANNEL, (missionId) => this.tell(missionId), all);
    try {
      await this.listening;
    } catch (error) {
      this.listening = null;
      throw error;
    }
  }

  private tell(missionId: string): void {
    for (const tick of this.watchers.get(missionId) ?? []) tick();
  }

  /** A stream of ticks as server-sent events. @throws Problem `too-many` where everybody watches already. */
  watch(missionId: string): ReadableStream<Uint8Array> {
    if (this.ends.size >= MOST_WATCHERS) throw new Problem('too-many-attempts', { seconds: BEAT_MS / 1_000 });
    let end = () => {};
    return new ReadableStream({
      start: (stream) => {
        end = this.begin(missionId, stream);
      },
      cancel: () => end(),
    });
  }

  private begin(missionId: string, stream: ReadableStreamDefaultController<Uint8Array>): () => void {
    const send = (text: string) => stream.enqueue(Buffer.from(text));
    const tick = () => send('event: incidents\ndata: changed\n\n');
    const beat = setInterval(() => send(': here\n\n'), BEAT_MS).unref();
    const own = this.watchers.get(missionId) ?? new Set();
    const leave = () => {
      clearInterval(beat);
      clearTimeout(limit);
      own.delete(tick);
      this.ends.delete(end);
      if (own.size === 0) this.watchers.delete(missionId);
    };
    const end = () => {
      leave();
      stream.close();
    };
    const limit = setTimeout(end, LONGEST_MS).unref();
    this.watchers.set(missionId, own.add(tick));
    this.ends.add(end);
    send('retry: 2000\n\n');
    tick();
    return leave;
  }

  /** Ends all streams, so that the server can end. */
  close(): void {
    for (const end of [...this.ends]) end();
  }
}

const feeds = new WeakMap<Sql, IncidentFeed>();

function feedOf(sql: Sql): IncidentFeed {
  const feed = feeds.get(sql) ?? new IncidentFeed(sql);
  feeds.set(sql, feed);
  return feed;
}

/** Ends what browsers are told of incidents. */
export function endIncidentFeed(sql: Sql): void {
  feeds.get(sql)?.close();
}

const watch = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/incidents/live',
  access: 'reader',
  params: missionParams,
  streams: true,
  handle: async ({ pool, params }): Promise<Response> => {
    const { id } = await getMission(pool, params.mission);
    const feed = feedOf(pool);
    await feed.open();
    const headers = {
      'content-type': 'text/event-stream',
      // Compressing would hold back what is to come at once.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    };
    return new Response(feed.watch(id), { headers });
  },
});

/** The live stream of a mission's incidents. */
export const watchEndpoints: readonly Endpoint[] = [watch];
