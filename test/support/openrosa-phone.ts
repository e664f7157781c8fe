import http from 'node:http';
import https from 'node:https';

/** A file beside a record. */
export interface SentFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** What one request carries: a record with its files. */
export interface Sending {
  readonly raw: Uint8Array;
  readonly files: readonly SentFile[];
}

/** How the server answered. */
export interface PhoneAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A telephone that speaks OpenRosa over one connection, which it keeps. */
export interface Phone {
  /** Rejects where the connection breaks or stays silent: then nothing is known of what became of the record. */
  send(sending: Sending): Promise<PhoneAnswer>;
  /** Any other request below its address, such as `formList`. */
  ask(method: string, path: string): Promise<PhoneAnswer>;
  close(): void;
}

const BOUNDARY = '----a-telephone-7d1c9f3a';
const PATIENCE_MS = 60_000;

/** Where a telephone connects to, whatever its address names, and which root it trusts. */
export interface PhoneWay {
  readonly port: number;
  readonly ca: string;
}

/** A telephone whose address, as the QR code of a device tells it, is `address`. */
export function createPhone(address: string, way?: PhoneWay): Phone {
  const base = new URL(address);
  const kept = { keepAlive: true, maxSockets: 1 };
  const agent = base.protocol === 'https:' ? new https.Agent(kept) : new http.Agent(kept);
  const place =
    way === undefined
      ? { host: base.hostname, port: base.port }
      : { host: '127.0.0.1', port: way.port, servername: base.hostname, ca: way.ca };
  const request = (method: string, path: string, body?: Buffer) => {
    const headers = {
      'X-OpenRosa-Version': '1.0',
      Host: base.host,
      ...(body === undefined
        ? {}
        : { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, 'Content-Length': body.length }),
    };
    const url = { protocol: base.protocol, ...place, path: `${base.pathname}/${path}` };
    return exchange({ ...url, agent, method, headers, timeout: PATIENCE_MS }, body);
  };
  return {
    send: (sending) => request('POST', 'submission', formatBody(sending)),
    ask: (method, path) => request(method, path),
    close: () => agent.destroy(),
  };
}

/** The body of a submission as ODK Collect writes it. */
export function formatBody({ raw, files }: Sending): Buffer {
  const part = (name: string, filename: string, type: string) =>
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    );
  const end = Buffer.from('\r\n');
  return Buffer.concat([
    part('xml_submission_file', 'record.xml', 'text/xml; charset=utf-8'),
    raw,
    end,
    ...files.flatMap(({ name, content }) => [part(name, name, 'image/jpeg'), content, end]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

function exchange(options: https.RequestOptions, body: Buffer | undefined): Promise<PhoneAnswer> {
  return new Promise((resolve, reject) => {
    const { request: ask } = options.protocol === 'https:' ? https : http;
    const request = ask(options, (reply) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', reject);
      reply.on('end', () => {
        if (!reply.complete) return reject(new Error('The answer broke off'));
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text });
      });
    });
    request.on('timeout', () => request.destroy(new Error('No answer')));
    request.on('error', reject);
    request.end(body);
  });
}
