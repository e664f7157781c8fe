import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem, api, forgetReplies, onConfirmationNeeded } from './api.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base = '';
let answer: Answer = () => {};
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers['if-none-match'] ?? '-'}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  asked = [];
  forgetReplies();
  onConfirmationNeeded(async () => false);
});

function problem(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title: 'x', status, code, parameters: { n: 1 } }));
}

async function refusal(work: Promise<unknown>): Promise<ApiProblem> {
  const reason = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(ApiProblem);
  return reason as ApiProblem;
}

describe('asking the server', () => {
  test('sends and reads JSON', async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () =>
        response.end(JSON.stringify({ type: request.headers['content-type'], got: Buffer.concat(chunks).toString() })),
      );
    };
    expect(await api.put(`${base}/x`, { a: 'ə' })).toEqual({ type: 'application/json', got: '{"a":"ə"}' });
  });

  test('gives nothing where there is none', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await api.delete(`${base}/x`)).toBeUndefined();
  });

  test('throws what the server says', async () => {
    answer = (_request, response) => problem(response, 409, 'archived');
    expect(await refusal(api.post(`${base}/x`))).toMatchObject({
      code: 'archived',
      status: 409,
      parameters: { n: 1 },
      issues: [],
    });
  });

  test('says that there was no answer, whether something was to be stored, and whether it may be sent again', async () => {
    answer = (request) => request.socket.destroy();
    expect(await refusal(api.post(`${base}/x`, {}))).toMatchObject({ code: 'offline', status: 0 });
    expect(await refusal(api.postOnce(`${base}/x`, { id: 'a' }))).toMatchObject({
      code: 'offline-repeatable',
      status: 0,
    });
    expect(await refusal(api.get(`${base}/x`))).toMatchObject({ code: 'offline-reading', status: 0 });
  });

  test('does not take the page of a proxy for an answer', async () => {
    answer = (_request, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    expect(await refusal(api.get(`${base}/x`))).toMatchObject({ code: 'other', status: 502 });
  });
});

describe('a reply with a tag', () => {
  beforeEach(() => {
    answer = (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end();
      else response.writeHead(200, { etag: '"1"' }).end('{"n":1}');
    };
  });

  test('is kept until it changes', async () => {
    expect([await api.get(`${base}/x`), await api.get(`${base}/x`)]).toEqual([{ n: 1 }, { n: 1 }]);
    expect(asked).toEqual(['GET -', 'GET "1"']);
  });

  test('is kept for its own address, and not after it is forgotten', async () => {
    await api.get(`${base}/x`);
    await api.get(`${base}/y`);
    forgetReplies();
    await api.get(`${base}/x`);
    expect(asked).toEqual(['GET -', 'GET -', 'GET -']);
  });

  test('makes room for others', async () => {
    for (let n = 0; n < 51; n += 1) await api.get(`${base}/${n}`);
    asked = [];
    await api.get(`${base}/0`);
    await api.get(`${base}/50`);
    expect(asked).toEqual(['GET -', 'GET "1"']);
  });
});

describe('where a recent sign-in is wanted', () => {
  test('the person confirms, and the request is made again', async () => {
    let isConfirmed = false;
    answer = (_request, response) =>
      isConfirmed ? response.end('{"done":true}') : problem(response, 403, 'confirm-identity');
    onConfirmationNeeded(async () => {
      isConfirmed = true;
      return true;
    });
    expect(await api.put(`${base}/role`, {})).toEqual({ done: true });
    expect(asked).toHaveLength(2);
  });

  test('a file of any size is only asked for, and not taken', async () => {
    answer = (_request, response) => response.end('a'.repeat(100_000));
    expect(await api.probe(`${base}/export`)).toBeUndefined();
    answer = (_request, response) => problem(response, 403, 'forbidden');
    expect((await refusal(api.probe(`${base}/export`))).code).toBe('forbidden');
  });

  test('the request fails when the person does not, or when it is of no use', async () => {
    answer = (_request, response) => problem(response, 403, 'confirm-identity');
    expect((await refusal(api.put(`${base}/role`, {}))).code).toBe('confirm-identity');
    onConfirmationNeeded(async () => true);
    expect((await refusal(api.put(`${base}/role`, {}))).code).toBe('confirm-identity');
    expect(asked).toHaveLength(3);
  });
});
