import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testArrival } from '../../../../test/support/arrivals.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { killAll, processesBelow } from '../../../../test/support/processes.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { Arrival, Intake, Taken } from '../../../features/field/reports/arrival.ts';
import {
  createIntake,
  packEntry,
  type ReportLogs,
} from '../../../features/field/reports/routes/intake/create-intake.ts';
import { must } from '../../../kernel/result.ts';
import { parseLogPolicy } from '../../../ledger/note/log-policy.ts';
import { verifyLogProof } from '../../../ledger/proof/verify-log-proof.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { announceEvent } from '../../../platform/log/announced-event.ts';
import { createThreadedLogs } from '../../../platform/log/threaded/threaded-logs.ts';
import { verifyEd25519 } from '../../../platform/log/verify-ed25519.ts';
import type { PublishedLog } from '../../../platform/log/witness/witnesses.ts';
import type { LogThreadGiven } from './log-thread-given.ts';

const { sql, owner, target } = await testDatabase();
const root = fileURLToPath(new URL('../../../..', import.meta.url));
// Within the project, so that packages are found.
const built = join(root, 'node_modules/.cache', `log-thread-${process.pid}`);
const file = join(built, 'breaking.js');
/** Tells the threads of this file to break down. */
const breaking = new BroadcastChannel('break down');
/** As the build gives it to packages that still call it. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
const closers: (() => Promise<void>)[] = [];

/** The thread as it is, and a way to have it end in the middle of whatever it does. */
const BREAKING = `
  import { BroadcastChannel } from 'node:worker_threads';
  import '${join(root, 'src/apps/server/way-in/log-thread.ts')}';

  const channel = new BroadcastChannel('break down');
  channel.onmessage = ({ data }) => {
    if (data === 'exit') process.exit(1);
    throw new Error('broken');
  };
  channel.unref();`;

beforeAll(async () => {
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'package.json'), '{"type":"module"}');
  writeFileSync(join(built, 'breaking.ts'), BREAKING);
  // The driver as the build mends it: as it comes, a connection that is cut may end the thread, or never write again.
  const { mendDriver } = (await import(join(root, 'bin/mend-driver.mjs'))) as { mendDriver: Plugin };
  await build({
    entryPoints: { breaking: join(built, 'breaking.ts'), signer: join(root, 'src/apps/signer/main.ts') },
    outdir: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['pino', '@node-rs/argon2'],
    banner: { js: REQUIRE },
    plugins: [mendDriver],
    logLevel: 'warning',
  });
});
afterAll(async () => {
  breaking.close();
  await Promise.all(closers.map((close) => close()));
  rmSync(built, { recursive: true, force: true });
});

interface Opened {
  readonly intake: Intake;
  readonly logs: ReportLogs;
  readonly missionId: string;
  readonly folder: string;
  readonly published: PublishedLog[];
  readonly breakdowns: Error[];
}

/** A mission of its own whose log is in a thread, with a signer in a process, as the server has it. */
async function open(): Promise<Opened> {
  const missionId = randomUUID();
  const slug = `m-${missionId.slice(0, 8)}`;
  await sql`insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, '{"en":"M"}', now())`;
  const [folder, stateFolder] = [temporaryFolder('log'), join(temporaryFolder('signer'), 'keys')];
  const [published, breakdowns]: [PublishedLog[], Error[]] = [[], []];
  const given: LogThreadGiven = {
    target,
    logLevel: 'silent',
    stateFolder,
    logFolder: folder,
    host: 'test.example',
    tellsPublished: true,
  };
  const logs: ReportLogs = createThreadedLogs({
    file,
    given,
    folder,
    pack: packEntry,
    published: (log) => published.push(log),
    onBreakdown: (error) => breakdowns.push(error),
  });
  closers.push(() => logs.close());
  return { intake: createIntake(logs), logs, missionId, folder, published, breakdowns };
}

const arrivals = (count: number): Arrival[] =>
  Array.from({ length: count }, (_, number) => testArrival({ id: `uuid:${randomUUID()}`, answer: `${number}` }));

const signers = () => processesBelow(process.pid).filter(({ command }) => command.includes(join(built, 'signer.js')));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

/** Sends as telephones do: anew, for as long as the way in is not available. */
async function insist(intake: Intake, missionId: string, arrival: Arrival): Promise<Taken> {
  for (;;) {
    try {
      return await intake.take(missionId, arrival);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'unavailable') throw error;
    }
  }
}

/** Has 20 senders send `count` reports in all, and `disturb` done with every sixtieth receipt. */
async function sendDisturbed(
  { intake, missionId }: Opened,
  { count, disturb }: { count: number; disturb: (time: number) => unknown },
): Promise<Taken[]> {
  const [waiting, taken]: [Arrival[], Taken[]] = [arrivals(count), []];
  const send = async () => {
    for (let arrival = waiting.pop(); arrival !== undefined; arrival = waiting.pop()) {
      taken.push(await insist(intake, missionId, arrival));
      if (taken.length % 60 === 0) await disturb(taken.length / 60);
    }
  };
  await Promise.all(Array.from({ length: 20 }, send));
  return taken;
}

/** Requires each receipt to prove, and the log to hold each report once, without gaps. */
async function requireWhole({ missionId }: Opened, taken: readonly Taken[]): Promise<void> {
  const [log] = await sql<
    { key: string }[]
  >`select verifier_key as key from mission_log where mission_id = ${missionId}`;
  const policy = parseLogPolicy(`log ${log?.key}\nquorum none`);
  if (!policy.ok) throw new Error(policy.error.message);
  for (const { place, proof } of taken) {
    const terms = { leafHash: place.leafHash, policy: policy.value, verify: verifyEd25519 };
    expect(await verifyLogProof(await proof(), terms)).toMatchObject({ ok: true, value: { index: place.index } });
  }
  const rows = await sql<{ index: number; hash: Uint8Array; reports: number }[]>`
    select l.index::float8 as index, l.hash, (select count(*)::int from report_item i
      where i.mission_id = l.mission_id and i.leaf_index = l.index and i.leaf_hash = l.hash) as reports
    from log_leaf l where l.mission_id = ${missionId} order by l.index`;
  expect(rows.map(({ index }) => index)).toEqual(rows.map((_, at) => at));
  const stored = rows.flatMap(({ index, reports }) => (reports === 0 ? [] : [index]));
  expect(taken.map(({ place }) => place.index).sort((a, b) => a - b)).toEqual(stored);
  for (const { place } of taken) expect(rows[place.index]?.hash).toEqual(Buffer.from(place.leafHash));
}

test('many at once get receipts that prove, each a place of its own; checkpoints are told with proofs', async () => {
  const opened = await open();
  const { intake, missionId, logs, published } = opened;
  const taken = await Promise.all(arrivals(200).map((arrival) => intake.take(missionId, arrival)));
  expect(new Set(taken.map(({ status }) => status))).toEqual(new Set(['accepted']));
  await requireWhole(opened, taken);
  // The log itself states its program.
  expect(await logs.state(missionId)).toMatchObject({ size: 201, closed: null });
  const first = must(published[0], 'nothing was published');
  const last = must(published.at(-1), 'nothing was published');
  expect(last).toMatchObject({ size: 201, missionSlug: expect.stringMatching(/^m-/) });
  expect(await last.prove(first.size)).toBeInstanceOf(Array);
  await logs.close();
  expect(signers()).toEqual([]);
  await expect(intake.take(missionId, must(arrivals(1)[0], 'none'))).rejects.toMatchObject({ kind: 'unavailable' });
});

test('what is refused there is refused here, as the same problem', async () => {
  const { intake, logs } = await open();
  const lost = intake.take(randomUUID(), must(arrivals(1)[0], 'none'));
  await expect(lost).rejects.toMatchObject({ kind: 'not-found', parameters: { what: 'mission' } });
  await logs.close();
});

test('bytes that lie in a larger buffer arrive as they are, and are left as they are', async () => {
  const { intake, logs, missionId } = await open();
  const large = Buffer.alloc(1_000_000, 'x');
  const sent = arrivals(3).map((arrival, at) => {
    const raw = large.subarray(at * 1_000, at * 1_000 + arrival.raw.length);
    raw.set(arrival.raw);
    return { ...arrival, raw };
  });
  await Promise.all(sent.map((arrival) => intake.take(missionId, arrival)));
  const rows = await sql<{ raw: Uint8Array; sha256: Uint8Array }[]>`
    select raw, sha256 from report_item where mission_id = ${missionId} order by leaf_index`;
  expect(rows.map(({ sha256 }) => sha256)).toEqual(sent.map(({ raw }) => createHash('sha256').update(raw).digest()));
  expect(rows.map(({ raw }) => raw)).toEqual(sent.map(({ raw }) => raw));
  await logs.close();
});

test('a thread that breaks down under load loses nothing that was acknowledged, and stores nothing twice', async () => {
  const opened = await open();
  const { intake, missionId, logs, breakdowns } = opened;
  const disturb = (time: number) => breaking.postMessage(time % 2 === 0 ? 'exit' : 'throw');
  const taken = await sendDisturbed(opened, { count: 720, disturb });
  taken.push(await insist(intake, missionId, must(arrivals(1)[0], 'none')));
  expect(breakdowns.length).toBeGreaterThan(6);
  await requireWhole(opened, taken);
  expect(signers().length).toBe(1);
  await logs.close();
  expect(signers()).toEqual([]);
});

test('the signer ends with a thread that breaks down', async () => {
  const { intake, missionId, logs } = await open();
  await intake.take(missionId, must(arrivals(1)[0], 'none'));
  expect(signers()).toHaveLength(1);
  breaking.postMessage('exit');
  await until(() => signers().length === 0);
  expect(await insist(intake, missionId, must(arrivals(1)[0], 'none'))).toMatchObject({ status: 'accepted' });
  await logs.close();
  expect(signers()).toEqual([]);
});

test('events are numbered though nobody sends anything, and so they are after the thread has broken down', async () => {
  const { missionId, logs, published, breakdowns } = await open();
  const announce = async (version: number) => {
    const event = { type: 'build', id: missionId, version, content: '00'.repeat(32) } as const;
    await sql.begin((transaction) => announceEvent(transaction, missionId, { event, at: new Date() }));
  };
  await announce(1);
  // The log itself states its program as well.
  await until(() => published.at(-1)?.size === 2);
  breaking.postMessage('exit');
  await until(() => breakdowns.length === 1);
  await announce(2);
  await until(() => published.at(-1)?.size === 3);
  await logs.close();
});

test('closing under load answers all that was asked before', async () => {
  const { intake, missionId, logs } = await open();
  // The name of the mission, which stands in every receipt, is asked for once.
  await intake.take(missionId, must(arrivals(1)[0], 'none'));
  const taking = arrivals(600).map((arrival) => intake.take(missionId, arrival));
  await logs.close();
  const taken = await Promise.all(taking);
  expect(new Set(taken.map(({ place }) => place.index)).size).toBe(600);
  expect(signers()).toEqual([]);
  expect(await sql`select 1 from report_item where mission_id = ${missionId}`).toHaveLength(601);
});

test('a disk that takes no files for a while takes no reports; then they are there, once', async () => {
  const opened = await open();
  const { intake, missionId, logs, folder, published, breakdowns } = opened;
  const [first, second, third] = arrivals(3) as [Arrival, Arrival, Arrival];
  const taken = [await intake.take(missionId, first)];
  // With what the log states of its program.
  await until(() => published.at(-1)?.size === 2);
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, 'no folder');
  await expect(intake.take(missionId, second)).rejects.toThrow('ENOTDIR');
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  taken.push(await insist(intake, missionId, second), await insist(intake, missionId, third));
  expect(taken.map(({ status }) => status)).toEqual(['accepted', 'same', 'accepted']);
  expect(breakdowns).toEqual([]);
  await requireWhole(opened, taken);
  await logs.close();
});

test('a signer that is killed under load is started anew; nothing that was acknowledged is lost', async () => {
  const opened = await open();
  const { logs, breakdowns } = opened;
  const disturb = () => killAll(signers().map(({ pid }) => pid));
  const taken = await sendDisturbed(opened, { count: 360, disturb });
  expect(breakdowns).toEqual([]);
  await requireWhole(opened, taken);
  await logs.close();
  expect(signers()).toEqual([]);
});

test('connections that are cut under load are made anew; nothing that was acknowledged is lost', async () => {
  const opened = await open();
  const { logs, breakdowns } = opened;
  const disturb = () => owner`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  const taken = await sendDisturbed(opened, { count: 360, disturb });
  expect(breakdowns).toEqual([]);
  await requireWhole(opened, taken);
  await logs.close();
});
