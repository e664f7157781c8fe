import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { describe, expect, test } from 'vitest';
import { compressByBrotli } from './compress-replies.ts';

const text = JSON.stringify(
  Array.from({ length: 400 }, (_, at) => ({ at, said: 'the seals were whole — пломбы целы' })),
);
const app = new Hono();
app.use(compress());
app.use(compressByBrotli());
app.get('/much', (c) => c.body(text, 200, { 'content-type': 'application/json', etag: '"1"' }));
app.get('/little', (c) => c.json({ a: 1 }, 200, { 'content-length': '7' }));
app.get('/picture', (c) => c.body(text, 200, { 'content-type': 'image/jpeg' }));
app.get('/part', (c) => c.body(text, 206, { 'content-type': 'application/json' }));
app.get('/broken', (c) => {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('the disk is gone')),
  });
  return c.body(body, 200, { 'content-type': 'application/json' });
});

async function ask(path: string, accept: string | null, method = 'GET') {
  const headers = accept === null ? {} : { 'accept-encoding': accept };
  const reply = await app.request(path, { method, headers });
  return { reply, coding: reply.headers.get('content-encoding'), bytes: Buffer.from(await reply.arrayBuffer()) };
}

describe('a reply', () => {
  test('is packed by Brotli for whoever takes it, and is the same when unpacked', async () => {
    const { reply, coding, bytes } = await ask('/much', 'gzip, deflate, br');
    expect(coding).toBe('br');
    expect(bytes.length).toBeLessThan(text.length / 5);
    expect(brotliDecompressSync(bytes).toString()).toBe(text);
    expect([reply.headers.get('content-length'), reply.headers.get('etag')]).toEqual([null, 'W/"1"']);
    expect(reply.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
  });

  test.each([
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
    [null, null],
  ])('for %s is packed by %s', async (accept, wanted) => {
    const { coding, bytes } = await ask('/much', accept);
    expect(coding).toBe(wanted);
    expect((wanted === null ? bytes : gunzipSync(bytes)).toString()).toBe(text);
  });

  test.each(['/little', '/picture', '/part'])('at %s stays as it is', async (path) => {
    expect((await ask(path, 'br')).coding).toBeNull();
  });

  test('without a body has none', async () => {
    expect((await ask('/much', 'br', 'HEAD')).bytes.length).toBe(0);
  });

  test('that breaks off is not taken for whole', async () => {
    const reply = await app.request('/broken', { headers: { 'accept-encoding': 'br' } });
    await expect(reply.arrayBuffer()).rejects.toThrow('the disk is gone');
  });
});
