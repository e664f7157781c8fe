import { Refusal } from '../../../../../platform/db/refusal.ts';
import type { Wire } from '../channel/wire.ts';

/** Whoever prepares and runs the rehearsal at the desk: what a browser asks of the server, by the same addresses. */
export class Desk {
  readonly wire: Wire;
  private readonly cookies: Map<string, string>;

  constructor(wire: Wire, cookies = new Map<string, string>()) {
    this.wire = wire;
    this.cookies = cookies;
  }

  /** The same person over other connections. */
  over(wire: Wire): Desk {
    return new Desk(wire, this.cookies);
  }

  /** @param line `POST /api/missions`. @throws Refusal with what the server answered. */
  async ask<T>(line: string, body?: unknown): Promise<T> {
    const isFile = body instanceof Uint8Array;
    const type = isFile ? 'application/octet-stream' : 'application/json';
    const sent = body === undefined || isFile ? body : JSON.stringify(body);
    return await this.askWith<T>(line, { type, body: sent === undefined ? undefined : Buffer.from(sent) });
  }

  /** The same, of a body of any type. */
  async askWith<T>(line: string, { type, body }: { type: string; body: Buffer | undefined }): Promise<T> {
    const [method = 'GET', path = '/'] = line.split(' ');
    const { origin } = this.wire;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...{ origin, 'sec-fetch-site': 'same-origin', cookie },
      ...(body && { 'content-type': type, 'content-length': String(body.length) }),
    };
    const reply = await this.wire
      .send({ method, path, headers, ...(body && { body }) })
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error;
        throw new Refusal(`Rehearse: the server at ${origin} does not answer ${line} (${error.code}).`);
      });
    for (const line of reply.headers['set-cookie'] ?? []) this.keep(line);
    if (reply.status >= 300) throw new Refusal(`Rehearse: ${line} was answered ${reply.status}: ${saying(reply.text)}`);
    return (reply.text === '' ? undefined : JSON.parse(reply.text)) as T;
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const cut = pair.indexOf('=');
    const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
    if (line.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function saying(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)} …` : text;
}
