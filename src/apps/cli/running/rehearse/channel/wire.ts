import http from 'node:http';
import https from 'node:https';

/** A request as it crosses the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What was answered. */
export interface WireReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** The connections to a server. */
export class Wire {
  readonly origin: string;
  private readonly url: URL;
  private readonly agent: http.Agent;
  private readonly make: typeof http.request;

  constructor(origin: string) {
    this.url = new URL(origin);
    this.origin = this.url.origin;
    const isSecure = this.url.protocol === 'https:';
    this.make = isSecure ? https.request : http.request;
    this.agent = isSecure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  }

  /** @throws Error of the connection, with its `code`. */
  send(asked: WireRequest): Promise<WireReply> {
    return this.sendOnce(asked).catch((error: NodeJS.ErrnoException & { wasReused?: boolean }) => {
      // The server had closed a connection that rested: it has seen nothing of the request.
      if (error.wasReused === true && error.code === 'ECONNRESET') return this.sendOnce(asked);
      throw error;
    });
  }

  private sendOnce({ method, path, headers, body }: WireRequest): Promise<WireReply> {
    return new Promise((resolve, reject) => {
      const options = { method, headers: { ...headers }, agent: this.agent };
      const request = this.make(this.url.origin + path, options, (reply) => {
        const pieces: Buffer[] = [];
        reply.on('data', (piece) => pieces.push(piece));
        reply.on('error', reject);
        reply.on('end', () => {
          const text = Buffer.concat(pieces).toString('utf8');
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text });
        });
      });
      request.on('error', (error) => reject(Object.assign(error, { wasReused: request.reusedSocket })));
      request.end(body);
    });
  }

  /** Sends the first half of the body; then the connection is gone. */
  breakOff({ method, path, headers, body = '' }: WireRequest): Promise<void> {
    const bytes = Buffer.from(body);
    return new Promise((resolve) => {
      const sent = { ...headers, 'content-length': String(bytes.length) };
      const request = this.make(this.url.origin + path, { method, headers: sent, agent: false });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      request.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.destroy());
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
