import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Words } from './ground.ts';

/** Headers that this door looks at, by their names in lower case. */
export type AskedHeaders = (name: string) => string | undefined;

/** A request to this door, before it is known who asks. */
export interface Asked {
  readonly method: string;
  /** As it was asked for, with its query and still percent-encoded. */
  readonly target: string;
  readonly mission: string;
  /** The token in its address; null: asked with a login. */
  readonly token: string | null;
  readonly header: AskedHeaders;
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
  /** Of whoever sent it, where that is known. */
  readonly remoteAddress: string;
  /** The request and its answer as Node.js has them; null: they come from elsewhere, such as a test. */
  readonly incoming: IncomingMessage | null;
  readonly outgoing: ServerResponse | null;
  readonly request: Request;
  readonly words: Words;
}

interface Served {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/** What is asked, read from `c` without making more of it than is needed. */
export function readAsked(c: Context, wordsFor: (acceptLanguage: string | undefined) => Words): Asked {
  const { incoming = null, outgoing = null } = (c.env ?? {}) as Served;
  const header: AskedHeaders =
    incoming === null ? (name) => c.req.header(name) : (name) => textOf(incoming.headers[name]);
  return {
    method: c.req.method,
    target: incoming?.url ?? targetOf(c.req.url),
    mission: c.req.param('mission') ?? '',
    token: c.req.param('token') ?? null,
    header,
    param: (name) => c.req.param(name) ?? '',
    query: (name) => c.req.query(name),
    remoteAddress: incoming?.socket.remoteAddress ?? '',
    incoming,
    outgoing,
    request: c.req.raw,
    words: wordsFor(header('accept-language')),
  };
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function targetOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
