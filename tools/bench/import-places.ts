// How long an election with 100,000 places takes from files to the database and back, beside reading the same file
// with csv-parse alone. Times of one run are compared with each other, because machines differ.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { openPackage } from '../../src/features/register/package/files/open-package.ts';
import { writeFiles } from '../../src/features/register/package/files/pack-package.ts';
import { applyImport, reviewPackage } from '../../src/features/register/package/store.ts';
import { loadCells, loadColumns } from '../../src/features/register/records/store.ts';
import { must } from '../../src/kernel/result.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';

const PLACES = Number(process.argv[2] ?? 100_000);

const ELECTION = `key: bench
title_en: A large election
country: XA
kind: ordinary
office_en: Keeper
election_day: "2031-03-09"
timezone: Europe/Berlin
opens: "08:00"
closes: "20:00"
`;

/** A country, 125 constituencies, and precincts with names in three languages, coordinates and a source. */
function makePlaces(count: number): string {
  const lines = [
    'code,parent,level,station,number,name_en,name_ru,name_az,valid_from,latitude,longitude,sources,note',
    'XA,,country,,,Nowhere,Нигде,Heç yer,,,,S1,',
  ];
  for (let number = 1; number <= 125; number += 1) {
    lines.push(`C${number},XA,constituency,,${number},Constituency ${number},Округ ${number},Dairə ${number},,,,S1,`);
  }
  for (let number = 1; lines.length <= count; number += 1) {
    const point = `40.${String(number).padStart(6, '0')},49.${String(number).padStart(6, '0')}`;
    const names = `"School No. ${number}, hall",Школа № ${number},${number} nömrəli məktəb`;
    lines.push(`P${number},C${(number % 125) + 1},precinct,permanent,${number},${names},2031-01-01,${point},S1,`);
  }
  return `${lines.join('\n')}\n`;
}

const encode = (text: string) => new TextEncoder().encode(text);
const places = encode(makePlaces(PLACES));
const given = [
  { path: 'election.yaml', bytes: encode(ELECTION) },
  { path: 'sources.csv', bytes: encode('key,publisher\nS1,Gazette\n') },
  { path: 'places.csv', bytes: places },
];

const times = new Map<string, number>();
async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.set(name, performance.now() - start);
  return result;
}

const dataFolder = mkdtempSync(join(tmpdir(), 'scrutineer-bench-'));
const database = await openDatabase({
  dataFolder,
  databaseUrl: null,
  purpose: 'serve',
  sharing: 'alone',
  say: () => {},
});
try {
  await run();
} finally {
  await database.close();
  rmSync(dataFolder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const { sql } = database;
  await timed('csv-parse alone', () => parse(Buffer.from(places)));
  const load = async (label: string) => {
    const opened = await timed(`${label}: read`, () => openPackage(given));
    const review = await timed(`${label}: check and plan`, () => reviewPackage(sql, opened));
    const authorship = { authorId: null, authorName: 'bench', at: new Date(), reason: null, changeId: randomUUID() };
    const asNew = { id: randomUUID(), visibility: 'private' } as const;
    const plan = must(review.plan, 'The places of the bench have errors');
    const write = { slug: 'bench', election: review.election, plan, authorship, asNew, given, options: {} };
    return await timed(`${label}: save`, () => sql.begin((transaction) => applyImport(transaction, write)));
  };
  const { election } = await load('first');
  await load('again');
  const files = await timed('export', async () =>
    writeFiles(await loadCells(sql, election.id), await loadColumns(sql, election.id)),
  );
  const isSame = Buffer.from(files.find(({ name }) => name === 'places.csv')?.bytes ?? []).equals(places);
  report(isSame);
}

function report(isSame: boolean): void {
  const base = must(times.get('csv-parse alone'), 'No time of csv-parse');
  for (const [name, ms] of times) {
    const ratio = (ms / base).toFixed(1).padStart(6);
    console.log(`${name.padEnd(24)} ${(ms / 1000).toFixed(2).padStart(6)} s ${ratio} x csv-parse`);
  }
  const first = [...times].filter(([name]) => name.startsWith('first')).reduce((sum, [, ms]) => sum + ms, 0);
  console.log(`${PLACES} places in ${(first / 1000).toFixed(2)} s: ${Math.round((PLACES / first) * 1000)} rows/s`);
  console.log(`export is ${isSame ? 'the same' : 'NOT the same'} bytes`);
}
