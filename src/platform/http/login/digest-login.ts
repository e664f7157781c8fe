import { createHash, timingSafeEqual } from 'node:crypto';
import { DIGEST_ALGORITHMS, type DigestAlgorithm, type DigestProof } from './authorization.ts';

/** Hash of `login:realm:password` in hexadecimal digits: all that has to be kept of a password (RFC 7616, 3.4.2). */
export type PasswordHashes = Readonly<Record<DigestAlgorithm, string>>;

const NODE_NAMES: Readonly<Record<DigestAlgorithm, string>> = { 'SHA-256': 'sha256', MD5: 'md5' };

/** The hashes of a password, as they are kept. */
export function hashLogin(login: string, realm: string, password: string): PasswordHashes {
  const text = `${login}:${realm}:${password}`;
  return { 'SHA-256': hash('SHA-256', text), MD5: hash('MD5', text) };
}

/** The response that a proof has to carry (RFC 7616, 3.4.1, qop `auth`). */
export function digestResponse(
  proof: Pick<DigestProof, 'nonce' | 'nc' | 'cnonce' | 'uri' | 'algorithm'>,
  method: string,
  hashes: PasswordHashes,
): string {
  const { algorithm, nonce, nc, cnonce, uri } = proof;
  const secret = hashes[algorithm];
  return hash(algorithm, `${secret}:${nonce}:${nc}:${cnonce}:auth:${hash(algorithm, `${method}:${uri}`)}`);
}

/** Whether whoever made `proof` knows the password, told in the same time for right and wrong. */
export function provesPassword(proof: DigestProof, method: string, hashes: PasswordHashes): boolean {
  return isSame(proof.response.toLowerCase(), digestResponse(proof, method, hashes));
}

/** Whether `password` is the one, told in the same time for right and wrong. */
export function isPassword(
  given: { readonly login: string; readonly password: string },
  realm: string,
  hashes: PasswordHashes,
): boolean {
  return isSame(hashLogin(given.login, realm, given.password)['SHA-256'], hashes['SHA-256']);
}

/**
 * The lines `WWW-Authenticate` that ask for a login: the better hash first, then Basic where nobody listens on the way.
 *
 * @param isStale the proof was right but its nonce is spent: the same password with the new one, asking nobody.
 */
export function loginChallenges(asked: {
  readonly realm: string;
  readonly nonce: string;
  readonly isStale: boolean;
  readonly isEncrypted: boolean;
}): string[] {
  const { realm, nonce } = asked;
  const stale = asked.isStale ? ', stale=true' : '';
  const rest = `qop="auth", nonce="${nonce}", charset=UTF-8${stale}`;
  const digests = DIGEST_ALGORITHMS.map((name) => `Digest realm="${realm}", algorithm=${name}, ${rest}`);
  return asked.isEncrypted ? [...digests, `Basic realm="${realm}", charset="UTF-8"`] : digests;
}

function hash(algorithm: DigestAlgorithm, text: string): string {
  return createHash(NODE_NAMES[algorithm]).update(text, 'utf8').digest('hex');
}

/** Hashed once more, so that texts of different lengths can be compared. */
function isSame(found: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(hash('SHA-256', found), 'hex'), Buffer.from(hash('SHA-256', wanted), 'hex'));
}
