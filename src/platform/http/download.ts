import { Readable } from 'node:stream';

/** A reply that the browser keeps as a file of that name and never takes for anything but its type. */
export function download(
  body: Uint8Array | string | Readable,
  { type, name }: { type: string; name: string },
): Response {
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
  };
  if (body instanceof Readable) return new Response(Readable.toWeb(body) as ReadableStream, { headers });
  return new Response(typeof body === 'string' ? body : Buffer.from(body), { headers });
}
