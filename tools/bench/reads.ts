// How fast the desk lists, filters, sorts, searches and tallies reports of 60 answers, and how that grows with their number.
//   npm run bench:reads -- --sizes 10000,100000 [--rounds 15] | --full (also 1,000,000)
// Or what an export of many wide reports takes in the program that serves, and what the way in notices of it (EXP-03):
//   npm run bench:reads -- --wide [--reports 200000] [--questions 300] [--format csv] [--rounds 3] [--seconds 8] [--pace 100]

import { parseArgs } from 'node:util';
import { EXPORT_FORMATS } from '../../src/features/field/exports/export-job.ts';
import {
  answerPage,
  answerTally,
  type ListTools,
  type PageOrder,
} from '../../src/features/field/reports/jobs/answer-lists.ts';
import { ListMemory } from '../../src/features/field/reports/store/list/find-reports.ts';
import { FormColumns } from '../../src/features/field/reports/store/list/load-columns.ts';
import { FORM_ID } from './intake/checklist.ts';
import { withBenchDatabase } from './reads/bench-database.ts';
import { type FilledMission, fillMission } from './reads/fill-reports.ts';
import { measureExport } from './reads/measure-export.ts';
import { measureWide } from './reads/measure-wide.ts';

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string' },
    rounds: { type: 'string' },
    full: { type: 'boolean', default: false },
    wide: { type: 'boolean', default: false },
    reports: { type: 'string', default: '200000' },
    questions: { type: 'string', default: '300' },
    format: { type: 'string', default: 'csv' },
    seconds: { type: 'string', default: '8' },
    pace: { type: 'string', default: '100' },
  },
});
const sizes = (given.sizes ?? (given.full ? '10000,100000,1000000' : '10000,100000')).split(',').map(Number);
const rounds = Number(given.rounds ?? 15);

type Asked = Partial<Omit<PageOrder, 'kind' | 'mission' | 'filter'>> & {
  readonly filters?: PageOrder['filter']['filters'];
  readonly search?: string;
};

/** What is asked, by its name in the table. */
const QUESTIONS: Readonly<Record<string, Asked>> = {
  'first page': {},
  'first page, six columns': { columns: [1, 2, 3, 4, 5, 6].map((number) => `/data/said_today_0${number}`) },
  'filter: a choice': { filters: [{ column: '/data/observed_today_07', is: ['no'] }] },
  'filter: one of several choices': { filters: [{ column: '/data/who_today_02', is: ['police'] }] },
  'filter: a number': { filters: [{ column: '/data/counted_today_03', from: '890', to: null }] },
  'filter: letters in a text': { filters: [{ column: '/data/said_today_02', has: 'objected an agent' }] },
  'filter: three answers and a station': {
    filters: [
      { column: '/data/observed_today_01', is: ['yes'] },
      { column: '/data/rated_today_02', isNot: ['poor'] },
      { column: '/data/counted_today_05', from: '100', to: '300' },
      { column: 'station', is: ['0042'] },
    ],
  },
  'sort: a number': { sort: { column: '/data/counted_today_01', isDescending: true } },
  'sort: a text': { sort: { column: '/data/said_today_03', isDescending: false } },
  'sort: a choice': { sort: { column: '/data/rated_today_01', isDescending: false } },
  'search: a rare word': { search: 'mohur' },
  'search: a frequent word': { search: 'entrance' },
};

if (given.wide) {
  const format = EXPORT_FORMATS.find((one) => one === given.format);
  if (format === undefined) throw new Error(`--format: found ${given.format}, wanted ${EXPORT_FORMATS.join(', ')}`);
  await measureWide({
    reports: Number(given.reports),
    questions: Number(given.questions),
    format,
    rounds: Number(given.rounds ?? 3),
    seconds: Number(given.seconds),
    pace: Number(given.pace),
  });
} else {
  console.log(
    `Lists of reports of 60 answers, ${rounds} rounds each: median and slowest in ms; "first": nothing was in memory yet`,
  );
  for (const size of sizes) await measure(size);
}

async function measure(size: number): Promise<void> {
  await withBenchDatabase(async (sql, { dataFolder }) => {
    const filled = await fillMission(sql, size);
    console.log(`\n${size.toLocaleString('en')} reports; into columns: ${filled.settledMs.toFixed(2)} ms each`);
    for (const [name, asked] of Object.entries(QUESTIONS)) await measureQuestion(sql, filled, { name, asked });
    await measureDeepPage(sql, filled, size);
    await measureTally(sql, filled);
    for (const format of ['csv', 'jsonl', 'xlsx'] as const) {
      const { ms, megabytes, memory } = await measureExport(sql, filled, { format, folder: dataFolder });
      const speed = `${megabytes.toFixed(0)} MB, ${((megabytes / ms) * 1e3).toFixed(0)} MB/s; memory from ${memory.before} to ${memory.most} MB`;
      console.log(`  ${`export: ${format}`.padEnd(38)}${ms.toFixed(0).padStart(9)}   ${speed}`);
    }
    console.log(`  memory: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
  });
}

function toolsOf(sql: ListTools['sql']): ListTools {
  return { sql, memory: new ListMemory(), forms: new FormColumns() };
}

function orderOf({ id, slug }: FilledMission, { filters = [], search, ...asked }: Asked): PageOrder {
  const filter = { form: FORM_ID, filters, search: search ?? null };
  return { kind: 'page', mission: { id, slug }, filter, sort: null, after: null, limit: 50, columns: [], ...asked };
}

async function measureQuestion(
  sql: ListTools['sql'],
  filled: FilledMission,
  { name, asked }: { readonly name: string; readonly asked: Asked },
): Promise<void> {
  const tools = toolsOf(sql);
  let count = 0;
  const times = await timed(async () => {
    ({ count } = await answerPage(tools, orderOf(filled, asked)));
  });
  row(name, times, `${count.toLocaleString('en')} found`);
}

/** As somebody would who goes on and on: from a place in the middle of a list, and from near its end. */
async function measureDeepPage(sql: ListTools['sql'], filled: FilledMission, size: number): Promise<void> {
  const sort = { column: '/data/counted_today_01', isDescending: false };
  const byText = { column: '/data/said_today_03', isDescending: false };
  const cell = (value: string) => `0.${Buffer.from(value).toString('base64url')}`;
  const pages: Readonly<Record<string, Asked>> = {
    'page in the middle': { after: String(size >> 1) },
    'page near the end': { after: '100' },
    'page in the middle, sorted': { sort, after: cell('450') },
    'page near the end, sorted': { sort, after: cell('898') },
    'page in the middle, sorted by a text': { sort: byText, after: cell('nobody') },
  };
  for (const [name, asked] of Object.entries(pages)) {
    const tools = toolsOf(sql);
    row(name, await timed(() => answerPage(tools, orderOf(filled, asked))), '');
  }
}

async function measureTally(sql: ListTools['sql'], filled: FilledMission): Promise<void> {
  const tools = toolsOf(sql);
  for (const column of ['/data/observed_today_07', '/data/counted_today_02', '/data/who_today_01']) {
    const { mission, filter } = orderOf(filled, {});
    const times = await timed(() => answerTally(tools, { kind: 'tally', mission, filter, column, most: 100 }));
    row(`tally: ${column.slice(6)}`, times, '');
  }
}

interface Times {
  readonly first: number;
  readonly median: number;
  readonly slowest: number;
}

async function timed(work: () => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now();
    JSON.stringify(await work());
    taken.push(performance.now() - startedAt);
  }
  const [first = 0, ...rest] = taken;
  rest.sort((one, other) => one - other);
  return { first, median: rest[rest.length >> 1] ?? 0, slowest: rest.at(-1) ?? 0 };
}

function row(name: string, { first, median, slowest }: Times, note: string): void {
  const cells = [median, slowest, first].map((value) => value.toFixed(1).padStart(9));
  console.log(`  ${name.padEnd(38)}${cells.join('')}   ${note}`);
}
