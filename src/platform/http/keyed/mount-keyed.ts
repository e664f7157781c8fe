import type { Context, Hono } from 'hono';
import { NO_WATCH } from '../../db/noted/security-event.ts';
import { createGate } from '../../jobs/gate.ts';
import type { HttpServices } from '../endpoint.ts';
import { parseInput, readJson, requireText } from '../input.ts';
import { type AttemptLimit, takeAttempt } from '../limits.ts';
import { type AskedAt, addressOf, problemOf, refuseOtherMethods } from '../mount.ts';
import { Problem, problemResponse } from '../problem.ts';
import { type AskedBy, noteReading, noteRefusal } from '../refusals/note-events.ts';
import { requestIdOf } from '../refusals/request-id.ts';
import { hashToken } from '../session.ts';
import { describeApi } from './describe-api.ts';
import type { KeyCall, KeyEndpoint, KeyHolder, KeyReply } from './key-endpoint.ts';

/** What the door for programs stands on. */
export interface KeyServices extends Pick<HttpServices, 'sql' | 'clock' | 'log' | 'proxies' | 'origins' | 'watch'> {
  /** Whose key has this SHA-256; null where there is none, or it was revoked. Notes that it was used. */
  readonly findHolder: (keyHash: Uint8Array, now: Date) => Promise<KeyHolder | null>;
}

const BODY_LIMIT_BYTES = 1_048_576;
const MINUTE_MS = 60_000;

/** Adds `endpoints` to `app`, and their description at `/api/v1/openapi.json`. No cookie opens them, and no other site's page can. */
export function mountKeyed(app: Hono, endpoints: readonly KeyEndpoint[], services: KeyServices): void {
  const description = JSON.stringify(describeApi(endpoints, services.origins[0]));
  app.get('/api/v1/openapi.json', () => {
    return new Response(description, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } });
  });
  for (const endpoint of endpoints) {
    app.on(endpoint.method, endpoint.path, (c) => answer(c, endpoint, services));
  }
  refuseOtherMethods(app, endpoints);
}

async function answer(c: Context, endpoint: KeyEndpoint, services: KeyServices): Promise<Response> {
  const startedAt = performance.now();
  const { method, path } = endpoint;
  const asked = { method, path, request: requestIdOf(c.env) };
  const reply = await attempt(c, endpoint, { services, asked });
  if (reply.status === 401) reply.headers.set('www-authenticate', 'Bearer realm="Scrutineer"');
  if (!reply.headers.has('cache-control')) reply.headers.set('cache-control', 'no-store');
  const ms = Math.round(performance.now() - startedAt);
  services.log.info({ ...asked, status: reply.status, ms }, 'answered');
  return reply;
}

async function attempt(
  c: Context,
  endpoint: KeyEndpoint,
  { services, asked }: { readonly services: KeyServices; readonly asked: AskedAt },
): Promise<Response> {
  const { watch = NO_WATCH, clock, log } = services;
  let holder: KeyHolder | null = null;
  const askedBy = (): AskedBy => {
    const actor = holder === null ? null : { id: holder.id, name: holder.name };
    return { ...asked, actor, source: addressOf(c, services), at: new Date(clock.now()) };
  };
  try {
    holder = await findHolder(c, services);
    const call = await admit(c, endpoint, { services, holder });
    const reply = toResponse(await endpoint.handle(call));
    if (endpoint.reads !== undefined && reply.ok) noteReading(watch, endpoint.reads(call), askedBy());
    return reply;
  } catch (error) {
    const problem = problemOf(error, asked, log);
    // A key that asks for another mission is as much misuse as one that is not known.
    const isElsewhere = holder !== null && c.req.param('mission') !== holder.mission;
    noteRefusal(watch, problem, { ...askedBy(), isRestricted: isElsewhere || endpoint.reads !== undefined });
    return problemResponse(problem, asked.request);
  }
}

/** Key, mission, reach: in this order, so that a key tells nothing of other missions. Then what was sent. */
async function admit(
  c: Context,
  endpoint: KeyEndpoint,
  { services, holder }: { readonly services: KeyServices; readonly holder: KeyHolder },
): Promise<AnyCall> {
  const { sql, clock, log } = services;
  const [params, query] = [c.req.param(), c.req.query()];
  if (params.mission !== holder.mission) throw new Problem('not-found', { what: 'mission' });
  if (!holder.scopes.includes(endpoint.scope)) throw new Problem('key-scope', { scope: endpoint.scope });
  requireText([params, query]);
  return {
    ...{ sql, clock, log, holder },
    params: parseInput(endpoint.params, params),
    query: endpoint.query === undefined ? {} : parseInput(endpoint.query, query),
    body: await readBody(c.req.raw, endpoint),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the endpoint's own types were checked where it was defined.
type AnyCall = KeyCall<any, any, any>;

async function readBody(request: Request, { body, bodyLimitBytes = BODY_LIMIT_BYTES }: KeyEndpoint): Promise<unknown> {
  if (body === undefined) return undefined;
  const read = async () => parseInput(body, await readJson(request, bodyLimitBytes));
  const isLarge = Number(request.headers.get('content-length') ?? bodyLimitBytes) > LARGE_BYTES;
  return isLarge ? await largeBodies.pass(read) : await read();
}

/** Bodies beyond `LARGE_BYTES` are read some at a time: each is held several times over while it is read. */
const LARGE_BYTES = 262_144;
const largeBodies = createGate(4, 64);

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

async function findHolder(c: Context, services: KeyServices): Promise<KeyHolder> {
  const now = new Date(services.clock.now());
  const key = BEARER.exec(c.req.header('authorization') ?? '')?.[1];
  if (key === undefined) throw new Problem('key-refused');
  const holder = await services.findHolder(hashToken(key), now);
  if (holder !== null) return holder;
  await takeAttempt(services.sql, [wrongKeys(addressOf(c, services))], now);
  throw new Problem('key-refused');
}

/** Nobody guesses a key of 256 bits; whoever tries all the same costs the server little. */
function wrongKeys(address: string): AttemptLimit {
  const key = `api-key address ${address}`;
  return { key, free: 20, firstWaitMs: 1_000, longestWaitMs: MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS };
}

function toResponse(reply: KeyReply): Response {
  return reply instanceof Response ? reply : Response.json(reply.body, { status: reply.status });
}
