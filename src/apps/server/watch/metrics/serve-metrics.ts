import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { SERVER_OPTIONS } from '../../reach/listen.ts';
import { METRICS_TYPE } from './exposition.ts';
import type { Metrics } from './metrics.ts';

/** The reply to `/metrics`; 401 where a token is needed and `authorization` has another. */
export async function answerMetrics(
  metrics: Metrics,
  { token, authorization }: { readonly token: string | null; readonly authorization: string | undefined },
): Promise<Response> {
  if (token !== null && !isSame(authorization ?? '', `Bearer ${token}`)) {
    return new Response('Authorization: Bearer TOKEN\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
  }
  const headers = { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' };
  return new Response(await metrics.read(), { headers });
}

/** Hashed first, so that texts of different lengths can be compared in the same time. */
function isSame(found: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(hash(found), hash(wanted));
}

/** A server of its own for `/metrics`, which reaches nothing else. */
export function createMetricsServer(metrics: Metrics, token: string | null): Server {
  return createServer(SERVER_OPTIONS, (request, response) => {
    const { authorization } = request.headers;
    const isMetrics = request.method === 'GET' && request.url === '/metrics';
    const reply = isMetrics
      ? answerMetrics(metrics, { token, authorization })
      : Promise.resolve(new Response('Not here\n', { status: 404 }));
    void reply.then(async (found) => {
      response.writeHead(found.status, Object.fromEntries(found.headers));
      response.end(await found.text());
    });
  });
}
