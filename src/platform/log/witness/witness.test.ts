import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { type TestLog, testLeaf, testLeaves, testLog } from '../../../../test/support/test-log.ts';
import { must } from '../../../kernel/result.ts';
import { type LogPolicy, parseLogPolicy } from '../../../ledger/note/log-policy.ts';
import { formatNoteKey, parseNoteKey } from '../../../ledger/note/note-key.ts';
import { openCheckpoint } from '../../../ledger/note/open-checkpoint.ts';
import { formatWitnessRequest } from '../../../ledger/note/witness-request.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { answerWitness } from './answer-witness.ts';
import { createWitness, type Witness } from './create-witness.ts';
import { createWitnessClient } from './witness-client.ts';
import type { PublishedLog, Witnesses } from './witnesses.ts';

const root = temporaryFolder('witness');
afterAll(() => rmSync(root, { recursive: true }));
const clock = { now: () => Date.now() };
const silent = pino({ level: 'silent' });
const PACE = { restMs: 1, patienceMs: 5_000, firstWaitMs: 1, longestWaitMs: 20 };

let count = 0;
const folder = () => {
  count += 1;
  return join(root, String(count));
};
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function openWitness(log: TestLog, place = folder(), name: string | null = 'witness.example/one'): Witness {
  const witness = createWitness({ logs: [log.key], folder: place, name, clock });
  ends.push(witness.close);
  return witness;
}

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const requestOf = async (log: PublishedLog, oldSize: number) =>
  formatWitnessRequest({ oldSize, proof: await log.prove(oldSize), checkpoint: log.note });

function policyOf(lines: readonly string[]): LogPolicy {
  const parsed = parseLogPolicy(`${lines.join('\n')}\n`);
  return must(parsed.ok ? parsed.value : null, parsed.ok ? '' : parsed.error.message);
}

async function begin(policy: LogPolicy, place = folder()): Promise<Witnesses> {
  const witnesses = await createWitnessClient({ policy, folder: place, clock, log: silent, pace: PACE });
  ends.push(witnesses.close);
  return witnesses;
}

const until = (wanted: () => boolean) => expect.poll(wanted, { timeout: 60_000, interval: 5 }).toBe(true);

describe('a witness', () => {
  test('cosigns what grows, and remembers it when it starts again', async () => {
    const log = testLog(folder());
    const [first, second] = [log.grow(testLeaves(3)), log.grow(testLeaves(300, 3))];
    const place = folder();
    const witness = openWitness(log, place);
    const policy: LogPolicy = {
      logs: [log.key],
      witnesses: [keyOf(witness)],
      quorum: { kind: 'none' },
    };
    expect(readFileSync(join(place, 'identity', 'vkey'), 'utf8')).toBe(`${witness.verifierKey}\n`);
    const answer = await witness.addCheckpoint(await requestOf(first, 0));
    expect(answer.status).toBe(200);
    const opened = await openCheckpoint(first.note + answer.body, policy, verifyEd25519);
    expect(opened).toMatchObject({ ok: true, value: { cosignatures: [{ key: { name: 'witness.example/one' } }] } });
    witness.close();
    const again = openWitness(log, place, null);
    expect(again.verifierKey).toBe(witness.verifierKey);
    expect(await again.addCheckpoint(await requestOf(second, 0))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: '3\n',
    });
    expect((await again.addCheckpoint(await requestOf(second, 3))).status).toBe(200);
  });

  test('LOG-05 answers 422 to a second history, also one that begins with the first', async () => {
    const [log, fork] = [testLog(folder()), testLog(folder())];
    const shared = testLeaves(20);
    const honest = [log.grow(shared), log.grow(testLeaves(20, 20))].at(-1) as PublishedLog;
    const forked = [fork.grow(shared), fork.grow([testLeaf(99)]), fork.grow(testLeaves(30, 21))].at(-1) as PublishedLog;
    const witness = openWitness(log);
    expect((await witness.addCheckpoint(await requestOf(honest, 0))).status).toBe(200);
    expect((await witness.addCheckpoint(await requestOf(forked, 40))).status).toBe(422);
    expect((await witness.addCheckpoint(await requestOf(honest, 40))).status).toBe(200);
  });

  test('of requests at the same moment cosigns one history', async () => {
    const [log, fork] = [testLog(folder()), testLog(folder())];
    const [honest, forked] = [log.grow(testLeaves(5)), fork.grow(testLeaves(5, 50))];
    const witness = openWitness(log);
    const bodies = [await requestOf(honest, 0), await requestOf(forked, 0)];
    const answers = await Promise.all([...bodies, ...bodies].map((body) => witness.addCheckpoint(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409, 409]);
  });

  test('signs nothing where its memory is damaged, or its key is gone', async () => {
    const log = testLog(folder());
    const published = log.grow(testLeaves(5));
    const place = folder();
    const witness = openWitness(log, place);
    await witness.addCheckpoint(await requestOf(published, 0));
    expect(() => openWitness(log, place)).toThrow('does so already');
    witness.close();
    const heads = join(place, 'heads');
    const [name = ''] = readdirSync(heads);
    writeFileSync(join(heads, name), 'test.example/demo\n');
    const damaged = openWitness(log, place, null);
    await expect(damaged.addCheckpoint(await requestOf(published, 0))).rejects.toThrow('is damaged');
    damaged.close();
    rmSync(join(place, 'identity'), { recursive: true });
    expect(() => openWitness(log, place)).toThrow('its key is gone');
  });

  test('is asked over HTTP, as C2SP tlog-witness has it', async () => {
    const log = testLog(folder());
    const published = log.grow(testLeaves(5));
    const witness = openWitness(log);
    const ask = async (path: string, init: RequestInit = {}) =>
      answerWitness(witness, new Request(`http://witness.example${path}`, init));
    const reply = await ask('/add-checkpoint', { method: 'POST', body: await requestOf(published, 0) });
    expect([reply.status, (await reply.text()).startsWith('— witness.example/one ')]).toEqual([200, true]);
    const again = await ask('/add-checkpoint', { method: 'POST', body: await requestOf(published, 0) });
    expect([again.status, again.headers.get('content-type'), await again.text()]).toEqual([
      409,
      'text/x.tlog.size',
      '5\n',
    ]);
    const long = await ask('/add-checkpoint', { method: 'POST', body: 'x'.repeat(100_000) });
    expect(long.status).toBe(413);
    expect((await ask('/add-checkpoint')).status).toBe(405);
    expect((await ask('/elsewhere')).status).toBe(404);
    expect(await (await ask('/key')).text()).toBe(`${witness.verifierKey}\n`);
  });
});

function keyOf(witness: Witness) {
  const key = parseNoteKey(witness.verifierKey);
  return must(key.ok ? key.value : null, 'key');
}

/** Witnesses behind addresses, and a policy that wants so many of them. */
async function serveWitnesses(log: TestLog, names: readonly string[], least: number) {
  const state = { away: new Set<string>(), asked: 0 };
  const lines: string[] = [];
  for (const name of names) {
    const witness = openWitness(log, folder(), `witness.example/${name}`);
    const { url } = await serve(async (request, response) => {
      state.asked += 1;
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      if (state.away.has(name)) return void request.socket.destroy();
      const answer = await witness.addCheckpoint(Buffer.concat(parts).toString());
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
    });
    lines.push(`witness ${name} ${witness.verifierKey} ${url}/`);
  }
  const logLine = `log ${formatNoteKey(log.key)}`;
  const policy = policyOf([logLine, ...lines, `group all ${least} ${names.join(' ')}`, 'quorum all']);
  return { policy, state };
}

describe('a log with witnesses', () => {
  test('is confirmed once there are enough, at whatever size they begin', async () => {
    const log = testLog(folder());
    const { policy } = await serveWitnesses(log, ['a', 'b', 'c'], 2);
    const place = folder();
    const witnesses = await begin(policy, place);
    expect(witnesses.cosigned('demo')).toBeNull();
    witnesses.published(log.grow(testLeaves(5)));
    await until(() => witnesses.cosigned('demo')?.isConfirmed === true);
    const grown = log.grow(testLeaves(600, 5));
    witnesses.published(grown);
    await until(() => witnesses.cosigned('demo')?.size === 605);
    const { note } = must(witnesses.cosigned('demo'), 'cosigned');
    expect(note.startsWith(grown.note)).toBe(true);
    expect(await openCheckpoint(note, policy, verifyEd25519)).toMatchObject({ ok: true, value: { isConfirmed: true } });
    await witnesses.close();
    const kept = await begin(policy, place);
    expect(kept.cosigned('demo')).toMatchObject({ size: 605, isConfirmed: true });
    const grownAgain = log.grow(testLeaves(10, 605));
    kept.published(grownAgain);
    await until(() => kept.cosigned('demo')?.size === 615);
  });

  test('LOG-17 waits for witnesses that are away, and is confirmed when they are back', async () => {
    const log = testLog(folder());
    const { policy, state } = await serveWitnesses(log, ['a', 'b'], 2);
    const witnesses = await begin(policy);
    witnesses.published(log.grow(testLeaves(5)));
    await until(() => witnesses.cosigned('demo')?.isConfirmed === true);
    state.away.add('b');
    for (let size = 5; size < 25; size += 1) witnesses.published(log.grow([testLeaf(size)]));
    const before = state.asked;
    await until(() => state.asked > before + 6);
    expect(witnesses.cosigned('demo')).toMatchObject({ size: 5, isConfirmed: true });
    state.away.clear();
    await until(() => witnesses.cosigned('demo')?.size === 25);
    expect(witnesses.cosigned('demo')?.isConfirmed).toBe(true);
  });

  test('asks about the newest of many checkpoints: not once for each', async () => {
    const log = testLog(folder());
    const { policy, state } = await serveWitnesses(log, ['a'], 1);
    const witnesses = await begin(policy);
    for (let size = 0; size < 200; size += 1) witnesses.published(log.grow([testLeaf(size)]));
    await until(() => witnesses.cosigned('demo')?.size === 200);
    expect(state.asked).toBeLessThan(20);
  });

  test('LOG-05 a fork is confirmed by nobody: what a visitor gets of it says so', async () => {
    const [log, fork] = [testLog(folder()), testLog(folder())];
    const { policy, state } = await serveWitnesses(log, ['a', 'b'], 2);
    const witnesses = await begin(policy);
    witnesses.published(log.grow(testLeaves(30)));
    await until(() => witnesses.cosigned('demo')?.isConfirmed === true);
    const forked = fork.grow(testLeaves(40, 100));
    const others = await begin(policy);
    others.published(forked);
    const before = state.asked;
    await until(() => state.asked > before + 8);
    expect(others.cosigned('demo')).toBeNull();
    expect(await openCheckpoint(forked.note, policy, verifyEd25519)).toMatchObject({
      ok: true,
      value: { isConfirmed: false },
    });
  });

  test('takes no signature for one that is none, whatever a witness answers', async () => {
    const log = testLog(folder());
    const liar = openWitness(log);
    const answers = ['', '\n', 'x', '— witness.example/one AAAA\n', `— witness.example/one ${'A'.repeat(104)}\n`];
    let asked = 0;
    const { url } = await serve((_, response) => {
      response.end(answers[asked % answers.length]);
      asked += 1;
    });
    const witnesses = await begin(policyOf([`witness one ${liar.verifierKey} ${url}`, 'quorum one']));
    witnesses.published(log.grow(testLeaves(5)));
    await until(() => asked > answers.length);
    expect(witnesses.cosigned('demo')).toBeNull();
  });
});
