import { createHash, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { arrivalOf, openReading, publish, SENDER, xmlOf } from '../../../../test/support/reading.ts';
import { commitRecord } from '../../../ledger/commitment/record-commitment.ts';
import { parseLogPolicy } from '../../../ledger/note/log-policy.ts';
import { verifyLogProof } from '../../../ledger/proof/verify-log-proof.ts';
import { verifyEd25519 } from '../../../platform/log/verify-ed25519.ts';
import { FormShelf } from './jobs/form-shelf.ts';
import { createReportReader } from './jobs/read-reports.ts';
import { erasureEndpoint } from './routes/erase-report.ts';
import { eraseReport, findNamedContents } from './store/erase-report.ts';

const { sql } = await testDatabase();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
describe('a version is read', () => {
  test('with its answers in the order of the form, its field root in the log, and its bytes as they came', async () => {
    const { missionId, reader, take, readings, announced, logs } = await openReading(sql);
    const form = await publish(sql, missionId);
    const answers =
      '<photo/><visit><station>1</station></visit><note>a\u0308</note><visit><station>2</station></visit>';
    await take({ id: 'uuid:1', answers });
    await reader.run();
    expect(await readings()).toEqual([
      {
        state: 'read',
        reason: null,
        flags: [],
        warnings: [],
        answers: {
          '/data/note': 'ä',
          '/data/visit[1]/station': '1',
          '/data/visit[2]/station': '2',
          '/data/photo': null,
          '/data/meta/instanceID': 'uuid:1',
        },
      },
    ]);
    const [row] = await sql`
      select r.answers, r.fields_root, r.announced_id, r.form_uuid, r.form_number, i.key, i.leaf_hash, i.raw
      from report_reading r join report_item i using (report_id, sha256) where i.mission_id = ${missionId}`;
    expect(Object.keys(row?.answers)).toEqual([
      '/data/note',
      '/data/visit[1]/station',
      '/data/visit[2]/station',
      '/data/photo',
      '/data/meta/instanceID',
    ]);
    expect([row?.form_uuid, row?.form_number]).toEqual([form.id, 1]);
    expect(row?.raw.toString()).toContain('a\u0308');
    const root = commitRecord(row?.key, new Map(Object.entries(row?.answers as Record<string, string>)));
    expect(row?.fields_root.toString('hex')).toBe(Buffer.from(root).toString('hex'));
    expect(announced).toEqual([missionId]);
    await logs.wake(missionId);
    await take({ id: 'uuid:2' });
    await take({ id: 'uuid:3' });
    const [leaf] =
      await sql`select convert_from(leaf, 'UTF8')::json as leaf from log_leaf where announced_id = ${row?.announced_id}`;
    expect(leaf?.leaf).toMatchObject({
      type: 'interpretation',
      version: 1,
      receipt: row?.leaf_hash.toString('hex'),
      fields: row?.fields_root.toString('hex'),
    });
  });

  test('once, in whatever batches, and what is there already is not read twice', async () => {
    const { missionId, reader, take, readings, announced } = await openReading(sql);
    await publish(sql, missionId);
    for (let count = 0; count < 8; count += 1) await take({});
    await reader.run();
    await reader.run();
    expect(await readings()).toHaveLength(8);
    expect(announced).toHaveLength(3);
    const [waiting] = await sql`select count(*)::int as count from log_waiting where mission_id = ${missionId}`;
    const [logged] = await sql`select count(announced_id)::int as count from log_leaf where mission_id = ${missionId}`;
    expect(waiting?.count + logged?.count).toBe(8);
  });

  test('and what an act at the desk left waiting for its number is told of', async () => {
    const { missionId, reader, announced } = await openReading(sql);
    await sql`
      insert into log_waiting (mission_id, id, leaf, at)
      values (${missionId}, ${randomUUID()}, '{}', now() - interval '1 minute'),
        (${missionId}, ${randomUUID()}, '{}', now() - interval '1 minute')`;
    await reader.run();
    expect(announced).toEqual([missionId]);
  });
});

describe('a version is held', () => {
  test('XML-05 of an unknown form or version, and read when that is published', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    await take({ form: 'other' });
    await take({ version: '2' });
    await take({});
    await reader.run();
    expect((await readings()).map(({ reason }) => reason)).toEqual(['unknown-form', 'unknown-version', null]);
    await publish(sql, missionId, { version: '2' });
    await reader.run();
    expect((await readings()).map(({ reason }) => reason)).toEqual(['unknown-form', null, null]);
    await publish(sql, missionId, { formId: 'other' });
    await reader.run();
    expect((await readings()).map(({ state }) => state)).toEqual(['read', 'read', 'read']);
  });

  test('by a reader that was not there when the form was published, read by the next one', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    for (let count = 0; count < 7; count += 1) await take({});
    await reader.run();
    await publish(sql, missionId);
    const next = createReportReader(
      { sql, log: pino({ level: 'silent' }), shelf: new FormShelf(), now: () => new Date() },
      { most: () => 2, rest: async () => {}, isEnding: () => false },
      () => {},
    );
    await next.run();
    expect((await readings()).filter(({ state }) => state === 'read')).toHaveLength(7);
  });

  test('TXT-01 XML-13 XML-15 that cannot be read, with the bytes kept', async () => {
    const { intake, missionId, reader, readings } = await openReading(sql);
    await publish(sql, missionId);
    const whole = xmlOf({});
    const records = [
      whole.replace('<note>n', '<note>\u0000'),
      whole.replace('<note>n', '<note>&#0;'),
      whole.slice(0, -7),
      '<data id="form" version="1" encrypted="yes"><meta><instanceID>uuid:e</instanceID></meta></data>',
      xmlOf({ answers: '<note>1</note><note>2</note>' }),
      xmlOf({ answers: `<note>${'<!---->'.repeat(600_000)}</note>` }),
    ].map((text) => Buffer.from(text));
    const wide = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(xmlOf({ answers: '<note>ə</note>' }), 'utf16le'),
    ]);
    for (const raw of [...records, wide]) await intake.take(missionId, arrivalOf(raw));
    await intake.take(missionId, arrivalOf(Buffer.from(xmlOf({})), { fault: 'revoked-device' }));
    await reader.run();
    expect((await readings()).map(({ reason }) => reason)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
      'encrypted',
      'other-shape',
      'too-large',
      null,
      'revoked-device',
    ]);
    expect((await readings())[6]?.answers).toMatchObject({ '/data/note': 'ə' });
    const rows = await sql`select raw from report_item where mission_id = ${missionId} order by leaf_index`;
    const kept = [...records, wide].map((raw, at) => raw.equals(rows[at]?.raw));
    expect(kept).toEqual(kept.map(() => true));
  });

  test('of a station that the version does not list', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId, { stations: 'name,label\n1001,One\n' });
    await take({ answers: '<place>1001</place>' });
    await take({ answers: '<place>9</place>' });
    await take({ answers: '<place/>' });
    await reader.run();
    const read = await readings();
    expect(read.map(({ reason }) => reason)).toEqual([null, 'unknown-station', null]);
    expect(read[1]?.answers).toMatchObject({ '/data/place': '9' });
  });

  test('where reading it fails, and the others are read', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    const { id } = await publish(sql, missionId);
    await publish(sql, missionId, { version: 'broken' });
    await take({});
    await take({ version: 'broken' });
    await take({});
    const broken = createReportReader(
      {
        sql,
        log: pino({ level: 'silent' }),
        now: () => new Date(),
        shelf: Object.assign(new FormShelf(), {
          find: async () => (name: { version: string | null }) =>
            name.version === 'broken'
              ? { kind: 'known', wasRetired: false, form: { id, number: 2, stations: new Map(), core: null } }
              : { kind: 'unknown-form' },
        }),
      },
      { most: () => 10, rest: async () => {}, isEnding: () => false },
      () => {},
    );
    await broken.run();
    const held = await readings();
    expect(held.map(({ reason }) => reason)).toEqual(['unknown-form', 'failed', 'unknown-form']);
    expect(held[1]?.warnings[0]?.code).toBe('reading-failed');
    await reader.run();
    expect((await readings()).map(({ state }) => state)).toEqual(['read', 'read', 'read']);
  });

  test('where it cannot be stored, and nothing behind it waits', async () => {
    const { missionId, take, readings } = await openReading(sql);
    const { id } = await publish(sql, missionId);
    for (const version of ['1', 'wrong', '1']) await take({ version });
    const shelf = Object.assign(new FormShelf(), {
      find: async () => (name: { version: string | null }) => ({
        kind: 'unknown-version',
        ...(name.version === 'wrong' ? { kind: '' } : {}),
        id,
      }),
    });
    const pace = { most: () => 10, rest: async () => {}, isEnding: () => false };
    const tools = { sql, log: pino({ level: 'silent' }), shelf, now: () => new Date() };
    await createReportReader(tools, pace, () => {}).run();
    expect((await readings()).map(({ reason }) => reason)).toEqual(['unknown-version', 'failed', 'unknown-version']);
  });
});

describe('an erased report', () => {
  test('LOG-15 is gone with its keys, is told of in the log without identity, and old proofs hold', async () => {
    const { intake, missionId, slug, logs, reader, take, readings, erasedAgain } = await openReading(sql);
    await publish(sql, missionId);
    const first = await take({ id: 'uuid:1', answers: '<photo>1.jpg</photo>', files: ['1.jpg'] });
    const proof = await first.proof();
    await take({ id: 'uuid:2', corrects: 'uuid:1' });
    await take({ id: 'uuid:3' });
    await reader.run();
    const pruned: Uint8Array[] = [];
    const prune = async (_: Date, find: (hashes: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>) => {
      pruned.push(...(await find([sha256(Buffer.from('1.jpg'))])));
      return 0;
    };
    const { call, audited } = testApp([erasureEndpoint({ prune })], { sql });
    const line = `POST /api/missions/${slug}/reports/${first.reportId}/erasure` as const;
    expect((await call('editor', line, { reason: 'a request' })).status).toBe(403);
    expect((await call('administrator', line, { reason: 'a request' })).status).toBe(204);
    expect((await call('administrator', line, { reason: 'a request' })).status).toBe(404);
    expect((await audited()).filter(({ action }) => action === 'report.erased')).toMatchObject([
      { subject: `report ${first.reportId}`, reason: 'a request', details: { versions: 2, files: 1 } },
    ]);
    const rows = await sql`
      select raw, key, instance_id, deprecated_id, erased_at is not null as erased from report_item
      where mission_id = ${missionId} order by leaf_index`;
    const gone = { raw: null, key: null, instance_id: null, deprecated_id: null, erased: true };
    expect(rows.slice(0, 2)).toEqual([gone, gone]);
    expect(rows[2]).toMatchObject({ erased: false, instance_id: 'uuid:3' });
    expect(await sql`select key from report_file where mission_id = ${missionId}`).toEqual([{ key: null }]);
    expect(await readings()).toHaveLength(1);
    const raw = Buffer.from(xmlOf({ id: 'uuid:1', answers: '<photo>1.jpg</photo>' }));
    expect(await intake.take(missionId, arrivalOf(raw))).toMatchObject({ status: 'same', code: first.code });
    await reader.run();
    expect(await readings()).toHaveLength(1);
    await logs.wake(missionId);
    await take({ id: 'uuid:4' });
    await take({ id: 'uuid:5' });
    const leaves = await sql<{ leaf: Record<string, unknown> }[]>`
      select convert_from(leaf, 'UTF8')::json as leaf from log_leaf where mission_id = ${missionId} order by index`;
    const erasures = leaves.filter(({ leaf }) => leaf.type === 'erasure').map(({ leaf }) => leaf);
    expect(erasures.map(({ about }) => about)).toContain(Buffer.from(first.place.leafHash).toString('hex'));
    expect(Object.keys(erasures[0] ?? {}).sort()).toEqual(['about', 'id', 'time', 'type', 'v', 'version']);
    const [log] = await sql<{ key: string }[]>`
      select verifier_key as key from mission_log where mission_id = ${missionId}`;
    const policy = parseLogPolicy(`log ${log?.key}\nquorum none`);
    if (!policy.ok) throw new Error(policy.error.message);
    const terms = { leafHash: first.place.leafHash, policy: policy.value, verify: verifyEd25519 };
    expect(await verifyLogProof(proof, terms)).toMatchObject({ ok: true, value: { index: first.place.index } });
    expect(await verifyLogProof(await first.proof(), terms)).toMatchObject({ ok: true });
    expect(erasedAgain).toEqual([first.reportId]);
    expect(await findNamedContents(sql, [sha256(Buffer.from('1.jpg'))])).toEqual([]);
  });

  test('that was not read yet is passed over, and the next one is read', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    const taken = await take({});
    await take({});
    await sql.begin((transaction) => eraseReport(transaction, missionId, { reportId: taken.reportId, at: new Date() }));
    await reader.run();
    expect((await readings()).map(({ state }) => state)).toEqual(['read']);
  });
});

describe('people are told', () => {
  test('of forms that were retired before, of wrong clocks and of what the form has no place for', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    const { id } = await publish(sql, missionId);
    await take({}, { stated: { sequence: 1, previous: null, time: new Date(Date.UTC(2023, 0)) } });
    await take({ answers: '<note/><extra>1</extra>' });
    await sql`
      insert into form_act (form_id, number, act, actor_id, actor_name, at, reason)
      values (${id}, 1, 'retired', ${randomUUID()}, 'A', now(), 'r')`;
    await take({});
    await reader.run();
    const read = await readings();
    expect(read.map(({ flags }) => flags)).toEqual([['clock-wrong'], ['unknown-elements'], ['late']]);
    expect(read[1]?.answers).toMatchObject({ '/data/extra': '1' });
  });

  test('XML-09 of files that are missing, until they come; of others, and of two contents', async () => {
    const { intake, missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    const given = { id: 'uuid:f', answers: '<photo>1.jpg</photo>', files: ['2.jpg'] };
    const taken = await take(given);
    await reader.run();
    expect((await readings())[0]?.flags).toEqual(['files-missing', 'files-unnamed']);
    const file = (text: string) => ({
      name: '1.jpg',
      sha256: sha256(Buffer.from(text)),
      bytes: 1,
      contentType: 'image/jpeg',
    });
    await intake.takeFiles(missionId, { reportId: taken.reportId, channel: 'odk', sender: SENDER, files: [file('a')] });
    await reader.run();
    expect((await readings())[0]?.flags).toEqual(['files-unnamed']);
    await intake.takeFiles(missionId, { reportId: taken.reportId, channel: 'odk', sender: SENDER, files: [file('b')] });
    await reader.run();
    expect((await readings())[0]?.flags).toEqual(['files-unnamed', 'files-differ']);
  });

  test('of rivals, both of them', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    await take({ id: 'uuid:r' });
    await reader.run();
    await take({ id: 'uuid:r', answers: '<note>other</note>' });
    await reader.run();
    expect((await readings()).map(({ flags }) => flags)).toEqual([['rival'], ['rival']]);
  });

  test('of corrections of what had been corrected', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    await take({ id: 'one' });
    await take({ id: 'two', corrects: 'one' });
    await take({ id: 'three', corrects: 'one' });
    await reader.run();
    expect((await readings()).map(({ flags }) => flags)).toEqual([[], [], ['stale-edit']]);
  });

  test('SYNC-05 nothing in the end of versions that came in another order', async () => {
    const { missionId, reader, take, readings } = await openReading(sql);
    await publish(sql, missionId);
    await take({ id: 'c', corrects: 'b' });
    await reader.run();
    expect((await readings())[0]?.flags).toEqual(['unknown-original']);
    await take({ id: 'a' });
    await reader.run();
    await take({ id: 'b', corrects: 'a' });
    await reader.run();
    expect((await readings()).map(({ flags }) => flags)).toEqual([[], [], []]);
  });
});
