import { hash } from 'node:crypto';
import { escapeText } from '../../../../../xforms/xml/write.ts';

/** The most bytes of one request: what clients are told, so that they send a record with its files in several. */
export const ACCEPTED_BYTES = 100_000_000;

/** On every answer of this door; what a browser is shown of it by mistake can do nothing there. */
const HEADERS = {
  'X-OpenRosa-Version': '1.0',
  'X-OpenRosa-Accept-Content-Length': String(ACCEPTED_BYTES),
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
} as const;

type MoreHeaders = Readonly<Record<string, string>>;

/** Telephones look for `text/xml` in it. */
export const XML = 'text/xml; charset=utf-8';

/** An answer with a message that the telephone shows (OpenRosa HTTP, response messages). */
export function messageReply(status: number, message: string, more: MoreHeaders = {}): Response {
  const nature = status < 300 ? 'submit_success' : 'submit_error';
  const body = `<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="${nature}">${escapeText(message)}</message></OpenRosaResponse>`;
  const headers = { ...HEADERS, 'Content-Type': XML, 'Cache-Control': 'no-store', ...more };
  return new Response(body, { status, headers });
}

/** 204: to HEAD, for whoever asks what may be sent. */
export function emptyReply(): Response {
  return new Response(null, { status: 204, headers: { ...HEADERS, 'Cache-Control': 'no-store' } });
}

/** Something that telephones keep and ask for anew. */
export interface KeptContent {
  readonly type: string;
  /** Changes with the content. */
  readonly tag: string;
  /** Under which it is saved; null: it is read in place. */
  readonly name: string | null;
  readonly load: () => Promise<string | Uint8Array> | string;
}

/** The content, or 304 where `known` (`If-None-Match`) names it. */
export async function contentReply(content: KeptContent, known: string | undefined): Promise<Response> {
  const tag = `"${content.tag}"`;
  const headers: Record<string, string> = { ...HEADERS, 'Cache-Control': 'private, no-cache', ETag: tag };
  if (isKnown(known, tag)) return new Response(null, { status: 304, headers });
  const body = await content.load();
  headers['Content-Type'] = content.type;
  if (content.name !== null) {
    headers['Content-Disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(content.name)}`;
  }
  return new Response(typeof body === 'string' ? body : Buffer.from(body), { headers });
}

/** An XML document of this door that is made anew for each request. */
export async function documentReply(body: string, known: string | undefined): Promise<Response> {
  const tag = hash('sha256', body, 'hex').slice(0, 32);
  return contentReply({ type: XML, tag, name: null, load: () => body }, known);
}

function isKnown(known: string | undefined, tag: string): boolean {
  return (known ?? '').split(',').some((part) => part.trim().replace(/^W\//, '') === tag);
}
