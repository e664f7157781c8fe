import { randomBytes } from 'node:crypto';

/** The header that tells whoever asked under which id the log has their request. */
export const REQUEST_ID_HEADER = 'x-request-id';

const RUN_BYTES = 4;

/** Ids of requests, one after the other; no two runs of a program share one. */
export function createRequestIds(): () => string {
  const run = randomBytes(RUN_BYTES).toString('hex');
  let count = 0;
  return () => `${run}-${(count++).toString(36)}`;
}

const strays = createRequestIds();

/** The id that the server gave the request with this environment; a new one where it came without a server. */
export function requestIdOf(environment: unknown): string {
  const { requestId } = (environment ?? {}) as { readonly requestId?: unknown };
  return typeof requestId === 'string' ? requestId : strays();
}
