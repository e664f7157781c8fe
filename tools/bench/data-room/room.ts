// What the situation room costs, and how that grows with the number of reports (150 ms at most); how soon streams hear of a report.
//   npm run bench:room -- --sizes 10000,100000,1000000 [--rounds 15] [--streams 50]

import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { roomEndpoints } from '../../../src/features/field/situation/routes/room-endpoints.ts';
import { matchBatch } from '../../../src/features/field/visits/jobs/match-visits.ts';
import { ChangeHub } from '../../../src/platform/jobs/streams/change-hub.ts';
import { ChangeStreams } from '../../../src/platform/jobs/streams/change-streams.ts';
import { listenForChanges } from '../../../src/platform/jobs/streams/listen-changes.ts';
import { testActor, testApp } from '../../../test/support/http.ts';
import { addFlags, addReports, fillRoom, ROOM_DAY } from '../../../test/support/room-model.ts';
import { type BenchDatabase, withBenchDatabase } from '../reads/bench-database.ts';

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '15' },
    streams: { type: 'string', default: '50' },
  },
});
const [DISTRICTS, STATIONS, AT_ONCE] = [50, 60, 5_000];
type Filled = Awaited<ReturnType<typeof fillRoom>>;

for (const size of given.sizes.split(',').map(Number)) {
  await withBenchDatabase((sql, { analyze }) => measure(sql, { size, analyze }));
}

async function measure(
  sql: Sql,
  { size, analyze }: Pick<BenchDatabase, 'analyze'> & { readonly size: number },
): Promise<void> {
  const filled = await fillRoom(sql, { districts: DISTRICTS, stations: STATIONS });
  const startedAt = performance.now();
  const report = (at: number) => ({
    station: `${(at % DISTRICTS) + 1}-${(Math.floor(at / DISTRICTS) % STATIONS) + 1}`,
    minute: (at * 7) % 720,
  });
  for (let from = 0; from < size; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - from);
    const form = from % (2 * AT_ONCE) === 0 ? filled.forms.opening : filled.forms.voting;
    await addReports(
      sql,
      { ...filled, form },
      Array.from({ length: count }, (_, at) => report(from + at)),
    );
    while ((await matchBatch(sql, filled.missionId, 1_000)) > 0);
  }
  const flags = { severity: 'error', count: Math.min(2_000, size / 100) };
  const about = { missionId: filled.missionId, form: filled.forms.opening };
  await addFlags(sql, about, { ...flags, title: 'Two observers differ', isComparing: true });
  await addFlags(sql, about, { ...flags, title: 'More ballots than voters', isComparing: false });
  await analyze();
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `\n${size.toLocaleString('en')} reports, ${DISTRICTS * STATIONS} stations (made in ${seconds} s): milliseconds`,
  );
  await measureReplies(sql);
  await measureStreams(sql, filled);
}

async function measureReplies(sql: Sql): Promise<void> {
  const { call } = testApp(roomEndpoints, { sql });
  for (const path of [
    '',
    `/flow?day=${ROOM_DAY}`,
    `/map?day=${ROOM_DAY}&phase=voting`,
    '/newest',
    '/incidents',
    '/deadlines',
  ]) {
    const times: number[] = [];
    for (let round = 0; round <= Number(given.rounds); round += 1) {
      const startedAt = performance.now();
      const reply = await call('reader', `GET /api/missions/isles/room${path}`);
      await reply.text();
      if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
      times.push(performance.now() - startedAt);
    }
    const [first = 0, ...others] = times;
    tell(`room${path.split('?')[0]}`, first, others);
  }
}

/** From a report that is read to its event on every stream, and what the report costs the database meanwhile. */
async function measureStreams(sql: Sql, { missionId, forms }: Filled): Promise<void> {
  const [hub, log] = [new ChangeHub(), pino({ level: 'silent' })];
  const streams = new ChangeStreams({
    sql,
    log,
    hub,
    clock: { now: () => Date.now() },
    findActor: async () => testActor('reader'),
  });
  await listenForChanges(sql, { hub, streams, log });
  const waiting = new Set<() => void>();
  for (let at = 0; at < Number(given.streams); at += 1) {
    const actor = { ...testActor('reader'), id: crypto.randomUUID() as never };
    const reply = streams.follow({ subject: missionId, actor, access: 'reader', headers: new Headers() });
    void hearAll(reply, waiting);
  }
  const [costs, heard]: [number[], number[]] = [[], []];
  for (let round = 0; round <= Number(given.rounds); round += 1) {
    const startedAt = performance.now();
    const all = Promise.all(
      Array.from({ length: Number(given.streams) }, () => new Promise<void>((resolve) => waiting.add(resolve))),
    );
    await addReports(sql, { missionId, form: forms.voting }, [{ station: `${round + 1}-1`, minute: 700 }]);
    await matchBatch(sql, missionId, 25);
    costs.push(performance.now() - startedAt);
    await all;
    heard.push(performance.now() - startedAt);
  }
  streams.close();
  tell('a report is stored and matched', costs[0] ?? 0, costs.slice(1));
  tell(`and heard on ${given.streams} streams`, heard[0] ?? 0, heard.slice(1));
}

/** Each stream answers one of those who wait, with each event that tells of visits. */
async function hearAll(reply: Response, waiting: Set<() => void>): Promise<void> {
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
    if (!piece.value.includes('"visits"')) continue;
    const [first] = waiting;
    if (first === undefined) continue;
    waiting.delete(first);
    first();
  }
}

function tell(what: string, first: number, others: readonly number[]): void {
  const sorted = [...others].sort((one, other) => one - other);
  const [median = 0, slowest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(
    `  ${what.padEnd(34)} first ${first.toFixed(0)}  median ${median.toFixed(0)}  slowest ${slowest.toFixed(0)}`,
  );
}
