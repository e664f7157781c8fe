import type { Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { problemOf } from '../../../../../platform/http/mount.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { requestIdOf } from '../../../../../platform/http/refusals/request-id.ts';
import type { KnownDevice } from '../../../../mission/devices/device.ts';
import { createPublishedForms } from '../../../forms/access.ts';
import { type Asked, readAsked } from './asked.ts';
import { createEntry, LoginWanted } from './entry/enter.ts';
import type { OpenRosaGround } from './ground.ts';
import { emptyReply, messageReply } from './openrosa-reply.ts';
import { serveForm, serveFormList, serveManifest, serveMedia } from './serve-forms.ts';
import { createRefusalNotes } from './submission/note-refusal.ts';
import { takeSubmission } from './submission/take-submission.ts';
import { createWorkBudget } from './submission/work-budget.ts';
import { chosenLanguage, wordProblem } from './word-reply.ts';

/** Answers one address, once it is known which device asks. */
type Answer = (asked: Asked, device: KnownDevice) => Promise<Response>;

interface Address {
  readonly method: 'GET' | 'POST';
  /** Below the mission and the token. */
  readonly path: `/${string}`;
  /** Whether clients have to say which version of the protocol they speak. */
  readonly asksVersion: boolean;
  readonly answer: Answer;
}

/** Requests of one device at a time: a room full of telephones may share one token. */
const BUDGET = { bytes: 64_000_000, deviceBytes: 24_000_000, deviceRequests: 256 } as const;

const VARIANTS = ['/openrosa/:mission/key/:token', '/openrosa/:mission'] as const;

/**
 * Adds the addresses of the OpenRosa protocol to `app`, which ODK Collect and others speak: forms and their files to fetch,
 * submissions to send; with a token in the address, or with a login. Whatever is answered is XML with a message that the
 * telephone shows.
 */
export function mountOpenRosa(app: Hono, ground: OpenRosaGround): void {
  const enter = createEntry(ground);
  for (const base of VARIANTS) {
    for (const address of addressesOf(ground)) {
      const open: Answer = address.answer;
      const path = `${base}${address.path}`;
      const handle = (c: Context) => {
        const asked = readAsked(c, (header) => ground.wordsOf(chosenLanguage(header)));
        const request = requestIdOf(c.env);
        return attempt(asked, { path, request, ground, work: () => admit(asked, { address, enter, answer: open }) });
      };
      if (address.method === 'GET') app.get(path, compress(), handle);
      else app.on(address.method, path, handle);
    }
  }
  app.all('/openrosa/*', (c) => {
    const asked = readAsked(c, (header) => ground.wordsOf(chosenLanguage(header)));
    return attempt(asked, { path: '/openrosa/*', request: requestIdOf(c.env), ground, work: refuseAddress });
  });
}

function addressesOf(ground: OpenRosaGround): readonly Address[] {
  const shelf = { ground, forms: createPublishedForms() };
  const work = { ground, budget: createWorkBudget(BUDGET), noteRefusal: createRefusalNotes(ground) };
  const get = (path: Address['path'], answer: Answer, asksVersion = false): Address => {
    return { method: 'GET', path, asksVersion, answer };
  };
  return [
    get('/formList', (asked, device) => serveFormList(asked, device, shelf), true),
    get('/forms/:form/:number/form.xml', (asked, device) => serveForm(asked, device, shelf)),
    get('/forms/:form/:number/manifest', (asked, device) => serveManifest(asked, device, shelf)),
    get('/forms/:form/:number/media/:name', (asked, device) => serveMedia(asked, device, shelf)),
    get('/submission', tellLimits, true),
    {
      method: 'POST',
      path: '/submission',
      asksVersion: false,
      answer: (asked, device) => takeSubmission(asked, device, work),
    },
  ];
}

async function tellLimits(asked: Asked): Promise<Response> {
  if (asked.method !== 'HEAD') throw new Problem('method-not-allowed', { found: asked.method });
  return emptyReply();
}

async function refuseAddress(): Promise<Response> {
  throw new Problem('not-found');
}

async function admit(
  asked: Asked,
  { address, enter, answer }: { address: Address; enter: (asked: Asked) => Promise<KnownDevice>; answer: Answer },
): Promise<Response> {
  const version = asked.header('x-openrosa-version');
  const isRight = version === '1.0' || (version === undefined && !address.asksVersion);
  if (!isRight) throw new Problem('not-openrosa', { found: version ?? '' });
  return answer(asked, await enter(asked));
}

interface Attempt {
  /** With the names of its parts and never with what stands there: tokens belong into no log. */
  readonly path: string;
  readonly request: string;
  readonly ground: OpenRosaGround;
  readonly work: () => Promise<Response>;
}

async function attempt(asked: Asked, { path, request, ground, work }: Attempt): Promise<Response> {
  const startedAt = performance.now();
  const reply = await work().catch((thrown: unknown) => {
    const problem = problemOf(thrown, { method: asked.method, path, request }, ground.log);
    return refusal(asked, problem);
  });
  const ms = Math.round(performance.now() - startedAt);
  ground.log.info({ method: asked.method, path, request, status: reply.status, ms }, 'answered');
  return reply;
}

/** Statuses with which this protocol answers otherwise than the rest of the server: telephones know no others. */
function refusal(asked: Asked, problem: Problem): Response {
  const { seconds } = problem.parameters;
  const headers: Record<string, string> = {};
  if (seconds !== undefined) headers['Retry-After'] = String(seconds);
  if (problem.kind === 'broken-off' || problem.kind === 'malformed') headers.Connection = 'close';
  const reply = messageReply(problem.status, wordProblem(asked.words, problem), headers);
  if (problem instanceof LoginWanted) challenge(asked, reply, problem.challenges);
  return reply;
}

/** Each challenge in a line of its own: telephones take the first line that they understand. */
function challenge({ outgoing }: Asked, reply: Response, challenges: readonly string[]): void {
  if (challenges.length === 0) return;
  if (outgoing !== null) outgoing.setHeader('WWW-Authenticate', [...challenges]);
  else for (const line of challenges) reply.headers.append('WWW-Authenticate', line);
}
