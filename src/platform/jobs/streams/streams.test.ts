import { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { afterAll, describe, expect, test } from 'vitest';
import { compressByBrotli } from '../../../apps/server/reach/compress-replies.ts';
import { ANYTHING, ChangeHub } from './change-hub.ts';
import { EventBody } from './event-body.ts';

const PACE = { gatherMs: 0, beatMs: 600_000 };

describe('ChangeHub', () => {
  test('tells of a subject those who follow it, and names how it stands', () => {
    const [hub, heard] = [new ChangeHub(), [] as string[]];
    const leave = hub.follow('coast', (topics) => heard.push(...topics));
    const before = hub.versionOf('coast');
    hub.note('isles', 'reports');
    expect([heard, hub.versionOf('coast')]).toEqual([[], before]);
    hub.note('coast', 'reports');
    expect(heard).toEqual(['reports']);
    expect(hub.versionOf('coast')).not.toBe(before);
    leave();
    hub.note('coast', 'visits');
    expect(heard).toEqual(['reports']);
  });
  test('no version is the newest where something may have been missed, nor one of another process', () => {
    const [hub, heard] = [new ChangeHub(), [] as string[]];
    hub.follow('coast', (topics) => heard.push(...topics));
    const before = hub.versionOf('coast');
    hub.noteAll();
    expect([heard, hub.versionOf('coast') === before]).toEqual([[ANYTHING], false]);
    expect(new ChangeHub().versionOf('coast')).not.toBe(new ChangeHub().versionOf('coast'));
  });
});

/** What a reader gets with each turn. */
function reading(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  return async () => {
    const { done, value } = await reader.read();
    return done ? null : decoder.decode(value);
  };
}

describe('EventBody', () => {
  test('what changes while nobody reads is one event, however much it is', async () => {
    let version = 0;
    const body = new EventBody(
      PACE,
      () => String(version),
      () => {},
    );
    const next = reading(body.stream);
    expect(await next()).toMatch(/^: +\n\nevent: beat\ndata:\n\n$/);
    for (; version < 10_000; version += 1) body.tell([['reports', 'visits'][version % 2] as string]);
    expect(await next()).toBe('id: 10000\nevent: changed\ndata: {"topics":["reports","visits"]}\n\n');
    const waiting = next();
    body.tell(['checks']);
    expect(await waiting).toContain('"checks"');
  });
  test('ends for its reader when the server ends it, and tells once that it has', async () => {
    let ends = 0;
    const body = new EventBody(
      PACE,
      () => '',
      () => {
        ends += 1;
      },
    );
    const next = reading(body.stream);
    await next();
    const waiting = next();
    body.end();
    body.end();
    body.tell(['reports']);
    expect([await waiting, ends]).toEqual([null, 1]);
  });
  test('a reader that has gone is noticed', async () => {
    let ends = 0;
    const body = new EventBody(
      PACE,
      () => '',
      () => {
        ends += 1;
      },
    );
    const reader = body.stream.getReader();
    await reader.read();
    const waiting = reader.read();
    await reader.cancel();
    expect([(await waiting).done, ends]).toEqual([true, 1]);
  });
});

describe('through the server', () => {
  const app = new Hono();
  const bodies: EventBody[] = [];
  app.use('*', compress());
  app.use('*', compressByBrotli());
  app.get('/', () => {
    const body = new EventBody(
      PACE,
      () => '1',
      () => {},
    );
    bodies.push(body);
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      connection: 'close',
    };
    return new Response(body.stream, { headers });
  });
  const server = createAdaptorServer({ fetch: app.fetch, createServer });
  const isListening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());

  test.each(['br', 'gzip'])('events are not held back for whoever takes %s', async (coding) => {
    await isListening;
    const { port } = server.address() as { port: number };
    const reply = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'accept-encoding': coding } });
    expect(reply.headers.get('content-encoding')).toBeNull();
    const next = reading(reply.body as ReadableStream<Uint8Array>);
    expect(await next()).toContain('beat');
    bodies.at(-1)?.tell(['reports']);
    expect(await next()).toContain('"reports"');
    bodies.at(-1)?.end();
    expect(await next()).toBeNull();
  });
});
