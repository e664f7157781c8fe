import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseInput, readJson } from './input.ts';
import { Problem } from './problem.ts';

function request(body: BodyInit, type = 'application/json'): Request {
  return new Request('http://localhost/api/x', { method: 'POST', headers: { 'content-type': type }, body });
}

async function refusal(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

describe('a JSON body', () => {
  test('is read', async () => {
    expect(await readJson(request('{"a":["ə",1]}', 'application/json; charset=utf-8'), 100)).toEqual({ a: ['ə', 1] });
  });

  test.each([
    ['no JSON', '{a:1}'],
    ['nothing', ''],
    ['U+0000', '{"a":"x\\u0000y"}'],
    ['U+0000 in a name', '{"\\u0000":1}'],
    ['half of a surrogate pair', '{"a":{"b":["\\ud83d"]}}'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['65 levels', '['.repeat(66) + ']'.repeat(66)],
  ])('with %s is malformed', async (_name, body) => {
    expect((await refusal(readJson(request(body), 1_000_000))).kind).toBe('malformed');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'as %s is refused',
    async (type) => {
      expect((await refusal(readJson(request('{}', type), 100))).kind).toBe('unsupported-media');
    },
  );

  test('is read to its limit and no byte further', async () => {
    expect(await readJson(request('"12345678"'), 10)).toBe('12345678');
    const problem = await refusal(readJson(request('"123456789"'), 10));
    expect(problem).toMatchObject({ kind: 'too-large', parameters: { limitBytes: 10 } });
  });

  test('that announces no length is stopped while it comes', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: endless, duplex: 'half' };
    const problem = await refusal(readJson(new Request('http://localhost/', init as RequestInit), 5_000));
    expect(problem.kind).toBe('too-large');
    expect(sent).toBeLessThan(20_000);
  });
});

describe('what a schema refuses', () => {
  const schema = z.strictObject({ name: z.string().min(2).max(5), role: z.enum(['a', 'b']), n: z.number().max(3) });

  test('is named part by part', () => {
    const refused = () => parseInput(schema, { name: 'x', role: 'c', n: 4, admin: true });
    expect(refused).toThrow(Problem);
    const problem = catchProblem(refused);
    const codes = Object.fromEntries((problem.issues ?? []).map((issue) => [issue.column, issue.code]));
    expect(codes).toEqual({ name: 'too-short', role: 'choice', n: 'too-large', null: 'unknown-column' });
  });

  test('tells what is missing from what is of another type', () => {
    const problem = catchProblem(() => parseInput(schema, { name: 7, role: 'a' }));
    const codes = Object.fromEntries((problem.issues ?? []).map((issue) => [issue.column, issue.code]));
    expect(codes).toEqual({ name: 'invalid-type', n: 'required' });
  });
});

function catchProblem(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('Expected a problem');
}
