import type { Logger } from 'pino';
import type { Sql, TransactionSql } from 'postgres';
import type { z } from 'zod';
import type { Clock } from '../../kernel/time/clock.ts';
import type { AuditEntry } from '../db/audit.ts';
import type { SecurityEvent, Watch } from '../db/noted/security-event.ts';
import type { Access, Actor } from './access.ts';
import type { Problem } from './problem.ts';
import type { RestrictedReading } from './refusals/note-events.ts';

/** A connection or a transaction. */
export type Db = Sql | TransactionSql;

/** What somebody did, as it is kept for ever; who and when are added by the endpoint. */
export interface AuditNote {
  /** What was done: `account.role-changed`; worded by the message `history.action.<action>`. */
  readonly action: string;
  /** To what: its kind, such as `claim`, and its key or id within it. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** The election that it was done in; null or absent: none. */
  readonly electionId?: string | null;
  /** Why, in the words of whoever did it. */
  readonly reason?: string | null;
  /** What the words of the action need: names, counts, before and after. Never a secret. */
  readonly parameters?: AuditEntry['details'];
}

/** An event of security that is stored with the change that it tells of; who, when and where from are added by the endpoint. */
export type SecurityNote = Pick<SecurityEvent, 'kind' | 'subject' | 'details'>;

/** Who did it, where that is not the person signed in; a null id: nobody with an account. */
export type AuditAuthor = Pick<AuditEntry, 'actorId' | 'actorName'>;

/** What all endpoints share; the app that composes them makes it once. */
export interface HttpServices {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the desk is reached: `https://observers.example`; the first one is the one that passkeys are bound to. */
  readonly origins: readonly [string, ...string[]];
  /** How many proxies stand before the server and add to `X-Forwarded-For`: 0 where browsers connect directly. */
  readonly proxies: number;
  /** Who holds the session token with this SHA-256, or null. */
  readonly findActor: (sql: Sql, tokenHash: Uint8Array, now: Date) => Promise<Actor | null>;
  /** Takes note of refusals and of readings; absent: nobody does. */
  readonly watch?: Watch;
}

/** What an endpoint knows before the transaction begins. */
export interface Call<P, Q> {
  /** All connections: no transaction. */
  readonly pool: Sql;
  readonly params: P;
  readonly query: Q;
  /** Who asks; null: nobody signed in. */
  readonly actor: Actor | null;
  readonly now: Date;
  readonly clock: Clock;
  readonly log: Logger;
  readonly request: Request;
  /** Network address of whoever asks, as limits count it. */
  readonly address: string;
  /** Takes note of events of security that are to stand even where the request is undone. */
  readonly watch: Watch;
  readonly origins: readonly [string, ...string[]];
  /** Headers to add to the reply, cookies among them. */
  readonly headers: Headers;
}

/** What `handle` gets. */
export interface Context<P, Q, B, T> extends Call<P, Q> {
  /** The transaction of the request: read-only for GET. Statements elsewhere are not undone with it. */
  readonly sql: TransactionSql;
  readonly body: B;
  readonly prepared: T;
  /** Notes what was done. `author` stands in where the doer is not signed in yet. */
  readonly audit: (note: AuditNote, author?: AuditAuthor) => Promise<void>;
  /** Notes what concerns security alone, such as a sign-in: it stands in place of an audit entry. */
  readonly secure: (note: SecurityNote, author?: AuditAuthor) => Promise<void>;
}

/** What `handle` gets where the endpoint asks for a role: somebody is signed in. */
export interface SignedInContext<P, Q, B, T> extends Context<P, Q, B, T> {
  readonly actor: Actor;
}

type ContextOf<A, P, Q, B, T> = A extends 'public' ? Context<P, Q, B, T> : SignedInContext<P, Q, B, T>;

/**
 * One thing that can be asked of the server. `handle` returns what becomes JSON, `undefined` for 204, a `Response` to
 * be sent as it is, or a `Problem` that is answered without undoing what was written.
 */
export interface EndpointSpec<A extends Access, P, Q, B, T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/elections/:slug`. */
  readonly path: `/api/${string}`;
  readonly access: A;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  /** JSON body; use `z.strictObject`, so that what is not expected is refused. */
  readonly body?: z.ZodType<B>;
  /** 1,048,576 where absent; 65,536 where access is public. */
  readonly bodyLimitBytes?: number;
  /** Reads a body that is not JSON, in place of `body`: before the transaction, because it may take long. */
  readonly parse?: (call: Call<P, Q>) => Promise<B>;
  /** Slow work that must not hold a transaction: hashing, counting attempts. What it returns is `prepared`. */
  readonly prepare?: (call: Call<P, Q> & { readonly body: B }) => Promise<T>;
  /** Asks for a sign-in of the last 15 minutes. */
  readonly recentSignIn?: boolean;
  /** Why a call that changes something may leave no audit entry; without it, that is an error. */
  readonly unaudited?: string;
  /** GET whose reply is streamed after `handle` has returned: `sql` is then no transaction of its own. */
  readonly streams?: boolean;
  /** Restricted data that the reply tells: each reading is an event, one for a person, an object and an hour. */
  readonly reads?: (call: { readonly params: P; readonly query: Q }) => RestrictedReading;
  /** Names the state that the reply is made from, so that an unchanged one is answered with 304. */
  readonly etag?: (context: ContextOf<A, P, Q, B, T>) => Promise<string>;
  /** 200 where absent. */
  readonly status?: 200 | 201 | 202;
  readonly handle: (context: ContextOf<A, P, Q, B, T>) => Promise<unknown | Response | Problem>;
}

/** An endpoint of whatever types. */
// biome-ignore lint/suspicious/noExplicitAny: lists hold endpoints of all types; defineEndpoint has checked each.
export type Endpoint = EndpointSpec<any, any, any, any, any>;

/** Declares an endpoint; the types of its parts are checked against each other here. */
export function defineEndpoint<
  const A extends Access,
  P = Readonly<Record<string, never>>,
  Q = Readonly<Record<string, never>>,
  B = undefined,
  T = undefined,
>(spec: EndpointSpec<A, P, Q, B, T>): Endpoint {
  return spec;
}

/** Whether calling the endpoint changes something. */
export function isMutating(endpoint: Endpoint): boolean {
  return endpoint.method !== 'GET';
}
