import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const CONFIG = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** What our pages may load: their own files and those that people have just taken, nothing inline. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'";

/** Builds the gallery of parts and charts and serves it as strictly as the product is served; gives its address. */
export async function testGallery(): Promise<string> {
  const folder = temporaryFolder('gallery');
  await build({ configFile: CONFIG, mode: 'gallery', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = createServer(async (request, reply) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = extname(path) === '' ? 'gallery.html' : path;
    const content = await readFile(join(folder, file)).catch(() => null);
    reply.writeHead(content === null ? 404 : 200, {
      'content-type': TYPES[extname(file)] ?? 'text/plain',
      'content-security-policy': POLICY,
    });
    reply.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  afterAll(() => close(server, folder));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server, folder: string): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
}
