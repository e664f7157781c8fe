import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { z } from 'zod';
import type { Clock } from '../../../kernel/time/clock.ts';
import type { RestrictedReading } from '../refusals/note-events.ts';

/** A program that asks by a key. */
export interface KeyHolder {
  /** Of the key. */
  readonly id: string;
  readonly missionId: string;
  /** What people call the key. */
  readonly name: string;
  /** The mission as its addresses name it: the only one that the key opens. */
  readonly mission: string;
  readonly scopes: readonly string[];
}

/** What an endpoint for programs knows. There is no transaction: what needs one begins it. */
export interface KeyCall<P, Q, B> {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly holder: KeyHolder;
}

/** One kind of reply, as it is described and as it is checked in tests. */
export interface DescribedReply {
  /** A sentence for whoever writes the program. */
  readonly says: string;
  /** Of JSON; absent: `mediaType` says what it is. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** What `handle` gives: a status of `replies` with what becomes JSON, or a reply to be sent as it is. */
export type KeyReply = { readonly status: number; readonly body: unknown } | Response;

/** One thing that a program can ask. Everything of it is described in OpenAPI from this declaration. */
export interface KeyEndpointSpec<P, Q, B> {
  readonly method: 'GET' | 'POST';
  /** Begins with the mission that the key must be of. */
  readonly path: `/api/v1/missions/:mission/${string}`;
  /** What the key must reach to. */
  readonly scope: string;
  /** What it does, in a sentence. */
  readonly says: string;
  readonly params: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  /** JSON body; use `z.strictObject`, so that what is not expected is refused. */
  readonly body?: z.ZodType<B>;
  /** 1,048,576 where absent. */
  readonly bodyLimitBytes?: number;
  readonly replies: Readonly<Record<number, DescribedReply>>;
  /** Restricted data that the reply tells: each reading is an event, one for a key, an object and an hour. */
  readonly reads?: (call: { readonly params: P; readonly query: Q }) => RestrictedReading;
  readonly handle: (call: KeyCall<P, Q, B>) => Promise<KeyReply>;
}

/** An endpoint for programs of whatever types. */
// biome-ignore lint/suspicious/noExplicitAny: lists hold endpoints of all types; defineKeyEndpoint has checked each.
export type KeyEndpoint = KeyEndpointSpec<any, any, any>;

/** Declares an endpoint for programs; the types of its parts are checked against each other here. */
export function defineKeyEndpoint<P, Q = Readonly<Record<string, never>>, B = undefined>(
  spec: KeyEndpointSpec<P, Q, B>,
): KeyEndpoint {
  return spec;
}
