import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as tus from 'tus-js-client';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { addPhoneTo, newId, serveSync, type TestPhone } from '../../../../test/support/sync-server.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { pieceHeaders } from '../../../apps/cli/running/rehearse/channel/sign-requests.ts';

const { sql } = await testDatabase();
const server = await serveSync(sql);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hashOf = (bytes: Uint8Array | null) => (bytes === null ? null : sha256(bytes));

/** The bytes that a report has under that name, as they lie on the disk; null: none. */
async function storedAs(name: string, folder = server.folder): Promise<Buffer | null> {
  const rows = await sql<{ sha256: Uint8Array }[]>`select sha256 from report_file where name = ${name}`;
  if (rows[0] === undefined) return null;
  const hex = Buffer.from(rows[0].sha256).toString('hex');
  return readFileSync(join(folder, 'content', hex.slice(0, 2), hex));
}

/** What is to be done when the file is done. */
const cleanUps: (() => void)[] = [];
afterAll(() => {
  for (const cleanUp of cleanUps) cleanUp();
});

const offsetOf = async (phone: TestPhone, path: string) => {
  const { status, headers } = await phone.tus('HEAD', path);
  return status === 200 ? Number(headers['upload-offset']) : status;
};

describe('an upload', () => {
  test('of one piece, of many and of none is stored as it was, with a leaf of its report', async () => {
    const phone = await server.addPhone();
    const item = phone.item();
    await phone.sync([item]);
    for (const [name, size] of [
      ['one.jpg', 300_000],
      ['many.jpg', 1_000_001],
      ['none.jpg', 0],
    ] as const) {
      const bytes = randomBytes(size);
      const path = await phone.begin(bytes, { report: String(item.report), name });
      const step = name === 'many.jpg' ? 123_456 : size;
      for (let at = 0; at < size; at += step) {
        const piece = bytes.subarray(at, at + step);
        expect((await phone.patch(path, at, piece)).headers['upload-offset']).toBe(String(at + piece.length));
      }
      expect(hashOf(await storedAs(name))).toBe(sha256(bytes));
      expect(await offsetOf(phone, path)).toBe(size);
      expect(await phone.begin(bytes, { report: String(item.report), name })).toBe(path);
    }
    const rows = await sql`
      select f.name from report_file f join report_item i using (report_id)
      where i.instance_id = ${`uuid:${item.id}`} order by f.leaf_index`;
    expect(rows.map(({ name }) => name)).toEqual(['one.jpg', 'many.jpg', 'none.jpg']);
  });
  test('that comes before its report belongs to it', async () => {
    const phone = await server.addPhone();
    const item = phone.item();
    const path = await phone.begin(Buffer.from('early'), { report: String(item.report), name: 'early.jpg' });
    expect((await phone.patch(path, 0, Buffer.from('early'))).status).toBe(204);
    expect(await phone.sync([item])).toMatchObject([{ status: 'accepted' }]);
    const rows = await sql`
      select 1 from report_file f join report_item i using (report_id) where i.instance_id = ${`uuid:${item.id}`}`;
    expect(rows).toHaveLength(1);
  });
  test('FILE-05 of a photo cut off at 63 % is never complete; it is sent again, and the text has its receipt', async () => {
    const phone = await server.addPhone();
    const item = phone.item();
    expect(await phone.sync([item])).toMatchObject([{ status: 'accepted' }]);
    const photo = randomBytes(300_000);
    const cut = photo.subarray(0, 189_000);
    const report = String(item.report);
    const path = await phone.begin(cut, { report, name: 'cut.jpg', sha256: sha256(photo) });
    const { status, text } = await phone.patch(path, 0, cut);
    expect([status, JSON.parse(text).code]).toEqual([460, 'checksum-differs']);
    expect(await offsetOf(phone, path)).toBe(0);
    expect(await storedAs('cut.jpg')).toBeNull();
    const whole = await phone.begin(photo, { report, name: 'cut.jpg' });
    expect((await phone.patch(whole, 0, photo)).status).toBe(204);
    expect(hashOf(await storedAs('cut.jpg'))).toBe(sha256(photo));
  });
  test('of which a piece was altered on its way takes that piece back alone', async () => {
    const phone = await server.addPhone();
    const bytes = randomBytes(200_000);
    const path = await phone.begin(bytes, { report: newId(), name: 'altered.jpg' });
    await phone.patch(path, 0, bytes.subarray(0, 100_000));
    const headers = pieceHeaders(100_000, bytes.subarray(100_000));
    const altered = await phone.tus('PATCH', path, { headers, body: randomBytes(100_000) });
    expect(altered.status).toBe(460);
    expect(await offsetOf(phone, path)).toBe(100_000);
    expect((await phone.patch(path, 100_000, bytes.subarray(100_000))).status).toBe(204);
    expect(hashOf(await storedAs('altered.jpg'))).toBe(sha256(bytes));
  });
  test('FILE-09 of two pieces at one offset one is taken, the other is told to wait or where it stands', async () => {
    const phone = await server.addPhone();
    for (let round = 0; round < 10; round += 1) {
      const bytes = randomBytes(400_000);
      const name = `twice-${round}.jpg`;
      const path = await phone.begin(bytes, { report: newId(), name });
      const both = await Promise.all([phone.patch(path, 0, bytes), phone.patch(path, 0, bytes)]);
      const statuses = both.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(204);
      expect([409, 423]).toContain(statuses[1]);
      expect(hashOf(await storedAs(name))).toBe(sha256(bytes));
    }
  });
  test('whose connection hangs goes on from where it stands, as soon as the phone asks', async () => {
    const phone = await server.addPhone();
    const bytes = randomBytes(400_000);
    const path = await phone.begin(bytes, { report: newId(), name: 'hangs.jpg' });
    const hanging = beginPiece(phone, { path, offset: 0, bytes, port: server.port });
    const answered = once(hanging, 'response');
    await new Promise((resolve) => hanging.write(bytes.subarray(0, 131_072), resolve));
    await grown(join(server.folder, 'uploads', phone.id, `${path.split('/').at(-1)}.part`), 0);
    expect(await offsetOf(phone, path)).toBe(131_072);
    const [reply] = await answered;
    expect(reply.statusCode).toBe(400);
    hanging.destroy();
    expect((await phone.patch(path, 131_072, bytes.subarray(131_072))).status).toBe(204);
    expect(hashOf(await storedAs('hangs.jpg'))).toBe(sha256(bytes));
  });
  test('is ended by its phone, and seen by no other', async () => {
    const [phone, other] = [await server.addPhone(), await server.addPhone()];
    const path = await phone.begin(Buffer.from('abc'), { report: newId(), name: 'ended.jpg' });
    expect(await offsetOf(other, path)).toBe(404);
    expect((await other.patch(path, 0, Buffer.from('abc'))).status).toBe(404);
    expect((await other.tus('DELETE', path)).status).toBe(404);
    expect(await offsetOf(phone, path)).toBe(0);
    expect((await phone.tus('DELETE', path)).status).toBe(204);
    expect(await offsetOf(phone, path)).toBe(404);
  });
  test('AUTH-11 of a phone that was revoked is taken for its own report alone', async () => {
    const phone = await server.addPhone();
    const item = phone.item();
    await sql`update device set revoked_at = now(), revocation_reason = 'lost' where id = ${phone.id}`;
    await phone.sync([item]);
    const own = await phone.begin(Buffer.from('own'), { report: String(item.report), name: 'own.jpg' });
    expect((await phone.patch(own, 0, Buffer.from('own'))).status).toBe(204);
    const foreign = await phone.begin(Buffer.from('foreign'), { report: newId(), name: 'foreign.jpg' });
    const { status, text } = await phone.patch(foreign, 0, Buffer.from('foreign'));
    expect([status, JSON.parse(text).code]).toEqual([409, 'device-revoked']);
    expect(await storedAs('foreign.jpg')).toBeNull();
  });
  test('AUTH-07 without the signature of the phone over its headers is refused', async () => {
    const phone = await server.addPhone();
    const path = await phone.begin(Buffer.from('abc'), { report: newId(), name: 'x.jpg' });
    const headers = { 'tus-resumable': '1.0.0', ...pieceHeaders(0, Buffer.from('abc')) };
    const authorization = phone.authorize({ method: 'PATCH', path, bodyHash: null, headers });
    const changed = { ...headers, ...pieceHeaders(0, Buffer.from('xyz')), authorization };
    const reply = await phone.send({ method: 'PATCH', path, headers: changed, body: 'xyz' });
    expect(reply.status).toBe(401);
    expect(await offsetOf(phone, path)).toBe(0);
  });
  test('is answered as the protocol wants', async () => {
    const phone = await server.addPhone();
    const files = `/sync/${server.slug}/files`;
    const told = await phone.send({ method: 'OPTIONS', path: files, headers: {} });
    expect(told.headers).toMatchObject({ 'tus-version': '1.0.0', 'tus-extension': 'creation,checksum,termination' });
    expect((await phone.tus('POST', files, { headers: { 'tus-resumable': '0.2.0' } })).status).toBe(412);
    expect((await phone.tus('POST', files, { headers: { 'upload-length': 'x' } })).status).toBe(400);
    expect((await phone.tus('POST', files, { headers: { 'upload-length': '100000001' } })).status).toBe(413);
    expect((await phone.tus('POST', files, { headers: { 'upload-length': '1' } })).status).toBe(400);
    const path = await phone.begin(Buffer.from('abc'), { report: newId(), name: 'p.jpg' });
    expect((await phone.patch(path, 0, Buffer.from('abc'), { 'content-type': 'image/jpeg' })).status).toBe(415);
    expect((await phone.patch(path, 1, Buffer.from('bc'))).status).toBe(409);
    expect((await phone.patch(path, 0, Buffer.from('abcd'))).status).toBe(413);
    expect(await offsetOf(phone, `${files}/${'0'.repeat(32)}`)).toBe(404);
    expect(await offsetOf(phone, `${files}/..%2f..%2fetc`)).toBe(404);
  });
});

describe('a client that is not ours', () => {
  test('tus-js-client uploads in pieces, with the server ending in between', async () => {
    const phone = await server.addPhone();
    const bytes = randomBytes(1_500_000);
    const members = { report: newId(), name: 'client.jpg', sha256: sha256(bytes), type: 'image/jpeg' };
    let restarts = 0;
    await new Promise<void>((resolve, reject) => {
      const upload = new tus.Upload(bytes, {
        endpoint: `http://127.0.0.1:${server.port}/sync/${server.slug}/files`,
        metadata: members,
        chunkSize: 200_000,
        retryDelays: Array.from({ length: 200 }, () => 20),
        onBeforeRequest: (request) => signFor(phone, request, bytes),
        onChunkComplete: (_size, accepted) => {
          if (accepted < 600_000 || restarts > 0) return;
          restarts += 1;
          server.restart().catch(reject);
        },
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
    expect(restarts).toBe(1);
    expect(hashOf(await storedAs('client.jpg'))).toBe(sha256(bytes));
  });
});

describe('kill -9', () => {
  test('FILE-07 twenty times within 3 MB: goes on from what is on the disk, and the file is that of the phone', async () => {
    const mission = { missionId: randomUUID(), slug: `killed-${randomBytes(4).toString('hex')}` };
    await sql`
      insert into mission (id, slug, name, created_at)
      values (${mission.missionId}, ${mission.slug}, ${sql.json({ en: 'Killed' })}, now())`;
    const phone = await addPhoneTo(sql, { ...mission, port: 0, name: 'Phone 1' });
    const bytes = randomBytes(3_000_000);
    const program = await startProgram();
    let [running, path, acknowledged] = [await program.start(), '', 0];
    for (let round = 0; round < 20; round += 1) {
      const there = onPort(phone, running.port);
      if (path === '') path = await there.begin(bytes, { report: newId(), name: 'killed.jpg' });
      const offset = await offsetOf(there, path);
      expect(offset).toBeGreaterThanOrEqual(acknowledged);
      if (round % 3 === 2) {
        const { headers } = await there.patch(path, offset, bytes.subarray(offset, offset + 50_000));
        acknowledged = Number(headers['upload-offset']);
        expect(acknowledged).toBe(offset + 50_000);
      } else {
        const piece = beginPiece(phone, { path, offset, bytes, port: running.port });
        piece.on('error', () => {});
        await new Promise((resolve) => piece.write(bytes.subarray(offset, offset + 131_072), resolve));
        await grown(join(program.uploads, phone.id, `${path.split('/').at(-1)}.part`), offset);
      }
      running.child.kill('SIGKILL');
      await once(running.child, 'exit');
      running = await program.start();
    }
    const there = onPort(phone, running.port);
    const offset = await offsetOf(there, path);
    expect(offset).toBeLessThan(bytes.length);
    expect((await there.patch(path, offset, bytes.subarray(offset))).status).toBe(204);
    const stored = await storedAs('killed.jpg', join(program.uploads, '..'));
    expect(hashOf(stored)).toBe(sha256(bytes));
  });
});

/** Begins to send all the rest of a file, and leaves it to the caller how much. */
function beginPiece(
  phone: TestPhone,
  { path, offset, bytes, port }: { path: string; offset: number; bytes: Buffer; port: number },
): http.ClientRequest {
  const rest = bytes.subarray(offset);
  const headers = pieceHeaders(offset, rest);
  const authorization = phone.authorize({ method: 'PATCH', path, bodyHash: null, headers });
  return http.request({
    ...{ host: '127.0.0.1', port, method: 'PATCH', path },
    headers: { ...headers, authorization, 'tus-resumable': '1.0.0', 'content-length': String(rest.length) },
  });
}

/** Resolves when a file has more bytes than `size`. */
async function grown(path: string, size: number): Promise<void> {
  while ((await stat(path).catch(() => ({ size: 0 }))).size <= size) await setImmediate();
}

function onPort(phone: TestPhone, port: number): TestPhone {
  return Object.assign(Object.create(Object.getPrototypeOf(phone)), phone, { port });
}

function signFor(phone: TestPhone, request: tus.HttpRequest, bytes: Buffer): void {
  const [method, path] = [request.getMethod(), new URL(request.getURL()).pathname];
  const headers: Record<string, string> = {};
  if (method === 'PATCH') {
    const offset = Number(request.getHeader('Upload-Offset'));
    const piece = bytes.subarray(offset, offset + 200_000);
    request.setHeader('Upload-Checksum', `sha256 ${createHash('sha256').update(piece).digest('base64')}`);
  }
  for (const name of ['Upload-Checksum', 'Upload-Length', 'Upload-Metadata', 'Upload-Offset']) {
    const value = request.getHeader(name);
    if (value !== undefined) headers[name.toLowerCase()] = String(value);
  }
  request.setHeader('Authorization', phone.authorize({ method, path, bodyHash: null, headers }));
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** The door of the phone app as a process on this database, which can be started again and again. */
async function startProgram(): Promise<{ start: () => Promise<Running>; uploads: string }> {
  const folder = temporaryFolder('killed');
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  // Within the project, so that packages are found.
  const cache = join(root, 'node_modules/.cache', `sync-${randomUUID()}`);
  mkdirSync(cache, { recursive: true });
  cleanUps.push(() => rmSync(cache, { recursive: true, force: true }));
  const outfile = join(cache, 'sync-process.mjs');
  await build({
    ...{ entryPoints: [join(root, 'test/support/sync-process.ts')], outfile, bundle: true, platform: 'node' },
    ...{ format: 'esm', target: 'node20', packages: 'external', logLevel: 'warning' },
  });
  const { url, address } = inject('testServer');
  const database = sql.options.database;
  const there = url === null ? null : Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const settings = JSON.stringify({ url: there, address, database, folder });
  const start = async () => {
    const child = spawn(process.execPath, [outfile, settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    cleanUps.push(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return { child, port: Number(line) };
  };
  return { start, uploads: join(folder, 'files', 'uploads') };
}
