import { createHash, type KeyObject, sign } from 'node:crypto';
import { requestText, SIGNED_HEADERS } from '../../../../../features/field/reports/signed-text.ts';

/** Who signs: a telephone, as the server knows it. */
export interface Signer {
  readonly pseudonym: string;
  readonly privateKey: KeyObject;
}

/** A request that a telephone signs. */
export interface Signing {
  readonly method: string;
  readonly path: string;
  /** SHA-256 of the body in hex; null: of a request about an upload. */
  readonly bodyHash: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; now where not given. */
  readonly timestamp?: number;
}

/** The signature of a text, in Base64. */
export function signText(privateKey: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
}

/** The header `Authorization` of a request. */
export function authorize({ pseudonym, privateKey }: Signer, request: Signing): string {
  const { headers = {}, timestamp = Date.now() } = request;
  const signed = Object.fromEntries(
    SIGNED_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
  const text = requestText({ ...request, timestamp, headers: signed });
  return `Device ${pseudonym}:${timestamp}:${signText(privateKey, text)}`;
}

/** The headers of a body that is sent whole. */
export function bodyHeaders(signer: Signer, path: string, body: string | Buffer): Record<string, string> {
  const bodyHash = hashOf(body);
  return {
    authorization: authorize(signer, { method: 'POST', path, bodyHash }),
    'content-type': 'application/json',
    'content-digest': `sha-256=:${Buffer.from(bodyHash, 'hex').toString('base64')}:`,
  };
}

/** The headers by which an upload begins. @param members of its metadata: `report`, `name`, `sha256`, `type`. */
export function uploadHeaders(length: number, members: Readonly<Record<string, string>>): Record<string, string> {
  const metadata = Object.entries(members).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  return { 'upload-length': String(length), 'upload-metadata': metadata.join(',') };
}

/** The headers of a piece of a file, with its hash. */
export function pieceHeaders(offset: number, piece: Buffer): Record<string, string> {
  const checksum = createHash('sha256').update(piece).digest('base64');
  return {
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    'upload-checksum': `sha256 ${checksum}`,
  };
}

/** SHA-256 in hex. */
export function hashOf(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
