import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../src/platform/db/embedded/process-identity.ts';
import { eventually } from '../support/open-page.ts';
import { servedFolder } from '../support/restarting-server.ts';
import { runProgram, startProgram, testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const scratch = temporaryFolder('program');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const ENVIRONMENT = { ...process.env, DATABASE_URL: '', PORT: '0' };

describe('the command line', () => {
  const run = (...args: string[]) => runProgram(args, { ...ENVIRONMENT, SCRUTINEER_DATA: join(scratch, 'unused') });

  test('helps, with every command on a line of its own', async () => {
    const help = await run('--help');
    expect(help).toMatchObject({ status: 0, errors: '' });
    for (const name of ['serve', 'import', 'export', 'calendar'])
      expect(help.out).toMatch(new RegExp(`^  ${name} `, 'm'));
    const of = await run('serve', '--help');
    expect(of).toMatchObject({ status: 0, errors: '' });
    expect(of.out).toContain('PORT');
  });

  test('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    expect(await run('--version')).toEqual({ status: 0, out: `scrutineer ${version}\n`, errors: '' });
  });

  test('answers what it cannot understand on standard error, with status 2', async () => {
    const unknown = await run('serf');
    expect(unknown).toMatchObject({ status: 2, out: '' });
    expect(unknown.errors).toContain('Unknown command: serf.');
    expect(await run('constructor')).toMatchObject({ status: 2 });
    expect(await run()).toMatchObject({ status: 2, out: '' });
  });

  test.each([
    ['PORT', '83910', 'found 83910, wanted a whole number from 0 to 65535'],
    ['HOST', '203.0.113.9', 'this machine has no such address'],
    ['DATABASE_URL', 'mysql://localhost/x', 'wanted postgres://'],
    ['DATABASE_URL', 'postgres://nobody:s3cret@127.0.0.1:1/none', 'Open the database at 127.0.0.1:1/none'],
    ['SCRUTINEER_ORIGIN', 'observers.example', 'wanted an address'],
    ['LOG_LEVEL', 'loud', 'wanted one of'],
  ])('refuses %s=%s, and says why', async (name, value, reason) => {
    const environment = { ...ENVIRONMENT, SCRUTINEER_DATA: join(scratch, 'unused'), [name]: value };
    const done = await runProgram(['serve'], environment);
    expect(done).toMatchObject({ status: 1, out: '' });
    expect(done.errors).toContain(reason);
    expect(done.errors.trim().split('\n')).toHaveLength(1);
    expect(done.errors).not.toContain('s3cret');
  });
});

test('says after its line that telephones cannot reach it, once there is a mission', async () => {
  const folder = servedFolder();
  afterAll(() => folder.remove());
  await folder.run('mission', 'create', 'coast', '--name-en', 'Coast');
  const alone = await folder.serve();
  const warning = /^Telephones cannot reach http:\/\/localhost:\d+: set SCRUTINEER_ORIGIN/m;
  await eventually(alone.notes).toMatch(warning);
  await alone.stop();
});

describe('the server', async () => {
  const server = await testServer();
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });

  test('says in one line where it is, with a link for the first administrator', () => {
    expect(server.readyLine).toMatch(
      /^Scrutineer is ready: http:\/\/localhost:\d+ .*http:\/\/localhost:\d+\/desk\/\S+$/,
    );
  });

  test('tells how it is', async () => {
    const reply = await get('/healthz');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ database: 'up' });
  });

  test.each(['/', '/desk', '/desk/e/some-election/calendar', '/e/some-election/claims', '/anything'])(
    'answers %s with a page that may run our own files and nothing else',
    async (path) => {
      const reply = await get(path);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      const policy = reply.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await reply.text()).not.toMatch(/<style|<script(?![^>]* src=)|\son[a-z]+=/);
    },
  );

  test('has what pages need compressed, and lets it be kept for ever', async () => {
    const page = await (await get('/')).text();
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    const plain = await (await get(script, { 'accept-encoding': 'identity' })).text();
    for (const coding of ['br', 'gzip']) {
      const reply = await get(script, { 'accept-encoding': coding });
      expect(reply.headers.get('content-encoding')).toBe(coding);
      expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(reply.headers.get('vary')).toBe('accept-encoding');
      expect(await reply.text()).toBe(plain);
    }
    expect((await get(script, { 'accept-encoding': 'br;q=0' })).headers.get('content-encoding')).toBeNull();
  });

  test('does not send again what the browser has', async () => {
    const tag = (await get('/')).headers.get('etag') ?? '';
    expect((await get('/', { 'if-none-match': tag })).status).toBe(304);
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test.each([
    '/assets/nothing.js',
    '/assets/../../server/cli.js',
    '/assets/%2e%2e/%2e%2e/server/cli.js',
    '//etc/passwd',
  ])('has no file %s', async (path) => {
    const reply = await rawReply(server.url, path);
    const isPage = reply.startsWith('HTTP/1.1 200') && reply.includes('<!doctype html>');
    expect(isPage || reply.startsWith('HTTP/1.1 404'), reply).toBe(true);
  });

  test('answers what it has no endpoint for with a problem', async () => {
    const reply = await get('/api/nothing');
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(await reply.json()).toMatchObject({ code: 'not-found' });
  });

  test('refuses a second one on the same port, or on the same data', async () => {
    const { port } = new URL(server.url);
    const elsewhere = { ...ENVIRONMENT, SCRUTINEER_DATA: join(scratch, 'second') };
    const samePort = await runProgram(['serve'], { ...elsewhere, PORT: port });
    expect(samePort).toMatchObject({ status: 1, out: '' });
    expect(samePort.errors).toContain(`Listen on port ${port}: another program uses it.`);
    const sameData = await runProgram(['serve'], { ...ENVIRONMENT, SCRUTINEER_DATA: server.dataFolder });
    expect(sameData).toMatchObject({ status: 1, out: '' });
    expect(sameData.errors).toMatch(/process \d+ \(serve\) uses it/);
  });

  test('shares its database with other commands', async () => {
    const folder = join(scratch, 'exported');
    expect(await server.run(['export', 'azerbaijan-2024', folder])).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'election.yaml'), 'utf8')).toContain('azerbaijan-2024');
  });
});

describe('the end', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: everything stops, in order', async (signal) => {
    const dataFolder = join(scratch, signal);
    const program = await startProgram({ ...ENVIRONMENT, SCRUTINEER_DATA: dataFolder });
    const postgres = postmasterOf(dataFolder);
    expect(isAlive(postgres)).toBe(true);
    program.child.kill(signal);
    expect(await once(program.child, 'exit')).toEqual([0, null]);
    expect(isAlive(postgres)).toBe(false);
  });

  test('kill -9: the next start goes on, with everything that was there', async () => {
    const dataFolder = join(scratch, 'killed');
    const environment = { ...ENVIRONMENT, SCRUTINEER_DATA: dataFolder };
    const first = await startProgram(environment);
    const before = await recordsAt(first.url);
    first.child.kill('SIGKILL');
    const second = await startProgram(environment);
    expect(await recordsAt(second.url)).toBe(before);
    second.child.kill('SIGINT');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  test('a request that is half sent is answered before the server goes', async () => {
    const program = await startProgram({ ...ENVIRONMENT, SCRUTINEER_DATA: join(scratch, 'SIGINT') });
    const { hostname, port } = new URL(program.url);
    const socket = connect(Number(port), hostname);
    const replies = socket.setEncoding('utf8')[Symbol.asyncIterator]();
    const body = JSON.stringify({ token: 'x'.repeat(43) });
    const head = [
      'POST /api/sign-in/link HTTP/1.1',
      'host: localhost',
      `origin: ${program.url}`,
      'expect: 100-continue',
    ];
    const lines = [...head, 'content-type: application/json', `content-length: ${body.length}`, 'connection: close'];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    expect((await replies.next()).value).toContain('100 Continue');
    program.child.kill('SIGINT');
    await untilRefused(program.url);
    socket.write(body);
    expect((await replies.next()).value).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*application\/problem\+json/);
    expect(await once(program.child, 'exit')).toEqual([0, null]);
  });
});

/** Waits until the server takes no new connections. */
async function untilRefused(url: string): Promise<void> {
  const isRefused = () =>
    fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
      () => false,
      () => true,
    );
  while (!(await isRefused()));
}

function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

async function recordsAt(url: string): Promise<string> {
  const reply = await fetch(`${url}/api/elections/azerbaijan-2024/file`);
  expect(reply.status).toBe(200);
  return await reply.text();
}

/** The reply to a path that is sent as it stands, where fetch would tidy it up. */
async function rawReply(url: string, path: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  return (await socket.setEncoding('utf8').toArray()).join('');
}
