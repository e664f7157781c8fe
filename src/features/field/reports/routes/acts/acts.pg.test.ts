import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import { arrivalOf, type Given, openReading, publish, xmlOf } from '../../../../../../test/support/reading.ts';
import { stoppedClock } from '../../../../../kernel/time/clock.ts';
import { commitContent } from '../../../../../ledger/commitment/field-commitment.ts';
import { createLoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import type { Arrival } from '../../arrival.ts';
import type { DifferenceReply, ReportReply } from '../../arrivals/arrival-replies.ts';
import type { ActReply } from '../../arrivals/standing-replies.ts';
import { isReadable } from '../../reading/reading.ts';
import { actDigest } from '../../standing/act.ts';
import { eraseReport } from '../../store/erase-report.ts';
import { countHeld } from '../../store/show/count-arrivals.ts';
import { listArrivals } from '../../store/show/list-arrivals.ts';
import { reportEndpoints } from '../desk/show-report.ts';
import { reportActEndpoints } from './act-endpoints.ts';

const { sql } = await testDatabase();

/** A mission whose reports can be worked on. */
async function openDesk() {
  const { intake, missionId, slug, reader, take, ...rest } = await openReading(sql);
  await publish(sql, missionId, { stations: 'name,label\n1001,One\n1002,Two\n' });
  const again: string[] = [];
  const blobs = { open: async () => Readable.from(['a']) };
  const ground = {
    ...{ blobs, load: createLoadMeter(stoppedClock(0)), intake, readAgain: (id: string) => void again.push(id) },
  };
  // The export of everything and lists stand elsewhere.
  const { call, audited } = testApp([...reportActEndpoints(ground), ...reportEndpoints(ground)], { sql });
  const come = async (given: Given, arrival: Partial<Arrival> = {}) => {
    const taken = await take(given, arrival);
    await reader.run();
    return taken.reportId;
  };
  const path = (report: string, more = '') => `/api/missions/${slug}/reports/${report}${more}` as const;
  const show = async (report: string) => {
    const reply = await call('reader', `GET ${path(report)}`);
    expect(reply.status).toBe(200);
    return (await reply.json()) as ReportReply;
  };
  const standingOf = async (report: string) => (await show(report)).standing;
  const act = async (report: string, body: Readonly<Record<string, unknown>>) => {
    const { version: on, lastMove = null } = (await standingOf(report)) ?? {};
    const after = body.kind === 'move' ? { after: lastMove } : {};
    const whole = { id: randomUUID(), on, reason: 'because', ...after, ...body };
    const reply = await call('editor', `POST ${path(report, '/acts')}`, whole);
    await reader.run();
    return reply;
  };
  const done = async (report: string, body: Readonly<Record<string, unknown>>) => {
    const reply = await act(report, body);
    expect([reply.status, reply.status === 200 ? null : await reply.text()]).toEqual([200, null]);
    return (await reply.json()) as ActReply;
  };
  return { ...rest, intake, missionId, slug, reader, call, audited, come, path, show, standingOf, act, done, again };
}

const codeOf = async (reply: Response) => {
  const { code, issues } = (await reply.json()) as { code: string; issues?: { code: string }[] };
  return [reply.status, code, ...(issues ?? []).map((issue) => issue.code)];
};
const sha = (xml: string) => createHash('sha256').update(xml).digest('hex');

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
    expect(await standingOf(report)).toMatchObject({ station: '1002', lastMove: id });
    const unseen = await act(report, { kind: 'move', station: '1001', after: null });
    expect(await codeOf(unseen)).toEqual([409, 'changed-meanwhile']);
    expect(await standingOf(report)).toMatchObject({ station: '1002', lastMove: id });
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

describe('a correction', () => {
  test('is a version with a receipt, once, whatever is sent again', async () => {
    const { come, done, show, path, call, standingOf, reader } = await openDesk();
    const report = await come({ id: 'a' });
    const xml = xmlOf({ id: 'n', corrects: 'a', answers: '<note>new</note>' });
    const body = { id: randomUUID(), on: (await standingOf(report))?.version, reason: 'why', kind: 'correct', xml };
    const [one, two] = await Promise.all([0, 1].map(() => call('editor', `POST ${path(report, '/acts')}`, body)));
    expect([one?.status, two?.status]).toEqual([200, 200]);
    const { code } = (await (one as Response).json()) as ActReply;
    expect(await two?.json()).toEqual({ id: body.id, code });
    await reader.run();
    expect((await show(report)).versions.at(-1)?.code).toBe(code);
    expect((await show(report)).acts).toHaveLength(1);
    const other = await call('editor', `POST ${path(report, '/acts')}`, { ...body, reason: 'another' });
    expect(await codeOf(other)).toEqual([409, 'conflict']);
    await done(report, { kind: 'void' });
  });

  test('that was taken before the server ended is stored with its act when it is sent again', async () => {
    const { come, show, path, call, standingOf, reader, intake, missionId } = await openDesk();
    const report = await come({ id: 'a' });
    const on = (await standingOf(report))?.version;
    const xml = xmlOf({ id: 'n', corrects: 'a', answers: '<note>new</note>' });
    await intake.take(missionId, arrivalOf(Buffer.from(xml), { channel: 'desk' }));
    await reader.run();
    expect((await show(report)).acts).toEqual([]);
    const body = { id: randomUUID(), on, reason: 'why', kind: 'correct', xml };
    expect((await call('editor', `POST ${path(report, '/acts')}`, body)).status).toBe(200);
    const { acts, versions } = await show(report);
    expect([acts.length, versions.length]).toEqual([1, 2]);
    const another = { ...body, id: randomUUID() };
    expect(await codeOf(await call('editor', `POST ${path(report, '/acts')}`, another))).toEqual([409, 'conflict']);
  });

  test('of what somebody else has changed meanwhile is refused: one of two at once', async () => {
    const { come, path, call, standingOf, reader, show } = await openDesk();
    const report = await come({ id: 'a' });
    const on = (await standingOf(report))?.version;
    const body = (kind: object) => ({ id: randomUUID(), on, reason: 'why', ...kind });
    const asked = [body({ kind: 'void' }), body({ kind: 'void' }), body({ kind: 'void' })].map((wanted) =>
      call('editor', `POST ${path(report, '/acts')}`, wanted),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409, 409]);
    expect((await show(report)).acts).toHaveLength(1);
    const next = await come({ id: 'b' });
    const seen = (await standingOf(next))?.version;
    await come({ id: 'b2', corrects: 'b' });
    await reader.run();
    const late = await call('editor', `POST ${path(next, '/acts')}`, { ...body({ kind: 'void' }), on: seen });
    expect(await codeOf(late)).toEqual([409, 'changed-meanwhile']);
    const xml = xmlOf({ id: 'mine', corrects: 'b', answers: '<note>mine</note>' });
    const mine = await call('editor', `POST ${path(next, '/acts')}`, { ...body({ kind: 'correct', xml }), on: seen });
    expect(await codeOf(mine)).toEqual([409, 'changed-meanwhile']);
  });

  test.each([
    ['has no name of its own', xmlOf({ id: 'a', corrects: 'a' }), 'correction-name'],
    ['says that it corrects another', xmlOf({ id: 'n', corrects: 'z' }), 'correction-of-another'],
    ['is of no form of the mission', xmlOf({ id: 'n', corrects: 'a', form: 'other' }), 'correction-form'],
    [
      'does not fit its form',
      xmlOf({ id: 'n', corrects: 'a', answers: '<note>1</note><note>2</note>' }),
      'record-twice',
    ],
    [
      'names a station that the form does not list',
      xmlOf({ id: 'n', answers: '<place>9</place>' }),
      'held-unknown-station',
    ],
    ['is broken off', xmlOf({ id: 'n' }).slice(0, -8), 'xml-broken-off'],
  ])('that %s is refused, and says why', async (_, xml, expected) => {
    const { come, act, show } = await openDesk();
    const report = await come({ id: 'a' });
    const [status, code, issue] = await codeOf(await act(report, { kind: 'correct', xml }));
    expect([status, code]).toEqual([422, 'correction-refused']);
    if (!expected.startsWith('xml')) expect(issue).toBe(expected);
    expect((await show(report)).versions).toHaveLength(1);
  });

  test('enters by hand what could not be read', async () => {
    const { come, done, standingOf } = await openDesk();
    const report = await come({ id: null, form: 'nobody-knows' });
    const xml = xmlOf({ id: 'typed', answers: '<note>typed</note>' });
    await done(report, { kind: 'correct', xml, reason: 'Typed from what it says' });
    expect(await standingOf(report)).toMatchObject({ state: 'read', version: sha(xml), flags: [] });
  });
});

describe('what is held is accepted', () => {
  test('XML-05 as the form and version that a person names, in a version of its own, and stays as it came', async () => {
    const { come, done, show, standingOf, path, call, act, missionId } = await openDesk();
    const report = await come({
      id: 'a',
      form: 'old-name',
      version: '7',
      answers: '<note>n</note><place>1001</place>',
    });
    const held = (await standingOf(report))?.version;
    expect((await standingOf(report))?.acts).toEqual(['correct', 'void', 'move', 'release']);
    const wanted = { kind: 'release', held, form: 'form', number: 1 };
    expect(await codeOf(await act(report, { ...wanted, number: 5 }))).toEqual([422, 'invalid-input', 'release-form']);
    const { code } = await done(report, wanted);
    const { versions, acts, standing } = await show(report);
    expect(versions.map((one) => one.state)).toEqual(['held', 'read']);
    expect(versions[1]).toMatchObject({ code, channel: 'desk', deprecatedId: 'a', formId: 'form', formVersion: '1' });
    expect(standing).toMatchObject({ state: 'read', station: '1001', flags: ['released'] });
    expect(acts).toMatchObject([{ kind: 'release', held, version: versions[1]?.sha256 }]);
    const raw = await call('reader', `GET ${path(report, `/versions/${held}/raw`)}`);
    expect(await raw.text()).toContain('old-name');
    await publish(sql, missionId, { version: '2' });
    await done(report, { ...wanted, number: 2 });
    const again = await show(report);
    expect(again.standing).toMatchObject({ state: 'read', version: again.versions[2]?.sha256 });
    expect(again.versions[2]?.formVersion).toBe('2');
    const read = await act(report, { ...wanted, held: again.versions[2]?.sha256 });
    expect(await codeOf(read)).toEqual([422, 'invalid-input', 'release-not-held']);
  });

  test('of a station that the form does not list, of a revoked device, for the station and the device that a person names', async () => {
    const { come, done, standingOf, missionId, show } = await openDesk();
    const device = randomUUID();
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, created_at)
      values (${device}, ${missionId}, 'Observer 7', ${randomUUID().replaceAll('-', '').slice(0, 16)}, 'odk', now())`;
    const strange = await come({ id: 'a', answers: '<place>9</place>' });
    const revoked = await come({ id: 'b', answers: '<place>1001</place>' }, { fault: 'revoked-device' });
    for (const report of [strange, revoked]) {
      const held = (await standingOf(report))?.version;
      await done(report, { kind: 'release', held, form: 'form', number: 1, station: '1002', device });
      expect(await standingOf(report)).toMatchObject({ state: 'read', station: '1002', flags: ['released'] });
      expect((await show(report)).acts).toMatchObject([{ station: '1002', device: 'Observer 7' }]);
      const [row] = await sql`select device_id as device, channel from report where id = ${report}`;
      expect(row).toEqual({ device, channel: 'desk' });
    }
  });

  test('not where it is no XML, or does not fit: that says why, and loses nothing', async () => {
    const { come, act, standingOf, show, intake, missionId, reader } = await openDesk();
    const broken = await intake.take(missionId, arrivalOf(Buffer.from(xmlOf({ id: 'x' }).slice(0, -9))));
    await reader.run();
    const twice = await come({ id: 'a', answers: '<note>1</note><note>2</note>' });
    const wanted = async (report: string) => ({
      ...{ kind: 'release', held: (await standingOf(report))?.version, form: 'form', number: 1 },
    });
    const [status, code] = await codeOf(await act(broken.reportId, await wanted(broken.reportId)));
    expect([status, code]).toEqual([422, 'release-refused']);
    // Held for another reason first, it cannot be accepted either, and nobody is asked to.
    const [torn, whole] = ['revoked-1', 'revoked-2'].map((id) => Buffer.from(xmlOf({ id })));
    for (const [raw, isWhole] of [
      [torn?.subarray(0, -9), false],
      [whole, true],
    ] as const) {
      const revoked = { ...arrivalOf(raw ?? Buffer.alloc(0)), fault: 'revoked-device' };
      const { reportId } = await intake.take(missionId, revoked);
      await reader.run();
      const [version] = (await show(reportId)).versions;
      expect(version).toMatchObject({ state: 'held', reason: 'revoked-device' });
      expect(isReadable(version ?? { reason: null, warnings: [] })).toBe(isWhole);
    }
    expect(isReadable({ reason: 'unreadable', warnings: [] })).toBe(false);
    const unfit = await act(twice, await wanted(twice));
    expect(await unfit.json()).toMatchObject({
      code: 'release-refused',
      issues: [{ code: 'record-twice', parameters: { path: '/data/note' } }],
    });
    expect((await standingOf(twice))?.state).toBe('held');
  });

  test('not as a form that knows none, or the lesser part, of what it answers; a few unknown parts are no matter', async () => {
    const { come, act, done, standingOf } = await openDesk();
    const wanted = async (report: string) => ({
      ...{ kind: 'release', held: (await standingOf(report))?.version, form: 'form', number: 1 },
    });
    const refused = async (answers: string) => {
      const report = await come({ form: 'another', answers });
      const reply = await act(report, await wanted(report));
      expect((await standingOf(report))?.state).toBe('held');
      return [reply.status, await reply.json()];
    };
    expect(
      await refused('<opened>yes</opened><visit><seal>1</seal></visit><visit><seal>2</seal></visit>'),
    ).toMatchObject([
      422,
      {
        code: 'release-refused',
        issues: [
          {
            code: 'release-other-form',
            parameters: { wanted: 'A form', found: '/data/visit/seal, /data/opened' },
          },
        ],
      },
    ]);
    expect(await refused('<note>n</note><opened>yes</opened><closed>no</closed><note2/>')).toMatchObject([
      422,
      { issues: [{ code: 'release-mostly-unknown', parameters: { known: 1, unknown: 2 } }] },
    ]);
    const good = await come({ form: 'another', answers: '<note>n</note><place>1001</place><opened>yes</opened>' });
    await done(good, await wanted(good));
    expect(await standingOf(good)).toMatchObject({ state: 'read', flags: ['released', 'unknown-elements'] });
  });

  test('and counts as held no more, nor is listed so; what was typed by hand neither', async () => {
    const { come, done, show, standingOf, missionId, slug } = await openDesk();
    const [accepted, typed, open] = [await come({ form: 'a' }), await come({ form: 'b' }), await come({ form: 'c' })];
    expect(await countHeld(sql, missionId)).toEqual([{ reason: 'unknown-form', count: 3, isMore: false }]);
    await done(accepted, { kind: 'release', held: (await standingOf(accepted))?.version, form: 'form', number: 1 });
    await done(typed, { kind: 'correct', xml: xmlOf({}) });
    expect(await countHeld(sql, missionId)).toEqual([{ reason: 'unknown-form', count: 1, isMore: false }]);
    const all = { reason: null, isFlagged: false, form: null, device: null, reports: null, index: null };
    const list = (isHeld: boolean) =>
      listArrivals(sql, { id: missionId, slug }, { filter: { ...all, isHeld }, page: { before: null, limit: 9 } });
    expect((await list(true)).map(({ reportId }) => reportId)).toEqual([open]);
    const settled = (await list(false)).filter(({ wasAccepted }) => wasAccepted);
    expect(settled.map(({ reportId, state }) => [reportId, state])).toEqual([
      [typed, 'held'],
      [accepted, 'held'],
    ]);
    expect((await show(typed)).versions.map(({ wasAccepted }) => wasAccepted)).toEqual([true, false]);
  });

  test('of a station that the form does not list, for none: the field of the station is named', async () => {
    const { come, act, done, standingOf } = await openDesk();
    const report = await come({ answers: '<note>n</note><place>9</place>' });
    const wanted = { kind: 'release', held: (await standingOf(report))?.version, form: 'form', number: 1 };
    const reply = await act(report, wanted);
    expect([reply.status, await reply.json()]).toMatchObject([
      422,
      { code: 'invalid-input', issues: [{ code: 'release-station', parameters: { found: '9' }, column: 'station' }] },
    ]);
    await done(report, { ...wanted, station: '1001' });
    expect(await standingOf(report)).toMatchObject({ state: 'read', station: '1001' });
  });

  test('AUTHZ-09 not for a device of another mission', async () => {
    const { come, act, standingOf } = await openDesk();
    const { missionId: other } = await openDesk();
    const device = randomUUID();
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, created_at)
      values (${device}, ${other}, 'X', '00112233445566bb', 'odk', now())`;
    const report = await come({ id: 'a', form: 'nobody-knows' });
    const held = (await standingOf(report))?.version;
    const body = { kind: 'release', held, form: 'form', number: 1 };
    expect(await codeOf(await act(report, { ...body, device }))).toEqual([422, 'invalid-input', 'device-unknown']);
    const named = await act(report, { ...body, mission_id: other });
    expect(named.status).toBe(422);
    expect((await standingOf(report))?.state).toBe('held');
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
