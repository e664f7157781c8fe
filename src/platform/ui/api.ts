import type { Fault, Issue, MessageParameters } from '../../kernel/issue.ts';

/** One thing that is wrong with what was sent: a fault, with the column, file and row where there are some. */
export type ApiIssue = Fault & Partial<Omit<Issue, keyof Fault>>;

/** Why the server did not do what it was asked. `code` is a key of the catalogue `problems`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly parameters: MessageParameters;
  readonly issues: readonly ApiIssue[];

  constructor(said: {
    readonly code: string;
    readonly status: number;
    readonly parameters?: MessageParameters;
    readonly issues?: readonly ApiIssue[];
  }) {
    super(said.code);
    this.code = said.code;
    this.status = said.status;
    this.parameters = said.parameters ?? {};
    this.issues = said.issues ?? [];
  }
}

/** Asks the person to prove again who they are. @returns whether they did. */
export type Confirmation = () => Promise<boolean>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: BodyInit | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent again as it is, it is stored once. */
  readonly isRepeatable?: boolean;
}

interface KeptReply {
  readonly tag: string;
  readonly value: unknown;
}

const MOST_KEPT = 50;
const kept = new Map<string, KeptReply>();
let confirmation: Confirmation = async () => false;

/** Says what is to be done when the server asks for a recent sign-in; the request is then made once more. */
export function onConfirmationNeeded(confirm: Confirmation): void {
  confirmation = confirm;
}

let signedOut: () => void = () => {};

/** Says what is to be done when a request finds that nobody is signed in any more; what is typed on the page is left alone. */
export function onSignedOut(notice: () => void): void {
  signedOut = notice;
}

const storedNotices = new Set<() => void>();

/** Says what is to be done whenever the server has stored something. @returns what ends it. */
export function onStored(notice: () => void): () => void {
  storedNotices.add(notice);
  return () => storedNotices.delete(notice);
}

/** Forgets every reply that is kept: after signing in or out, because others may read other things. */
export function forgetReplies(): void {
  kept.clear();
}

/**
 * Asks our own server and reads its JSON. A read whose reply the server tags is kept in memory (not on disk) and only
 * asked for anew when it has changed; what is returned may therefore be shared, and must not be altered.
 *
 * Each throws ApiProblem: with the server's code, or, where no answer came, `offline`: whether it was stored is
 * not known (`offline-repeatable` where sending it again is safe, `offline-reading` where nothing was to be stored).
 */
export const api = {
  get: <T>(path: string): Promise<T> => ask({ method: 'GET', path }) as Promise<T>,
  post: <T>(path: string, body?: unknown): Promise<T> => change('POST', path, body) as Promise<T>,
  /** Stores what has an id of its own, or stands once in its place: the server answers the same again as it did the first time. */
  postOnce: <T>(path: string, body: unknown): Promise<T> =>
    ask({ ...asJson('POST', path, body), isRepeatable: true }) as Promise<T>,
  put: <T>(path: string, body?: unknown): Promise<T> => change('PUT', path, body) as Promise<T>,
  patch: <T>(path: string, body?: unknown): Promise<T> => change('PATCH', path, body) as Promise<T>,
  delete: <T>(path: string): Promise<T> => change('DELETE', path, undefined) as Promise<T>,
  /** A file that the server makes. */
  download: (path: string): Promise<Blob> => answerTo({ method: 'GET', path }).then((reply) => reply.blob()),
  /** Whether a file of any size would come, without taking it: the browser itself fetches it to the disk afterwards. */
  probe: (path: string): Promise<void> => answerTo({ method: 'GET', path }).then((reply) => reply.body?.cancel()),
  /** Sends one file as it is. */
  putFile: <T>(path: string, file: Blob): Promise<T> =>
    ask({ method: 'PUT', path, body: file, headers: { 'content-type': 'application/octet-stream' } }) as Promise<T>,
  /** Sends one file as it is, to be looked at or worked off. */
  postFile: <T>(path: string, file: Blob): Promise<T> =>
    ask({ method: 'POST', path, body: file, headers: { 'content-type': 'application/octet-stream' } }) as Promise<T>,
  /** Sends files as `multipart/form-data`. */
  upload: <T>(path: string, form: FormData): Promise<T> => ask({ method: 'POST', path, body: form }) as Promise<T>,
};

function change(method: string, path: string, body: unknown): Promise<unknown> {
  return ask(body === undefined ? { method, path } : asJson(method, path, body));
}

function asJson(method: string, path: string, body: unknown): Asked {
  return { method, path, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function ask(asked: Asked): Promise<unknown> {
  const value = await read(asked, await answerTo(asked));
  if (asked.method !== 'GET') for (const notice of storedNotices) notice();
  return value;
}

/** The reply, once it is a success; where the person has to confirm who they are, after that. */
async function answerTo(asked: Asked): Promise<Response> {
  const reply = await send(asked);
  const problem = await findProblem(reply);
  if (problem === null) return reply;
  if (problem.code === 'signed-out') signedOut();
  if (problem.code !== 'confirm-identity' || !(await confirmation())) throw problem;
  const second = await send(asked);
  const remaining = await findProblem(second);
  if (remaining !== null) throw remaining;
  return second;
}

async function send({ method, path, body, headers, isRepeatable }: Asked): Promise<Response> {
  const tag = method === 'GET' ? kept.get(path)?.tag : undefined;
  const condition: Record<string, string> = tag === undefined ? {} : { 'if-none-match': tag };
  const request: RequestInit = {
    method,
    headers: { accept: 'application/json', ...headers, ...condition },
    credentials: 'same-origin',
    // Ours is the only copy: without this, the browser answers a condition of ours from its own.
    cache: 'no-store',
  };
  if (body !== undefined) request.body = body;
  return fetch(path, request).catch(() => {
    const changing = isRepeatable ? 'offline-repeatable' : 'offline';
    throw new ApiProblem({ code: method === 'GET' ? 'offline-reading' : changing, status: 0 });
  });
}

async function read({ method, path }: Asked, reply: Response): Promise<unknown> {
  if (reply.status === 304) return kept.get(path)?.value;
  if (reply.status === 204) return undefined;
  const value: unknown = await reply.json();
  const tag = reply.headers.get('etag');
  if (method === 'GET' && tag !== null) keep(path, { tag, value });
  return value;
}

function keep(path: string, reply: KeptReply): void {
  kept.delete(path);
  kept.set(path, reply);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** What the server says went wrong, or null. Whatever a proxy answers in its stead has a status alone. */
async function findProblem(reply: Response): Promise<ApiProblem | null> {
  if (reply.ok || reply.status === 304) return null;
  const isOurs = reply.headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (!isOurs) return new ApiProblem({ code: 'other', status: reply.status });
  return new ApiProblem((await reply.json()) as ConstructorParameters<typeof ApiProblem>[0]);
}
