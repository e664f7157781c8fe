import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import fc from 'fast-check';
import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../../../test/support/open-page.ts';
import { multipart, type Part, recordPart, serveOpenRosa } from '../../../../test/support/openrosa-server.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { SERVER_OPTIONS } from '../../../apps/server/reach/listen.ts';
import type { KnownDevice } from '../../mission/devices/device.ts';
import type { Intake } from './arrival.ts';
import type { OpenRosaGround } from './routes/openrosa/ground.ts';
import { mountOpenRosa } from './routes/openrosa/mount-openrosa.ts';

const { sql } = await testDatabase();
/** Two ways in on one database sign what waits for each other's logs, each with a key of its own. */
const { sql: ownSql } = await testDatabase();
const server = await serveOpenRosa(sql);
const device = await server.addDevice();
const path = `/openrosa/${server.slug}/key/${device.token}/submission`;
const record = (id: string) => `<data id="f"><a>1</a><meta><instanceID>${id}</instanceID></meta></data>`;
const post = (made: ReturnType<typeof multipart>, headers: Record<string, string> = {}) =>
  server.send(path, { method: 'POST', body: made.body, headers: { ...made.headers, ...headers } });
const countAll = async () => Number((await sql`select count(*) from report_item`)[0]?.count);
const begun = () => server.files().filter((name) => name.startsWith('begun'));

describe('what breaks off', () => {
  test('HTTP-01 a missing final boundary: 400 in OpenRosa XML, files removed, connection closed', async () => {
    const photo = { name: 'a.jpg', content: Buffer.alloc(300_000, 'x') };
    for (const parts of [[recordPart(record(randomUUID()))], [recordPart(record(randomUUID())), photo]]) {
      const before = await countAll();
      const reply = await post(multipart(parts, { isBroken: true }));
      expect([reply.status, reply.headers.connection]).toEqual([400, 'close']);
      expect(reply.text).toMatch(/^<OpenRosaResponse.*broke off/);
      expect(await countAll()).toBe(before);
    }
    await eventually(begun).toEqual([]);
  });

  test('HTTP-05 Content-Length larger than the body, then a reset: nothing is visible, and a second try succeeds', async () => {
    const id = randomUUID();
    const photo = { name: 'a.jpg', content: Buffer.alloc(300_000, 'x') };
    const { headers, body } = multipart([recordPart(record(id)), photo], { isBroken: true });
    const socket = net.connect(server.port, '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nX-OpenRosa-Version: 1.0\r\nContent-Type: ${headers['Content-Type']}\r\nContent-Length: 500000\r\n\r\n`,
    );
    socket.write(body);
    await eventually(begun).toHaveLength(1);
    socket.resetAndDestroy();
    await eventually(begun).toEqual([]);
    expect(await sql`select 1 from report_item where instance_id = ${id}`).toHaveLength(0);
    expect((await post(multipart([recordPart(record(id)), photo]))).status).toBe(201);
    expect(await sql`select 1 from report_item where instance_id = ${id}`).toHaveLength(1);
  });
});

describe('what is no submission', () => {
  const made = multipart([recordPart('<data/>')]);
  test.each([
    ['not multipart', 'text/xml', '<data/>'],
    ['no boundary named', 'multipart/form-data', made.body],
    ['another boundary', 'multipart/form-data; boundary=other', made.body],
    ['nothing at all', 'multipart/form-data; boundary=other', ''],
  ])('%s: 400 in OpenRosa XML', async (_name, type, body) => {
    const reply = await server.send(path, { method: 'POST', body, headers: { 'Content-Type': type } });
    expect([reply.status, reply.headers['content-type']]).toEqual([400, 'text/xml; charset=utf-8']);
    expect(reply.text).toMatch(/^<OpenRosaResponse xmlns="http:\/\/openrosa.org\/http\/response"><message/);
  });

  test('no xml_submission_file: 400', async () => {
    expect((await post(multipart([{ name: 'a.jpg', content: 'x' }]))).status).toBe(400);
  });

  test('two of them: 400', async () => {
    expect((await post(multipart([recordPart('<a/>'), recordPart('<b/>')]))).status).toBe(400);
  });
});

describe('limits', () => {
  test('HTTP-09 one byte above the limit: 413 with the limit in OpenRosa XML; of that limit: 201', async () => {
    const xml = record(randomUUID());
    const content = Buffer.alloc(100_000_000 - xml.length, 'x');
    expect((await post(multipart([recordPart(xml), { name: 'a.mp4', content }]))).status).toBe(201);
    const more = Buffer.concat([content, Buffer.from('x')]);
    const reply = await post(multipart([recordPart(xml), { name: 'b.mp4', content: more }]));
    expect([reply.status, reply.headers['x-openrosa-version']]).toEqual([413, '1.0']);
    expect(reply.text).toMatch(/^<OpenRosaResponse.*at most 100 MB/);
    await eventually(begun).toEqual([]);
  }, 60_000);

  test('a body that says it is longer is refused before it comes', async () => {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 200000000\r\n\r\n`,
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  test('a record of more than 16 MB, and more than 128 files: 413', async () => {
    const large = await post(multipart([recordPart(Buffer.alloc(16_000_001, 'x'))]));
    expect([large.status, large.text.includes('16 MB')]).toEqual([413, true]);
    const files = Array.from({ length: 129 }, (_, at): Part => ({ name: `${at}.jpg`, content: 'x' }));
    const many = await post(multipart([recordPart(record(randomUUID())), ...files]));
    expect([many.status, many.text.includes('128 files')]).toEqual([413, true]);
  });

  test('HTTP-03 who sends heads slowly is cut off by the time limits of the server', () => {
    expect(SERVER_OPTIONS.headersTimeout + SERVER_OPTIONS.connectionsCheckingInterval).toBeLessThanOrEqual(15_000);
  });

  test('who sends too much at once is told to wait, and a neighbour goes on', async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    let taken = 0;
    const take = async () => {
      taken += 1;
      await held;
      return { code: 'x' };
    };
    const busy = await serveOpenRosa(ownSql, {
      intake: { take } as unknown as Intake,
      devices: { ...NO_DEVICES, byToken: async (token) => ({ ...KNOWN, id: token }) as unknown as KnownDevice },
    });
    const xml = Buffer.concat([Buffer.from(record(randomUUID())), Buffer.alloc(9_000_000, ' ')]);
    const made = multipart([recordPart(xml)]);
    const ask = (token: string) =>
      busy.send(`/openrosa/m/key/${token}/submission`, { method: 'POST', body: made.body, headers: made.headers });
    const waiting = [ask('a'), ask('a')];
    await eventually(() => taken).toBe(2);
    const refused = await ask('a');
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect(refused.text).toMatch(/^<OpenRosaResponse/);
    const other = ask('b');
    await eventually(() => taken).toBe(3);
    go();
    expect((await Promise.all([...waiting, other])).map(({ status }) => status)).toEqual([201, 201, 201]);
  });
});

const NO_DEVICES = { byToken: async () => null, byLogin: async () => null, seen: async () => {} };
const KNOWN = { missionId: server.missionId, missionSlug: 'm', pseudonym: '0011223344556677', isRevoked: false };

describe('whatever is sent', () => {
  const app = new Hono();
  const logged: string[] = [];
  mountOpenRosa(app, {
    ...{ sql, clock: { now: () => 0 }, proxies: 0, origins: ['http://observers.example'] },
    log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    intake: { take: async () => ({ code: 'M-1' }) } as unknown as Intake,
    devices: { ...NO_DEVICES, byToken: async () => ({ ...KNOWN, id: randomUUID() }) as unknown as KnownDevice },
    blobs: {
      keep: async (stream) => {
        let bytes = 0;
        for await (const piece of stream) bytes += piece.length;
        return { sha256: Buffer.alloc(32), bytes };
      },
    },
    wordsOf: () => ({ find: (key) => key }),
  } satisfies OpenRosaGround);

  const text = fc.constantFrom(
    'xml_submission_file',
    'a.jpg',
    '',
    '"',
    '\\',
    '; filename="x"',
    '\u0000',
    'Ş',
    '<data/>',
    '<!x',
    record('1'),
  );
  const part = fc.record({ name: text, content: text, filename: fc.option(text), type: text });
  const harm = fc.record({
    at: fc.nat(600),
    drop: fc.nat(60),
    add: fc.constantFrom('', '\r\n', '--', '\u0000', '----------------------------7d1c9f3a'),
  });

  test('is taken or refused in OpenRosa XML, and never a failure of ours (10,000 requests)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 3 }),
        harm,
        fc.boolean(),
        async (parts, { at, drop, add }, isBroken) => {
          const { headers, body } = multipart(parts, { isBroken });
          const whole = Buffer.from(body as Buffer);
          const sent = Buffer.concat([whole.subarray(0, at), Buffer.from(add), whole.subarray(at + drop)]);
          const reply = await app.request('/openrosa/m/key/t/submission', {
            method: 'POST',
            headers: headers as Record<string, string>,
            body: sent,
          });
          expect([201, 400]).toContain(reply.status);
          expect(await reply.text()).toMatch(/^<OpenRosaResponse/);
        },
      ),
      { numRuns: 10_000 },
    );
    expect(logged).toEqual([]);
  }, 240_000);
});
