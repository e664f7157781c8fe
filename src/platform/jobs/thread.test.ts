import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { Problem } from '../http/problem.ts';
import { createThread, type Thread, ThreadStop } from './thread.ts';

const folder = temporaryFolder('thread');
const file = join(folder, 'worker.mjs');
writeFileSync(
  file,
  `import { appendFileSync } from 'node:fs';
  import { parentPort, threadId } from 'node:worker_threads';
  process.once('exit', () => appendFileSync(new URL('ended', import.meta.url), 'x'));
  const fill = (kept) => { for (;;) kept.push(new Array(100_000).fill(0.5)); };
  parentPort.on('message', ({ kind, job }) => {
    if (kind === 'end') return parentPort.close();
    if (job === 'for ever') for (;;);
    if (job === 'memory') fill([]);
    if (job === 'crash') throw new RangeError('broken');
    if (job === 'exit') process.exit(3);
    if (job === 'problem') return parentPort.postMessage({ kind: 'problem', problem: { code: 'not-found', parameters: { what: 'x' } } });
    if (job === 'failed') return parentPort.postMessage({ kind: 'failed', name: 'TypeError', message: 'no', stack: 'at x' });
    parentPort.postMessage({ kind: 'done', value: { job, threadId } });
  });
  parentPort.postMessage({ kind: 'ready' });`,
);
const threads: Thread[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function thread(changes: { deadlineMs?: number; mostWaiting?: number; heapMb?: number } = {}): Thread {
  const made = createThread({ file, deadlineMs: 60_000, heapMb: 64, mostWaiting: 20, ...changes });
  threads.push(made);
  return made;
}

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

async function doneIn(promise: Promise<unknown>): Promise<unknown> {
  return ((await promise) as { threadId: number }).threadId;
}

it('does one job after the other in one thread', async () => {
  const made = thread();
  const done = await Promise.all([made.run('a'), made.run(new Uint8Array([7])), made.run('c')]);
  expect(done).toMatchObject([{ job: 'a' }, { job: new Uint8Array([7]) }, { job: 'c' }]);
  expect(new Set(done.map((one) => (one as { threadId: number }).threadId)).size).toBe(1);
});

it('ends a job that takes too long, and does the next in a fresh thread', async () => {
  const made = thread({ deadlineMs: 300 });
  const first = await doneIn(made.run('a'));
  const [stopped, next] = await Promise.all([outcome(made.run('for ever')), doneIn(made.run('b'))]);
  expect(stopped).toMatchObject({ name: 'ThreadStop', reason: 'deadline' });
  expect(next).not.toBe(first);
});

it.each([
  ['memory', 'memory'],
  ['crash', 'crash'],
  ['exit', 'crash'],
])('loses only the job that brings the thread down: %s', async (job, reason) => {
  const made = thread();
  const [before, stopped, after] = await Promise.all([made.run('a'), outcome(made.run(job)), made.run('b')]);
  expect([before, after]).toMatchObject([{ job: 'a' }, { job: 'b' }]);
  expect(stopped).toBeInstanceOf(ThreadStop);
  expect(stopped).toMatchObject({ reason });
});

it('tells what a thread broke down of', async () => {
  const stop = (await outcome(thread().run('crash'))) as ThreadStop;
  expect(stop.cause).toBeInstanceOf(RangeError);
  expect(stop.message).toBe('The work was ended: crash (RangeError: broken)');
});

it('hands on what the work throws', async () => {
  const made = thread();
  const problem = await outcome(made.run('problem'));
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ kind: 'not-found', parameters: { what: 'x' }, issues: null });
  expect(await outcome(made.run('failed'))).toMatchObject({ name: 'TypeError', message: 'no', stack: 'at x' });
});

it('refuses what would wait behind too many others', async () => {
  const made = thread({ mostWaiting: 2 });
  const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((job) => outcome(made.run(job))));
  expect(outcomes).toMatchObject([{ job: 'a' }, { job: 'b' }, { job: 'c' }, { kind: 'too-slow' }]);
});

it('lets an idle thread tidy up before it ends', async () => {
  const made = thread();
  const ended = join(folder, 'ended');
  rmSync(ended, { force: true });
  await made.run('a');
  await made.close();
  expect(readFileSync(ended, 'utf8')).toBe('x');
});

it('ends what runs and what waits when it is closed, and takes no more', async () => {
  const made = thread();
  const running = ['for ever', 'a'].map((job) => outcome(made.run(job)));
  await made.close();
  const outcomes = await Promise.all([...running, outcome(made.run('b'))]);
  expect(outcomes.map((one) => (one as ThreadStop).reason)).toEqual(['closed', 'closed', 'closed']);
});
