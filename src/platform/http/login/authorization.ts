/** What a request says in `Authorization`: a login with its password, or the proof of one (RFC 7617, RFC 7616). */
export type Authorization =
  | { readonly scheme: 'basic'; readonly login: string; readonly password: string }
  | { readonly scheme: 'digest'; readonly proof: DigestProof };

/** The names that RFC 7616 gives them, 3.4. */
export interface DigestProof {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  /** The address as it was asked for, with its query. */
  readonly uri: string;
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  readonly cnonce: string;
  /** The how many request with this nonce: eight hexadecimal digits. */
  readonly nc: string;
}

/** Hashes that a proof may be made with; MD5 is for telephones that know nothing else. */
export const DIGEST_ALGORITHMS = ['SHA-256', 'MD5'] as const;
export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number];

const LONGEST = 4_096;
const PARAMETER = /([A-Za-z*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,\s*|$)/y;

/** What the header says; null where it is none of the two, or not written as they are. */
export function parseAuthorization(header: string): Authorization | null {
  if (header.length > LONGEST) return null;
  const [, scheme = '', rest = ''] = /^([A-Za-z]+) +(.*)$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'basic') return parseBasic(rest);
  if (scheme.toLowerCase() === 'digest') return parseDigest(rest);
  return null;
}

function parseBasic(text: string): Authorization | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const [, login, password] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(text, 'base64').toString('utf8')) ?? [];
  return login === undefined || password === undefined ? null : { scheme: 'basic', login, password };
}

function parseDigest(text: string): Authorization | null {
  const given = parseParameters(text);
  if (given === null || given.get('qop') !== 'auth') return null;
  const named = given.get('algorithm') ?? 'MD5';
  const algorithm = DIGEST_ALGORITHMS.find((known) => known === named.toUpperCase());
  const [nc, response] = [given.get('nc') ?? '', given.get('response') ?? ''];
  if (algorithm === undefined || !/^[0-9a-f]{8}$/i.test(nc) || !/^[0-9a-f]{32,64}$/i.test(response)) return null;
  const texts = ['username', 'realm', 'nonce', 'uri', 'cnonce'].map((name) => given.get(name));
  const [username, realm, nonce, uri, cnonce] = texts;
  if (username === undefined || realm === undefined || nonce === undefined) return null;
  if (uri === undefined || cnonce === undefined) return null;
  return { scheme: 'digest', proof: { username, realm, nonce, uri, cnonce, nc, response, algorithm } };
}

/** The parameters by their names; null where one stands there twice or something else stands between them. */
function parseParameters(text: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  const pattern = new RegExp(PARAMETER);
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [, name = '', quoted, plain = ''] = match;
    const value = quoted === undefined ? plain : utf8(quoted.replace(/\\(.)/g, '$1'));
    if (found.has(name.toLowerCase())) return null;
    found.set(name.toLowerCase(), value);
  }
  return found;
}

/** Node.js hands over the bytes of a header one by one; what was meant is UTF-8 (`charset=UTF-8` in our challenge). */
function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
