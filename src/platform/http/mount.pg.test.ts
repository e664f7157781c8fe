import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TEST_ORIGIN, testApp } from '../../../test/support/http.ts';
import { testDatabase } from '../../../test/support/postgres.ts';
import { defineEndpoint, type Endpoint } from './endpoint.ts';
import { readUpload } from './multipart.ts';
import { Problem } from './problem.ts';

const { sql, owner } = await testDatabase();
await owner`create table note (id integer primary key, text text not null)`;
await owner`grant select, insert on note to scrutineer_app`;

const noteSchema = z.strictObject({ id: z.number(), text: z.string().max(20) });
const audited = { action: 'note.written', subject: { kind: 'note', id: '1' } } as const;

const write = defineEndpoint({
  method: 'POST',
  path: '/api/notes',
  access: 'editor',
  status: 201,
  body: noteSchema,
  handle: async ({ sql, body, audit }) => {
    await sql`insert into note (id, text) values (${body.id}, ${body.text})`;
    await audit({ ...audited, parameters: { text: body.text }, reason: 'why' });
    if (body.text === 'thrown') throw new Problem('conflict');
    return body.text === 'returned' ? new Problem('conflict') : { id: body.id };
  },
});

const writeSilently = defineEndpoint({
  method: 'PUT',
  path: '/api/notes',
  access: 'editor',
  body: noteSchema,
  handle: async ({ sql, body }) => {
    await sql`insert into note (id, text) values (${body.id}, ${body.text})`;
  },
});

const list = defineEndpoint({
  method: 'GET',
  path: '/api/notes',
  access: 'public',
  query: z.object({ text: z.string().optional() }),
  etag: async ({ sql }) => String((await sql`select from note`).length),
  handle: async ({ sql }) => (await sql`select id from note order by id`).map((row) => row.id),
});

const writeInGet = defineEndpoint({
  method: 'GET',
  path: '/api/notes/bad',
  access: 'public',
  handle: async ({ sql }) => sql`insert into note values (99, 'by reading')`,
});

const fail = defineEndpoint({
  method: 'GET',
  path: '/api/fail/:how',
  access: 'public',
  params: z.object({ how: z.string() }),
  handle: async ({ sql, params }) => {
    if (params.how === 'timeout') await sql.unsafe(`set local statement_timeout = 1; select pg_sleep(5)`);
    if (params.how === 'database') await sql`select 'secret value'::text::integer`;
    if (params.how === 'unicode') await sql`select ${'a\u0000b'}::text`;
    throw new Error('something of ours');
  },
});

const upload = defineEndpoint({
  method: 'POST',
  path: '/api/upload',
  access: 'editor',
  unaudited: 'a test',
  parse: ({ request }) => readUpload(request, { files: 3, fileBytes: 1_000, totalBytes: 2_500 }),
  handle: async ({ body }) => ({
    files: body.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]),
    fields: body.fields,
  }),
});

const download = defineEndpoint({
  method: 'GET',
  path: '/api/download',
  access: 'reader',
  streams: true,
  handle: async () => new Response('a,b\n', { headers: { 'content-type': 'text/csv' } }),
});

const logged: string[] = [];
const sink = new Writable({ write: (chunk, _encoding, done) => done(void logged.push(String(chunk))) });
const log = pino({ level: 'info' }, sink);
const endpoints: readonly Endpoint[] = [write, writeSilently, list, writeInGet, fail, upload, download];
const { app, call, audited: loadAudit } = testApp(endpoints, { sql, log });

async function codeOf(reply: Response): Promise<string> {
  return `${reply.status} ${((await reply.json()) as { code: string }).code}`;
}

describe('a write', () => {
  test('is kept together with its audit entry', async () => {
    const reply = await call('editor', 'POST /api/notes', { id: 1, text: 'kept' });
    expect([reply.status, await reply.json()]).toEqual([201, { id: 1 }]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await loadAudit()).toEqual([
      { action: 'note.written', actorName: 'Test editor', subject: 'note 1', reason: 'why', details: { text: 'kept' } },
    ]);
  });

  test('that throws a problem leaves nothing; one that returns it leaves what it wrote', async () => {
    expect(await codeOf(await call('editor', 'POST /api/notes', { id: 2, text: 'thrown' }))).toBe('409 conflict');
    expect(await codeOf(await call('editor', 'POST /api/notes', { id: 3, text: 'returned' }))).toBe('409 conflict');
    expect(await (await call(null, 'GET /api/notes')).json()).toEqual([1, 3]);
    expect(await loadAudit()).toHaveLength(2);
  });

  test('without audit entry is an error and leaves nothing', async () => {
    expect(await codeOf(await call('editor', 'PUT /api/notes', { id: 4, text: 'silent' }))).toBe('500 internal');
    expect(await sql`select from note where id = 4`).toHaveLength(0);
    expect(logged.join('')).toContain('no audit entry was written');
  });

  test('of what is there already is a conflict', async () => {
    expect(await codeOf(await call('editor', 'POST /api/notes', { id: 1, text: 'again' }))).toBe('409 conflict');
  });
});

describe('a read', () => {
  test('cannot write, whatever its code says (AUTH-13)', async () => {
    expect(await codeOf(await call(null, 'GET /api/notes/bad'))).toBe('500 internal');
    expect(await sql`select from note where id = 99`).toHaveLength(0);
  });

  test('is answered with 304 while its tag holds', async () => {
    const first = await call(null, 'GET /api/notes');
    const tag = first.headers.get('etag') ?? '';
    expect([first.headers.get('cache-control'), tag]).toEqual(['no-cache', '"2"']);
    const headers = { 'if-none-match': `"x", W/${tag}` };
    const second = await app.request('/api/notes', { headers });
    expect([second.status, await second.text()]).toEqual([304, '']);
    await call('editor', 'POST /api/notes', { id: 5, text: 'new' });
    expect((await app.request('/api/notes', { headers })).status).toBe(200);
  });

  test('by somebody signed in is stored nowhere', async () => {
    expect((await call('reader', 'GET /api/notes')).headers.get('cache-control')).toBe('no-store');
    const csv = await call('reader', 'GET /api/download');
    expect([csv.headers.get('cache-control'), await csv.text()]).toEqual(['no-store', 'a,b\n']);
  });
});

describe('who may', () => {
  test.each([
    [null, '401 signed-out'],
    ['reader', '403 forbidden'],
  ] as const)('write: not %s', async (role, code) => {
    expect(await codeOf(await call(role, 'POST /api/notes', { id: 6, text: 'x' }))).toBe(code);
  });

  test('ask for what is not there: nobody', async () => {
    expect(await codeOf(await call('administrator', 'GET /api/nothing'))).toBe('404 not-found');
    const reply = await call('administrator', 'DELETE /api/notes');
    expect([await codeOf(reply), reply.headers.get('allow')]).toEqual(['405 method-not-allowed', 'POST, PUT, GET']);
  });
});

describe('a request from elsewhere (AUTH-13)', () => {
  const send = (headers: Record<string, string>) =>
    app.request('/api/notes', {
      method: 'POST',
      headers: { cookie: '__Host-scrutineer=editor', 'content-type': 'application/json', ...headers },
      body: '{"id":7,"text":"x"}',
    });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:9999' }],
    ['no origin', {}],
    ['origin null', { origin: 'null' }],
    ['another site, as the browser says', { origin: TEST_ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused: %s', async (_name, headers) => {
    expect(await codeOf(await send(headers as Record<string, string>))).toBe('403 cross-site');
    expect(await sql`select from note where id = 7`).toHaveLength(0);
  });

  test('is refused as a form, which needs no permission of the browser', async () => {
    expect(await codeOf(await send({ origin: TEST_ORIGIN, 'content-type': 'text/plain' }))).toBe(
      '415 unsupported-media',
    );
  });
});

describe('what is sent', () => {
  test('is refused part by part', async () => {
    const reply = await call('editor', 'POST /api/notes', { id: '8', text: 'x'.repeat(21), role: 'administrator' });
    const body = (await reply.json()) as { code: string; issues: { column: string | null; code: string }[] };
    expect([reply.status, body.code]).toEqual([422, 'invalid-input']);
    expect(body.issues.map(({ column, code }) => [column, code])).toEqual([
      ['id', 'invalid-type'],
      ['text', 'too-long'],
      [null, 'unknown-column'],
    ]);
  });

  test.each(['GET /api/notes?text=%00', 'GET /api/fail/%00'] as const)(
    'as an address with U+0000 is refused: %s',
    async (line) => {
      expect(await codeOf(await call(null, line))).toBe('400 malformed');
    },
  );
});

describe('an upload', () => {
  function form(files: readonly [string, string][]): FormData {
    const data = new FormData();
    data.set('mode', 'check');
    for (const [path, text] of files) data.append('file', new File([text], path));
    return data;
  }

  test('keeps folders and letters', async () => {
    const reply = await call('editor', 'POST /api/upload', form([['election/Şəki.csv', 'a,b']]));
    expect(await reply.json()).toEqual({ files: [['election/Şəki.csv', 'a,b']], fields: { mode: 'check' } });
  });

  test.each([
    ['a file over its limit', [['a', 'x'.repeat(1_001)]], { limitBytes: 1_000, file: 'a' }],
    [
      'all over theirs',
      [
        ['a', 'x'.repeat(900)],
        ['b', 'x'.repeat(900)],
        ['c', 'x'.repeat(900)],
      ],
      { limitBytes: 2_500 },
    ],
    [
      'too many',
      [
        ['a', ''],
        ['b', ''],
        ['c', ''],
        ['d', ''],
      ],
      { limit: 3 },
    ],
  ] as const)('with %s is refused and says the limit', async (_name, files, parameters) => {
    const reply = await call('editor', 'POST /api/upload', form(files as unknown as [string, string][]));
    expect(await reply.json()).toMatchObject({ code: 'too-large', parameters });
  });

  test('is read only for those who may', async () => {
    expect(await codeOf(await call('reader', 'POST /api/upload', form([['a', 'x']])))).toBe('403 forbidden');
  });

  test('that is none, or breaks off, is refused', async () => {
    const send = (type: string, body: string) =>
      app.request('/api/upload', {
        method: 'POST',
        headers: { cookie: '__Host-scrutineer=editor', origin: TEST_ORIGIN, 'content-type': type },
        body,
      });
    expect(await codeOf(await send('application/json', '{}'))).toBe('415 unsupported-media');
    expect(await codeOf(await send('multipart/form-data', 'x'))).toBe('400 malformed');
    const half = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf';
    expect(await codeOf(await send('multipart/form-data; boundary=b', half))).toBe('400 broken-off');
  });
});

describe('a body without end, over a real connection', () => {
  const json = { 'content-type': 'application/json' };
  const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
  const start = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';

  test.each([
    ['JSON', 'POST', '/api/notes', json, '"'],
    ['a file', 'POST', '/api/upload', multipart, start],
  ])('%s is refused long before it has come', async (_name, method, path, headers, first) => {
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    const sender = { cookie: '__Host-scrutineer=editor', origin: TEST_ORIGIN };
    const request = http.request({ port, method, path, headers: { ...headers, ...sender } });
    const { status, code, sentBytes } = await sendEndlessly(request, first);
    expect([status, code]).toEqual([413, 'too-large']);
    expect(sentBytes).toBeLessThan(50_000_000);
    server.closeAllConnections();
    server.close();
  });

  async function sendEndlessly(request: ClientRequest, first: string) {
    const chunk = Buffer.alloc(100_000, 'x');
    let sentBytes = 0;
    let isAnswered = false;
    const pump = () => {
      while (!isAnswered && sentBytes < 2_000_000_000 && request.write(chunk)) sentBytes += chunk.length;
    };
    request.on('drain', pump);
    // What is still on its way when the server has answered may be cut off: that is no failure.
    request.on('error', () => {});
    const [response] = (await Promise.all([once(request, 'response'), request.write(first), pump()]))[0] as [
      IncomingMessage,
    ];
    isAnswered = true;
    let text = '';
    for await (const part of response) text += part;
    request.destroy();
    return { status: response.statusCode, code: (JSON.parse(text) as { code: string }).code, sentBytes };
  }
});

describe('an error of the database', () => {
  test.each([
    ['timeout', '503 too-slow'],
    ['unicode', '400 malformed'],
    ['database', '500 internal'],
    ['ours', '500 internal'],
  ])('%s is answered with %s', async (how, code) => {
    expect(await codeOf(await call(null, `GET /api/fail/${how}`))).toBe(code);
  });

  test('is logged under its id, without what was sent', async () => {
    logged.length = 0;
    const reply = await call(null, 'GET /api/fail/database');
    const { parameters } = (await reply.json()) as { parameters: { id: string } };
    expect(logged.join('')).toContain(parameters.id);
    expect(logged.join('')).not.toContain('secret value');
  });
});
