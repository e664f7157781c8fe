import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportedMission, storeBlob } from '../../../../test/support/exported-reports.ts';
import { ANSWERS, NOW, openExports } from '../../../../test/support/made-exports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import { cancelExport, forgetExports } from './store/keep-jobs.ts';

const { sql } = await testDatabase();
const { folder, blobFolder, queueOf, ask, work, stateOf, made } = openExports(sql);

describe('the same reports', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      answers: { ...ANSWERS, '/data/who': `Person ${at}`, '/data/talk[3]/remark': `${at}` },
    }));

  test('EXP-07 give the same bytes, whatever else comes meanwhile', async () => {
    const mission = await reportedMission(sql);
    await mission.add(many(600));
    for (const format of ['csv', 'xlsx', 'jsonl'] as const) {
      const first = await ask(mission, { format });
      const covers = (await stateOf(mission, first)).covers;
      await mission.add(many(1));
      const second = await ask(mission, { format });
      await sql`update export_job set end_ordinal = ${covers} where id = ${second}`;
      await work();
      const [one, other] = [first, second].map((id) => readFileSync(join(folder, id, 'result')));
      expect(one?.equals(other as Buffer)).toBe(true);
    }
  });

  test('EXP-07 have the same name, those of another filter another, which tells how many there are', async () => {
    const mission = await reportedMission(sql);
    await mission.add(many(5));
    const nameOf = async (filter: readonly object[], ordinals: readonly number[]) => {
      const id = await ask(mission, { format: 'jsonl', query: { filter, search: null } });
      await work(queueOf({ findOrdinals: async () => ordinals }));
      return must((await stateOf(mission, id)).fileName, 'file name');
    };
    const first = await nameOf([{ column: 'station', is: ['S1'] }], [0, 2]);
    expect(first).toMatch(new RegExp(`^${mission.slug}-station visit-5-filtered-2-[0-9a-f]{6}\\.jsonl$`));
    expect(await nameOf([{ column: 'station', is: ['S1'] }], [0, 2])).toBe(first);
    expect(await nameOf([{ column: 'station', is: ['S2'] }], [1, 3])).not.toBe(first);
  });

  test('give the same bytes where the program ends in the middle, again and again', async () => {
    const mission = await reportedMission(sql);
    const photo = await storeBlob(blobFolder, 'photo of a box');
    const reports = many(1_300).map((report, at) =>
      at % 7 === 0 ? { ...report, files: [{ name: 'p.jpg', ...photo }] } : report,
    );
    await mission.add(reports);
    for (const changes of [{ format: 'xlsx' }, { format: 'csv', withFiles: true }, { format: 'jsonl' }] as const) {
      const whole = await made(mission, changes);
      const id = await ask(mission, changes);
      let [rounds, steps] = [0, 0];
      while ((await stateOf(mission, id)).state !== 'done') {
        steps = 0;
        rounds += 1;
        // It is told to end after another step in each round, first among the reports, then among the files.
        const isEnding = () => steps > 2 * rounds;
        const rest = async () => {
          steps += 1;
        };
        const queue = queueOf({ pace: { isEnding, rest } });
        while (!isEnding() && (await queue.fill())) await queue.untilOneEnds();
        expect(rounds).toBeLessThan(200);
      }
      expect(rounds).toBeGreaterThan(1);
      expect(readFileSync(join(folder, id, 'result')).equals(whole.bytes)).toBe(true);
    }
  });
});

describe('an export', () => {
  test('that is cancelled ends within a batch, and leaves no files', async () => {
    const mission = await reportedMission(sql);
    await mission.add(Array.from({ length: 1_100 }, () => ({ answers: ANSWERS })));
    const id = await ask(mission);
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches !== 2) return;
      await cancelExport(sql, id, NOW);
      queue.cancel(id);
    };
    const queue = queueOf({ pace: { rest } });
    await work(queue);
    expect(batches).toBe(2);
    expect((await stateOf(mission, id)).state).toBe('cancelled');
    await queue.tidy();
    expect(existsSync(join(folder, id))).toBe(false);
  });

  test('expires with its files; folders of exports that nobody knows go', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const { id } = await made(mission);
    const stray = randomUUID();
    await storeBlob(join(folder, stray), 'x');
    await queueOf().tidy();
    expect([existsSync(join(folder, id)), existsSync(join(folder, stray))]).toEqual([true, false]);
    await queueOf({ now: () => new Date(NOW.getTime() + 86_400_000) }).tidy();
    expect((await stateOf(mission, id)).state).toBe('expired');
    expect(readdirSync(folder)).not.toContain(id);
  });

  test('is forgotten thirty days after it ended; one that waits, or whose file is kept, never', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const failed = await ask(mission, { formId: 'nothing' });
    const { id: done } = await made(mission);
    const { id: kept } = await made(mission);
    const [cancelled, waiting] = [await ask(mission), await ask(mission)];
    await cancelExport(sql, cancelled, NOW);
    const days = 86_400_000;
    await sql`update export_job set expires_at = ${new Date(NOW.getTime() + 40 * days)} where id = ${kept}`;
    const leftAfter = async (ms: number) => {
      await queueOf({ now: () => new Date(NOW.getTime() + ms) }).tidy();
      const rows = await sql<{ id: string }[]>`select id from export_job where mission_id = ${mission.missionId}`;
      return rows.map(({ id }) => id).sort();
    };
    expect(await leftAfter(30 * days - 1)).toEqual([failed, done, kept, cancelled, waiting].sort());
    expect(await leftAfter(30 * days)).toEqual([kept, waiting].sort());
    expect(existsSync(join(folder, kept))).toBe(true);
  });

  test('from which a report was erased is made anew, or goes where it was done', async () => {
    const mission = await reportedMission(sql);
    const [erased] = await mission.add([
      { answers: ANSWERS },
      ...Array.from({ length: 600 }, () => ({ answers: ANSWERS })),
    ]);
    const whole = await made(mission, { format: 'jsonl' });
    const id = await ask(mission, { format: 'jsonl' });
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches !== 1) return;
      await sql`update report set state = 'erased', version_report_id = null, version_sha256 = null where id = ${erased ?? ''}`;
      await forgetExports(sql, mission.missionId);
    };
    await work(queueOf({ pace: { rest } }));
    expect((await stateOf(mission, whole.id)).state).toBe('expired');
    const state = await stateOf(mission, id);
    expect(state).toMatchObject({ state: 'done', done: 600, total: 600 });
    expect(readFileSync(join(folder, id, 'result'), 'utf8')).not.toContain(erased);
    await queueOf().tidy();
    expect(existsSync(join(folder, whole.id))).toBe(false);
  });

  test('runs beside another; a third waits for its turn', async () => {
    const mission = await reportedMission(sql);
    await mission.add(Array.from({ length: 300 }, () => ({ answers: ANSWERS })));
    const ids = [await ask(mission), await ask(mission, { format: 'xlsx' }), await ask(mission, { format: 'jsonl' })];
    const seen: string[] = [];
    const look = async () => {
      const rows = await sql<{ state: string }[]>`
        select state from export_job where id = any (${ids}::uuid[]) order by asked_at`;
      const states = rows.map(({ state }) => state);
      seen.push(states.filter((state) => state === 'running').length > 2 ? 'too many' : states.join());
    };
    await work(queueOf({ pace: { rest: look } }));
    expect(seen).toContain('running,running,waiting');
    expect(seen).not.toContain('too many');
    await look();
    expect(seen.at(-1)).toBe('done,done,done');
  });

  test('of a query that is not understood, of a form that is not there, or where the disk is full fails with the reason', async () => {
    const mission = await reportedMission(sql);
    await mission.add([{ answers: ANSWERS }]);
    const [query, form] = [await ask(mission, { query: { station: 'S1' } }), await ask(mission, { formId: 'nothing' })];
    await work();
    expect((await stateOf(mission, query)).fault).toBe('query-unknown');
    expect((await stateOf(mission, form)).fault).toBe('no-form');
    const full = await ask(mission);
    const failing = { freeBytes: async () => 1_000 };
    await work(queueOf(failing));
    expect(await stateOf(mission, full)).toMatchObject({ state: 'failed', fault: 'out-of-space' });
    await queueOf().tidy();
    expect(existsSync(join(folder, full))).toBe(false);
  });

  test('EXP-03 holds a bounded number of reports at a time, however many there are', async () => {
    const mission = await reportedMission(sql);
    for (let part = 0; part < 4; part += 1) {
      await mission.add(Array.from({ length: 1_000 }, () => ({ answers: ANSWERS })));
    }
    const heaps: number[] = [];
    let batches = 0;
    const rest = async () => {
      batches += 1;
      if (batches % 4 !== 0) return;
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed);
    };
    const id = await ask(mission, { format: 'xlsx' });
    await work(queueOf({ pace: { rest } }));
    expect(await stateOf(mission, id)).toMatchObject({ state: 'done', done: 4_000 });
    // 250 at a time: no batch is larger, whatever was asked for.
    expect(batches).toBe(16);
    expect(heaps.length).toBe(4);
  });
});
