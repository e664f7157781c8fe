import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openIntake } from '../../../../test/support/intake.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { peekRecord } from '../../../xforms/openrosa/peek-record.ts';
import type { Arrival, ArrivedFile } from './arrival.ts';
import { findKnown } from './store/find-known.ts';

const { sql } = await testDatabase();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A record of the invented country. */
function recordOf({
  id,
  corrects = null,
  answer = '1',
  space = '',
}: {
  id: string | null;
  corrects?: string | null;
  answer?: string;
  space?: string;
}): Arrival {
  const meta = `${id === null ? '' : `<instanceID>${id}</instanceID>`}${corrects === null ? '' : `<deprecatedID>${corrects}</deprecatedID>`}`;
  const raw = Buffer.from(`<data id="f" version="1"><a>${answer}</a>${space}<meta>${meta}</meta></data>`);
  const peeked = peekRecord(raw);
  if (peeked.kind === 'refused') throw new Error(peeked.fault.code);
  return {
    channel: 'odk',
    sender: { deviceId: null, pseudonym: '00112233445566aa', courierId: null },
    raw,
    sha256: sha256(raw),
    envelope: peeked.envelope,
    fault: null,
    files: [],
    reportId: null,
    stated: null,
  };
}

const fileOf = (name: string, text: string): ArrivedFile => {
  const bytes = Buffer.from(text);
  return { name, sha256: sha256(bytes), bytes: bytes.length, contentType: 'image/jpeg' };
};

describe('what comes', () => {
  test('XML-07 eight times the same at once is one version with one receipt', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const arrival = { ...recordOf({ id: 'uuid:a' }), files: [fileOf('1.jpg', 'x'), fileOf('2.jpg', 'y')] };
    const taken = await Promise.all(Array.from({ length: 8 }, () => intake.take(missionId, arrival)));
    expect(new Set(taken.map(({ code }) => code)).size).toBe(1);
    const rows = await sql`select number from report_item where mission_id = ${missionId}`;
    expect(rows).toHaveLength(1);
    expect(await sql`select name from report_file where mission_id = ${missionId}`).toHaveLength(2);
    expect((await intake.take(missionId, arrival)).status).toBe('same');
    await close();
  });
  test('other bytes that say the same are the same, others are rivals, and both are kept', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const first = await intake.take(missionId, recordOf({ id: 'x' }));
    const spaced = await intake.take(missionId, recordOf({ id: 'x', space: ' ' }));
    expect(spaced).toMatchObject({ status: 'same', code: first.code });
    const rival = await intake.take(missionId, recordOf({ id: 'x', answer: '2' }));
    expect(rival).toMatchObject({ status: 'rival', reportId: first.reportId });
    const rows = await sql`select number from report_item where mission_id = ${missionId} order by number`;
    expect(rows.map(({ number }) => number)).toEqual([1, 2]);
    await close();
  });
  test('without a name, the same bytes are one report', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const [one, two] = [
      await intake.take(missionId, recordOf({ id: null })),
      await intake.take(missionId, recordOf({ id: null })),
    ];
    expect(two).toMatchObject({ status: 'same', code: one.code });
    await close();
  });
  test.each([
    ['1 2 3', ['1', '2', '3']],
    ['3 1 2', ['3', '1', '2']],
    ['3 2 1', ['3', '2', '1']],
    ['2 1 3', ['2', '1', '3']],
    ['2 3 1', ['2', '3', '1']],
  ])('SYNC-05 a chain of corrections that comes as %s is one report', async (_, order) => {
    const { intake, missionId, close } = await openIntake(sql);
    const all: Record<string, Arrival> = {
      1: recordOf({ id: 'one' }),
      2: recordOf({ id: 'two', corrects: 'one' }),
      3: recordOf({ id: 'three', corrects: 'two' }),
    };
    const codes = new Map<string, string>();
    for (const each of order) codes.set(each, (await intake.take(missionId, all[each] as Arrival)).code);
    const again = await Promise.all(order.map((each) => intake.take(missionId, all[each] as Arrival)));
    expect(again.map(({ status, code }) => [status, code])).toEqual(order.map((each) => ['same', codes.get(each)]));
    expect(new Set(again.map(({ reportId }) => reportId)).size).toBe(1);
    expect(await sql`select 1 from report_item where mission_id = ${missionId}`).toHaveLength(3);
    await close();
  });
  test('files that come later get a leaf of their own, and come twice in vain', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const taken = await intake.take(missionId, { ...recordOf({ id: 'p' }), files: [fileOf('1.jpg', 'x')] });
    const second = { ...recordOf({ id: 'p' }), files: [fileOf('1.jpg', 'x'), fileOf('2.jpg', 'x')] };
    expect(await intake.take(missionId, second)).toMatchObject({ status: 'same', code: taken.code });
    await intake.take(missionId, second);
    const leaves = await sql`select index from log_leaf where mission_id = ${missionId}`;
    expect(leaves).toHaveLength(2);
    await close();
  });

  test('RIVALS thousands of versions under one name cost no more than others, and none is lost', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const take = (answer: string, id = 'flooded') => intake.take(missionId, recordOf({ id, answer }));
    const first = await take('true');
    for (let round = 0; round < 12; round += 1) {
      await Promise.all(Array.from({ length: 250 }, (_, at) => take(`${round}-${at}`)));
    }
    expect((await take('one more')).status).toBe('rival');
    expect(await take('true')).toMatchObject({ status: 'same', code: first.code });
    expect(await take('7-77')).toMatchObject({ status: 'same', reportId: first.reportId });
    const [row] = await sql`
      select count(*)::int as count, count(distinct number)::int as numbers, max(number) as most
      from report_item where report_id = ${first.reportId}`;
    expect(row).toEqual({ count: 3002, numbers: 3002, most: 3002 });
    const known = await findKnown(sql, { ids: [first.reportId], digests: [sha256(Buffer.from('x'))] });
    expect(known[0]).toMatchObject({ isCrowded: true, items: [{ number: 3002 }] });
    await close();
  });

  test('RIVALS an edit under a name in a crowded report joins nothing', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const edits = Array.from({ length: 20 }, (_, at) => recordOf({ id: `e${at}`, corrects: 'original' }));
    const [first] = await Promise.all(edits.map((each) => intake.take(missionId, each)));
    const moved = await intake.take(missionId, recordOf({ id: 'original', corrects: 'elsewhere' }));
    expect(moved).toMatchObject({ status: 'rival', reportId: first?.reportId });
    expect(await intake.take(missionId, recordOf({ id: 'e7', corrects: 'original' }))).toMatchObject({
      status: 'same',
    });
    await close();
  });

  test('FILES a hundred files in each of many requests are each kept once', async () => {
    const { intake, missionId, close } = await openIntake(sql);
    const record = recordOf({ id: 'album' });
    for (let round = 0; round < 6; round += 1) {
      const files = Array.from({ length: 128 }, (_, at) => fileOf(`${round}-${at}`, `${at}`));
      await intake.take(missionId, { ...record, files });
      await intake.take(missionId, { ...record, files });
    }
    const [row] = await sql`select count(*)::int as count from report_file where mission_id = ${missionId}`;
    expect(row?.count).toBe(768);
    const leaves = await sql`select leaf from log_leaf where mission_id = ${missionId}`;
    const versions = leaves.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()));
    const attached = versions.filter(({ type }) => type === 'attachment').map(({ version }) => version);
    expect(new Set(attached).size).toBe(attached.length);
    await close();
  });
});
