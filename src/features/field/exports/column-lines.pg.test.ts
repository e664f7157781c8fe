import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { exportAsk, type GivenReport, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { must } from '../../../kernel/result.ts';
import { settleReports } from '../reports/jobs/settle-reports.ts';
import type { ExportAsk } from './export-job.ts';
import { ExportQueue } from './jobs/export-queue.ts';
import { addExport, findExport } from './store/keep-jobs.ts';

const { sql } = await testDatabase();
const folder = temporaryFolder('exports');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file of an export, as text. */
async function exported(
  mission: { missionId: string },
  changes: Partial<ExportAsk>,
  ordinals: readonly number[] | null = null,
): Promise<string> {
  const id = randomUUID();
  const askedBy = { id: randomUUID(), name: 'Leyla' };
  const about = { id, missionId: mission.missionId, askedBy, askedAt: new Date(), formTitle: 'Visit' };
  await addExport(sql, { ...about, ask: exportAsk({ withRepeats: false, ...changes }), endOrdinal: 1_000 });
  const pace = { rest: async () => {}, isEnding: () => false };
  const tools = { sql, folder, blobFolder: folder, now: () => new Date(), freeBytes: async () => 1e12, pace };
  const queue = new ExportQueue({ ...tools, findOrdinals: async () => ordinals }, pino({ level: 'silent' }));
  while (await queue.fill()) await queue.untilOneEnds();
  expect(must(await findExport(sql, mission.missionId, id), 'export')).toMatchObject({ state: 'done', fault: null });
  return readFileSync(join(folder, id, 'result'), 'utf8');
}

const text = fc.constantFrom('=1+1', "'", 'a "quote"', 'Ящик', '-12', 'x'.repeat(5_000), '', 'line\r\nline', ',');
const given: fc.Arbitrary<GivenReport> = fc.record({
  answers: fc.option(
    fc.record(
      {
        '/data/station': fc.constantFrom('S1', 'S2'),
        '/data/who': text,
        '/data/voters': fc.integer().map(String),
        '/data/sealed': fc.constantFrom('yes', 'no'),
        '/data/problems': fc.constantFrom('queue', 'queue shouting'),
        '/data/talk[1]/remark': text,
        '/data/unknown': text,
      },
      { requiredKeys: [] },
    ),
    { nil: null, freq: 9 },
  ),
  state: fc.constantFrom('read', 'read', 'void', 'held'),
  flags: fc.constantFrom<string[]>([], ['late'], ['unknown-elements']),
});

describe('lines made of columns', () => {
  test('are those made row by row, whatever of it is in columns, and in whatever words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        fc.constantFrom('codes' as const, 'labels' as const, 'both' as const),
        async (reports, settled, words) => {
          const mission = await reportedMission(sql);
          await mission.add(reports.slice(0, settled));
          const asked = { words, withHeld: true, withVoid: true };
          const rows = await exported(mission, asked);
          await settleReports(sql, mission.missionId, 1);
          expect(await exported(mission, asked)).toBe(rows);
          await mission.add(reports.slice(settled));
          const more = await exported(mission, asked);
          expect(more.startsWith(rows)).toBe(true);
          await settleReports(sql, mission.missionId, 1);
          expect(await exported(mission, asked)).toBe(more);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('are the same where chunks were written before receipts and moments were columns', async () => {
    const mission = await reportedMission(sql);
    await mission.add(['a', 'b'].map((who) => ({ answers: { '/data/who': who }, deviceId: null })));
    await settleReports(sql, mission.missionId, 1);
    const before = await exported(mission, {});
    const gone =
      await sql`delete from column_data where mission_id = ${mission.missionId} and key like '.%' returning key`;
    expect(gone.length).toBeGreaterThan(0);
    expect(await exported(mission, {})).toBe(before);
  });

  test('name devices as they are called now', async () => {
    const mission = await reportedMission(sql);
    const deviceId = await mission.addDevice('Telephone 7');
    await mission.add([{ answers: { '/data/who': 'a' }, deviceId }]);
    await settleReports(sql, mission.missionId, 1);
    expect(await exported(mission, { withNames: true })).toContain('Telephone 7');
    await sql`update device set name = 'Telephone 8' where id = ${deviceId}`;
    expect(await exported(mission, { withNames: true })).toContain('Telephone 8');
    expect(await exported(mission, {})).not.toContain('Telephone');
  });

  test('are those of the reports that a query finds, in every format', async () => {
    const mission = await reportedMission(sql);
    const ids = await mission.add(['a', 'b', 'c', 'd'].map((who) => ({ answers: { '/data/who': who } })));
    const query = { filter: [] };
    const idsIn = (file: string) => ids.filter((id) => file.includes(id));
    expect(idsIn(await exported(mission, { query }, [1, 3]))).toEqual([ids[1], ids[3]]);
    expect(idsIn(await exported(mission, { query, format: 'jsonl' }, [0, 2]))).toEqual([ids[0], ids[2]]);
    await settleReports(sql, mission.missionId, 1);
    expect(idsIn(await exported(mission, { query }, [1, 3]))).toEqual([ids[1], ids[3]]);
    expect(idsIn(await exported(mission, { query }, []))).toEqual([]);
  });
});
