import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono, Context as HonoContext } from 'hono';
import type { Logger } from 'pino';
import type { TransactionSql } from 'postgres';
import { writeAudit } from '../db/audit.ts';
import { NO_WATCH, writeSecurityEvent } from '../db/noted/security-event.ts';
import { type Actor, mayEnter } from './access.ts';
import {
  type AuditAuthor,
  type AuditNote,
  type Call,
  type Context,
  type Endpoint,
  type HttpServices,
  isMutating,
  type SecurityNote,
} from './endpoint.ts';
import { parseInput, readJson, requireText } from './input.ts';
import { clientAddress } from './limits.ts';
import { Problem, problemResponse } from './problem.ts';
import { problemOfDatabaseError } from './refusals/database-error.ts';
import { describeError } from './refusals/describe-error.ts';
import { type AskedBy, noteReading, noteRefusal } from './refusals/note-events.ts';
import { requireSameSite } from './refusals/origin.ts';
import { requestIdOf } from './refusals/request-id.ts';
import { hashToken, readCookie, SESSION_COOKIE } from './session.ts';

const BODY_LIMIT_BYTES = 1_048_576;
/** Of somebody unknown: enough for a passkey, and little enough that thousands of them fill no memory. */
const PUBLIC_BODY_LIMIT_BYTES = 65_536;
const RECENT_MS = 15 * 60_000;

// biome-ignore lint/suspicious/noExplicitAny: the endpoint's own types were checked where it was defined.
type AnyCall = Call<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyContext = Context<any, any, any, any>;

/** Adds `endpoints` to `app`; whatever else is asked under `/api/` is answered with the problem `not-found`. */
export function mountEndpoints(app: Hono, endpoints: readonly Endpoint[], services: HttpServices): void {
  for (const endpoint of endpoints) {
    app.on(endpoint.method, endpoint.path, (c) => answer(c, endpoint, services));
  }
  refuseOtherMethods(app, endpoints);
  app.all('/api/*', () => problemResponse(new Problem('not-found')));
}

/** Answers whatever else is asked at the paths of endpoints that were added before. */
export function refuseOtherMethods(app: Hono, endpoints: readonly Pick<Endpoint, 'method' | 'path'>[]): void {
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    app.all(path, (c) => refuseMethod(c, endpoints, path));
  }
}

function refuseMethod(c: HonoContext, endpoints: readonly Pick<Endpoint, 'method' | 'path'>[], path: string): Response {
  const allowed = endpoints.filter((endpoint) => endpoint.path === path).map((endpoint) => endpoint.method);
  const reply = problemResponse(new Problem('method-not-allowed', { found: c.req.method }));
  reply.headers.set('allow', [...new Set(allowed)].join(', '));
  return reply;
}

async function answer(c: HonoContext, endpoint: Endpoint, services: HttpServices): Promise<Response> {
  const startedAt = performance.now();
  const { method, path } = endpoint;
  const asked = { method, path, request: requestIdOf(c.env) };
  const reply = await attempt(c, endpoint, { services, asked });
  const ms = Math.round(performance.now() - startedAt);
  services.log.info({ ...asked, status: reply.status, ms }, 'answered');
  return reply;
}

async function attempt(
  c: HonoContext,
  endpoint: Endpoint,
  { services, asked }: { readonly services: HttpServices; readonly asked: AskedAt },
): Promise<Response> {
  const { watch = NO_WATCH, clock, log } = services;
  const now = new Date(clock.now());
  let actor: Actor | null = null;
  const askedBy = (): AskedBy => ({ ...asked, actor, source: addressOf(c, services), at: now });
  try {
    actor = await findActor(c.req.raw, services, now);
    const call = await admit(c, endpoint, { services, actor, now });
    const reply = await run(endpoint, call, services);
    if (endpoint.reads !== undefined && reply.ok) noteReading(watch, endpoint.reads(call), askedBy());
    return reply;
  } catch (error) {
    const problem = problemOf(error, asked, log);
    noteRefusal(watch, problem, { ...askedBy(), isRestricted: endpoint.reads !== undefined });
    return problemResponse(problem, asked.request);
  }
}

/** The network address of whoever asks, as limits count it. */
export function addressOf(c: HonoContext, { proxies }: Pick<HttpServices, 'proxies'>): string {
  return clientAddress(c.req.raw.headers, remoteAddress(c), proxies);
}

/** Who asks, and when. */
interface Admission {
  readonly services: HttpServices;
  readonly actor: Actor | null;
  readonly now: Date;
}

/** Everything that may be refused before the body is read: origin, sign-in, role, address and query. */
async function admit(c: HonoContext, endpoint: Endpoint, { services, actor, now }: Admission): Promise<AnyCall> {
  if (isMutating(endpoint)) requireSameSite(c.req.raw, services.origins);
  requireAccess(endpoint, actor, now);
  const [params, query] = [c.req.param(), c.req.query()];
  requireText([params, query]);
  return {
    pool: services.sql,
    params: endpoint.params === undefined ? {} : parseInput(endpoint.params, params),
    query: endpoint.query === undefined ? {} : parseInput(endpoint.query, query),
    actor,
    now,
    clock: services.clock,
    log: services.log,
    request: c.req.raw,
    address: addressOf(c, services),
    watch: services.watch ?? NO_WATCH,
    origins: services.origins,
    headers: new Headers(),
  };
}

function remoteAddress(c: HonoContext): string {
  const isServed = c.env !== undefined && c.env !== null && 'incoming' in c.env;
  return isServed ? (getConnInfo(c).remote.address ?? '') : '';
}

async function findActor(request: Request, services: HttpServices, now: Date): Promise<Actor | null> {
  const token = readCookie(request.headers, SESSION_COOKIE);
  return token === null ? null : services.findActor(services.sql, hashToken(token), now);
}

function requireAccess(endpoint: Endpoint, actor: Actor | null, now: Date): void {
  if (!mayEnter(endpoint.access, actor?.role ?? null)) throw new Problem(actor === null ? 'signed-out' : 'forbidden');
  if (endpoint.recentSignIn !== true || actor === null) return;
  if (now.getTime() - actor.confirmedAt.getTime() > RECENT_MS) throw new Problem('confirm-identity');
}

async function run(endpoint: Endpoint, call: AnyCall, services: HttpServices): Promise<Response> {
  const body = await readBody(endpoint, call);
  const prepared = await endpoint.prepare?.({ ...call, body });
  const within = (sql: TransactionSql) => handle(endpoint, { ...call, sql, body, prepared, ...auditing(sql, call) });
  if (isMutating(endpoint)) return (await services.sql.begin(within)) as Response;
  // A pool answers queries as a transaction does; it lacks savepoints, which a streamed read has no use for.
  if (endpoint.streams === true) return within(services.sql as unknown as TransactionSql);
  return (await services.sql.begin('isolation level repeatable read read only', within)) as Response;
}

async function readBody(endpoint: Endpoint, call: AnyCall): Promise<unknown> {
  if (endpoint.parse !== undefined) return endpoint.parse(call);
  if (endpoint.body === undefined) return undefined;
  const usual = endpoint.access === 'public' ? PUBLIC_BODY_LIMIT_BYTES : BODY_LIMIT_BYTES;
  return parseInput(endpoint.body, await readJson(call.request, endpoint.bodyLimitBytes ?? usual));
}

interface Auditing {
  readonly audit: AnyContext['audit'];
  readonly secure: AnyContext['secure'];
  readonly written: { count: number };
}

/** The name that the audit keeps for whoever is not signed in. */
const ANONYMOUS: AuditAuthor = { actorId: null, actorName: 'anonymous' };

function auditing(sql: TransactionSql, call: AnyCall): Auditing {
  const written = { count: 0 };
  const doer = call.actor === null ? ANONYMOUS : { actorId: call.actor.id, actorName: call.actor.name };
  const audit = async (note: AuditNote, author: AuditAuthor = doer) => {
    const { action, subject, electionId = null, reason = null, parameters: details = {} } = note;
    const what = { action, subjectKind: subject.kind, subjectKey: subject.id, electionId, reason, details };
    await writeAudit(sql, { ...author, ...what, at: call.now }, call.address);
    written.count += 1;
  };
  const secure = async (note: SecurityNote, { actorId, actorName }: AuditAuthor = doer) => {
    const actor = { id: actorId, name: actorName };
    await writeSecurityEvent(sql, { area: 'security', ...note, at: call.now, actor, source: call.address });
    written.count += 1;
  };
  return { audit, secure, written };
}

async function handle(endpoint: Endpoint, context: AnyContext & Auditing): Promise<Response> {
  const tag = endpoint.etag === undefined ? null : `"${await endpoint.etag(context)}"`;
  if (tag !== null && isSame(context.request, tag)) return finish(new Response(null, { status: 304 }), context, tag);
  const outcome = await endpoint.handle(context);
  if (outcome instanceof Problem) return finish(problemResponse(outcome), context, null);
  requireAudit(endpoint, context);
  return finish(toResponse(outcome, endpoint.status ?? 200), context, tag);
}

function requireAudit(endpoint: Endpoint, context: Auditing): void {
  if (!isMutating(endpoint) || endpoint.unaudited !== undefined || context.written.count > 0) return;
  throw new Error(`Answer ${endpoint.method} ${endpoint.path}: no audit entry was written, but each change needs one`);
}

function isSame(request: Request, tag: string): boolean {
  const known = request.headers.get('if-none-match') ?? '';
  return known.split(',').some((part) => part.trim().replace(/^W\//, '') === tag);
}

function toResponse(outcome: unknown, status: number): Response {
  if (outcome instanceof Response) return outcome;
  return outcome === undefined ? new Response(null, { status: 204 }) : Response.json(outcome, { status });
}

/** A reply to somebody signed in is stored nowhere; one to the public may be kept, but is asked for anew. */
function finish(response: Response, context: AnyContext, tag: string | null): Response {
  for (const [name, value] of context.headers) response.headers.append(name, value);
  const isShared = context.actor === null && context.request.method === 'GET';
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', isShared ? 'no-cache' : 'no-store');
  }
  if (tag !== null) response.headers.set('etag', tag);
  response.headers.append('vary', 'cookie');
  return response;
}

/** Where something was asked, and the id of the request: in the log, and in what is answered. */
export interface AskedAt {
  readonly method: string;
  /** With the names of its parts and never with what stands there. */
  readonly path: string;
  readonly request: string;
}

/** The problem that an error means to whoever asked; what nobody foresaw is logged under the id that it tells. */
export function problemOf(error: unknown, asked: AskedAt, log: Logger): Problem {
  if (error instanceof Problem) return error;
  const problem = problemOfDatabaseError(error);
  if (problem !== null) {
    log.warn({ ...asked, error: describeError(error), kind: problem.kind }, 'refused by the database');
    return problem;
  }
  log.error({ ...asked, error: describeError(error) }, 'failed');
  return new Problem('internal', { id: asked.request });
}
