import { Problem } from '../../../../../../platform/http/problem.ts';
import { type UploadMetadata, uploadMetadata } from '../../../contract/sync.ts';

/** The version of the protocol (tus.io, resumable upload protocol 1.0). */
export const TUS_VERSION = '1.0.0';
/** A file has so many bytes at most. */
export const MOST_FILE_BYTES = 100_000_000;

/** A reply of the protocol without a body. */
export function tusReply(status: 200 | 201 | 204, headers: Readonly<Record<string, string>>): Response {
  return new Response(null, {
    status,
    headers: { 'tus-resumable': TUS_VERSION, 'cache-control': 'no-store', ...headers },
  });
}

/** @throws Problem `upload-protocol` where the client speaks another version. */
export function requireVersion(request: Request): void {
  const found = request.headers.get('tus-resumable') ?? '';
  if (found !== TUS_VERSION) throw new Problem('upload-protocol', { found, wanted: TUS_VERSION });
}

/** A whole number that a header holds. @throws Problem `malformed`. */
export function readCount(request: Request, name: string): number {
  const text = request.headers.get(name) ?? '';
  if (!/^\d{1,12}$/.test(text)) throw new Problem('malformed', { header: name });
  return Number(text);
}

/** `Upload-Checksum: sha256 <base64>`, in hexadecimal digits; null where there is none. @throws Problem `malformed`. */
export function readChecksum(request: Request): string | null {
  const header = request.headers.get('upload-checksum');
  if (header === null) return null;
  const [algorithm, value = ''] = header.split(' ');
  const bytes = Buffer.from(value, 'base64');
  if (algorithm !== 'sha256' || bytes.length !== 32) throw new Problem('malformed', { header: 'Upload-Checksum' });
  return bytes.toString('hex');
}

/** `Upload-Metadata`: report, name, sha256, type, each in base64. @throws Problem `malformed`. */
export function readMetadata(request: Request): UploadMetadata {
  const pairs = (request.headers.get('upload-metadata') ?? '').split(',').map((pair) => pair.trim().split(' '));
  const texts = pairs.map(([key = '', value = '']) => [key, textOf(value)] as const);
  const parsed = uploadMetadata.safeParse(Object.fromEntries(texts));
  if (!parsed.success || parsed.data.name.includes('\0')) throw new Problem('malformed', { header: 'Upload-Metadata' });
  return parsed.data;
}

function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
