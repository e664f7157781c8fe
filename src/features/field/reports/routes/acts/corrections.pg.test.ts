import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeOf, openActDesk, sha } from '../../../../../../test/support/act-desk.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import { arrivalOf, publish, xmlOf } from '../../../../../../test/support/reading.ts';
import type { ActReply } from '../../arrivals/standing-replies.ts';
import { isReadable } from '../../reading/reading.ts';
import { countHeld } from '../../store/show/count-arrivals.ts';
import { listArrivals } from '../../store/show/list-arrivals.ts';

const { sql } = await testDatabase();
const openDesk = () => openActDesk(sql);

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
    const seen = await (await call('reader', `GET ${path(report, `/versions/${held}`)}`)).json();
    expect(seen).toMatchObject({
      isRead: false,
      answers: [
        { path: '/data/note', value: 'n' },
        { path: '/data/place', value: '1001' },
        { path: '/data/meta/instanceID', value: 'a' },
      ],
    });
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

  test('not as a form that knows none, or the lesser part, of what it answers; a few unknown parts are told first', async () => {
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
    const told = await act(good, await wanted(good));
    expect([told.status, await told.json()]).toMatchObject([
      422,
      {
        code: 'release-parts',
        issues: [{ code: 'release-parts', column: 'parts', parameters: { wanted: 'A form', found: '/data/opened' } }],
      },
    ]);
    expect((await standingOf(good))?.state).toBe('held');
    await done(good, { ...(await wanted(good)), withoutParts: true });
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

  test('and stays with the station that was said when it is corrected, until a correction names another', async () => {
    const { come, done, standingOf, audited } = await openDesk();
    const report = await come({ id: 'a', answers: '<note>n</note><place>9</place>' });
    const held = (await standingOf(report))?.version;
    await done(report, { kind: 'release', held, form: 'form', number: 1, station: '1002' });
    const correct = async (id: string, answers: string) =>
      await done(report, { kind: 'correct', xml: xmlOf({ id, answers }) });
    await correct('b', '<note>other words</note><place/>');
    expect(await standingOf(report)).toMatchObject({ station: '1002', isMoved: false, flags: ['released'] });
    await correct('c', '<note>other words</note><place>1001</place>');
    expect(await standingOf(report)).toMatchObject({ station: '1001', isMoved: false });
    const told = (await audited()).filter(({ subject }) => subject === `report ${report}`);
    expect(told.map(({ details }) => details)).toMatchObject([
      { before: { version: 1, station: '9' }, after: { version: 2, station: '1002' } },
      { station: '1002', before: { version: 2 }, after: { version: 3 } },
      { before: { version: 3, station: '1002' }, after: { version: 4, station: '1001' } },
    ]);
  });

  test('for the station that is said then, though it was moved before; where none is said, for the one it was moved to', async () => {
    const { come, act, done, standingOf } = await openDesk();
    const said = await come({ id: 'a', answers: '<place>9</place>' });
    const wanted = { kind: 'release', held: (await standingOf(said))?.version, form: 'form', number: 1 };
    const { id } = await done(said, { kind: 'move', station: '1001' });
    expect(await standingOf(said)).toMatchObject({ state: 'held', station: '1001', isMoved: true });
    // Whoever did not see that it was moved would say otherwise without knowing it.
    const unseen = await act(said, { ...wanted, station: '1002', after: null });
    expect(await codeOf(unseen)).toEqual([409, 'changed-meanwhile']);
    await done(said, { ...wanted, station: '1002', after: id });
    expect(await standingOf(said)).toMatchObject({ state: 'read', station: '1002', isMoved: false });
    const moved = await come({ id: 'b', answers: '<place>9</place>' });
    await done(moved, { kind: 'move', station: '1001' });
    await done(moved, { ...wanted, held: (await standingOf(moved))?.version });
    expect(await standingOf(moved)).toMatchObject({ state: 'read', station: '1001', isMoved: true });
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
