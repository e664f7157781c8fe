import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A file as the bench serves it. */
export interface Served {
  readonly type: string;
  readonly body: Uint8Array | string;
}

/** Pages and forms on a port of this machine, pressed as a real server does. */
export interface FormServer {
  readonly url: string;
  /** Adds or replaces what stands at a path. */
  put(path: string, served: Served): void;
  close(): void;
}

export async function serveForms(): Promise<FormServer> {
  const files = new Map<string, { type: string; body: Uint8Array }>();
  const server = createServer((request, response) => {
    const found = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (found === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': found.type, 'content-encoding': 'gzip', 'cache-control': 'no-store' });
    return response.end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (path, { type, body }) => files.set(path, { type, body: gzipSync(body) }),
    close: () => server.close(),
  };
}
