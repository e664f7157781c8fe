import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { afterAll, describe, expect, test } from 'vitest';
import { printFirstLink } from '../../src/features/office/accounts/routes/print-link.ts';
import { seeded } from '../../src/kernel/seed.ts';
import { Authenticator } from '../support/authenticator.ts';
import { fillReport, lookAt, makeMission, SLUG, sendAll, takeFrom } from '../support/crash-mission.ts';
import { freePort } from '../support/free-port.ts';
import { createPhone } from '../support/openrosa-phone.ts';
import { ownCertificate } from '../support/own-certificate.ts';
import { hasProxy, type ProxyName, type RunningProxy, startProxy } from '../support/proxies.ts';
import { servedFolder } from '../support/restarting-server.ts';
import { tokenOf } from '../support/visitor.ts';

const HOST = 'observers.example';
const PROXIES: readonly ProxyName[] = ['caddy', 'nginx'];

// The examples in `deploy/` are tried with the programs they are for, where these are on the machine.
for (const name of PROXIES) {
  const isHere = hasProxy(name);
  describe.skipIf(!isHere)(`behind ${name}${isHere ? '' : ', which is not on this machine'}`, () => tryBehind(name));
}

function tryBehind(name: ProxyName): void {
  let tried: Promise<Tried> | null = null;
  const all = () => {
    tried ??= open(name);
    return tried;
  };
  afterAll(async () => (await tried)?.folder.remove());

  test('a telephone gets encrypted addresses; a report with a photo of 20 MB gets its receipt', async () => {
    const { phone, origin } = await all();
    const forms = await phone.ask('GET', 'formList');
    expect([forms.status, forms.text]).toEqual([
      200,
      expect.stringContaining(`<downloadUrl>${origin}/openrosa/${SLUG}/`),
    ]);
    const photo = { name: 'large.jpg', content: Buffer.alloc(20_000_000, 7) };
    expect((await phone.send({ ...fillReport(seeded(name)), files: [photo] })).status).toBe(201);
  });

  test('a body beyond what the server takes is refused while it comes', async () => {
    const { phone } = await all();
    const files = [1, 2].map((at) => ({ name: `${at}.jpg`, content: Buffer.alloc(60_000_000, at) }));
    const reply = await phone.send({ ...fillReport(seeded(`${name} too much`)), files });
    expect(reply.status).toBe(413);
  });

  test('a person signs in at the desk, and the cookie is a secure one', async () => {
    const { cookie } = await (await all()).administrator();
    expect(cookie).toMatch(/^__Host-scrutineer=.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
  });

  test('who asks is told apart by the address that connects, whatever it says of itself', async () => {
    const { ask, folder } = await all();
    const body = JSON.stringify({ signInName: 'nobody', password: 'a wrong one', code: '000000' });
    const headers = { ...JSON_HEADERS, origin: (await all()).origin, 'x-forwarded-for': '203.0.113.77' };
    expect((await ask('POST', '/api/sign-in/password', { headers, body })).status).toBe(401);
    const { administrator } = await all();
    const { session } = await administrator();
    const listed = await ask('GET', '/api/my-account', { headers: { cookie: session } });
    expect(listed.text).toContain('"address":"127.0.0.1"');
    expect(listed.text).not.toContain('203.0.113.77');
    expect(folder.dataFolder).not.toBe('');
  });

  test('a long export is passed on as it is made', async () => {
    const { ask, phone, administrator } = await all();
    const reports = Array.from({ length: 120 }, (_, at) => fillReport(seeded(`${name} ${at}`)));
    const { statuses } = await sendAll(() => phone, { clients: 1, next: takeFrom(reports) });
    expect([...statuses]).toEqual([[201, 120]]);
    const { session } = await administrator();
    const exported = await ask('GET', `/api/missions/${SLUG}/reports/export.ndjson`, { headers: { cookie: session } });
    expect(exported.status).toBe(200);
    expect(reports.filter(({ instanceId }) => !exported.text.includes(instanceId))).toEqual([]);
    expect(exported.headers['content-length']).toBeUndefined();
  });

  test('figures are for nobody, and no log of the proxy holds a token or an address of a telephone', async () => {
    const { ask, proxy, token } = await all();
    expect((await ask('GET', '/metrics')).status).toBe(404);
    expect((await ask('GET', '/readyz')).status).toBe(200);
    expect(proxy.logged()).not.toContain(token);
    expect(proxy.logged()).not.toContain('/openrosa/');
  });
}

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
type Reply = Pick<IncomingMessage, 'headers'> & { readonly status: number; readonly text: string };
type Tried = Awaited<ReturnType<typeof open>>;

/** The server behind the proxy, as its example says they belong together. */
async function open(name: ProxyName) {
  const certificate = ownCertificate([HOST]);
  const serverPort = await freePort();
  const proxy = await startProxy(name, { serverPort, host: HOST, certificate });
  const origin = `https://${HOST}:${proxy.port}`;
  const settings = { PORT: String(serverPort), SCRUTINEER_ORIGIN: origin, SCRUTINEER_PROXIES: '1' };
  const folder = servedFolder({ ...settings, SCRUTINEER_METRICS_TOKEN: 'a token of some length' });
  const path = await makeMission(folder);
  await folder.serve();
  const way = { port: proxy.port, ca: certificate.issuer.pem };
  const ask = asking(proxy, way.ca);
  let signedIn: Promise<{ cookie: string; session: string }> | null = null;
  const administrator = () => {
    signedIn ??= lookAt(folder, (sql) => printFirstLink(sql, { origin, now: new Date() })).then((link) =>
      setUp(ask, origin, tokenOf(link ?? '')),
    );
    return signedIn;
  };
  const token = path.split('/').at(-1) ?? '';
  return { folder, proxy, origin, ask, administrator, token, phone: createPhone(origin + path, way) };
}

function asking({ port }: RunningProxy, ca: string) {
  return async (method: string, path: string, { headers = {}, body }: Asked = {}): Promise<Reply> => {
    const host = `${HOST}:${port}`;
    const to = { host: '127.0.0.1', port, servername: HOST, ca, agent: false as const };
    const request = https.request({ ...to, method, path, headers: { host, ...headers } });
    // What is refused while it comes is answered before its end.
    request.on('error', () => {});
    if (body !== undefined) request.write(body);
    if (headers['content-length'] === undefined) request.end();
    const [reply] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const piece of reply) text += piece;
    request.destroy();
    return { status: reply.statusCode ?? 0, headers: reply.headers, text };
  };
}

/** The first administrator sets up a passkey. */
async function setUp(ask: ReturnType<typeof asking>, origin: string, token: string) {
  const jar = new Map<string, string>();
  const lines: string[] = [];
  const post = async (path: string, body: unknown) => {
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
    const reply = await ask('POST', path, { headers: { ...JSON_HEADERS, origin, cookie }, body: JSON.stringify(body) });
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    for (const line of reply.headers['set-cookie'] ?? []) {
      lines.push(line);
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(key, value);
    }
    return reply.text === '' ? null : JSON.parse(reply.text);
  };
  const authenticator = new Authenticator(origin);
  await post('/api/sign-in/link', { token });
  const names = { name: 'Leyla', signInName: 'leyla' };
  const { ceremonyId, options } = await post('/api/set-up/passkey/options', names);
  const credential = authenticator.create(options);
  await post('/api/set-up/passkey', { ...names, ceremonyId, credential, label: 'Test key' });
  const cookie = lines.findLast((line) => line.startsWith('__Host-scrutineer=')) ?? '';
  return { cookie, session: cookie.split(';')[0] ?? '' };
}
