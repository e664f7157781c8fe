import { readFileSync } from 'node:fs';
import type { ExportFormat } from '../../../src/features/field/exports/export-job.ts';
import { seeded } from '../../../src/kernel/seed.ts';
import { requestMaker } from '../intake/checklist.ts';
import { type Ground, openGround, untilIdle } from '../intake/ground.ts';
import { type LoadOutcome, sendLoad } from '../intake/load.ts';
import { DeskExports, type DoneExport } from './export-beside.ts';
import { fillWide, questionsOf, type WideSize } from './fill-wide.ts';

/** What is measured of an export of many wide reports while others come in. */
export interface WideOrder extends WideSize {
  readonly format: ExportFormat;
  readonly rounds: number;
  /** Of one look at the way in. */
  readonly seconds: number;
  /** Reports a second that telephones send. */
  readonly pace: number;
}

/** How telephones send: at their pace, and as many as go. */
const LOADS = ['paced', 'as many as go'] as const;
const CLIENTS = { paced: 16, 'as many as go': 64 } as const;
const LOOK_MS = 50;
/** Who page through lists at once, each a page a second. */
const PEOPLE = 10;

/** The way in of one load, alone and beside an export. */
interface Looks {
  readonly alone: LoadOutcome[];
  readonly beside: LoadOutcome[];
}

/** Runs the program with that many reports, and tells pace, memory, and what the way in notices, within one run (EXP-03). */
export async function measureWide(order: WideOrder): Promise<void> {
  const { reports, questions, format } = order;
  const startedAt = performance.now();
  let slug = '';
  const ground = await openGround(0, async (sql) => {
    slug = await fillWide(sql, order);
  });
  try {
    const title = `${reports.toLocaleString('en')} reports of ${questions} answers as ${format}`;
    console.log(`${title}; filled in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    const desk = await DeskExports.open(ground, slug);
    const memory = followMemory(ground.serving.pid);
    // What was just started is slow for a while.
    await send(ground, order, 'as many as go');
    await untilIdle(ground);
    tellMemory('memory of the server (RSS), reports', memory.most());
    await untilIdle(ground);
    tellExport('export alone', await desk.export(format));
    tellMemory('memory, export alone', memory.most());
    for (const load of LOADS) await compare({ ground, desk, order, load, memory });
    for (const load of LOADS) await compareWithLists({ ground, desk, order, load, memory });
    memory.stop();
  } finally {
    await ground.close();
  }
}

interface Comparing {
  readonly ground: Ground;
  readonly desk: DeskExports;
  readonly order: WideOrder;
  readonly load: (typeof LOADS)[number];
  readonly memory: Memory;
}

/** The way in alone and beside exports, in turns. */
async function compare({ ground, desk, order, load, memory }: Comparing): Promise<void> {
  const looks: Looks = { alone: [], beside: [] };
  const rates: number[] = [];
  for (let round = 0; round < order.rounds; round += 1) {
    await untilIdle(ground);
    looks.alone.push(await send(ground, order, load));
    await untilIdle(ground);
    const rate = await desk.exportWhile(order.format, async () => {
      looks.beside.push(await send(ground, order, load));
    });
    rates.push(rate);
  }
  tellLooks(load === 'paced' ? `reports, ${order.pace}/s` : `reports, ${CLIENTS[load]} connections`, looks);
  row('export beside them', '', '', `${Math.round(medianOf(rates))}/s`);
  tellMemory('memory at most', memory.most());
}

/** The way in alone and beside people who page through lists. */
async function compareWithLists({ ground, desk, order, load, memory }: Comparing): Promise<void> {
  const looks: Looks = { alone: [], beside: [] };
  const pages: number[] = [];
  const paging = { people: PEOPLE, questions: questionsOf(order) };
  for (let round = 0; round < order.rounds; round += 1) {
    await untilIdle(ground);
    looks.alone.push(await send(ground, order, load));
    await untilIdle(ground);
    const work = async () => void looks.beside.push(await send(ground, order, load));
    pages.push(...(await desk.pageWhile(paging, work)));
  }
  const name = load === 'paced' ? `${order.pace}/s` : `${CLIENTS[load]} connections`;
  tellLooks(`reports, ${name}, beside ${PEOPLE} at lists`, looks);
  row(
    'pages of lists: median, p95',
    `${medianOf(pages).toFixed(0)} ms`,
    `${p95Of(pages).toFixed(0)} ms`,
    `${pages.length}`,
  );
  tellMemory('memory at most', memory.most());
}

async function send(ground: Ground, order: WideOrder, load: (typeof LOADS)[number]): Promise<LoadOutcome> {
  const makeRequest = requestMaker(seeded('wide'), ground.path, false);
  const pace = load === 'paced' ? { pace: order.pace } : {};
  return await sendLoad({ port: ground.port, clients: CLIENTS[load], seconds: order.seconds, makeRequest, ...pace });
}

/** Memory of a process in MB, looked at all the time. */
interface Memory {
  /** The most since it was asked last. */
  most(): number;
  stop(): void;
}

function followMemory(pid: number): Memory {
  let most = 0;
  const look = () => {
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    most = Math.max(most, kilobytes / 1_024);
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    most: () => {
      const found = most;
      most = 0;
      look();
      return found;
    },
    stop: () => clearInterval(timer),
  };
}

function tellLooks(name: string, { alone, beside }: Looks): void {
  row(name, 'alone', 'beside', 'ratio');
  const compared = (title: string, of: (look: LoadOutcome) => number, unit: string) => {
    const [one, other] = [medianOf(alone.map(of)), medianOf(beside.map(of))];
    row(`  ${title}`, `${one.toFixed(1)} ${unit}`, `${other.toFixed(1)} ${unit}`, `${(other / one).toFixed(2)} ×`);
  };
  compared('taken', ({ perSecond }) => perSecond, '/s');
  compared('p50', ({ p50Ms }) => p50Ms, 'ms');
  compared('p95', ({ p95Ms }) => p95Ms, 'ms');
  compared('p99', ({ p99Ms }) => p99Ms, 'ms');
}

function tellExport(name: string, { seconds, megabytes, reports }: DoneExport): void {
  row(name, `${seconds.toFixed(1)} s`, `${megabytes.toFixed(0)} MB`, `${Math.round(reports / seconds)}/s`);
}

function tellMemory(name: string, megabytes: number): void {
  row(name, `${megabytes.toFixed(0)} MB`);
}

function row(name: string, ...cells: readonly string[]): void {
  console.log(`  ${name.padEnd(36)}${cells.map((cell) => cell.padStart(13)).join('')}`);
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

function p95Of(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
