import { createHash, randomBytes } from 'node:crypto';

/** What a server asks a login with (RFC 7616), from the first line of its kind, as the library in the telephone reads it. */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  /** As the server wrote it; null: it named none. */
  readonly algorithm: string | null;
  readonly isStale: boolean;
}

/** The challenge among the lines `WWW-Authenticate`, or null. @throws Error where the library would end. */
export function findChallenge(lines: readonly string[]): Challenge | null {
  const line = lines.find((one) => one.startsWith('Digest'));
  if (line === undefined) return null;
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of line.slice(7).matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,]*))/g)) {
    found.set(name, quoted ?? bare ?? '');
  }
  const [realm, nonce, qop] = [found.get('realm'), found.get('nonce'), found.get('qop') ?? ''];
  if (realm === undefined || nonce === undefined) throw new Error(`Read a challenge: ${line}`);
  if (!qop.split(',').some((variant) => variant.trim() === 'auth')) throw new Error(`Read a challenge: qop is ${qop}`);
  return { realm, nonce, algorithm: found.get('algorithm') ?? null, isStale: found.get('stale') === 'true' };
}

/** A login that is used for request after request: its numbers go on as long as the nonce is the same. */
export class DigestLogin {
  private readonly name: string;
  private readonly password: string;
  private nonce = '';
  private count = 0;
  private cnonce = '';

  constructor({ name, password }: { readonly name: string; readonly password: string }) {
    this.name = name;
    this.password = password;
  }

  /** The header `Authorization` for a request; `uri` is its path with the query. */
  authorize(method: string, uri: string, { realm, nonce, algorithm: stated }: Challenge): string {
    if (nonce !== this.nonce) {
      this.nonce = nonce;
      this.count = 0;
      this.cnonce = randomBytes(8).toString('hex');
    }
    this.count += 1;
    const algorithm = stated ?? 'MD5';
    const hash = (text: string) => createHash(algorithm.replace('-', '').toLowerCase()).update(text).digest('hex');
    const nc = this.count.toString(16).padStart(8, '0');
    const secret = hash(`${this.name}:${realm}:${this.password}`);
    const response = hash(`${secret}:${nonce}:${nc}:${this.cnonce}:auth:${hash(`${method}:${uri}`)}`);
    const quoted = { username: this.name, realm, nonce, uri, response };
    const first = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
    return `Digest ${first.join(', ')}, qop=auth, nc=${nc}, cnonce="${this.cnonce}", algorithm=${algorithm}`;
  }
}
