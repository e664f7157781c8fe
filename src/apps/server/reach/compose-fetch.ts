import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { createRequestIds, REQUEST_ID_HEADER } from '../../../platform/http/refusals/request-id.ts';
import { composeApi, composeOpenRosa, type Ground } from '../compose.ts';
import { servePublicLogs } from '../public-logs.ts';
import { answerHealth } from '../watch/health.ts';
import { classOf, type RequestClass } from '../watch/metrics/count-requests.ts';
import type { Metrics } from '../watch/metrics/metrics.ts';
import { answerMetrics } from '../watch/metrics/serve-metrics.ts';
import { createReadyAnswer } from '../watch/readiness.ts';
import { OPENROSA_PATH } from '../way-in/open-way-in.ts';
import { compressByBrotli } from './compress-replies.ts';
import type { Fetch } from './listen.ts';
import { readPages } from './pages.ts';
import { secureHeaders } from './secure-headers.ts';

/** What is watched, and who may read it at the address of the server; a null token: nobody. */
export interface Watching {
  readonly metrics: Metrics;
  readonly token: string | null;
}

/** The pages lie beside the program in its build. */
const WEB_FOLDER = fileURLToPath(new URL('../web/', import.meta.url));

/** How a log names what is no endpoint; what stands in the address is told to nobody. */
const PLAIN: Partial<Record<RequestClass, string>> = { page: '/*', log: '/log/*', health: '/healthz' };

/** Everything that the server answers; each request has an id, and is counted. */
export function composeFetch(ground: Ground, watching: Watching): Fetch {
  const [app, phones] = [composeApp(ground, watching), composeOpenRosa(ground)];
  for (const each of [app, phones]) {
    each.onError((error) => {
      ground.log.error({ err: error }, 'failed outside of any endpoint');
      return new Response('Internal error', { status: 500 });
    });
  }
  const newId = createRequestIds();
  const { requests } = watching.metrics;
  return async (request, env) => {
    const startedAt = performance.now();
    const { url = '/' } = env.incoming;
    const requestId = newId();
    if ('setHeader' in env.outgoing) env.outgoing.setHeader(REQUEST_ID_HEADER, requestId);
    const part = url.startsWith(OPENROSA_PATH) ? phones : app;
    const reply = await part.fetch(request, { ...env, requestId });
    const [kind, ms] = [classOf(url), performance.now() - startedAt];
    requests.note(kind, reply.status, ms / 1_000);
    const path = PLAIN[kind];
    // Endpoints tell by themselves what they answered, with the names of the parts of their addresses.
    if (path !== undefined) {
      const asked = { method: env.incoming.method, path, request: requestId };
      ground.log[kind === 'health' ? 'debug' : 'info'](
        { ...asked, status: reply.status, ms: Math.round(ms) },
        'answered',
      );
    }
    return reply;
  };
}

function composeApp(ground: Ground, { metrics, token }: Watching): Hono {
  const app = new Hono();
  const pages = readPages(WEB_FOLDER);
  const answerReady = createReadyAnswer(ground);
  app.use(secureHeaders(ground.origins[0]));
  app.get('/healthz', () => answerHealth(ground.sql));
  app.get('/readyz', answerReady);
  if (token !== null) {
    app.get('/metrics', (c) => answerMetrics(metrics, { token, authorization: c.req.header('authorization') }));
  }
  app.use('/api/*', compress());
  app.use('/api/*', compressByBrotli());
  composeApi(app, ground);
  servePublicLogs(app, { sql: ground.sql, folder: ground.logFolder });
  app.get('*', (c) => pages.answer(c.req.path, c.req.raw.headers));
  return app;
}
