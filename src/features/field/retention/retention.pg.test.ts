import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testArrival } from '../../../../test/support/arrivals.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import {
  allowedBy,
  lessOf,
  type Mission,
  NOW,
  openRetention,
  sheetOf,
} from '../../../../test/support/retention-desk.ts';
import { parseLeaf } from '../../../ledger/commitment/log-leaf.ts';
import { findDeviceByToken, noteSeen } from '../../mission/devices/access.ts';
import type { ListedDevice } from '../../mission/devices/device-replies.ts';
import type { ShownEntry } from '../entries/report-entry.ts';
import type { ReportReply } from '../reports/arrivals/arrival-replies.ts';
import { checkEvidence } from '../reports/jobs/check-evidence.ts';
import { runRetention } from './jobs/run-retention.ts';
import type { RetentionReply } from './retention.ts';

const { sql } = await testDatabase();
const {
  server,
  call,
  missionAtItsEnd,
  missionOfDevices,
  setRule,
  makeList,
  confirm,
  present,
  lasting,
  tools,
  runBrokenOffEverywhere,
  heardBeforeList,
  evidence,
} = await openRetention(sql);

describe('OPS-07 retention at T+90 days', () => {
  test('deletes exactly the list of the dry run, keys first, however often it is broken off; counts stand in the log', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission);
    const { held, corrected } = mission.sent;
    const list = await makeList(mission);
    expect(createHash('sha256').update(list.csv).digest('hex')).toBe(list.sha256);
    expect(list.leftOut).toEqual({ unread: 1, untyped: 3 });
    // Since then: an appeal, a correction by the observer, a new report.
    await call('administrator1', 'POST', `${mission.base}/retention/holds`, {
      ...{ id: randomUUID(), code: held.code, reason: 'under appeal' },
    });
    const holdOf = async (id: string) =>
      (await call<ReportReply>('editor1', 'GET', `${mission.base}/reports/${id}`)).hold;
    expect(await holdOf(held.reportId)).toEqual({ by: 'Person administrator1', at: expect.any(String) });
    expect(await holdOf(corrected.reportId)).toBeNull();
    await server.intake.take(
      mission.missionId,
      testArrival({ id: `uuid:again-${mission.slug}`, corrects: `uuid:corrected-${mission.slug}`, form: 'sheet' }),
    );
    await server.intake.take(mission.missionId, testArrival({ id: `uuid:new-${mission.slug}`, form: 'sheet' }));
    await confirm(mission, list);
    const [before, kept] = [await present(mission), await lasting(mission)];
    const allowed = allowedBy(list.csv);
    const stays = [held.reportId, corrected.reportId, mission.devices[1] ?? ''];
    // One picture came with two reports, of which one is kept.
    const isShared = (what: string) => what.startsWith('content ') && what.endsWith('/shared.jpg');
    const wanted = [...allowed].filter(
      (what) => before.has(what) && !stays.some((id) => what.includes(id)) && !isShared(what),
    );
    const seen: string[][] = [];
    const ends = await runBrokenOffEverywhere(async () => void seen.push([...(await present(mission))]));
    expect(ends).toBeGreaterThan(20);
    const after = await present(mission);
    expect(lessOf(before, after)).toEqual(wanted.sort());
    expect(await lasting(mission)).toBe(kept);
    // At no moment was a file gone whose key was there, or a row before the last file.
    for (const moment of seen.map((names) => new Set(names))) {
      const gone = (step: string) => wanted.filter((what) => what.startsWith(step) && !moment.has(what));
      const left = (step: string) => wanted.filter((what) => what.startsWith(step) && moment.has(what));
      if (gone('content ').length > 0) expect(left('key ')).toEqual([]);
      if (gone('row ').some((what) => !what.startsWith('row scan/'))) expect(left('content ')).toEqual([]);
    }
    const { lists } = await call<RetentionReply>('administrator1', 'GET', `${mission.base}/retention`);
    expect(lists[0]).toMatchObject({ state: 'done', sha256: list.sha256, counts: list.counts });
    const told = { deleted: lists[0]?.outcomes?.deleted, kept: { people: 1, files: 3, papers: 0, submissions: 2 } };
    await server.logs.wake(mission.missionId);
    await server.intake.take(mission.missionId, testArrival({ id: null, form: 'sheet' }));
    const leaves = await sql<{ leaf: Uint8Array }[]>`
      select leaf from log_leaf where mission_id = ${mission.missionId} order by index`;
    const entries = leaves.flatMap(({ leaf }) => {
      const parsed = parseLeaf(leaf);
      return parsed.ok && parsed.value.type === 'retention' ? [parsed.value] : [];
    });
    expect(entries).toMatchObject([{ id: list.id, content: list.sha256, ...told }]);
    expect(await checkEvidence(evidence)).toEqual([]);
  });

  test('a deletion that the list does not name would be found (negative control)', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const list = await makeList(mission);
    await confirm(mission, list);
    const { reportId } = mission.sent.plain;
    await sql`
      insert into retention_item (list_id, place, kind, part, object_id, label, sha256, bytes, mark)
      select ${list.id}, 9999, 'submissions', 'submission', ${reportId}, '1', null, 0,
        concat_ws('.', (select max(leaf_index) from report_item where report_id = ${reportId}), 0)`;
    const before = await present(mission);
    await runRetention(tools());
    const gone = lessOf(before, await present(mission));
    expect(gone.length).toBeGreaterThan(3);
    expect(gone.filter((what) => !allowedBy(list.csv).has(what))).toEqual([`row submission/${reportId}/1`]);
  });
});

describe('what is counted as deleted', () => {
  test('is gone: a list waits for files that came just now, and keeps no other from its end', async () => {
    const [mission, other] = [await missionAtItsEnd(), await missionOfDevices()];
    for (const each of [mission, other]) {
      await setRule(each);
      await confirm(each, await makeList(each));
    }
    // Its own: what other missions of these tests have as well stays with them.
    const isOwn = (what: string) => what.startsWith('content ') && what.endsWith('.jpg');
    const contents = async () => [...(await present(mission))].filter(isOwn).sort();
    const shown = async (of: Mission) =>
      (await call<RetentionReply>('administrator1', 'GET', `${of.base}/retention`)).lists[0];
    const before = await contents();
    expect(before.length).toBeGreaterThan(4);
    // By this clock every file was stored at most two minutes ago.
    const soon = () => new Date(NOW.getTime() - 86_400_000 + 120_000);
    for (const batch of [1, 100]) {
      expect(await runRetention(tools({ now: soon, batch }))).toBe(batch === 1 ? 1 : 0);
      expect(await contents()).toEqual(before);
      expect(await shown(mission)).toMatchObject({ state: 'running', outcomes: null, endedAt: null });
      expect((await shown(mission))?.freshFiles).toBeGreaterThan(4);
      expect(await shown(other)).toMatchObject({ state: 'done' });
    }
    expect(await runRetention(tools())).toBe(1);
    expect(await contents()).toEqual([]);
    expect(await shown(mission)).toMatchObject({ state: 'done', freshFiles: 0 });
  });

  test('is no device that sent within the minute in which it had been heard of', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const [sender, bearer, silent] = mission.devices;
    const before = await heardBeforeList(mission, 61);
    await confirm(mission, await makeList(mission));
    const { slug, missionId } = mission;
    const late = sheetOf({ name: `late-${slug}`, files: [], deviceId: sender });
    await server.intake.take(missionId, { ...late, sender: { ...late.sender, courierId: bearer ?? null } });
    await noteSeen(sql, [sender ?? '', bearer ?? ''], new Date(before.getTime() + 30_000));
    await runRetention(tools());
    const left = await sql<{ id: string }[]>`
      select id from device where mission_id = ${missionId} and forgotten_at is null`;
    expect(left.map(({ id }) => id).sort()).toEqual([sender, bearer].sort());
    const judged = await sql`
      select outcome from retention_item where object_id = any (${[sender, bearer, silent] as string[]}::uuid[])
      order by array_position(${[sender, bearer, silent] as string[]}::uuid[], object_id)`;
    expect(judged.map(({ outcome }) => outcome)).toEqual(['changed', 'changed', 'deleted']);
  });

  test('is no device that was heard of within the minute before the list: of what it fetched then nothing is written', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const at = await heardBeforeList(mission, 59);
    await confirm(mission, await makeList(mission));
    await noteSeen(sql, mission.devices, new Date(at.getTime() + 59_500));
    await runRetention(tools());
    const judged = await sql`
      select distinct outcome from retention_item where object_id = any (${mission.devices}::uuid[])`;
    expect(judged.map(({ outcome }) => outcome)).toEqual(['changed']);
  });
});

test('afterwards everything else works, and says what was deleted and when', async () => {
  const mission = await missionAtItsEnd();
  await setRule(mission);
  const { plain } = mission.sent;
  const { openRosaUrl, token } = mission.device;
  expect(openRosaUrl).toContain(token);
  expect(await findDeviceByToken(sql, token)).not.toBeNull();
  await confirm(mission, await makeList(mission));
  await runRetention(tools());
  expect(await findDeviceByToken(sql, token)).toBeNull();
  const at = NOW.toISOString();
  const report = await call<ReportReply>('editor1', 'GET', `${mission.base}/reports/${plain.reportId}`);
  expect(report.files).toMatchObject([
    { isErased: true, deletedAt: at },
    { isErased: true, deletedAt: at },
  ]);
  expect(report.versions).toMatchObject([{ isErased: false, state: 'read', rawDeletedAt: at }]);
  const version = `${mission.base}/reports/${plain.reportId}/versions/${report.versions[0]?.sha256}`;
  expect((await call<{ answers: unknown[] }>('editor1', 'GET', version)).answers.length).toBeGreaterThan(2);
  await expect(call('editor1', 'GET', `${version}/raw`)).rejects.toThrow(/410 .*retention-deleted/);
  const lists = await call<{ reports: unknown[] }>('editor1', 'GET', `${mission.base}/reports`);
  expect(lists.reports.length).toBeGreaterThan(6);
  const devices = await call<ListedDevice[]>('editor1', 'GET', `${mission.base}/devices`);
  expect(devices.map(({ name, login, state, forgottenAt }) => [name, login, state, forgottenAt])).toEqual(
    devices.map(({ pseudonym }) => [pseudonym, null, 'revoked', at]),
  );
  // An export that was made before may hold what was deleted: its file goes. One that is made now works.
  expect(await sql`select state from export_job where id = ${mission.exported ?? ''}`).toEqual([{ state: 'expired' }]);
  const all = await call<string>('administrator1', 'GET', `${mission.base}/reports/export.ndjson`);
  expect(all.trim().split('\n').length).toBeGreaterThan(6);
  const typed = await call<ShownEntry[]>('editor1', 'GET', `${mission.base}/reports/${mission.entry}/entries`);
  expect(typed).toMatchObject([{ reporter: null, note: null, typistName: 'Person editor1' }]);
  // What a phone sends again has the receipt of the first time, and nothing comes back by it.
  const before = await present(mission);
  expect(await mission.sendAgain()).toMatchObject({ status: 'same', code: plain.code });
  await server.readReports();
  expect(await present(mission)).toEqual(before);
  expect(await checkEvidence(evidence)).toEqual([]);
});
