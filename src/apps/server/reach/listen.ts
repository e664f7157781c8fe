import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isIP } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Refusal } from '../../../platform/db/refusal.ts';
import { shareConnections } from '../../../platform/http/limits.ts';
import type { Origins } from '../settings.ts';
import type { Certificate } from './certificate.ts';

/** What answers a request. */
export type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** Where a server listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** What the port is called in the settings, for the words of a refusal. */
  readonly setting: string;
}

const HEADERS_TIMEOUT_MS = 10_000;
/** A photo of 10 MB over a bad line takes its time; who sends is known before a body is read. */
const REQUEST_TIMEOUT_MS = 900_000;
/** How often the server looks for requests that take too long; its own default would let them last 30 seconds more. */
const CHECK_INTERVAL_MS = 2_000;
const MOST_CONNECTIONS = 2_000;
const MOST_OF_ONE_ADDRESS = 500;

/** What keeps slow senders from holding connections; `server` is made with it, because one of them cannot be set later. */
export const SERVER_OPTIONS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: CHECK_INTERVAL_MS,
} as const;

/** What TLS is spoken with; whoever does not greet in time is gone, as whoever sends no headers is. */
const TLS_OPTIONS = {
  minVersion: 'TLSv1.2',
  handshakeTimeout: HEADERS_TIMEOUT_MS,
  ALPNProtocols: ['http/1.1'],
} as const;

/** A server that answers with `fetch`; with TLS where there is a certificate. */
export function createHttpServer(fetch: Fetch, certificate: Certificate | null): Server {
  if (certificate === null) {
    return createAdaptorServer({ fetch, createServer, serverOptions: SERVER_OPTIONS }) as Server;
  }
  const serverOptions = { ...SERVER_OPTIONS, ...TLS_OPTIONS, ...certificate.pem };
  return createAdaptorServer({ fetch, createServer: createTlsServer, serverOptions }) as Server;
}

/** Takes the port. @param isDirect no proxy stands between: one address must not have all connections. */
export async function listen(server: Server, place: Place, isDirect: boolean): Promise<number> {
  server.maxConnections = MOST_CONNECTIONS;
  if (isDirect) shareConnections(server, MOST_OF_ONE_ADDRESS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(describe(error, place)));
    server.listen(place.port, place.host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Listen: the server has no port');
  return address.port;
}

function describe(error: NodeJS.ErrnoException, { host, port, setting }: Place): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Refusal(
        `Listen on port ${port}: another program uses it. Stop that one, or choose another port, such as ${setting}=${port + 1}.`,
      );
    case 'EACCES':
      return new Refusal(
        `Listen on port ${port}: not allowed. Choose a port above 1023, such as ${setting}=8391, or allow the port (CAP_NET_BIND_SERVICE).`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal(`Listen at ${host}: this machine has no such address. Set HOST to 127.0.0.1 or 0.0.0.0.`);
    default:
      return error;
  }
}

/** The names of a machine for itself, and the address where others reach it. */
export function ownOrigins(scheme: 'http' | 'https', host: string, port: number): Origins {
  const isOwn = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
  const name = isIP(host) === 6 ? `[${host}]` : host;
  const others = isOwn ? [] : [`${scheme}://${name}:${port}`];
  const own = (self: string) => `${scheme}://${self}:${port}`;
  return [own('localhost'), own('127.0.0.1'), own('[::1]'), ...others];
}

/** Takes no more connections; ends those that are still there after `patienceMs`. */
export async function closeServer(server: Server, patienceMs: number): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(impatience);
}
