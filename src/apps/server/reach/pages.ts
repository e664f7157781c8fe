import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, sep } from 'node:path';

/** The web build in memory: by path within it. What is not in here cannot be asked for. */
export interface Pages {
  /** The reply to a GET of `path`, such as `/desk/e/some-election/calendar`. */
  answer(path: string, headers: Headers): Response;
}

interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly tag: string;
  /** By content coding: `br`, `gzip`, and `identity` always. */
  readonly bodies: Readonly<Record<string, Buffer<ArrayBuffer>>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const CODINGS = { br: '.br', gzip: '.gz' } as const;

/** Vite puts what has a hash in its name into this folder. */
const HASHED = '/assets/';

/** Reads the web build in `folder`, with the compressed copies that lie beside its files. */
export function readPages(folder: string): Pages {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = new Map(names.filter(isOwnFile(folder)).map((name) => [pathOf(name), readPage(folder, name)]));
  const entries = [...files.values()];
  const entry = (name: string) => entries.find((file) => basename(file.name) === name);
  const [desk, open] = [entry('desk.html'), entry('public.html')];
  return {
    answer: (path, headers) => {
      const found = files.get(path) ?? (path.startsWith(HASHED) ? undefined : isDesk(path) ? desk : open);
      return found === undefined ? new Response('Not found', { status: 404 }) : reply(found, path, headers);
    },
  };
}

function isOwnFile(folder: string): (name: string) => boolean {
  const isCopy = (name: string) => Object.values(CODINGS).some((ending) => name.endsWith(ending));
  return (name) => !isCopy(name) && statSync(join(folder, name)).isFile();
}

function pathOf(name: string): string {
  return `/${name.split(sep).join('/')}`;
}

function readPage(folder: string, name: string): PageFile {
  const plain = readFileSync(join(folder, name));
  const bodies: Record<string, Buffer<ArrayBuffer>> = { identity: plain };
  for (const [coding, ending] of Object.entries(CODINGS)) {
    const copy = join(folder, `${name}${ending}`);
    if (existsSync(copy)) bodies[coding] = readFileSync(copy);
  }
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  return { name, type: TYPES[extname(name)] ?? 'application/octet-stream', tag, bodies };
}

function isDesk(path: string): boolean {
  return path === '/desk' || path.startsWith('/desk/');
}

function reply(file: PageFile, path: string, asked: Headers): Response {
  const coding = Object.keys(CODINGS).find((name) => name in file.bodies && accepts(asked, name)) ?? 'identity';
  const headers = new Headers({
    'content-type': file.type,
    'cache-control': path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.tag,
    vary: 'accept-encoding',
  });
  if (asked.get('if-none-match')?.includes(file.tag)) return new Response(null, { status: 304, headers });
  if (coding !== 'identity') headers.set('content-encoding', coding);
  return new Response(file.bodies[coding] ?? null, { headers });
}

function accepts(headers: Headers, coding: string): boolean {
  const offers = (headers.get('accept-encoding') ?? '').split(',').map((offer) => offer.trim());
  return offers.some((offer) => offer.split(';')[0] === coding && !/;\s*q=0(\.0*)?$/.test(offer));
}
