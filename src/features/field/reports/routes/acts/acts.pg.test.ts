import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeOf, openActDesk, sha } from '../../../../../../test/support/act-desk.ts';
import { testActor } from '../../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import { publish, xmlOf } from '../../../../../../test/support/reading.ts';
import { commitContent } from '../../../../../ledger/commitment/field-commitment.ts';
import { listActs } from '../../../../office/history/store.ts';
import type { DifferenceReply } from '../../arrivals/arrival-replies.ts';
import { actDigest } from '../../standing/act.ts';
import { eraseReport } from '../../store/erase-report.ts';

const { sql } = await testDatabase();
const openDesk = () => openActDesk(sql);

describe('a report is', () => {
  test('set aside with a reason, which is told to the log and to the history, and taken back', async () => {
    const { come, done, standingOf, show, audited, missionId, slug, logs, call } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    const before = await standingOf(report);
    expect(before).toMatchObject({
      state: 'read',
      station: '1001',
      acts: ['correct', 'void', 'move', 'restore', 'release'],
    });
    const { id } = await done(report, { kind: 'void', reason: 'A test from the training' });
    expect(await standingOf(report)).toMatchObject({ state: 'void', version: before?.version, acts: ['unvoid'] });
    await done(report, { kind: 'unvoid', reason: 'It was none' });
    expect(await standingOf(report)).toEqual(before);
    expect((await show(report)).acts).toMatchObject([
      { id, kind: 'void', by: 'Test editor', reason: 'A test from the training', on: before?.version },
      { kind: 'unvoid', reason: 'It was none' },
    ]);
    const noted = (await audited()).filter(({ subject }) => subject === `report ${report}`);
    expect(noted).toMatchObject([
      { action: 'report.voided', reason: 'A test from the training', details: { mission: slug } },
      { action: 'report.unvoided', actorName: 'Test editor' },
    ]);
    await logs.wake(missionId);
    await come({ id: 'b' });
    await come({ id: 'c' });
    const [row] = await sql<
      { leaf: Record<string, string>; key: Uint8Array; at: Date; leafHash: Uint8Array; byId: string }[]
    >`
      select convert_from(l.leaf, 'UTF8')::json as leaf, a.key, a.at, i.leaf_hash as "leafHash", a.by_id as "byId"
      from report_act a join log_leaf l on l.mission_id = a.mission_id and l.announced_id = a.announced_id
      join report_item i on i.report_id = a.on_report_id and i.sha256 = a.on_sha256 where a.id = ${id}`;
    expect(row?.leaf).toMatchObject({ type: 'decision', id, about: Buffer.from(row?.leafHash ?? []).toString('hex') });
    const digest = actDigest({
      ...{ id, kind: 'void', at: row?.at as Date, by: { id: row?.byId as string, name: 'Test editor' } },
      ...{ reason: 'A test from the training', on: { reportId: report, sha256: before?.version ?? '' } },
      ...{ version: null, held: null, station: null, deviceId: null, form: null },
    });
    const content = Buffer.from(commitContent(row?.key as Uint8Array, 'act', digest)).toString('hex');
    expect(row?.leaf.content).toBe(content);
    expect((await call('reader', `POST /api/missions/${slug}/reports/${report}/acts`, {})).status).toBe(403);
  });

  test('moved to another station, and back', async () => {
    const { come, done, standingOf } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    await done(report, { kind: 'move', station: '1002' });
    expect(await standingOf(report)).toMatchObject({ station: '1002', isMoved: true, flags: [] });
    await come({ id: 'b', corrects: 'a', answers: '<place>1003</place>' });
    await come({ id: 'c', corrects: 'a', answers: '<place>1002</place>' });
    await done(report, { kind: 'move', station: null });
    expect(await standingOf(report)).toMatchObject({ station: '1001', isMoved: false });
  });

  test('moved to no station that neither the register nor a form lists, and accepted for none', async () => {
    const { come, act, standingOf } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    const moved = await act(report, { kind: 'move', station: 'чушь <b>' });
    expect(moved.status).toBe(422);
    expect(await moved.json()).toMatchObject({
      code: 'invalid-input',
      issues: [{ code: 'station-unknown', parameters: { found: 'чушь <b>' } }],
    });
    expect(await standingOf(report)).toMatchObject({ station: '1001', isMoved: false });
    const strange = await come({ id: 'b', answers: '<place>9</place>' });
    const held = (await standingOf(strange))?.version;
    const accepted = await act(strange, { kind: 'release', held, form: 'form', number: 1, station: 'QQQ' });
    expect(await codeOf(accepted)).toEqual([422, 'invalid-input', 'station-unknown']);
    expect((await standingOf(strange))?.state).toBe('held');
  });

  test('moved to any station where nothing lists them', async () => {
    const { come, done, standingOf, missionId } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    await publish(sql, missionId, { version: '2' });
    await done(report, { kind: 'move', station: '77' });
    expect(await standingOf(report)).toMatchObject({ station: '77', isMoved: true });
  });

  test('not moved twice at once: whoever did not see the first move is told', async () => {
    const { come, done, act, standingOf } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    const { id } = await done(report, { kind: 'move', station: '1002' });
    expect(await standingOf(report)).toMatchObject({ station: '1002', lastPlaced: id });
    const unseen = await act(report, { kind: 'move', station: '1001', after: null });
    expect(await codeOf(unseen)).toEqual([409, 'changed-meanwhile']);
    expect(await standingOf(report)).toMatchObject({ station: '1002', lastPlaced: id });
    await done(report, { kind: 'move', station: null, after: id });
    expect((await codeOf(await act(report, { kind: 'move', station: '1002', after: id })))[1]).toBe(
      'changed-meanwhile',
    );
    expect(await standingOf(report)).toMatchObject({ station: '1001', isMoved: false });
  });

  test('moved while somebody corrects it, which does not hurt the correction', async () => {
    const { come, done, standingOf } = await openDesk();
    const report = await come({ id: 'a', answers: '<place>1001</place>' });
    const on = (await standingOf(report))?.version;
    await done(report, { kind: 'move', station: '1002' });
    await done(report, { kind: 'correct', on, xml: xmlOf({ id: 'n', corrects: 'a', answers: '<note>x</note>' }) });
    expect(await standingOf(report)).toMatchObject({ station: '1002', isMoved: true });
  });

  test('of the same observer after it was corrected at the desk, once and again', async () => {
    const { come, done, standingOf, missionId } = await openDesk();
    const device = randomUUID();
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, created_at)
      values (${device}, ${missionId}, 'Observer 7', ${randomUUID().replaceAll('-', '').slice(0, 16)}, 'odk', now())`;
    const sender = { deviceId: device, pseudonym: null, courierId: null };
    const report = await come({ id: 'a' }, { sender });
    for (const [id, corrects] of [
      ['b', 'a'],
      ['c', 'b'],
    ] as const) {
      await done(report, { kind: 'correct', xml: xmlOf({ id, corrects, answers: `<note>${id}</note>` }) });
      expect((await standingOf(report))?.device?.name).toBe('Observer 7');
      const [row] = await sql`select device_id as device, channel from report where id = ${report}`;
      expect(row).toEqual({ device, channel: 'desk' });
    }
    const strange = await come({ id: 'h', answers: '<place>9</place>' }, { sender });
    const held = (await standingOf(strange))?.version;
    await done(strange, { kind: 'release', held, form: 'form', number: 1, station: '1002' });
    expect(await standingOf(strange)).toMatchObject({ state: 'read', device: { name: 'Observer 7' } });
  });

  test('SYNC-07 kept in both versions where the field and the desk correct it at once, and a person chooses', async () => {
    const { come, done, show, standingOf, act } = await openDesk();
    const report = await come({ id: 'a', answers: '<note>1</note>' });
    const [original] = (await show(report)).versions;
    const desk = xmlOf({ id: 'desk', corrects: 'a', answers: '<note>desk</note>' });
    await done(report, { kind: 'correct', xml: desk, reason: 'The observer said so by telephone' });
    expect(await standingOf(report)).toMatchObject({ version: sha(desk), flags: [] });
    await come({ id: 'field', corrects: 'a', answers: '<note>field</note>' });
    // The interim rule of figures: what came first stands.
    expect(await standingOf(report)).toMatchObject({ version: sha(desk), flags: ['stale-edit'] });
    const { versions, acts } = await show(report);
    expect(versions.map(({ channel }) => channel)).toEqual(['odk', 'desk', 'odk']);
    expect(acts).toMatchObject([{ kind: 'correct', on: original?.sha256, version: sha(desk), by: 'Test editor' }]);
    await done(report, { kind: 'restore', version: versions[2]?.sha256 });
    expect(await standingOf(report)).toMatchObject({ version: versions[2]?.sha256, flags: [] });
    await come({ id: 'late', corrects: 'field', answers: '<note>late</note>' });
    expect(await standingOf(report)).toMatchObject({ version: versions[2]?.sha256, flags: ['newer-version'] });
    expect((await codeOf(await act(report, { kind: 'restore', version: '0'.repeat(64) })))[0]).toBe(404);
  });
});

test('AUTHZ-01 what is of another mission is not there: acts, comments, differences', async () => {
  const { come, standingOf } = await openDesk();
  const { slug, call } = await openDesk();
  const report = await come({ id: 'a' });
  const on = (await standingOf(report))?.version;
  const path = `/api/missions/${slug}/reports/${report}` as const;
  const act = { id: randomUUID(), kind: 'void', on, reason: 'r' };
  expect((await call('editor', `POST ${path}/acts`, act)).status).toBe(404);
  expect((await call('editor', `POST ${path}/comments`, { id: randomUUID(), text: 'x' })).status).toBe(404);
  expect((await call('editor', `DELETE ${path}/comments/${randomUUID()}`)).status).toBe(404);
  expect((await call('reader', `GET ${path}/differences?from=${on}&to=${on}`)).status).toBe(404);
  expect((await standingOf(report))?.state).toBe('read');
});

test('an erased report takes no acts, and those before it say nothing any more', async () => {
  const { come, done, act, show, missionId, call, path } = await openDesk();
  const report = await come({ id: 'a' });
  const { versions } = await show(report);
  await done(report, { kind: 'move', station: '1002', reason: 'It was in Station 2' });
  await call('editor', `POST ${path(report, '/comments')}`, { id: randomUUID(), text: 'Call them' });
  await sql.begin((tx) => eraseReport(tx, missionId, { reportId: report, at: new Date() }));
  const { standing, acts, comments } = await show(report);
  expect(standing).toMatchObject({ state: 'erased', version: null, acts: [] });
  expect(acts).toMatchObject([{ kind: 'move', reason: null, station: null }]);
  expect(comments).toMatchObject([{ text: null }]);
  const refused = await act(report, { kind: 'void', on: versions[0]?.sha256 });
  expect(await codeOf(refused)).toEqual([409, 'report-state']);
  const comment = await call('editor', `POST ${path(report, '/comments')}`, { id: randomUUID(), text: 'x' });
  expect(await codeOf(comment)).toEqual([409, 'report-state']);
});

test('comments stand beside a report, and their author may withdraw them', async () => {
  const { come, call, path, show, audited } = await openDesk();
  const report = await come({ id: 'a' });
  const body = { id: randomUUID(), text: 'Call the observer' };
  for (const _ of [0, 1]) expect((await call('editor', `POST ${path(report, '/comments')}`, body)).status).toBe(204);
  expect((await show(report)).comments).toMatchObject([{ text: 'Call the observer', by: { name: 'Test editor' } }]);
  const other = await call('administrator', `POST ${path(report, '/comments')}`, { ...body, text: 'Another' });
  expect(other.status).toBe(409);
  expect((await call('administrator', `DELETE ${path(report, `/comments/${body.id}`)}`)).status).toBe(403);
  expect((await call('reader', `POST ${path(report, '/comments')}`, body)).status).toBe(403);
  expect((await call('editor', `DELETE ${path(report, `/comments/${body.id}`)}`)).status).toBe(204);
  const [withdrawn] = (await show(report)).comments;
  expect([withdrawn?.text, withdrawn?.withdrawnAt === null]).toEqual([null, false]);
  const long = { id: randomUUID(), text: 'x'.repeat(4_001) };
  expect((await call('editor', `POST ${path(report, '/comments')}`, long)).status).toBe(422);
  const noted = (await audited()).filter(({ subject }) => subject === `report ${report}`);
  expect(noted.map(({ action }) => action)).toEqual(['report.commented', 'report.comment-withdrawn']);
});

test('what one version says otherwise than another is told by question, copies of repeats by position', async () => {
  const { come, call, path, show } = await openDesk();
  const visits = (...names: string[]) => names.map((name) => `<visit><station>${name}</station></visit>`).join('');
  const report = await come({ id: 'a', answers: `<note>old</note>${visits('1', '2')}<place>1001</place>` });
  await come({ id: 'b', corrects: 'a', answers: `<note>new</note>${visits('1', '3', '4')}<place/>` });
  await come({ id: 'c', corrects: 'b', form: 'nobody-knows' });
  const [one, two, three] = (await show(report)).versions;
  const ask = async (from?: string, to?: string) => {
    const reply = await call('reader', `GET ${path(report, `/differences?from=${from}&to=${to}`)}`);
    return (await reply.json()) as DifferenceReply;
  };
  const { changes } = await ask(one?.sha256, two?.sha256);
  expect(changes.map(({ path: at, before, after }) => [at, before?.value ?? null, after?.value ?? null])).toEqual([
    ['/data/note', 'old', 'new'],
    ['/data/visit[2]/station', '2', '3'],
    ['/data/visit[3]/station', null, '4'],
    ['/data/place', '1001', null],
  ]);
  expect(await ask(one?.sha256, three?.sha256)).toEqual({ changes: [], areRead: false });
});

test('the history names the report and says what changed, but nothing of what it says', async () => {
  const { come, done, show, audited, slug } = await openDesk();
  const report = await come({ id: 'a', answers: '<place>1001</place>' });
  const code = (await show(report)).versions[0]?.code;
  await done(report, { kind: 'move', station: '1002' });
  await done(report, { kind: 'void' });
  await done(report, { kind: 'unvoid' });
  const from = (await show(report)).standing?.version;
  const xml = xmlOf({ id: 'b', corrects: 'a', answers: '<place>1001</place><note>sealed-words</note>' });
  const { code: made } = await done(report, { kind: 'correct', xml });
  const noted = (await audited()).filter(({ subject }) => subject === `report ${report}`);
  const names = { mission: slug, code, form: 'form' };
  expect(noted.map(({ action, details }) => [action, details])).toEqual([
    ['report.moved', { ...names, before: { station: '1001' }, after: { station: '1002' } }],
    ['report.voided', { ...names, station: '1002', version: 1 }],
    ['report.unvoided', { ...names, station: '1002', version: 1 }],
    [
      'report.corrected',
      {
        ...{ ...names, station: '1002', made, before: { version: 1 }, after: { version: 2 } },
        ...{ from, to: sha(xml) },
      },
    ],
  ]);
  expect(JSON.stringify(noted)).not.toContain('sealed-words');
});

test('the history of a report is found by any receipt of it', async () => {
  const { come, done, show } = await openDesk();
  const report = await come({ id: 'a' });
  await come({ id: 'other' });
  await done(report, { kind: 'correct', xml: xmlOf({ id: 'b', corrects: 'a', answers: '<note>x</note>' }) });
  await done(report, { kind: 'move', station: '1002' });
  const codes = (await show(report)).versions.map(({ code }) => code);
  expect(codes).toHaveLength(2);
  const administrator = { id: testActor('administrator').id, seesAll: true };
  for (const search of [...codes, codes[0]?.toLowerCase().replaceAll('-', ' ')]) {
    const query = { search, since: null, until: null, after: null, limit: 9, reader: administrator };
    const { acts } = await sql.begin((tx) => listActs(tx, query));
    expect(acts.map(({ action }) => action).sort()).toEqual(['report.corrected', 'report.moved']);
  }
});
