import { Problem } from '../problem.ts';

/**
 * Refuses what another site had a browser send: a request that changes something must come from one of `origins`
 * (`https://observers.example`). Browsers name the origin of every such request; older ones and own programs that send
 * neither `Origin` nor `Sec-Fetch-Site` are refused, because nothing shows where they come from.
 *
 * @throws Problem `cross-site`
 */
export function requireSameSite(request: Request, origins: readonly string[]): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const isOriginRight = origin === null ? site === 'same-origin' : origins.includes(origin);
  const isSiteRight = site === null || site === 'same-origin';
  if (!isOriginRight || !isSiteRight) throw new Problem('cross-site');
}
