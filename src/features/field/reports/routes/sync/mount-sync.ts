import type { Context, Hono } from 'hono';
import { NO_WATCH } from '../../../../../platform/db/noted/security-event.ts';
import { clientAddress } from '../../../../../platform/http/limits.ts';
import { type AskedAt, problemOf } from '../../../../../platform/http/mount.ts';
import { Problem, problemResponse } from '../../../../../platform/http/problem.ts';
import { noteRefusal } from '../../../../../platform/http/refusals/note-events.ts';
import { requestIdOf } from '../../../../../platform/http/refusals/request-id.ts';
import { busy } from '../openrosa/submission/collect-parts.ts';
import { createRefusalNotes } from '../openrosa/submission/note-refusal.ts';
import { createWorkBudget, type WorkBudget, type WorkTicket } from '../openrosa/submission/work-budget.ts';
import { answerExchange } from './answer-exchange.ts';
import { announcedHash, type Claim, createEntry, requireSignature } from './enter.ts';
import type { SyncGround } from './ground.ts';
import { takeBatch } from './take-batch.ts';
import { answerUpload } from './uploads/answer-upload.ts';
import { createUpload, tellUploads } from './uploads/create-upload.ts';

/**
 * What is held in memory of requests whose signature was looked at before their body is read, by device; and of others,
 * by the address that they come from, since nobody has proved yet to be the device that is named. Whoever fills the one
 * with bodies that never end takes nothing from the other.
 */
const BUDGETS = {
  proven: { bytes: 32_000_000, deviceBytes: 16_000_000, deviceRequests: 128 },
  claimed: { bytes: 24_000_000, deviceBytes: 16_000_000, deviceRequests: 128 },
} as const;

interface Admitted {
  readonly request: Request;
  readonly claim: Claim;
  readonly ticket: WorkTicket;
  /** The hash of the body for which the claim was proved, in hexadecimal digits; null: it was proved for the headers, or not yet. */
  readonly bodyHash: string | null;
  readonly asked: AskedAt;
}

type Answer = (asked: Admitted) => Promise<Response>;

/** Adds to `app` what the phone app sends its reports and files to. */
export function mountSync(app: Hono, ground: SyncGround): void {
  const budgets = { proven: createWorkBudget(BUDGETS.proven), claimed: createWorkBudget(BUDGETS.claimed) };
  const door = { ground, budgets, enter: createEntry(ground) };
  const work = { ground, noteRefusal: createRefusalNotes(ground, 'app') };
  const on = (methods: readonly string[], path: string, answer: Answer) => {
    app.all(path, (c) => attempt(c, { path, methods, door, answer }));
  };
  app.options('/sync/:mission/files', tellUploads);
  on(['POST'], '/sync/:mission', (asked) => takeBatch(asked, work));
  on(['POST'], '/sync/:mission/messages', (asked) => answerExchange(asked, ground));
  on(['POST'], '/sync/:mission/files', ({ request, claim }) => createUpload({ request, claim }, ground));
  on(['HEAD', 'PATCH', 'DELETE'], '/sync/:mission/files/:upload', (asked) => answerUpload(asked, ground));
  app.all('/sync/*', () => problemResponse(new Problem('not-found')));
}

interface Door {
  readonly ground: SyncGround;
  readonly budgets: Readonly<Record<keyof typeof BUDGETS, WorkBudget>>;
  readonly enter: ReturnType<typeof createEntry>;
}

async function attempt(
  c: Context,
  { path, methods, door, answer }: { path: string; methods: readonly string[]; door: Door; answer: Answer },
): Promise<Response> {
  const asked = { method: c.req.method, path, request: requestIdOf(c.env) };
  const { log, clock, proxies, watch = NO_WATCH } = door.ground;
  const startedAt = performance.now();
  const reply = await admit(c, { asked, methods, door, answer }).catch((error: unknown) => {
    const problem = problemOf(error, asked, log);
    const by = { ...asked, actor: null, source: addressOf(c, proxies), at: new Date(clock.now()) };
    noteRefusal(watch, problem, { ...by, isRestricted: false });
    return problemResponse(problem, asked.request);
  });
  if (reply.status === 401) reply.headers.set('www-authenticate', 'Device');
  log.info({ ...asked, status: reply.status, ms: Math.round(performance.now() - startedAt) }, 'answered');
  return reply;
}

async function admit(
  c: Context,
  { asked, methods, door, answer }: { asked: AskedAt; methods: readonly string[]; door: Door; answer: Answer },
): Promise<Response> {
  const request = c.req.raw;
  if (!methods.includes(request.method)) throw new Problem('method-not-allowed', { found: request.method });
  const claim = await door.enter(c.req.param('mission') ?? '', request);
  const bodyHash = announcedHash(request);
  const isProven = bodyHash !== null || request.headers.has('tus-resumable');
  if (isProven) requireSignature(claim, request, bodyHash);
  const { proven, claimed } = door.budgets;
  const ticket = isProven ? proven.enter(claim.device.id) : claimed.enter(addressOf(c, door.ground.proxies));
  if (ticket === null) throw busy();
  try {
    return await answer({ request, claim, ticket, bodyHash, asked });
  } finally {
    ticket.leave();
  }
}

function addressOf(c: Context, proxies: number): string {
  const env = c.env as { incoming?: { socket: { remoteAddress?: string } } } | undefined;
  return clientAddress(c.req.raw.headers, env?.incoming?.socket.remoteAddress ?? '', proxies);
}
