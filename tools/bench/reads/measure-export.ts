import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import type { ExportFormat } from '../../../src/features/field/exports/export-job.ts';
import { ExportQueue } from '../../../src/features/field/exports/jobs/export-queue.ts';
import { addExport, findExport } from '../../../src/features/field/exports/store/keep-jobs.ts';
import { must } from '../../../src/kernel/result.ts';
import { exportAsk } from '../../../test/support/exported-reports.ts';
import { FORM_ID } from '../intake/checklist.ts';
import type { FilledMission } from './fill-reports.ts';

/** How long an export of everything took, from its order to its last byte, and what memory that needed (RSS). */
export interface ExportMeasure {
  readonly ms: number;
  readonly megabytes: number;
  readonly memory: { readonly before: number; readonly most: number };
}

/** Exports all reports of a mission. */
export async function measureExport(
  sql: Sql,
  { id: missionId }: FilledMission,
  { format, folder }: { readonly format: ExportFormat; readonly folder: string },
): Promise<ExportMeasure> {
  const id = randomUUID();
  const rss = () => Math.round(process.memoryUsage.rss() / 1e6);
  const before = rss();
  let most = before;
  const rest = async () => {
    most = Math.max(most, rss());
  };
  const tools = {
    sql,
    folder: join(folder, 'exports'),
    blobFolder: folder,
    now: () => new Date(),
    freeBytes: async () => 1e12,
  };
  const pace = { rest, isEnding: () => false };
  const queue = new ExportQueue({ ...tools, findOrdinals: async () => null, pace }, pino({ level: 'error' }));
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`
    select count(*)::int as count from report where mission_id = ${missionId}`;
  const startedAt = performance.now();
  const ask = exportAsk({ format, formId: FORM_ID, withRepeats: false });
  const asked = {
    missionId,
    askedBy: { id: randomUUID(), name: 'bench' },
    askedAt: new Date(),
    formTitle: 'Checklist',
  };
  await addExport(sql, { id, ...asked, ask, endOrdinal: count });
  while (await queue.fill()) await queue.untilOneEnds();
  const ms = performance.now() - startedAt;
  const { bytes } = must(await findExport(sql, missionId, id), 'no export');
  return { ms, megabytes: (bytes ?? 0) / 1e6, memory: { before, most } };
}
