import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Actor } from '../../http/access.ts';
import { type Access, mayEnter } from '../../http/access.ts';
import type { HttpServices } from '../../http/endpoint.ts';
import { Problem } from '../../http/problem.ts';
import { hashToken, readCookie, SESSION_COOKIE } from '../../http/session.ts';
import { ANYTHING, type ChangeHub } from './change-hub.ts';
import { EventBody, type StreamPace } from './event-body.ts';

/** What streams stand on. */
export interface StreamGround extends Pick<HttpServices, 'clock' | 'findActor'> {
  readonly sql: Sql;
  readonly log: Logger;
  readonly hub: ChangeHub;
  readonly pace?: StreamPace;
}

/** A stream that somebody asks for. */
export interface StreamAsked {
  /** Whose changes it tells. */
  readonly subject: string;
  readonly actor: Actor;
  /** What the person needs to have for as long as it lasts. */
  readonly access: Access;
  /** Has the session, and the version that was heard last as `Last-Event-ID`. */
  readonly headers: Headers;
}

interface OpenStream extends Omit<StreamAsked, 'headers'> {
  readonly body: EventBody;
  readonly tokenHash: Uint8Array;
}

const PACE: StreamPace = { gatherMs: 250, beatMs: 15_000 };
const LOOK_EVERY_MS = 30_000;
/** Of one person: some windows, and the walls that were begun with the same sign-in. */
const MOST_OF_ONE = 24;
const MOST = 500;

/**
 * Streams of what changes, to people signed in. A stream ends when its session does, when a right goes, and when the server
 * ends; whoever reads it comes again.
 */
export class ChangeStreams {
  private readonly ground: StreamGround;
  private readonly open = new Set<OpenStream>();
  private readonly looking: ReturnType<typeof setInterval>;
  private isClosed = false;

  constructor(ground: StreamGround) {
    this.ground = ground;
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.looking.unref();
  }

  /** How many are open. */
  get count(): number {
    return this.open.size;
  }

  /** @throws Problem `streams-many`, `busy` where there are too many already. */
  follow(asked: StreamAsked): Response {
    this.requireRoom(asked.actor);
    const { hub, pace = PACE } = this.ground;
    const { subject, actor, access, headers } = asked;
    const leave = () => {
      unfollow();
      this.open.delete(stream);
    };
    const body = new EventBody(pace, () => hub.versionOf(subject), leave);
    const unfollow = hub.follow(subject, (topics) => body.tell(topics));
    const tokenHash = hashToken(readCookie(headers, SESSION_COOKIE) ?? '');
    const stream: OpenStream = { subject, actor, access, body, tokenHash };
    this.open.add(stream);
    if (headers.get('last-event-id') !== hub.versionOf(subject)) body.tell([ANYTHING]);
    return new Response(body.stream, { headers: HEADERS });
  }

  private requireRoom(actor: Actor): void {
    if (this.isClosed || this.open.size >= MOST) throw new Problem('busy', { seconds: 30 });
    const own = [...this.open].filter((one) => one.actor.id === actor.id).length;
    if (own >= MOST_OF_ONE) throw new Problem('streams-many', { limit: MOST_OF_ONE });
  }

  /** Ends the streams of those who may not have them any more. */
  async look(): Promise<void> {
    const { sql, clock, log, findActor } = this.ground;
    for (const stream of [...this.open]) {
      try {
        const actor = await findActor(sql, stream.tokenHash, new Date(clock.now()));
        if (!mayEnter(stream.access, actor?.role ?? null)) stream.body.end();
      } catch (error) {
        // What cannot be told now is asked again soon; without its database the server tells nothing anyway.
        log.warn({ err: error }, 'looking whether streams may go on failed');
        return;
      }
    }
  }

  /** Ends all of them, and opens no more. */
  close(): void {
    this.isClosed = true;
    clearInterval(this.looking);
    for (const { body } of [...this.open]) body.end();
  }
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compressing would hold events back until there is enough of them.
  'cache-control': 'no-store, no-transform',
  // nginx gathers what it passes on unless it is told not to.
  'x-accel-buffering': 'no',
  // Nothing else is asked on it, and a server that ends need not wait for it.
  connection: 'close',
};
