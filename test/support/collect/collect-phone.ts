import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { type Challenge, DigestLogin, findChallenge } from './digest-login.ts';
import { type AnswerElement, readDocument } from './read-document.ts';
import { type FilledInstance, splitInstance, writeMultipart } from './split-instance.ts';

/** What a telephone is set up with. */
export interface PhoneSettings {
  readonly serverUrl: string;
  readonly login?: { readonly name: string; readonly password: string };
  /** Reads challenges of MD5 alone, as old ones do. */
  readonly isOld?: boolean;
}

/** A request as it went over the wire, and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  readonly status: number;
}

/** An answer, its body uncompressed. */
interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly challenges: readonly string[];
  readonly body: Buffer;
}

/** A form in the list. */
export interface PhoneForm {
  readonly formId: string;
  readonly name: string;
  readonly version: string | null;
  /** MD5 in hexadecimal digits. */
  readonly hash: string;
  readonly downloadUrl: string;
  readonly manifestUrl: string | null;
}

/** What became of a filled form; `message` is shown to whoever holds the telephone. */
export interface Uploaded {
  readonly isSent: boolean;
  readonly message: string;
}

interface Content {
  readonly type: string;
  readonly body: Buffer;
}

const USER_AGENT = 'org.odk.collect.android/v2026.2.0 Dalvik/2.1.0 (Linux; U; Android 13)';
const DEFAULT_LIMIT_BYTES = 10_000_000;

/**
 * ODK Collect as a server meets it, after its source of 2026: which requests in which order, headers, login, what is kept and
 * asked for anew, splitting, and what counts as success. What people see of it is not here.
 */
export class CollectPhone {
  readonly exchanges: Exchange[] = [];
  readonly settings: PhoneSettings;
  private readonly login: DigestLogin | null;
  private readonly deviceId = `collect:${randomBytes(8).toString('hex')}`;
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  private readonly kept = new Map<string, Answer>();
  private challenge: Challenge | null = null;

  constructor(settings: PhoneSettings) {
    this.settings = settings;
    this.login = settings.login === undefined ? null : new DigestLogin(settings.login);
  }

  /** A telephone that has scanned a code. @throws Error where it holds no settings. */
  static scan(code: string): CollectPhone {
    const settings = JSON.parse(inflateSync(Buffer.from(code, 'base64')).toString('utf8'));
    if (settings.general === undefined || settings.admin === undefined) throw new Error('Scan: no settings');
    return new CollectPhone({ serverUrl: settings.general.server_url });
  }

  /** Ends its connection. */
  close(): void {
    this.agent.destroy();
  }

  /** Refreshes the list of forms. @throws Error with what the telephone would show. */
  async formList(): Promise<readonly PhoneForm[]> {
    const root = await this.document(`${this.settings.serverUrl}/formList`, 'xforms', 'xformsList');
    return root.all('xform').map((form) => {
      const [formId, name, downloadUrl] = [form.text('formID'), form.text('name'), form.text('downloadUrl')];
      if (!formId || !name || !downloadUrl) throw new Error('The list of forms is wrong');
      const [version, manifestUrl] = [form.text('version'), form.text('manifestUrl')];
      return { formId, name, version, downloadUrl, manifestUrl, hash: readHash(form) };
    });
  }

  /** Downloads a form with its files. @throws Error with what the telephone would show. */
  async download(form: PhoneForm): Promise<{ xml: string; files: ReadonlyMap<string, Buffer> }> {
    const xml = await this.file(form.downloadUrl, form.hash);
    const files = new Map<string, Buffer>();
    if (form.manifestUrl === null) return { xml: xml.toString('utf8'), files };
    const manifest = await this.document(form.manifestUrl, 'manifest', 'xformsManifest');
    for (const file of manifest.all('mediaFile')) {
      const [name, url] = [file.text('filename'), file.text('downloadUrl')];
      if (!name || !url) throw new Error('The manifest is wrong');
      files.set(name, await this.file(url, readHash(file)));
    }
    return { xml: xml.toString('utf8'), files };
  }

  /** Sends a filled form: asks first, then posts in as many requests as the limit of the server wants. */
  async upload(instance: FilledInstance): Promise<Uploaded> {
    const url = this.withDevice(`${this.settings.serverUrl}/submission`);
    const head = await this.request('HEAD', url, null);
    if (head.status === 401) return { isSent: false, message: 'Enter your login' };
    if (head.status !== 204 && head.status < 300) return { isSent: false, message: 'This is no OpenRosa server' };
    const stated = head.headers['x-openrosa-accept-content-length'];
    const limitBytes = head.status === 204 && stated !== undefined ? Number(stated) : DEFAULT_LIMIT_BYTES;
    let outcome: Uploaded = { isSent: false, message: '' };
    for (const chunk of splitInstance(instance, limitBytes)) {
      outcome = outcomeOf(await this.request('POST', url, writeMultipart(instance, chunk)));
      if (!outcome.isSent) break;
    }
    return outcome;
  }

  private async file(url: string, hash: string): Promise<Buffer> {
    const { status, body } = await this.request('GET', this.withDevice(url), null);
    if (status !== 200) throw new Error(`${url}: ${status}`);
    if (createHash('md5').update(body).digest('hex') !== hash) throw new Error(`${url}: the hash is another one`);
    return body;
  }

  private async document(url: string, root: string, namespace: string): Promise<AnswerElement> {
    const { status, headers, body } = await this.request('GET', this.withDevice(url), null);
    if (status === 401) throw new Error('Enter your login');
    if (status !== 200 || !headers['content-type']?.includes('text/xml')) throw new Error(`${url}: ${status}`);
    if (headers['x-openrosa-version'] === undefined) throw new Error('This is no OpenRosa server');
    const found = readDocument(body.toString('utf8'));
    if (found.name === root && found.namespace === `http://openrosa.org/xforms/${namespace}`) return found;
    throw new Error(`${url}: found ${found.name}`);
  }

  private withDevice(url: string): string {
    return `${url}${url.includes('?') ? '&' : '?'}deviceID=${encodeURIComponent(this.deviceId)}`;
  }

  /** Sends with the login that worked last. After 401 it tries again with what the answer asks for; once. */
  private async request(method: string, url: string, content: Content | null): Promise<Answer> {
    const send = (challenge: Challenge | null) => this.exchange({ method, url: new URL(url), content, challenge });
    const known = this.challenge;
    let answer = await send(known);
    if (answer.status !== 401 || this.login === null) return answer;
    if (known !== null && this.challengeOf(answer)?.isStale !== true) {
      this.challenge = null;
      answer = await send(null);
    }
    const asked = answer.status === 401 ? this.challengeOf(answer) : null;
    if (asked === null) return answer;
    answer = await send(asked);
    if (answer.status !== 401) this.challenge = asked;
    return answer;
  }

  private challengeOf({ challenges }: Answer): Challenge | null {
    return findChallenge(challenges.filter((line) => !this.settings.isOld || line.includes('algorithm=MD5')));
  }

  private async exchange(asked: {
    readonly method: string;
    readonly url: URL;
    readonly content: Content | null;
    readonly challenge: Challenge | null;
  }): Promise<Answer> {
    const { method, url, content, challenge } = asked;
    const path = `${url.pathname}${url.search}`;
    const kept = method === 'GET' ? this.kept.get(url.href) : undefined;
    const headers = {
      ...(content === null ? {} : { 'Content-Type': content.type, 'Content-Length': String(content.body.length) }),
      ...(challenge === null || this.login === null
        ? {}
        : { Authorization: this.login.authorize(method, path, challenge) }),
      ...(kept?.headers.etag === undefined ? {} : { 'If-None-Match': kept.headers.etag }),
      'User-Agent': USER_AGENT,
      'X-OpenRosa-Version': '1.0',
      Date: dateOf(new Date()),
      'Accept-Encoding': 'gzip',
    };
    const answer = await send({ agent: this.agent, url, method, headers, body: content?.body ?? null });
    this.exchanges.push({ method, path, headers, body: content?.body ?? null, status: answer.status });
    if (answer.status === 304 && kept !== undefined) {
      return { ...kept, headers: { ...kept.headers, ...answer.headers } };
    }
    const mayKeep = answer.headers['cache-control']?.includes('no-store') !== true;
    if (method === 'GET' && answer.status === 200 && mayKeep) this.kept.set(url.href, answer);
    return answer;
  }
}

interface Sending {
  readonly agent: http.Agent;
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

async function send({ agent, url, method, headers, body }: Sending): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const request = http.request(url, { agent, method, headers: { ...headers } });
    request.on('error', reject);
    request.on('response', (reply) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', reject);
      reply.on('end', () => {
        const raw = Buffer.concat(pieces);
        const isPressed = reply.headers['content-encoding'] === 'gzip' && raw.length > 0;
        const challenges = reply.headersDistinct['www-authenticate'] ?? [];
        const { statusCode: status = 0, headers: answered } = reply;
        resolve({ status, headers: answered, challenges, body: isPressed ? gunzipSync(raw) : raw });
      });
    });
    request.end(body ?? undefined);
  });
}

/** The date as the telephone writes it: a clock of twelve hours without its half of the day. */
function dateOf(now: Date): string {
  const hour = String(now.getUTCHours() % 12 || 12).padStart(2, '0');
  return now.toUTCString().replace(/\d\d(?=:\d\d:\d\d)/, hour);
}

function readHash(element: AnswerElement): string {
  const hash = element.text('hash');
  if (hash === null || !hash.startsWith('md5:')) throw new Error(`A ${element.name} has no hash`);
  return hash.slice(4);
}

/** Only 201 and 202 are success; a message of the server is shown in any case. */
function outcomeOf({ status, body }: Answer): Uploaded {
  if (status === 204) throw new Error('Send a form: no content');
  const isSent = status === 201 || status === 202;
  const text = body.toString('utf8');
  const message = text.includes('<OpenRosaResponse') ? readDocument(text).text('message') : null;
  return { isSent, message: message ?? String(status) };
}
