import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { type Given, openReading, publish } from '../../../../test/support/reading.ts';
import { eraseReport } from './store/erase-report.ts';
import { lockProgress } from './store/reading/find-unread.ts';
import { saveStandings } from './store/standing/save-standings.ts';

const { sql, owner } = await testDatabase();

interface Row {
  readonly id: string;
  readonly ordinal: number;
  readonly state: string;
  readonly sha: string | null;
  readonly station: string | null;
  readonly flags: string[];
  readonly versions: number;
}

/** A mission whose reports have rows. */
async function openStanding() {
  const { missionId, reader, take, ...rest } = await openReading(sql);
  const form = await publish(sql, missionId, { stations: 'name,label\n1001,One\n1002,Two\n' });
  const rows = () => sql<(Row & Record<string, unknown>)[]>`
    select id, ordinal, first_index::int as first, last_index::int as last, first_at, last_at, versions, state, reason,
      encode(version_sha256, 'hex') as sha, version_report_id, form_name, form_uuid, form_number, station, station_moved,
      channel, device_id, api_key_id, flags
    from report where mission_id = ${missionId} order by ordinal`;
  const come = async (given: Given) => {
    const taken = await take(given);
    await reader.run();
    return taken;
  };
  const act = async (reportId: string, kind: string, more: { sha?: string | null; station?: string | null } = {}) => {
    await sql.begin(async (tx) => {
      await lockProgress(tx, missionId);
      const version = more.sha == null ? null : Buffer.from(more.sha, 'hex');
      await tx`
        insert into report_act (report_id, id, mission_id, number, after_index, kind, at, by_id, by_name, reason, on_report_id,
          on_sha256, version_report_id, version_sha256, station, key)
        select r.id, ${randomUUID()}, mission_id, (select count(*) + 1 from report_act where report_id = r.id), last_index,
          ${kind}, now(), ${randomUUID()}, 'Ann', 'because', version_report_id, version_sha256,
          case when ${version}::bytea is null then null else (
            select i.report_id from report_item i where i.sha256 = ${version} and i.mission_id = r.mission_id limit 1
          ) end, ${version}, ${more.station ?? null}, ${randomBytes(32)}
        from report r where id = ${reportId}`;
      await saveStandings(tx, missionId, { ids: [reportId], at: new Date() });
    });
  };
  const shaOf = async (index: number) => {
    const [row] = await sql<{ sha: string }[]>`
      select encode(sha256, 'hex') as sha from report_item where mission_id = ${missionId} and leaf_index = ${index}`;
    return row?.sha ?? '';
  };
  return { ...rest, missionId, reader, take, form, rows, come, act, shaOf };
}

describe('a report has a row', () => {
  test('with what stands, which follows corrections and is never told twice', async () => {
    const { come, rows, shaOf, form } = await openStanding();
    const first = await come({ id: 'a', answers: '<note>1</note><place>1001</place>' });
    const one = await shaOf(first.place.index);
    expect(await rows()).toMatchObject([
      {
        ...{ id: first.reportId, ordinal: 0, state: 'read', sha: one, station: '1001', flags: [], versions: 1 },
        ...{
          form_name: 'form',
          form_uuid: form.id,
          form_number: 1,
          channel: 'odk',
          station_moved: false,
          reason: null,
        },
      },
    ]);
    await come({ id: 'z', form: 'nobody-knows' });
    const edit = await come({ id: 'b', corrects: 'a', answers: '<note>2</note><place>1002</place>' });
    expect(await rows()).toMatchObject([
      { sha: await shaOf(edit.place.index), station: '1002', versions: 2, ordinal: 0 },
      { state: 'held', reason: 'unknown-form', ordinal: 1, form_name: 'nobody-knows', form_uuid: null },
    ]);
    await come({ id: 'c', corrects: 'a', answers: '<note>3</note>' });
    const [row] = await rows();
    expect(row).toMatchObject({ sha: await shaOf(edit.place.index), flags: ['stale-edit'], versions: 3 });
  });

  test('that is written where something changes alone, and says so', async () => {
    const { come, rows, missionId, reader } = await openStanding();
    await come({ id: 'a' });
    await come({ id: 'b' });
    await owner`update report set is_settled = true where mission_id = ${missionId}`;
    const settled = () => sql`
      select is_settled as settled, changed_at as at from report where mission_id = ${missionId} order by ordinal`;
    const before = await settled();
    await come({ id: 'a2', corrects: 'a' });
    await reader.readAgain(missionId, { formId: null });
    const [one, two] = await settled();
    expect([one?.settled, two]).toEqual([false, before[1]]);
    expect(await rows()).toHaveLength(2);
  });

  test('SYNC-05 one alone, where two were found to be one', async () => {
    const { come, rows, shaOf } = await openStanding();
    const last = await come({ id: 'c', corrects: 'b', answers: '<note>3</note>' });
    await come({ id: 'a', answers: '<note>1</note>' });
    expect((await rows()).map(({ state }) => state)).toEqual(['read', 'read']);
    const middle = await come({ id: 'b', corrects: 'a', answers: '<note>2</note>' });
    const [joined, report] = await rows();
    expect(joined).toMatchObject({ ordinal: 0, state: 'joined', sha: null, flags: [], station: null });
    expect(report).toMatchObject({
      ...{ id: middle.reportId, ordinal: 1, state: 'read', sha: await shaOf(last.place.index), versions: 3, flags: [] },
    });
  });

  test('that says it is erased and nothing else', async () => {
    const { come, rows, act, missionId } = await openStanding();
    const { reportId } = await come({ id: 'a', answers: '<place>1001</place>' });
    await act(reportId, 'move', { station: '1002' });
    expect(await rows()).toMatchObject([{ station: '1002', station_moved: true, flags: [] }]);
    await sql.begin((tx) => eraseReport(tx, missionId, { reportId, at: new Date() }));
    expect(await rows()).toMatchObject([
      {
        ...{ state: 'erased', sha: null, station: null, station_moved: false, form_name: null, form_uuid: null },
        ...{ channel: null, flags: [], versions: 1 },
      },
    ]);
    const acts = await sql`select reason, station, key, kind from report_act where mission_id = ${missionId}`;
    expect(acts).toEqual([{ reason: null, station: null, key: null, kind: 'move' }]);
  });
});

test('reports that were read before there were rows are given theirs, in the order of the log', async () => {
  const { come, rows, missionId, reader } = await openStanding();
  for (const id of ['a', 'b', 'c', 'd', 'e']) await come({ id, answers: '<place>1001</place>' });
  await come({ id: 'b2', corrects: 'b', answers: '<place>1002</place>' });
  await come({ id: 'f', form: 'nobody-knows' });
  const before = await rows();
  await owner`delete from report where mission_id = ${missionId}`;
  await owner`update report_reading set station = null where mission_id = ${missionId}`;
  await owner`update report_progress set standing_index = 0 where mission_id = ${missionId}`;
  await reader.run();
  expect(await rows()).toEqual(before);
  expect(before.map(({ station }) => station)).toEqual(['1001', '1002', '1001', '1001', '1001', null]);
  const progress = await sql`
    select standing_index = next_index as done from report_progress where mission_id = ${missionId}`;
  expect(progress).toEqual([{ done: true }]);
});
