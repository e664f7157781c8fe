import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { Refusal } from '../db/refusal.ts';
import { Problem } from '../http/problem.ts';
import { answerCalls } from './answer-calls.ts';
import { type CallMessage, type CallThread, type CallThreadOptions, createCallThread } from './call-thread.ts';

const folder = temporaryFolder('call-thread');
const file = join(folder, 'worker.mjs');
const program = join(folder, 'program.mjs');
const ended = join(folder, 'ended');

const WORKER = `
  import { appendFileSync } from 'node:fs';
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  import { Refusal } from '../db/refusal.ts';
  import { Problem } from '../http/problem.ts';
  import { answerCalls } from './answer-calls.ts';

  const sizes = [];
  parentPort.on('message', (order) => sizes.push(order.calls?.length));
  const held = [];
  const fill = (kept) => { for (;;) kept.push(new Array(100_000).fill(0.5)); };
  const acts = {
    where: () => threadId,
    given: () => workerData,
    sizes: () => sizes,
    hold: () => new Promise((resolve) => held.push(resolve)),
    release: () => held.splice(0).forEach((resolve) => resolve('released')),
    event: () => tell({ happened: 'this' }),
    problem: () => { throw new Problem('invalid-input', { limit: 7 }, [{ path: '/a', code: 'required' }]); },
    refusal: () => { throw new Refusal('Write here: it is full'); },
    failed: () => { throw new RangeError('out of it'); },
    function: () => () => {},
    crash: () => new Promise(() => setImmediate(() => { throw new RangeError('broken'); })),
    exit: () => process.exit(0),
    memory: () => fill([]),
  };
  const tell = answerCalls(parentPort, {
    answer: async (call) => (typeof call === 'string' ? acts[call]() : call),
    end: async () => {
      // It takes its time, as one does that closes files and connections.
      for (let turn = 0; turn < 2_000; turn += 1) await new Promise(setImmediate);
      appendFileSync(workerData.ended, 'x');
    },
  });`;

const PROGRAM = `
  import { createCallThread } from './call-thread.ts';
  const [file, ended, how] = process.argv.slice(2);
  const options = { heapMb: 64, youngMb: 8, onEvent: () => {}, onBreakdown: () => {} };
  const thread = createCallThread({ file, given: { ended }, ...options });
  const called = thread.call(7);
  if (how === 'closes') await thread.close();
  console.log(await called);`;

async function bundle(contents: string, outfile: string) {
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
}

beforeAll(async () => {
  await Promise.all([bundle(WORKER, file), bundle(PROGRAM, program)]);
});
const threads: CallThread[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
  rmSync(ended, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(changes: Partial<Pick<CallThreadOptions, 'file' | 'onEvent' | 'onBreakdown'>> = {}) {
  const breakdowns: Error[] = [];
  const thread = createCallThread({
    file,
    given: { ended },
    heapMb: 32,
    youngMb: 8,
    onEvent: () => {},
    onBreakdown: (error) => breakdowns.push(error),
    ...changes,
  });
  threads.push(thread);
  return { thread, breakdowns };
}

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );
const unavailable = { name: 'Problem', kind: 'unavailable' };

it('gives each of many calls its own answer', async () => {
  const { thread } = open();
  const values = Array.from({ length: 500 }, (_, number) => ({ number, bytes: new Uint8Array([number % 256]) }));
  expect(await Promise.all(values.map((value) => thread.call(value)))).toEqual(values);
  expect(await thread.call('given')).toEqual({ ended });
});

it('does not keep calls waiting for those before them', async () => {
  const { thread } = open();
  const calls = ['hold', 'hold', 'release', 4].map((call) => thread.call(call));
  expect(await Promise.all(calls)).toEqual(['released', 'released', undefined, 4]);
});

it('sends the calls of one turn together', async () => {
  const { thread } = open();
  await Promise.all([1, 2, 3].map((value) => thread.call(value)));
  const [, , , sizes] = await Promise.all([4, 5, 6, 'sizes'].map((value) => thread.call(value)));
  expect(sizes).toEqual([3, 4]);
});

it('sends the answers of one turn together', async () => {
  const { port1, port2 } = new MessageChannel();
  const isEnded = new Promise<void>((resolve) => {
    answerCalls(port1, { answer: async (call) => call, end: async () => resolve() });
  });
  const messages: CallMessage[] = [];
  port2.on('message', (message) => messages.push(message));
  port2.postMessage({ kind: 'calls', calls: [1, 2, 3].map((id) => ({ id, call: `c${id}` })) });
  port2.postMessage({ kind: 'end' });
  await Promise.all([isEnded, once(port2, 'close')]);
  const answers = [1, 2, 3].map((id) => ({ id, outcome: { kind: 'done', value: `c${id}` } }));
  expect(messages).toEqual([{ kind: 'answers', answers }]);
});

it('hands on what is thrown there', async () => {
  const { thread, breakdowns } = open();
  const problem = await outcome(thread.call('problem'));
  expect(problem).toBeInstanceOf(Problem);
  const issues = [{ path: '/a', code: 'required' }];
  expect(problem).toMatchObject({ kind: 'invalid-input', parameters: { limit: 7 }, issues });
  const refusal = await outcome(thread.call('refusal'));
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ message: 'Write here: it is full' });
  const failed = await outcome(thread.call('failed'));
  expect(failed).toMatchObject({ name: 'RangeError', message: 'out of it' });
  expect((failed as Error).stack).toContain('worker.mjs');
  expect(breakdowns).toEqual([]);
});

it('tells of what happens there', async () => {
  const events: unknown[] = [];
  const { thread } = open({ onEvent: (event) => events.push(event) });
  await thread.call('event');
  expect(events).toEqual([{ happened: 'this' }]);
});

it('refuses a call that cannot be copied, and no other', async () => {
  const { thread, breakdowns } = open();
  const outcomes = await Promise.all([1, () => {}, 3].map((value) => outcome(thread.call(value))));
  expect(outcomes).toMatchObject([1, { name: 'DataCloneError' }, 3]);
  expect(breakdowns).toEqual([]);
});

it('refuses an answer that cannot be copied, and no other', async () => {
  const { thread, breakdowns } = open();
  const outcomes = await Promise.all([1, 'function', 3].map((value) => outcome(thread.call(value))));
  expect(outcomes).toMatchObject([1, { name: 'DataCloneError' }, 3]);
  expect(breakdowns).toEqual([]);
});

it.each([
  ['crash', { name: 'RangeError', message: 'broken' }],
  ['exit', { message: 'The thread has ended: exit 0' }],
  ['memory', { code: 'ERR_WORKER_OUT_OF_MEMORY' }],
])('gives up what is under way where the thread breaks down, and starts it anew: %s', async (how, error) => {
  const { thread, breakdowns } = open();
  const before = await thread.call('where');
  const outcomes = await Promise.all(['hold', how, 'hold'].map((call) => outcome(thread.call(call))));
  expect(outcomes).toMatchObject([unavailable, unavailable, unavailable]);
  expect(breakdowns).toMatchObject([error]);
  const after = await thread.call('where');
  expect(after).not.toBe(before);
  expect(breakdowns).toHaveLength(1);
});

it('does in the next thread what was not sent when the last one ended', async () => {
  const asked: Promise<unknown>[] = [];
  const { thread } = open({ onBreakdown: () => asked.push(thread.call(2)) });
  expect(await outcome(thread.call('exit'))).toMatchObject(unavailable);
  expect(await Promise.all(asked)).toEqual([2]);
});

it('tells of a script that cannot be started, each time', async () => {
  const { thread, breakdowns } = open({ file: join(folder, 'missing.mjs') });
  expect(await outcome(thread.call(1))).toMatchObject(unavailable);
  expect(await outcome(thread.call(2))).toMatchObject(unavailable);
  expect(breakdowns).toHaveLength(2);
  const wrong = open({ file: 'not/absolute.mjs' });
  expect(await outcome(wrong.thread.call(1))).toBeInstanceOf(Error);
});

it('waits when it is closed for what is under way, and lets the thread end in good order', async () => {
  const { thread, breakdowns } = open();
  const calls = ['hold', 'release', 3].map((call) => thread.call(call));
  const closings = [thread.close(), thread.close()];
  const late = outcome(thread.call(4));
  await closings[1];
  expect(readFileSync(ended, 'utf8')).toBe('x');
  expect(await Promise.all(calls)).toEqual(['released', undefined, 3]);
  expect(await late).toMatchObject(unavailable);
  await Promise.all([...closings, thread.close()]);
  expect(readFileSync(ended, 'utf8')).toBe('x');
  expect(breakdowns).toEqual([]);
});

it('closes when the thread breaks down meanwhile, and when there is none', async () => {
  const { thread, breakdowns } = open();
  const calls = ['hold', 'crash'].map((call) => outcome(thread.call(call)));
  await thread.close();
  expect(await Promise.all(calls)).toMatchObject([unavailable, unavailable]);
  expect(breakdowns).toHaveLength(1);
  const unused = open().thread;
  await unused.close();
  expect(await outcome(unused.call(1))).toMatchObject(unavailable);
});

it.each([
  ['keeps no process alive when it is idle', 'ends', false],
  ['keeps the process alive that waits for its end', 'closes', true],
])('%s', async (_, how, isEnded) => {
  const child = spawn(process.execPath, [program, file, ended, how], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  child.stdout.on('data', (chunk) => said.push(String(chunk)));
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said.join('')).toBe('7\n');
  expect(existsSync(ended)).toBe(isEnded);
});
