// How long the board and lists of visits take, and what matching a new report costs, and how both grow with the number of reports.
//   npm run bench:visits -- --sizes 10000,100000 [--rounds 9] | --full (also 1,000,000)

import { parseArgs } from 'node:util';
import type { Sql } from 'postgres';
import { matchBatch } from '../../../src/features/field/visits/jobs/match-visits.ts';
import { countVisits } from '../../../src/features/field/visits/store/count-visits.ts';
import { listUnplaced, listVisits } from '../../../src/features/field/visits/store/list-visits.ts';
import { countUnplaced, listDays, loadCounts } from '../../../src/features/field/visits/store/load-board.ts';
import { findDue, type VisitFilter } from '../../../src/features/field/visits/store/visit-filter.ts';
import { withBenchDatabase } from '../reads/bench-database.ts';
import { addReports, fillVisits, spreadAreas, type VisitedMission } from './fill-visits.ts';

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    full: { type: 'boolean', default: false },
  },
});
const sizes = (given.sizes ?? (given.full ? '10000,100000,1000000' : '10000,100000')).split(',').map(Number);
const rounds = Number(given.rounds);
/** As the reading thread takes them while reports come in. */
const AT_ONCE = 100;
const NEW_REPORTS = 2_000;

console.log(`Visits, ${rounds} rounds each: first, median and slowest in ms`);
let cheapest: number | null = null;
for (const size of sizes) await measure(size);

async function measure(size: number): Promise<void> {
  await withBenchDatabase(async (sql, { analyze }) => {
    const mission = await fillVisits(sql, size);
    const startedAt = performance.now();
    while ((await matchBatch(sql, mission.id, 1_000)) > 0);
    const ms = performance.now() - startedAt;
    await spreadAreas(sql, mission);
    await analyze();
    console.log(
      `\n${size.toLocaleString('en')} reports, ${mission.expected.toLocaleString('en')} expected visits on ${mission.days.length} days; all matched: ${(ms / size).toFixed(2)} ms a report`,
    );
    await measureBoard(sql, mission);
    await measureLists(sql, mission);
    const each = await measureNew(sql, mission);
    cheapest ??= each;
    console.log(
      `  a new report, matched and counted       ${each.toFixed(2)} ms, ${(each / cheapest).toFixed(2)} × the first`,
    );
  });
}

async function measureBoard(sql: Sql, { id, days: [day] }: VisitedMission): Promise<void> {
  for (const by of ['team', 'form'] as const) {
    await row(`board by ${by}`, async () => {
      await listDays(sql, id);
      const rows = [...(await loadCounts(sql, id, { day, by: 'all' })), ...(await loadCounts(sql, id, { day, by }))];
      await countUnplaced(sql, id);
      return rows.length;
    });
  }
}

async function measureLists(sql: Sql, { id, days, team, area }: VisitedMission): Promise<void> {
  const now = new Date('2032-01-01T00:00:00Z');
  const day = days[days.length >> 1] ?? days[0];
  const filters: Readonly<Record<string, VisitFilter>> = {
    'all visits': {},
    'one day': { day },
    'one day, a phase, missing': { day, phase: 'opening', status: 'missing' },
    'missing, any day': { status: 'missing' },
    'complete, any day': { status: 'complete' },
    'a team': { team },
    'an area on one day': { day, area },
    'an area, missing, any day': { area, status: 'missing' },
    'not expected': { standing: 'unexpected' },
    'stations that are missing on one day': { day, phase: 'opening', unit: 'station', status: 'missing' },
  };
  for (const [name, filter] of Object.entries(filters)) {
    await row(`list: ${name}`, async () => {
      const due = await findDue(sql, id, { filter, now });
      await listVisits(sql, id, { filter, due, after: null, limit: 51, now });
      return await countVisits(sql, id, { filter, due });
    });
  }
  const after = { day, phase: 'opening', station: '3000', team };
  await row(
    'list: from the middle on',
    async () => (await listVisits(sql, id, { filter: {}, due: new Map(), after, limit: 51, now })).length,
  );
  await row(
    'reports without a place',
    async () => (await listUnplaced(sql, id, { lacks: undefined, day: undefined, after: null, limit: 51 })).length,
  );
}

/** As reports come in on the day: some at a time, with everything that hangs on them. @returns ms for each. */
async function measureNew(sql: Sql, mission: VisitedMission): Promise<number> {
  let worked = 0;
  for (let done = 0; done < NEW_REPORTS; done += AT_ONCE) {
    await addReports(sql, mission, AT_ONCE);
    const startedAt = performance.now();
    while ((await matchBatch(sql, mission.id, AT_ONCE)) > 0);
    worked += performance.now() - startedAt;
  }
  return worked / NEW_REPORTS;
}

async function row(name: string, work: () => Promise<number>): Promise<void> {
  const taken: number[] = [];
  let found = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    found = await work();
    taken.push(performance.now() - startedAt);
  }
  const [first = 0, ...rest] = taken;
  rest.sort((one, other) => one - other);
  const cells = [first, rest[rest.length >> 1] ?? 0, rest.at(-1) ?? 0].map((ms) => ms.toFixed(1).padStart(9));
  console.log(`  ${name.padEnd(38)}${cells.join('')}   ${found.toLocaleString('en')}`);
}
