import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll, expect } from 'vitest';
import type { ExportAsk } from '../../src/features/field/exports/export-job.ts';
import { ExportQueue } from '../../src/features/field/exports/jobs/export-queue.ts';
import type { ExportTools } from '../../src/features/field/exports/jobs/run-export.ts';
import { addExport, findExport, type StoredExport } from '../../src/features/field/exports/store/keep-jobs.ts';
import { must } from '../../src/kernel/result.ts';
import { restoreCell } from '../../src/kernel/text.ts';
import { exportAsk, type ReportedMission } from './exported-reports.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Who asks for exports. */
export const PERSON = { id: randomUUID(), name: 'Leyla' };
/** When. */
export const NOW = new Date('2024-02-08T10:00:00Z');

type Changes = Partial<Omit<ExportTools, 'pace'>> & { readonly pace?: Partial<ExportTools['pace']> };

/** Exports of a database, made by a queue in this process. */
export function openExports(sql: Sql) {
  const [folder, blobFolder] = [temporaryFolder('exports'), temporaryFolder('export-files')];
  afterAll(() => {
    for (const each of [folder, blobFolder]) rmSync(each, { recursive: true, force: true });
  });

  function queueOf({ pace, ...changes }: Changes = {}): ExportQueue {
    const tools = {
      sql,
      folder,
      blobFolder,
      now: () => NOW,
      freeBytes: async () => 1e12,
      findOrdinals: async () => null,
      ...changes,
      pace: { rest: async () => {}, isEnding: () => false, ...pace },
    };
    return new ExportQueue(tools, pino({ level: 'silent' }));
  }

  let asks = 0;

  async function ask(mission: ReportedMission, changes: Partial<ExportAsk> = {}): Promise<string> {
    const id = randomUUID();
    const [row] = await sql`select count(*)::int as count from report where mission_id = ${mission.missionId}`;
    const asked = {
      id,
      missionId: mission.missionId,
      askedBy: PERSON,
      askedAt: new Date(NOW.getTime() + ++asks),
      formTitle: 'Visit',
    };
    await addExport(sql, { ...asked, ask: exportAsk(changes), endOrdinal: row?.count });
    return id;
  }

  async function work(queue = queueOf()): Promise<void> {
    while (await queue.fill()) await queue.untilOneEnds();
  }

  async function stateOf(mission: ReportedMission, id: string): Promise<StoredExport> {
    return must(await findExport(sql, mission.missionId, id), 'export');
  }

  /** Asks for an export, has it made, and gives what is handed out. */
  async function made(mission: ReportedMission, changes: Partial<ExportAsk> = {}) {
    const id = await ask(mission, changes);
    await work();
    const state = await stateOf(mission, id);
    expect(state).toMatchObject({ state: 'done', fault: null });
    const bytes = readFileSync(join(folder, id, 'result'));
    expect(state.bytes).toBe(bytes.length);
    expect(state.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    return { id, state, bytes };
  }

  return { folder, blobFolder, queueOf, ask, work, stateOf, made };
}

/** Rows of a CSV, without what keeps spreadsheets from calculating. */
export const rowsOf = (bytes: Uint8Array | string) =>
  (parse(Buffer.from(bytes), { bom: true }) as string[][]).map((row) => row.map(restoreCell));
/** The same by their columns. */
export const records = (bytes: Uint8Array | string) => {
  const [header = [], ...rows] = rowsOf(bytes);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
};

/** The files of an archive, as Python's zipfile reads them; it checks each CRC. */
export function unzip(bytes: Uint8Array): Record<string, string> {
  const script = `import sys, io, json, zipfile
z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert z.testzip() is None
print(json.dumps({i.filename: z.read(i).decode('utf8') for i in z.infolist()}))`;
  return JSON.parse(execFileSync('python3', ['-c', script], { input: bytes, maxBuffer: 1e9 }).toString());
}

/** Answers of each kind, with what files easily break. */
export const ANSWERS = {
  '/data/station': 'S1',
  '/data/who': '=1+1',
  '/data/voters': '-12',
  '/data/turnout': '55.50',
  '/data/day': '2024-02-07',
  '/data/sealed': 'no',
  '/data/why': 'a "quote",\r\nand a line',
  '/data/problems': 'queue shouting',
  '/data/talk[1]/remark': '+994 12',
  '/data/talk[2]/remark': null,
  '/data/doubled': '-24',
};
