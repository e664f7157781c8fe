import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Origins } from '../settings.ts';
import { SERVER_OPTIONS } from './listen.ts';

/** What carries secrets in its address or its body: who sends it unencrypted has to hear of it, and not be led on. */
const NEVER_LED = ['/openrosa/', '/sync/', '/api/'];

/** A server for the port of plain HTTP, which sends browsers to the encrypted one and takes nothing else. */
export function createRedirectServer(origins: () => Origins): Server {
  return createServer({ ...SERVER_OPTIONS, requestTimeout: SERVER_OPTIONS.headersTimeout }, (request, response) => {
    answer(request, response, origins());
  });
}

function answer(request: IncomingMessage, response: ServerResponse, origins: Origins): void {
  const { method = '', url = '/' } = request;
  const isLed = (method === 'GET' || method === 'HEAD') && !NEVER_LED.some((path) => url.startsWith(path));
  response.setHeader('connection', 'close');
  if (!isLed || !url.startsWith('/')) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`Unencrypted. Use ${origins[0]}; what was sent to this address may have been read by others.\n`);
    return;
  }
  response.writeHead(308, { location: originFor(request.headers.host ?? '', origins) + url });
  response.end();
}

/** The address of ours that has the name which was asked for; no other name is led anywhere. */
function originFor(host: string, origins: Origins): string {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return origins.find((origin) => new URL(origin).hostname === name) ?? origins[0];
}
