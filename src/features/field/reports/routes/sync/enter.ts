import { Problem } from '../../../../../platform/http/problem.ts';
import type { KnownDevice } from '../../../../mission/devices/device.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import { requestText, SIGNED_HEADERS } from '../../signed-text.ts';
import { isSignedBy } from './device-signature.ts';
import type { SyncGround } from './ground.ts';

/** Who says to have made a request; what was signed is looked at once its body is known. */
export interface Claim {
  readonly device: KnownDevice;
  readonly timestamp: number;
  readonly signature: string;
}

const AUTHORIZATION = /^Device ([0-9a-f]{16}):(\d{1,16}):([A-Za-z0-9+/]{86}==)$/;
const MOST_REMEMBERED = 1_024;

/** Tells which device of the mission says to have made a request. */
export function createEntry({ sql, devices }: SyncGround): (mission: string, request: Request) => Promise<Claim> {
  // A mission keeps its id for ever.
  const missions = new Map<string, string>();
  const idOf = async (slug: string): Promise<string> => {
    const known = missions.get(slug);
    if (known !== undefined) return known;
    const { id } = await getMission(sql, slug);
    if (missions.size < MOST_REMEMBERED) missions.set(slug, id);
    return id;
  };
  return async (mission, request) => {
    const [, pseudonym, timestamp, signature] = AUTHORIZATION.exec(request.headers.get('authorization') ?? '') ?? [];
    if (pseudonym === undefined || timestamp === undefined || signature === undefined) throw new Problem('not-signed');
    const device = await devices.byName(await idOf(mission), pseudonym);
    if (device?.publicKey == null) throw new Problem('not-signed');
    return { device, timestamp: Number(timestamp), signature };
  };
}

const DIGEST = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/;

/** The hash that a request says its body to have (`Content-Digest`, RFC 9530), in hexadecimal digits; null: it says none. */
export function announcedHash(request: Request): string | null {
  const [, digest] = DIGEST.exec(request.headers.get('content-digest') ?? '') ?? [];
  return digest === undefined ? null : Buffer.from(digest, 'base64').toString('hex');
}

/** @throws Problem `not-signed` where the claim does not hold for this request with that body. */
export function requireSignature(claim: Claim, request: Request, bodyHash: string | null): void {
  const headers: Record<string, string> = {};
  for (const name of bodyHash === null ? SIGNED_HEADERS : []) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const { pathname, search } = new URL(request.url);
  const text = requestText({
    method: request.method,
    path: pathname + search,
    timestamp: claim.timestamp,
    bodyHash,
    headers,
  });
  if (!isSignedBy(claim.device, text, claim.signature)) throw new Problem('not-signed');
}
