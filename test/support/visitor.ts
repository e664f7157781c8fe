import type { Hono } from 'hono';
import { TOTP } from 'otpauth';
import { Authenticator } from './authenticator.ts';
import { TEST_ORIGIN } from './http.ts';

/** A browser as the server sees it: keeps cookies, names its origin, comes from an address. */
export class Visitor {
  readonly authenticator = new Authenticator(TEST_ORIGIN);
  readonly cookies = new Map<string, string>();
  private readonly app: Hono;
  private readonly address: string;

  /** @param address what a proxy would write in X-Forwarded-For. */
  constructor(app: Hono, address = '192.0.2.1') {
    this.app = app;
    this.address = address;
  }

  async ask(line: `${string} /${string}`, body?: unknown): Promise<Response> {
    const [method = 'GET', path = '/'] = line.split(' ');
    const headers = new Headers({
      origin: TEST_ORIGIN,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': this.address,
    });
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    if (body !== undefined) headers.set('content-type', 'application/json');
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const reply = await this.app.request(path, init);
    for (const cookie of reply.headers.getSetCookie()) this.keep(cookie);
    return reply;
  }

  /** The JSON of a reply that must be a success. */
  async get<T>(line: `${string} /${string}`, body?: unknown): Promise<T> {
    const reply = await this.ask(line, body);
    if (!reply.ok) throw new Error(`${line}: ${reply.status} ${await reply.text()}`);
    return (reply.status === 204 ? undefined : await reply.json()) as T;
  }

  /** The code of the problem that a request must end in, with its status: `403 forbidden`. */
  async refusal(line: `${string} /${string}`, body?: unknown): Promise<string> {
    const reply = await this.ask(line, body);
    if (reply.ok) throw new Error(`${line}: expected a problem but got ${reply.status}`);
    return `${reply.status} ${((await reply.json()) as { code: string }).code}`;
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const cut = pair.indexOf('=');
    const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
    if (line.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The code that an authenticator app shows at `instant` (milliseconds since the epoch). */
export function totpCode(secret: string, instant: number): string {
  return new TOTP({ secret }).generate({ timestamp: instant });
}

/** The token of a link, as the page behind it reads it. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
